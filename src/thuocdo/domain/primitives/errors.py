"""The base of every error that people are meant to read.

ThuocDoError
├── PeriodError       a period or a cut-off that cannot be read
├── DataFileError     data files with findings: file, line, reason, next step
└── one base class per domain package, in its own errors.py
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from thuocdo.domain.primitives.findings import Finding, in_order
from thuocdo.domain.primitives.texts import Text


class ThuocDoError(Exception):
    """Names the thing, the reason and the next step, in both languages; `code` is stable."""

    code: ClassVar[str] = "thuocdo.error"

    def __init__(self, text: Text) -> None:
        super().__init__(text.vi)
        self.text = text

    def message(self, language: str = "vi") -> str:
        """The sentence in `language`."""
        return self.text.pick(language)


class PeriodError(ThuocDoError):
    """A period that cannot be read, or a cut-off day that no month has."""

    code = "period.unreadable"


class DataFileError(ThuocDoError):
    """Data files that cannot be used; carries every finding, since nothing is half loaded."""

    code = "data-file.unusable"

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(in_order(findings))
        lines = {language: [found.tell(language) for found in self.findings] for language in ("vi", "en")}
        count = len(self.findings)
        super().__init__(
            Text(
                "\n".join([f"{count} lỗi trong tệp dữ liệu; chưa nạp gì cả.", *lines["vi"]]),
                "\n".join([f"{count} errors in the data files; nothing was loaded.", *lines["en"]]),
            )
        )
