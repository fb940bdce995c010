"""What the YAML reader refuses, in words: a stable code, the reason, the next step.

>>> duplicate_key("points", 4).message.en
"The key 'points' already stands on line 4."
"""

from __future__ import annotations

from typing import NamedTuple

import yaml

from thuocdo.domain.primitives.texts import Text


class Refusal(NamedTuple):
    """One thing a file may not hold."""

    code: str
    message: Text
    fix: Text


SEVERAL_DOCUMENTS = Refusal(
    "yaml.several-documents",
    Text("Tệp chứa nhiều tài liệu (---).", "The file holds several documents (---)."),
    Text("Mỗi tài liệu một tệp.", "Keep one document per file."),
)
TOO_DEEP = Refusal(
    "yaml.too-deep",
    Text("Tệp lồng quá sâu hoặc tự nhân bản quá nhiều.", "The file nests too deep or multiplies itself."),
    Text("Viết gọn lại; bỏ các neo & và *.", "Write it plainly; drop the anchors & and *."),
)
TAG = Refusal(
    "yaml.tag",
    Text("Không dùng nhãn kiểu (!…) trong tệp này.", "Type tags (!…) are not allowed here."),
    Text("Xoá nhãn, chỉ giữ giá trị.", "Delete the tag and keep the value."),
)
KEY_NOT_A_WORD = Refusal(
    "yaml.key-not-a-word",
    Text("Khoá phải là một từ.", "A key must be a word."),
    Text("Bỏ dấu ? hoặc ngoặc trước dấu hai chấm.", "Remove the ? or the brackets before the colon."),
)
MERGE_KEY = Refusal(
    "yaml.merge-key",
    Text("Không dùng khoá gộp «<<».", "The merge key '<<' is not allowed."),
    Text("Viết đủ các dòng.", "Write the lines out."),
)
MONSTROUS_NUMBER = Refusal(
    "yaml.number-out-of-range",
    Text(
        "Số không hợp lệ: quá dài, quá lớn, hoặc chia cho 0.",
        "Not a usable number: too long, too big, or over 0.",
    ),
    Text("Ghi một số như 20, 0.8, 80% hoặc 1/2.", "Write a number such as 20, 0.8, 80% or 1/2."),
)
ALIAS = Refusal(
    "yaml.alias",
    Text(
        "Dấu * trỏ tới một neo & chưa có hoặc đang mở.",
        "The alias * points to an anchor & that is not complete here.",
    ),
    Text("Đặt neo & ở phía trên, hoặc viết đủ ra.", "Put the anchor above, or write the lines out."),
)
NOT_A_MAPPING = Refusal(
    "yaml.not-a-mapping",
    Text("Tệp phải là một bảng khoá và giá trị.", "The file must be one mapping of keys to values."),
    Text("Bắt đầu mỗi dòng bằng «khoá: ».", "Begin each line with 'key: '."),
)
WRONG_ENCODING = Refusal(
    "yaml.encoding",
    Text("Tệp không phải mã UTF-8.", "The file is not UTF-8 text."),
    Text(
        "Lưu lại bằng mã UTF-8 (Unicode); mã TCVN3, VNI, UTF-16 không đọc được.",
        "Save it as UTF-8; TCVN3, VNI and UTF-16 cannot be read.",
    ),
)


def too_large(size: int, most: int) -> Refusal:
    """A file beyond the limit, which is not even looked into."""
    told, limit = f"{size / 1e6:.1f} MB", f"{most / 1e6:.0f} MB"
    return Refusal(
        "yaml.too-large",
        Text(f"Tệp quá lớn ({told}, tối đa {limit}).", f"The file is too large ({told}, at most {limit})."),
        Text("Tách thành nhiều tệp.", "Split it into several files."),
    )


def duplicate_key(key: str, first_line: int) -> Refusal:
    """A key that stands twice in one mapping."""
    return Refusal(
        "yaml.duplicate-key",
        Text(
            f"Khoá «{key}» đã có ở dòng {first_line}.",
            f"The key '{key}' already stands on line {first_line}.",
        ),
        Text("Giữ lại một dòng.", "Keep one of the two."),
    )


def wrong_syntax(error: yaml.YAMLError) -> Refusal:
    """What the parser could not make sense of, in the words of somebody who types."""
    reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "").strip()
    known = ((vi, fix) for sign, vi, fix in _SYNTAX if sign in reason)
    vi, fix = next(known, (f"sai cú pháp ({reason})", _LOOK_AROUND))
    return Refusal(
        "yaml.syntax",
        Text(f"Không đọc được YAML: {vi}.", f"The YAML cannot be read: {reason or 'syntax error'}."),
        fix,
    )


_LOOK_AROUND = Text("Xem lại dòng này và dòng ngay trên.", "Look at this line and the one above it.")
_SYNTAX: tuple[tuple[str, str, Text], ...] = (
    (
        "cannot start any token",
        "có ký tự Tab hoặc ký tự đặc biệt ở đầu giá trị",
        Text(
            "Thụt dòng bằng dấu cách; để giá trị trong ngoặc kép.",
            "Indent with spaces; put the value in double quotes.",
        ),
    ),
    (
        "mapping values are not allowed",
        "dấu hai chấm ở chỗ không được phép",
        Text("Để văn bản có dấu «:» trong ngoặc kép.", "Put a text with a colon in double quotes."),
    ),
    (
        "did not find expected key",
        "thụt dòng lệch hoặc thiếu dấu hai chấm",
        Text("Căn dòng này thẳng với dòng cùng cấp phía trên.", "Align this line with its siblings above."),
    ),
    (
        "could not find expected ':'",
        "thiếu dấu hai chấm",
        Text("Thêm «:» và một dấu cách sau khoá.", "Add ': ' after the key."),
    ),
    (
        "did not find expected ',' or",
        "ngoặc chưa đóng hoặc thiếu dấu phẩy",
        Text("Đóng ngoặc } hoặc ].", "Close the bracket } or ]."),
    ),
    (
        "unexpected end of stream",
        "dấu nháy chưa đóng",
        Text("Đóng dấu nháy.", "Close the quotation mark."),
    ),
    (
        "control characters are not allowed",
        "có ký tự điều khiển không nhìn thấy",
        Text("Gõ lại dòng này bằng bàn phím.", "Type this line again."),
    ),
)
