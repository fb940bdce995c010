"""What is odd about a file before its columns are known: things hidden, formulas without results."""

from __future__ import annotations

from collections.abc import Sequence

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.remarks import PaperRemark

_LOOK = Text(
    "Soát lại các dòng này; xoá khỏi tệp nếu không thuộc quyết định.",
    "Check these rows; remove them from the file if they are not part of the decision.",
)


def hidden_sheet(name: str) -> PaperRemark:
    """A sheet nobody sees was read all the same."""
    return PaperRemark(
        "warning",
        "paper.hidden-sheet",
        name,
        Text(
            f"Trang tính «{name}» đang ẩn nhưng vẫn được đọc.",
            f"Sheet “{name}” is hidden; it was read all the same.",
        ),
        _LOOK,
    )


def hidden_rows(name: str, rows: Sequence[str]) -> PaperRemark:
    """Rows nobody sees were read all the same."""
    listed = _listed(rows)
    return PaperRemark(
        "warning",
        "paper.hidden-rows",
        name,
        Text(
            f"Các dòng {listed} đang ẩn nhưng vẫn được đọc.",
            f"Rows {listed} are hidden; they were read all the same.",
        ),
        _LOOK,
    )


def hidden_columns(name: str, columns: Sequence[str]) -> PaperRemark:
    """Columns nobody sees were read all the same."""
    listed = _listed(columns)
    return PaperRemark(
        "warning",
        "paper.hidden-columns",
        name,
        Text(
            f"Các cột {listed} đang ẩn nhưng vẫn được đọc.",
            f"Columns {listed} are hidden; they were read all the same.",
        ),
        _LOOK,
    )


def date_in_cell(place: str, shown: str) -> PaperRemark:
    """A spreadsheet may have made a date of a number such as 4.9."""
    return PaperRemark(
        "warning",
        "paper.date-in-cell",
        place,
        Text(f"Ô chứa ngày tháng ({shown}).", f"The cell holds a date ({shown})."),
        Text(
            "Nếu quyết định in một số (ví dụ 4.9), định dạng ô thành Văn bản rồi gõ lại.",
            "If the decision prints a number (such as 4.9), format the cell as text and type it again.",
        ),
    )


def formula_without_result(place: str, formula: str) -> PaperRemark:
    """A formula that was never computed."""
    return PaperRemark(
        "warning",
        "paper.formula-without-result",
        place,
        Text(
            f"Công thức {formula} chưa có kết quả lưu trong tệp.",
            f"Formula {formula} has no result in the file.",
        ),
        Text("Mở tệp bằng Excel, lưu lại rồi gửi lại.", "Open the file in Excel, save it and send it again."),
    )


def failed_formula(place: str, shown: str) -> PaperRemark:
    """A formula that ended in an error."""
    return PaperRemark(
        "warning",
        "paper.failed-formula",
        place,
        Text(f"Ô báo lỗi {shown}.", f"The cell shows the error {shown}."),
        Text(
            "Sửa công thức hoặc gõ giá trị in trong quyết định.",
            "Mend the formula or type what the decision prints.",
        ),
    )


def broken_row(place: str, reason: Text) -> PaperRemark:
    """A CSV row that ended the reading."""
    return PaperRemark(
        "error",
        "paper.broken-row",
        place,
        Text(
            f"{reason.vi} Các dòng sau đó chưa được đọc.", f"{reason.pick('en')} What follows was not read."
        ),
        Text(
            "Kiểm tra dấu nháy kép mở mà không đóng; trong ô có nháy thì viết đôi.",
            "Look for an opening quote without its closing one; double the quotes inside a cell.",
        ),
    )


def wider_row(place: str) -> PaperRemark:
    """A CSV row with more cells than there are headings."""
    return PaperRemark(
        "error",
        "paper.wider-row",
        place,
        Text(
            "Dòng có nhiều ô hơn dòng tiêu đề: dấu phân cách nằm trong lời văn nên các ô sau bị lệch.",
            "The row has more cells than the headings: a separator in the words has moved the cells after it.",
        ),
        Text("Đặt ô đó trong dấu nháy kép rồi đọc lại.", "Put that cell in double quotes and read again."),
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:20]) + (" …" if len(names) > 20 else "")
