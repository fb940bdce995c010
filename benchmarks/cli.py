"""`thuocdo score` of one filled-in form from a cold start, against the bare imports an office reader would need.

Reading is measured as well: a form against openpyxl, which must open it twice to see values and formulas; a table of
12,000 figures against openpyxl (twice) and against splitting the same CSV without any check.
"""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

from measuring import Measurement, best_of, report
from thuocdo.domain.scoring.catalogue import find
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow, Value
from thuocdo.domain.scoring.sheets import read_inputs, write_inputs
from thuocdo.domain.scoring.sheets.asked import asked_inputs

# 0.7 s where these imports take 0.23 s; a ratio holds on a busy machine as well.
AT_MOST = 3.0
IMPORTS = "import numpy, yaml, openpyxl"
UNITS = 300


def main() -> int:
    """Make the files, measure, report."""
    definition = find("766").definition
    names = [name for name, asked in asked_inputs(definition).items() if asked.spec.type == "count"][:40]
    with tempfile.TemporaryDirectory() as folder:
        form, table, text = (Path(folder) / name for name in ("form.xlsx", "table.xlsx", "table.csv"))
        write_inputs([_sheet(names, 1)], form, definition, form="wide")
        write_inputs([_sheet(names, UNITS)], table, definition)
        write_inputs([_sheet(names, UNITS)], text, definition)
        score = [sys.executable, "-m", "thuocdo.cli", "score", "766", str(form), "--format", "table"]
        count = UNITS * len(names)
        return report(
            Measurement(
                "thuocdo score of one form, cold",
                best_of(lambda: _run(score)),
                IMPORTS,
                best_of(lambda: _run([sys.executable, "-c", IMPORTS])),
                at_most=AT_MOST,
            ),
            Measurement(
                "reading a form, all checks",
                best_of(lambda: _read(form, definition)),
                "openpyxl, twice",
                best_of(lambda: _openpyxl(form)),
                at_most=1.0,
            ),
            Measurement(
                f"reading {count:,} figures, workbook",
                best_of(lambda: _read(table, definition), times=3),
                "openpyxl, twice",
                best_of(lambda: _openpyxl(table), times=3),
                at_most=1.0,
            ),
            Measurement(
                f"reading {count:,} figures, CSV",
                best_of(lambda: _read(text, definition), times=3),
                "csv.reader, no checks",
                best_of(lambda: _split(text), times=3),
            ),
        )


def _sheet(names: list[str], units: int) -> InputSheet:
    """The same counts for every unit: parts and wholes are equal, so that no check complains."""
    rows = [UnitRow(f"U{number}", f"Đơn vị {number}") for number in range(units)]
    cells = ((unit.code, name, Value(Fraction(9), source="báo cáo")) for unit in rows for name in names)
    return InputSheet.from_values("2026", cells, rows)


def _read(path: Path, definition: Definition) -> None:
    result = read_inputs(path, definition)
    if not result.is_loaded:
        raise SystemExit(result.problems[0].sentence("en"))


def _openpyxl(path: Path) -> None:
    import openpyxl

    for values_only in (True, False):
        book = openpyxl.load_workbook(path, data_only=values_only)
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                [cell.value for cell in row]


def _split(path: Path) -> None:
    list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
