"""What can be wrong with a file as a whole: its kind, its packing, its letters, its headings."""

from __future__ import annotations

from collections.abc import Sequence

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheets.problems import Message, Severity

_SAVE_XLSX = Text(
    "Mở bằng Excel hoặc LibreOffice rồi lưu thành “Sổ làm việc Excel (.xlsx)”.",
    "Open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx).",
)


def names(words: Sequence[str], language: str) -> str:
    """A short list of names in a sentence."""
    return f" {'hoặc' if language == 'vi' else 'or'} ".join(f"“{word}”" for word in words)


def did_you_mean(words: Sequence[str], otherwise: Text) -> Text:
    """The nearest names as a next step, or another step when nothing is near."""
    if not words:
        return otherwise
    return Text(
        f"Có phải là {names(words, 'vi')}? {otherwise.vi}",
        f"Did you mean {names(words, 'en')}? {otherwise.pick('en')}",
    )


def unreadable_file(reason: str) -> Message:
    """The system refuses to hand the file over."""
    return Message(
        "sheets.unreadable-file",
        Text(f"Không mở được tệp ({reason}).", f"The file cannot be opened ({reason})."),
        Text("Kiểm tra tên tệp và quyền đọc.", "Check the name and the right to read it."),
    )


def empty_file() -> Message:
    """Nothing is inside."""
    return Message(
        "sheets.empty-file",
        Text("Tệp không có nội dung.", "The file is empty."),
        Text("Gửi lại tệp đã lưu đầy đủ.", "Send the file again after saving it."),
    )


def too_large(what: Text, limit: str) -> Message:
    """Beyond what is read in one go."""
    return Message(
        "sheets.too-large",
        Text(
            f"Tệp quá lớn: {what.vi} vượt {limit}.",
            f"The file is too large: {what.pick('en')} is over {limit}.",
        ),
        Text(
            "Chia tệp theo kỳ hoặc theo nhóm đơn vị rồi gửi từng tệp.",
            "Split it by period or by group of units and send the parts.",
        ),
    )


def zip_bomb(name: str, ratio: int) -> Message:
    """A packed file that unpacks to far more than a form can hold."""
    return Message(
        "sheets.zip-bomb",
        Text(
            f"Phần “{name}” trong tệp nén bung ra gấp {ratio} lần: không phải biểu nhập số liệu.",
            f"Part “{name}” of the packed file unpacks to {ratio} times its size: this is not an input form.",
        ),
        Text(
            "Mở tệp gốc, chép số liệu sang biểu mẫu mới rồi gửi lại.",
            "Copy the figures into a fresh form and send that.",
        ),
    )


def password_protected() -> Message:
    """Encrypted by a password."""
    return Message(
        "sheets.password-protected",
        Text(
            "Tệp được đặt mật khẩu nên không đọc được.",
            "The file is protected by a password and cannot be read.",
        ),
        Text(
            "Mở tệp, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ sổ làm việc) rồi lưu lại.",
            "Open it, remove the password (File → Info → Protect workbook) and save it again.",
        ),
    )


def old_xls() -> Message:
    """The workbook format of before 2007."""
    return Message(
        "sheets.old-xls",
        Text(
            "Đây là tệp Excel kiểu cũ (.xls, trước năm 2007).",
            "This is an old Excel file (.xls, from before 2007).",
        ),
        _SAVE_XLSX,
    )


def not_a_workbook(looks_like: Text) -> Message:
    """Named or packed as a workbook, but something else."""
    return Message(
        "sheets.not-a-workbook",
        Text(
            f"Tệp không phải sổ làm việc Excel: đây là {looks_like.vi}.",
            f"The file is not an Excel workbook: it is {looks_like.pick('en')}.",
        ),
        _SAVE_XLSX,
    )


def damaged_workbook(reason: str) -> Message:
    """A workbook that cannot be taken apart."""
    return Message(
        "sheets.damaged-workbook",
        Text(f"Sổ làm việc bị hỏng ({reason}).", f"The workbook is damaged ({reason})."),
        _SAVE_XLSX,
    )


def forbidden_xml() -> Message:
    """A workbook with declarations no office program writes."""
    return Message(
        "sheets.forbidden-xml",
        Text(
            "Sổ làm việc chứa khai báo XML mà phần mềm văn phòng không tạo ra.",
            "The workbook holds XML declarations that no office program writes.",
        ),
        _SAVE_XLSX,
    )


def wrong_encoding(looks_like: str) -> Message:
    """Letters in an old encoding."""
    return Message(
        "sheets.wrong-encoding",
        Text(
            f"Chữ trong tệp không theo Unicode (có vẻ là {looks_like}).",
            f"The letters of the file are not Unicode (it looks like {looks_like}).",
        ),
        Text(
            "Mở tệp, chuyển phông về Unicode nếu cần, rồi lưu thành “CSV UTF-8”.",
            "Open it, convert the font to Unicode if needed, and save it as “CSV UTF-8”.",
        ),
    )


