"""Inputs and scorecards as files people keep: forms, tables, CSV, JSON.

    result = read_inputs(Path("hue.xlsx"), definition)
    write_inputs(result.sheets.values(), Path("hue.csv"), definition)
    write_template(definition, Path("form.xlsx"), units=[UnitRow("H57", "UBND thành phố Huế")], period="2026")

Scorecards are written by `scorecard_files.write_scorecard(table, path)`.
Reading never guesses and never loads half a file; writing and reading give back the same sheets exactly.
"""

from thuocdo.domain.scoring.sheets.forms import write_template
from thuocdo.domain.scoring.sheets.problems import Problem, Severity
from thuocdo.domain.scoring.sheets.reading import ReadResult, read_inputs
from thuocdo.domain.scoring.sheets.writing import write_inputs

__all__ = ["Problem", "ReadResult", "Severity", "read_inputs", "write_inputs", "write_template"]
