"""What can be wrong with one row or one cell."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheets.file_messages import did_you_mean
from thuocdo.domain.scoring.sheets.number_messages import in_both
from thuocdo.domain.scoring.sheets.problems import Message, Severity


def date_in_number() -> Message:
    """A date cell."""
    return Message(
        "sheets.date-in-number",
        Text("Ô này là ngày tháng, không phải số.", "This cell is a date, not a number."),
        Text("Đổi định dạng ô sang số rồi nhập lại.", "Format the cell as a number and type it again."),
    )


def date_in_text(what: Text) -> Message:
    """A period or code the spreadsheet turned into a date."""
    return Message(
        "sheets.date-in-text",
        Text(
            f"Phần mềm bảng tính đã đổi {what.vi} thành ngày tháng.",
            f"The spreadsheet turned the {what.pick('en')} into a date.",
        ),
        Text(
            "Định dạng ô là văn bản rồi gõ lại, ví dụ 2026-09.",
            "Format the cell as text and type it again, as 2026-09.",
        ),
    )


def formula_error() -> Message:
    """#DIV/0! and its kin."""
    return Message(
        "sheets.formula-error",
        Text("Công thức trong ô báo lỗi.", "The formula of this cell fails."),
        Text(
            "Sửa công thức, hoặc xoá ô và ghi trạng thái “không có số liệu”.",
            "Mend the formula, or clear the cell and set the state to not available.",
        ),
    )


def formula_without_result() -> Message:
    """The workbook was written by a program that does not compute."""
    return Message(
        "sheets.formula-without-result",
        Text(
            "Công thức chưa được tính trước khi lưu; không thể coi là 0.",
            "The formula was saved without a computed result; it is not zero.",
        ),
        Text(
            "Mở bằng Excel hoặc LibreOffice, chờ tính xong rồi lưu lại.",
            "Open the file in Excel or LibreOffice, let it compute, and save it.",
        ),
    )


def nested_value() -> Message:
    """A list or object inside a JSON row."""
    return Message(
        "sheets.nested-value",
        Text("Giá trị phải là số, chữ hoặc trống.", "The value must be a number, a text or empty."),
        Text("Ghi một giá trị cho mỗi dòng.", "Write one value per row."),
    )


def not_yes_no() -> Message:
    """A word that is neither."""
    return Message(
        "sheets.not-yes-no",
        Text("Phải là “có” hoặc “không”.", "This must be “yes” or “no”."),
        Text("Chọn trong danh sách.", "Choose from the list."),
    )


def unknown_choice(near: Sequence[str], allowed: Sequence[str]) -> Message:
    """Not one of the declared choices."""
    listed = ", ".join(allowed[:12])
    return Message(
        "sheets.unknown-choice",
        Text("Không có trong danh sách lựa chọn.", "This is not one of the choices."),
        did_you_mean(near, Text(f"Các lựa chọn: {listed}.", f"Choices: {listed}.")),
    )


def unknown_state(near: Sequence[str]) -> Message:
    """A state no file may use."""
    return Message(
        "sheets.unknown-state",
        Text("Trạng thái này không có.", "There is no such state."),
        did_you_mean(
            near,
            Text(
                "Dùng: có giá trị, bằng không, không áp dụng, không có số liệu, chưa có.",
                "Use: given, zero, not_applicable, not_available, missing.",
            ),
        ),
    )


def vague_state() -> Message:
    """N/A and dashes mean different things to different people."""
    return Message(
        "sheets.vague-state",
        Text(
            "Không rõ là không áp dụng, không có số liệu, chưa có hay bằng không.",
            "This may mean not applicable, not available, missing or zero.",
        ),
        Text(
            "Để trống ô giá trị và chọn trạng thái, hoặc ghi rõ “không áp dụng”, “không có số liệu”.",
            "Leave the value empty and choose a state, or write “not applicable” or “not available”.",
        ),
    )


def value_against_state(state: Text) -> Message:
    """A number beside a state that says there is none."""
    return Message(
        "sheets.value-against-state",
        Text(
            f"Có giá trị nhưng trạng thái là “{state.vi}”.",
            f"There is a value, but the state is “{state.pick('en')}”.",
        ),
        Text("Xoá giá trị hoặc sửa trạng thái.", "Clear the value or change the state."),
    )


def given_without_value() -> Message:
    """State says given, cell says nothing."""
    return Message(
        "sheets.given-without-value",
        Text(
            "Trạng thái là “có giá trị” nhưng ô giá trị trống.",
            "The state is “given”, but the value is empty.",
        ),
        Text("Nhập giá trị hoặc sửa trạng thái.", "Enter the value or change the state."),
    )


