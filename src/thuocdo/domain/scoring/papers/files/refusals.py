"""Why a file cannot be read as a paper, and what its sender can do."""

from __future__ import annotations

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.errors import PaperRefusedError
from thuocdo.domain.scoring.sheets.problems import Message

_SEND = Text(
    "Gửi tệp Word (.docx), Excel (.xlsx) hoặc CSV có bảng tiêu chí.",
    "Send a Word (.docx), Excel (.xlsx) or CSV file that holds the table of indicators.",
)
_SAVE_AGAIN = Text(
    "Mở tệp bằng Word, Excel hoặc LibreOffice, lưu lại thành .docx hoặc .xlsx rồi gửi lại.",
    "Open it in Word, Excel or LibreOffice, save it as .docx or .xlsx and send that.",
)
_COPY = Text(
    "Chép bảng sang một tệp Word hoặc Excel mới rồi gửi tệp đó.",
    "Copy the table into a new Word or Excel file and send that.",
)
_WHYS: dict[str, tuple[Text, Text]] = {
    "empty": (Text("Tệp không có nội dung.", "The file is empty."), _SEND),
    "password": (
        Text("Tệp được đặt mật khẩu nên không đọc được.", "The file is protected by a password."),
        Text(
            "Mở tệp, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ) rồi lưu lại.",
            "Open it, remove the password (File → Info → Protect) and save it again.",
        ),
    ),
    "old-office": (
        Text(
            "Đây là tệp Word hoặc Excel kiểu cũ (.doc, .xls, .rtf).",
            "This is an old Word or Excel file (.doc, .xls, .rtf).",
        ),
        _SAVE_AGAIN,
    ),
    "pdf": (
        Text(
            "Đây là tệp PDF; bảng trong PDF không còn hàng và cột để đọc.",
            "This is a PDF file; a table in it has no rows and columns left to read.",
        ),
        Text(
            "Xin tệp Word hoặc Excel gốc của quyết định, hoặc mở PDF bằng Word, soát lại bảng rồi lưu thành .docx.",
            "Ask for the Word or Excel original of the decision, or open the PDF in Word, check the table and save "
            "it as .docx.",
        ),
    ),
    "picture": (
        Text("Đây là tệp ảnh, không có chữ để đọc.", "This is a picture; there is no text to read."),
        Text(
            "Xin tệp Word hoặc Excel gốc, hoặc nhận dạng chữ (OCR), soát lại rồi lưu thành .docx.",
            "Ask for the Word or Excel original, or recognise the text (OCR), check it and save it as .docx.",
        ),
    ),
    "scan": (
        Text(
            "Tệp chỉ có ảnh chụp hoặc bản quét, không có chữ trong bảng nào để đọc.",
            "The file holds only pictures of pages (a scan); no table in it has text to read.",
        ),
        Text(
            "Xin tệp Word hoặc Excel gốc, hoặc nhận dạng chữ (OCR), soát lại rồi lưu thành .docx.",
            "Ask for the Word or Excel original, or recognise the text (OCR), check it and save it as .docx.",
        ),
    ),
    "no-table": (
        Text("Tệp không có bảng nào.", "The file holds no table."),
        Text(
            "Đưa các tiêu chí vào một bảng có dòng tiêu đề (STT, Chỉ số, Điểm tối đa, Cách xác định …).",
            "Put the indicators into a table with a heading row (number, indicator, maximum points, scoring …).",
        ),
    ),
    "web-page": (Text("Đây là trang web (HTML) hoặc XML.", "This is a web page (HTML) or XML."), _COPY),
    "other-archive": (
        Text(
            "Đây là tệp nén không phải .docx hay .xlsx.",
            "This is a packed file that is neither .docx nor .xlsx.",
        ),
        _SAVE_AGAIN,
    ),
    "damaged": (
        Text("Tệp bị hỏng nên không mở được.", "The file is damaged and cannot be opened."),
        _SAVE_AGAIN,
    ),
    "bomb": (
        Text(
            "Tệp nén bung ra lớn bất thường: không phải một văn bản.",
            "The packed file unpacks to an abnormal size: this is not a document.",
        ),
        _COPY,
    ),
    "too-large": (
        Text("Tệp quá lớn so với một bảng tiêu chí.", "The file is too large for a table of indicators."),
        Text(
            "Chỉ giữ lại phần phụ lục có bảng tiêu chí rồi gửi lại.",
            "Keep only the part with the table of indicators and send that.",
        ),
    ),
    "forbidden-xml": (
        Text(
            "Tệp chứa khai báo XML mà phần mềm văn phòng không tạo ra.",
            "The file holds XML declarations that no office program writes.",
        ),
        _COPY,
    ),
}
_BY_CODE = {
    "sheets.empty-file": "empty",
    "sheets.password-protected": "password",
    "sheets.old-xls": "old-office",
    "sheets.not-a-workbook": "web-page",
    "sheets.damaged-workbook": "damaged",
    "sheets.zip-bomb": "bomb",
    "sheets.too-large": "too-large",
    "sheets.forbidden-xml": "forbidden-xml",
}


def refusal(reason: str, name: str) -> PaperRefusedError:
    """The refusal of one file for one of the known reasons."""
    why, fix = _WHYS[reason]
    return PaperRefusedError(reason, name, why=why, fix=fix)


def refusal_from(message: Message, name: str) -> PaperRefusedError:
    """A refusal of the sheet reader, said for papers."""
    if message.code in _BY_CODE:
        return refusal(_BY_CODE[message.code], name)
    return PaperRefusedError(message.code.removeprefix("sheets."), name, why=message.reason, fix=message.fix)
