"""What can be wrong with one row or one cell."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheets.file_messages import did_you_mean
from thuocdo.domain.scoring.sheets.problems import Message, Severity


def number_text(number: Fraction, language: str) -> str:
    """A number inside a sentence: plain digits, the decimal mark of the language, no grouping."""
    text = str(number.numerator) if number.denominator == 1 else f"{float(number):.12g}"
    return text.replace(".", ",") if language == "vi" else text


def _both(number: Fraction) -> tuple[str, str]:
    return number_text(number, "vi"), number_text(number, "en")


def ambiguous_number(comma: Fraction, point: Fraction) -> Message:
    """1.234 is one thousand two hundred thirty-four, or one and a bit."""
    (comma_vi, comma_en), (point_vi, point_en) = _both(comma), _both(point)
    return Message(
        "sheets.ambiguous-number",
        Text(
            f"Có thể đọc là {comma_vi} (dấu phẩy thập phân) hoặc {point_vi} (dấu chấm thập phân).",
            f"It can be read as {comma_en} (decimal comma) or as {point_en} (decimal point).",
        ),
        Text(
            "Viết không có dấu phân nhóm, hoặc chọn `--decimal comma` hay `--decimal point`.",
            "Write it without grouping marks, or choose `--decimal comma` or `--decimal point`.",
        ),
    )


def other_decimal_mark(mark: str) -> Message:
    """A number that cannot be read in the chosen manner."""
    word = Text("dấu phẩy", "comma") if mark == "comma" else Text("dấu chấm", "point")
    return Message(
        "sheets.other-decimal-mark",
        Text(
            f"Không phải là số khi dấu thập phân là {word.vi}.",
            f"This is no number when decimals follow a {word.en}.",
        ),
        Text(
            "Viết lại số, hoặc bỏ lựa chọn `--decimal`.",
            "Rewrite the number, or drop the `--decimal` option.",
        ),
    )


def not_a_number() -> Message:
    """Letters where digits belong."""
    return Message(
        "sheets.not-a-number",
        Text("Ô này phải là số, không kèm chữ.", "This must be a number without words."),
        Text(
            "Chỉ ghi số; điều muốn nói thêm thì ghi ở cột ghi chú.",
            "Write the number only; put what else there is to say in the note.",
        ),
    )


def rounded_display() -> Message:
    """1.2E+06: digits were lost on the way."""
    return Message(
        "sheets.rounded-display",
        Text(
            "Số viết kiểu luỹ thừa đã mất chữ số khi lưu tệp.",
            "A number in scientific notation has lost its digits.",
        ),
        Text(
            "Định dạng cột là số rồi lưu lại tệp.", "Format the column as a number and save the file again."
        ),
    )


def fraction_or_date() -> Message:
    """5/10 may be a half, five of ten points, or a day in October."""
    return Message(
        "sheets.fraction-or-date",
        Text(
            "Có thể là phân số, điểm trên tổng điểm hoặc ngày tháng.",
            "This may be a fraction, points out of points, or a date.",
        ),
        Text("Ghi kết quả bằng số thập phân.", "Write the result as a decimal number."),
    )


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


def not_finite() -> Message:
    """NaN or infinity."""
    return Message(
        "sheets.not-finite",
        Text("Không phải là một con số.", "This is not a number."),
        Text("Để trống nếu chưa có số liệu.", "Leave it empty if there is no figure."),
    )


def nested_value() -> Message:
    """A list or object inside a JSON row."""
    return Message(
        "sheets.nested-value",
        Text("Giá trị phải là số, chữ hoặc trống.", "The value must be a number, a text or empty."),
        Text("Ghi một giá trị cho mỗi dòng.", "Write one value per row."),
    )


def true_or_false_in_number() -> Message:
    """TRUE where a number belongs."""
    return Message(
        "sheets.yes-no-in-number",
        Text("Ô này phải là số, không phải đúng/sai.", "This must be a number, not true or false."),
        Text("Ghi số.", "Write the number."),
    )


def percent_or_fraction(number: Fraction) -> Message:
    """85 where a share between 0 and 1 is meant."""
    vi, en = _both(number)
    share_vi, share_en = _both(number / 100)
    return Message(
        "sheets.percent-or-fraction",
        Text(
            f"{vi} là tỷ lệ lớn hơn 1: có thể muốn nói {vi}%.",
            f"{en} is a share above 1: perhaps {en}% is meant.",
        ),
        Text(f"Ghi {vi}% hoặc {share_vi}.", f"Write {en}% or {share_en}."),
    )


def fraction_or_percent(number: Fraction) -> Message:
    """0.85 where 0 to 100 is meant."""
    vi, en = _both(number)
    large_vi, large_en = _both(number * 100)
    return Message(
        "sheets.fraction-or-percent",
        Text(
            f"Số liệu này tính theo phần trăm (0–100): {vi} có thể là {vi}% hoặc {large_vi}%.",
            f"This input is counted in percent (0–100): {en} may be {en}% or {large_en}%.",
        ),
        Text(f"Ghi kèm dấu %: {vi}% hoặc {large_vi}%.", f"Write the % sign: {en}% or {large_en}%."),
    )


def percent_not_expected(number: Fraction) -> Message:
    """A percent format on a count."""
    vi, en = _both(number * 100)
    plain_vi, plain_en = _both(number)
    return Message(
        "sheets.percent-not-expected",
        Text(
            f"Số liệu này không tính bằng phần trăm; {vi}% được lưu là {plain_vi}.",
            f"This input is not a percentage; {en}% is stored as {plain_en}.",
        ),
        Text(
            f"Bỏ định dạng phần trăm và ghi {vi} hoặc {plain_vi}.",
            f"Drop the percent format and write {en} or {plain_en}.",
        ),
    )


def percent_too_large(number: Fraction) -> Message:
    """8500%: 85 typed into a cell that was formatted afterwards."""
    vi, en = _both(number * 100)
    less_vi, less_en = _both(number)
    return Message(
        "sheets.percent-too-large",
        Text(
            f"{vi}% lớn bất thường; có thể muốn nói {less_vi}%.",
            f"{en}% is implausible; perhaps {less_en}% is meant.",
        ),
        Text(f"Ghi {less_vi}%.", f"Write {less_en}%."),
    )


def not_whole() -> Message:
    """Half a dossier."""
    return Message(
        "sheets.not-whole",
        Text("Số đếm phải là số nguyên.", "A count must be a whole number."),
        Text("Ghi số nguyên.", "Write a whole number."),
    )


def negative_count() -> Message:
    """Fewer than none."""
    return Message(
        "sheets.negative",
        Text("Số liệu này không thể âm.", "This cannot be negative."),
        Text("Ghi số từ 0 trở lên.", "Write a number of 0 or more."),
    )


def below_minimum(minimum: Fraction) -> Message:
    """Under the declared minimum."""
    vi, en = _both(minimum)
    return Message(
        "sheets.below-minimum",
        Text(f"Nhỏ hơn mức thấp nhất {vi}.", f"Below the lowest possible value {en}."),
        Text("Kiểm tra lại số và đơn vị tính.", "Check the number and its unit of measure."),
    )


def above_maximum(maximum: Fraction) -> Message:
    """Over the declared maximum."""
    vi, en = _both(maximum)
    return Message(
        "sheets.above-maximum",
        Text(f"Lớn hơn mức cao nhất {vi}.", f"Above the highest possible value {en}."),
        Text("Kiểm tra lại số và đơn vị tính.", "Check the number and its unit of measure."),
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
    vi, en = _both(whole_number)
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