def duplicate(first: Text) -> Message:
    """The same unit, period and input twice."""
    return Message(
        "sheets.duplicate",
        Text(f"Đã có số liệu này ở {first.vi}.", f"This figure was already given at {first.pick('en')}."),
        Text("Giữ một dòng.", "Keep one of the two."),
    )


def unknown_input(near: Sequence[str]) -> Message:
    """A code the index does not have."""
    return Message(
        "sheets.unknown-input",
        Text("Bộ chỉ số không có số liệu đầu vào này.", "The index has no such input."),
        did_you_mean(
            near,
            Text(
                "Xem các mã trong `thuocdo template`.",
                "See the codes in the form that `thuocdo template` makes.",
            ),
        ),
    )


def computed_input(expression: str) -> Message:
    """A derived input nobody types."""
    return Message(
        "sheets.computed-input",
        Text(f"Số liệu này được tính từ {expression}.", f"This input is computed from {expression}."),
        Text("Xoá dòng này.", "Delete this row."),
    )


def unknown_unit(near: Sequence[str]) -> Message:
    """A unit outside the list."""
    return Message(
        "sheets.unknown-unit",
        Text("Đơn vị không có trong danh sách.", "The unit is not in the list."),
        did_you_mean(near, Text("Kiểm tra mã đơn vị.", "Check the code of the unit.")),
    )


def similar_unit(other: str) -> Message:
    """Two codes that differ by a space or a mark."""
    return Message(
        "sheets.similar-unit",
        Text(
            f"Mã đơn vị chỉ khác “{other}” ở chữ hoa, dấu hoặc khoảng trắng.",
            f"The code differs from “{other}” only in case, marks or spaces.",
        ),
        Text("Nếu là một đơn vị, dùng một mã.", "If it is the same unit, use one code."),
        Severity.WARNING,
    )


def missing_cell(what: Text) -> Message:
    """A row without its unit, period or code."""
    return Message(
        "sheets.missing-cell",
        Text(f"Dòng có số liệu nhưng thiếu {what.vi}.", f"The row has a figure but no {what.pick('en')}."),
        Text(f"Ghi {what.vi}.", f"Write the {what.pick('en')}."),
    )


def conflicting_unit(what: Text, first: str) -> Message:
    """One unit with two names, levels or parents."""
    return Message(
        "sheets.conflicting-unit",
        Text(
            f"{what.vi} của đơn vị này ở dòng trước là “{first}”.",
            f"Before, this unit's {what.pick('en')} was “{first}”.",
        ),
        Text("Ghi giống nhau ở mọi dòng.", "Write the same in every row."),
    )


def more_than_whole(part: str, whole: str, whole_title: str, whole_number: Fraction) -> Message:
    """A numerator over a denominator it is a part of."""
    vi, en = in_both(whole_number)
    return Message(
        "sheets.more-than-whole",
        Text(
            f"“{part}” là một phần của “{whole}” ({whole_title}) nên không thể lớn hơn {vi}.",
            f"“{part}” is a part of “{whole}” ({whole_title}) and cannot be more than {en}.",
        ),
        Text("Kiểm tra cả hai số.", "Check both numbers."),
    )


def hidden_row() -> Message:
    """A figure in a row nobody sees."""
    return Message(
        "sheets.hidden-row",
        Text("Dòng ẩn có số liệu.", "A hidden row holds a figure."),
        Text(
            "Hiện dòng (hoặc bỏ bộ lọc) để kiểm tra, hoặc xoá nó.",
            "Unhide the row (or clear the filter), or delete it.",
        ),
    )


def hidden_column() -> Message:
    """A column of figures nobody sees."""
    return Message(
        "sheets.hidden-column",
        Text("Cột ẩn có số liệu.", "A hidden column holds figures."),
        Text("Hiện cột để kiểm tra, hoặc xoá nó.", "Unhide the column and check it, or delete it."),
    )


def merged_cells(name: str) -> Message:
    """Joined cells lose all values but one."""
    return Message(
        "sheets.merged-cells",
        Text(
            f"Các ô {name} bị gộp: chỉ ô đầu giữ được giá trị.",
            f"Cells {name} are merged: only the first holds a value.",
        ),
        Text("Bỏ gộp ô và điền từng ô.", "Unmerge them and fill each cell."),
    )


def column_without_unit() -> Message:
    """A value column that belongs to nobody."""
    return Message(
        "sheets.column-without-unit",
        Text("Cột giá trị không có mã đơn vị.", "The value column has no unit code."),
        Text("Ghi mã đơn vị ở dòng “Mã đơn vị”.", "Write the code in the row “Unit code”."),
    )
