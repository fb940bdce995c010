"""What can be wrong with a number: two readings, a percentage for a share, more or less than allowed."""

from __future__ import annotations

from fractions import Fraction

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheets.problems import Message


def number_text(number: Fraction, language: str) -> str:
    """A number inside a sentence: plain digits, the decimal mark of the language, no grouping."""
    text = str(number.numerator) if number.denominator == 1 else f"{float(number):.12g}"
    return text.replace(".", ",") if language == "vi" else text


def in_both(number: Fraction) -> tuple[str, str]:
    """A number as a Vietnamese and as an English sentence writes it."""
    return number_text(number, "vi"), number_text(number, "en")


def ambiguous_number(comma: Fraction, point: Fraction) -> Message:
    """1.234 is one thousand two hundred thirty-four, or one and a bit."""
    (comma_vi, comma_en), (point_vi, point_en) = in_both(comma), in_both(point)
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


def not_finite() -> Message:
    """NaN or infinity."""
    return Message(
        "sheets.not-finite",
        Text("Không phải là một con số.", "This is not a number."),
        Text("Để trống nếu chưa có số liệu.", "Leave it empty if there is no figure."),
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
    vi, en = in_both(number)
    share_vi, share_en = in_both(number / 100)
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
    vi, en = in_both(number)
    large_vi, large_en = in_both(number * 100)
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
    vi, en = in_both(number * 100)
    plain_vi, plain_en = in_both(number)
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
    vi, en = in_both(number * 100)
    less_vi, less_en = in_both(number)
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
    vi, en = in_both(minimum)
    return Message(
        "sheets.below-minimum",
        Text(f"Nhỏ hơn mức thấp nhất {vi}.", f"Below the lowest possible value {en}."),
        Text("Kiểm tra lại số và đơn vị tính.", "Check the number and its unit of measure."),
    )


def above_maximum(maximum: Fraction) -> Message:
    """Over the declared maximum."""
    vi, en = in_both(maximum)
    return Message(
        "sheets.above-maximum",
        Text(f"Lớn hơn mức cao nhất {vi}.", f"Above the highest possible value {en}."),
        Text("Kiểm tra lại số và đơn vị tính.", "Check the number and its unit of measure."),
    )