def garbled_letters(sample: str) -> Message:
    """UTF-8 that went through a wrong encoding once."""
    return Message(
        "sheets.garbled-letters",
        Text(
            f"Chữ tiếng Việt bị lỗi mã (ví dụ “{sample}”): tệp đã từng được mở sai bảng mã rồi lưu lại.",
            f"Vietnamese letters are garbled (such as “{sample}”): the file was once opened in a "
            f"wrong encoding and saved.",
        ),
        Text("Xuất lại từ tệp gốc, chọn “CSV UTF-8”.", "Export it again from the original as “CSV UTF-8”."),
    )


def broken_csv(reason: str) -> Message:
    """Quotes or control characters that break the table."""
    return Message(
        "sheets.broken-csv",
        Text(
            f"Không tách được dòng này thành các ô ({reason}).",
            f"This row cannot be split into cells ({reason}).",
        ),
        Text(
            "Kiểm tra dấu nháy kép mở mà không đóng; trong ô có nháy thì viết đôi.",
            "Look for an opening quote without its closing one; double the quotes inside a cell.",
        ),
    )


def broken_json(reason: str) -> Message:
    """Not JSON, or not the documented shape."""
    return Message(
        "sheets.broken-json",
        Text(f"Không đọc được JSON: {reason}.", f"The JSON cannot be read: {reason}."),
        Text(
            "Tệp là danh sách các dòng {unit, period, input, value, state, source}.",
            "The file is a list of rows {unit, period, input, value, state, source}.",
        ),
    )


def extra_cells(found: int, expected: int) -> Message:
    """A row longer than its headings."""
    return Message(
        "sheets.extra-cells",
        Text(
            f"Dòng có {found} ô nhưng chỉ có {expected} cột.",
            f"The row has {found} cells for {expected} headings.",
        ),
        Text(
            "Nếu dùng dấu phẩy thập phân trong tệp ngăn cách bằng dấu phẩy, hãy đặt số trong nháy "
            "kép hoặc ngăn cách bằng “;”.",
            "With decimal commas in a comma-separated file, quote the numbers or separate the cells "
            "with “;”.",
        ),
    )


def no_table() -> Message:
    """No heading row of either form."""
    return Message(
        "sheets.no-table",
        Text("Không tìm thấy dòng tiêu đề của biểu số liệu.", "No heading row of an input table was found."),
        Text(
            "Dùng biểu mẫu do `thuocdo template` tạo ra, hoặc dạng dài với các cột unit, period, "
            "input, value, state, source.",
            "Use the form that `thuocdo template` makes, or the long form with columns unit, period, "
            "input, value, state, source.",
        ),
    )


def sheet_not_read() -> Message:
    """A sheet without a table beside one that has it."""
    return Message(
        "sheets.sheet-not-read",
        Text(
            "Trang tính không có biểu số liệu nên không được đọc.",
            "The sheet holds no input table and was not read.",
        ),
        Text("Xoá nếu không cần.", "Delete it if it is not needed."),
        Severity.WARNING,
    )


def hidden_sheet() -> Message:
    """Data where nobody sees it."""
    return Message(
        "sheets.hidden-sheet",
        Text("Trang tính ẩn chứa biểu số liệu.", "A hidden sheet holds an input table."),
        Text("Hiện trang tính để kiểm tra, hoặc xoá nó.", "Unhide the sheet and check it, or delete it."),
    )


def unknown_heading(near: Sequence[str]) -> Message:
    """A column nobody reads."""
    return Message(
        "sheets.unknown-heading",
        Text("Cột này không được đọc.", "This column is not read."),
        did_you_mean(near, Text("Xoá cột nếu không cần.", "Delete the column if it is not needed.")),
        Severity.WARNING,
    )


def repeated_heading() -> Message:
    """Two columns of one name."""
    return Message(
        "sheets.repeated-heading",
        Text("Hai cột trùng tiêu đề.", "Two columns have the same heading."),
        Text("Giữ một cột.", "Keep one of them."),
    )


def other_index(found: str, expected: str) -> Message:
    """A form of another index."""
    return Message(
        "sheets.other-index",
        Text(
            f"Biểu này thuộc bộ chỉ số “{found}”, không phải “{expected}”.",
            f"This form is for index “{found}”, not “{expected}”.",
        ),
        Text("Chọn đúng bộ chỉ số hoặc đúng tệp.", "Choose the right index or the right file."),
    )


def other_rule_set(found: str, expected: str) -> Message:
    """A form made for another rule set: it is read, and said."""
    return Message(
        "sheets.other-rule-set",
        Text(
            f"Biểu được lập theo phiên bản quy tắc “{found}”, đang chấm theo “{expected}”.",
            f"The form was made for rule set “{found}”; it is scored by “{expected}”.",
        ),
        Text("Kiểm tra các số liệu còn thiếu.", "Check what is missing."),
        Severity.WARNING,
    )


def other_version() -> Message:
    """The definition was edited after the form was made."""
    return Message(
        "sheets.other-version",
        Text(
            "Định nghĩa bộ chỉ số đã được sửa sau khi lập biểu này.",
            "The definition was changed after this form was made.",
        ),
        Text("Nên tạo biểu mới bằng `thuocdo template`.", "Better make a new form with `thuocdo template`."),
        Severity.WARNING,
    )
