"""The errors of reading definitions.

ScoringError
├── DefinitionError         the text cannot be used; carries every finding
├── UnknownDefinitionError  no index or rule set has that name
└── AmbiguousDefinitionError  several rule sets have it
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.errors import ScoringError


class DefinitionError(ScoringError):
    """All that is wrong with a definition, in one error."""

    code = "catalogue.not-usable"

    def __init__(self, file: str, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        count = sum(found.is_error for found in findings)
        super().__init__(
            Text(
                f"«{file}» có {count} lỗi nên chưa dùng được. Sửa các lỗi sau rồi thử lại:\n"
                + "\n".join(found.tell("vi") for found in findings),
                f"'{file}' has {count} error(s) and cannot be used. Repair these and try again:\n"
                + "\n".join(found.tell("en") for found in findings),
            )
        )


class UnknownDefinitionError(ScoringError):
    """Names what exists, the nearest first."""

    code = "catalogue.unknown-definition"

    def __init__(self, reference: str, known: Collection[str]) -> None:
        listed = ", ".join(known) or "–"
        super().__init__(
            Text(
                f"Không có bộ chỉ số nào tên «{reference}». Đang có: {listed}. "
                "Ghi thư mục, tệp, mã hoặc mã@phiên bản quy tắc.",
                f"No index is called '{reference}'. Known: {listed}. "
                "Give a folder, a file, a code or code@rule_set.",
            )
        )


class AmbiguousDefinitionError(ScoringError):
    """A reference that fits several rule sets."""

    code = "catalogue.ambiguous-definition"

    def __init__(self, reference: str, fitting: Collection[str]) -> None:
        listed = ", ".join(fitting)
        super().__init__(
            Text(
                f"«{reference}» ứng với nhiều phiên bản quy tắc: {listed}. Ghi đầy đủ mã@phiên bản quy tắc.",
                f"'{reference}' fits several rule sets: {listed}. Give the whole code@rule_set.",
            )
        )


class CaseError(ScoringError):
    """A worked case that cannot be run as it is written."""

    code = "catalogue.case"
