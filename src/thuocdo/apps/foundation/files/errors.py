"""Errors of files that may not come in.

FileRefusedError
├── FileTooLargeError
├── FileKindRefusedError
├── ContentMismatchError
└── DangerousArchiveError
"""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text


class FileRefusedError(ThuocDoError):
    """The base of this package's errors."""

    code: ClassVar[str] = "files.refused"


class FileTooLargeError(FileRefusedError):
    """More bytes than the setting allows."""

    code: ClassVar[str] = "files.too-large"

    def __init__(self, name: str, size: int, limit: int) -> None:
        has, most = f"{size / 1024**2:.1f}", f"{limit / 1024**2:.0f}"
        super().__init__(
            Text(
                f"Tệp “{name}” nặng {has.replace('.', ',')} MB, quá mức {most} MB. Hãy tách tệp rồi nộp lại.",
                f"File “{name}” has {has} MB, more than the {most} MB allowed. Split it or make it smaller.",
            )
        )


class FileKindRefusedError(FileRefusedError):
    """An ending that is not on the list."""

    code: ClassVar[str] = "files.kind-refused"

    def __init__(self, name: str, allowed: Collection[str]) -> None:
        listed = ", ".join(sorted(allowed))
        super().__init__(
            Text(
                f"Không nhận loại tệp của “{name}”. Các loại được nhận: {listed}. Hãy lưu lại theo loại đó.",
                f"Files such as “{name}” are not taken. Allowed: {listed}. Save it as one of these.",
            )
        )


class ContentMismatchError(FileRefusedError):
    """The first bytes tell another story than the name."""

    code: ClassVar[str] = "files.content-mismatch"

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(
                f"Nội dung của “{name}” không khớp với đuôi tệp. Hãy mở tệp bằng đúng chương trình và lưu lại.",
                f"What is inside “{name}” does not fit its ending. Open it in the right program and save it again.",
            )
        )


class DangerousArchiveError(FileRefusedError):
    """Macros, programs, or far too much once unpacked."""

    code: ClassVar[str] = "files.dangerous"

    def __init__(self, name: str, reason: Text) -> None:
        super().__init__(
            Text(
                f"Không nhận “{name}”: {reason.vi}. Hãy bỏ phần đó rồi lưu và nộp lại.",
                f"“{name}” is refused: {reason.pick('en')}. Remove that part, save and hand in again.",
            )
        )
