"""A paper of 200 rows from Word file to linted draft, against python-docx reading the text of the same cells."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

import docx
import yaml

from measuring import Measurement, best_of, report
from thuocdo.domain.scoring.catalogue import lint, load
from thuocdo.domain.scoring.papers.drafting import NodeChange, draft, edited, suggested_header
from thuocdo.domain.scoring.papers.files import read_paper
from thuocdo.domain.scoring.papers.printed import PrintedPaper, printed_rows
from thuocdo.domain.scoring.papers.wording import read_rule

GROUPS, ROWS_IN_GROUP = 10, 19
# 2 s where python-docx needs 0.23 s for the cells alone; a ratio holds on a busy machine as well.
AT_MOST = 8.5
# Half a second for the scoring words of 200 rows where the cells need 0.07 s.
WORDS_AT_MOST = 7.0
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CONFIRMED = NodeChange(set={"reading": {"certainty": "confirmed"}})
HEADINGS = (
    "STT", "Chỉ số", "Điểm tối đa", "Cách xác định và tính điểm", "Tài liệu kiểm chứng",
    "Nguồn thu thập dữ liệu", "Đơn vị chủ trì", "Đơn vị phối hợp xác minh",
)  # fmt: skip
METHODS = (
    "a: Số hồ sơ loại {n} tiếp nhận trực tuyến\nb: Tổng số hồ sơ loại {n} tiếp nhận\n- a/b ≥ 80%: điểm tối đa\n"
    "- a/b < 80%: điểm = (a/b)/80% × điểm tối đa",
    "Có kế hoạch số {n}: 10 điểm; không có: 0 điểm",
    "Từ 90% trở lên: 10 điểm; từ 70% đến dưới 90%: 7 điểm; từ 50% đến dưới 70%: 4 điểm; dưới 50%: 0 điểm",
    "Họp từ 4 lần trở lên: 10 điểm; 3 lần: 7 điểm; 2 lần: 4 điểm; 1 lần: 2 điểm; không họp: 0 điểm",
    "Mỗi sáng kiến loại {n} được công nhận: 2 điểm, tối đa 10 điểm",
    "Hội đồng xem xét tình hình thực tế của đơn vị để quyết định mức điểm cho tiêu chí số {n}",
)
_PLAIN = """import docx
[cell.text for table in docx.Document(sys.argv[1]).tables for row in table.rows for cell in row.cells]"""


def main() -> int:
    """Make the paper, measure the pieces and the whole, report."""
    content = _paper()
    printed = printed_rows(read_paper(content, "big.docx"))
    text = _drafted(printed)
    cells = best_of(lambda: _cells(content))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.docx"
        path.write_bytes(content)
        command = [sys.executable, "-m", "thuocdo.cli", "import-index", str(path), "-o", folder, "--force"]
        plain = [sys.executable, "-c", f"import sys\n{_PLAIN}", str(path)]
        bare = best_of(lambda: _run(plain), times=5)
        whole = best_of(lambda: _run(command), times=5)
    name = "python-docx, cells only"
    rows = len(printed.rows)
    return report(
        Measurement(
            f"{rows} rows, file to printed rows",
            best_of(lambda: printed_rows(read_paper(content, "big.docx"))),
            name,
            cells,
        ),
        Measurement(
            f"{rows} rows, words into rules",
            best_of(lambda: _rules(printed)),
            name,
            cells,
            at_most=WORDS_AT_MOST,
        ),
        Measurement(f"{rows} rows, rules, tree and text", best_of(lambda: _drafted(printed)), name, cells),
        Measurement(
            "loading and linting the draft", best_of(lambda: lint(load(text), cases=False)), name, cells
        ),
        Measurement(
            "confirming one row of the draft",
            best_of(lambda: edited(text, f"{GROUPS}.1", CONFIRMED)),
            "yaml.load of the draft",
            best_of(lambda: yaml.load(text, Loader=LOADER)),  # noqa: S506 - a safe one
        ),
        Measurement("thuocdo import-index, cold", whole, f"{name}, cold", bare, at_most=AT_MOST),
    )


def _paper() -> bytes:
    document = docx.Document()
    document.add_paragraph("BỘ CHỈ SỐ THỬ")
    table = document.add_table(0, len(HEADINGS))
    _add(table, HEADINGS)
    for group in range(1, GROUPS + 1):
        _add(table, (str(group), f"Nhóm {group}", str(ROWS_IN_GROUP * 10), *[""] * 5))
        for row in range(1, ROWS_IN_GROUP + 1):
            words = METHODS[row % len(METHODS)].format(n=group * 100 + row)
            agencies = ("Báo cáo; trích xuất", "Báo cáo năm", "Văn phòng", "Sở Nội vụ")
            _add(table, (f"{group}.{row}", f"Chỉ số {group}.{row}", "10", words, *agencies))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add(table: docx.table.Table, texts: tuple[str, ...]) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it untyped
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text


def _cells(content: bytes) -> list[str]:
    tables = docx.Document(io.BytesIO(content)).tables
    return [cell.text for table in tables for row in table.rows for cell in row.cells]


def _rules(printed: PrintedPaper) -> None:
    for row in printed.rows:
        read_rule(row.method, points=Fraction(10), title=row.title)


def _drafted(printed: PrintedPaper) -> str:
    return draft(printed, header=suggested_header(printed, "big.docx")).text


def _run(command: list[str]) -> None:
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode())


if __name__ == "__main__":
    sys.exit(main())
