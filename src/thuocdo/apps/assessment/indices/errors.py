"""Errors of the stored index definitions.

IndicesError
├── UnknownIndexError
├── DamagedDefinitionError
└── DefinitionRefusedError
"""

from __future__ import annotations

from collections.abc import Collection

from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text


class IndicesError(ThuocDoError):
    """The base."""

    code = "indices.error"


class UnknownIndexError(IndicesError):
    """Nobody stored an index or rule set of this name."""

    code = "indices.unknown-index"

    def __init__(self, reference: str, known: Collection[str]) -> None:
        listed = ", ".join(sorted(known)) or "—"
        super().__init__(
            Text(
                f"Chưa có bộ chỉ số “{reference}”. Đang có: {listed}.",
                f"There is no index '{reference}' here. Known: {listed}.",
            )
        )


class DamagedDefinitionError(IndicesError):
    """The stored bytes no longer give the stored version."""

    code = "indices.damaged-definition"

    def __init__(self, reference: str) -> None:
        super().__init__(
            Text(
                f"Văn bản đã lưu của {reference} không còn khớp mã phiên bản. Khôi phục từ bản sao lưu.",
                f"The stored text of {reference} no longer gives its version. Restore it from a backup.",
            )
        )


class DefinitionRefusedError(IndicesError):
    """The text has errors; nothing was stored."""

    code = "indices.definition-refused"

    def __init__(self, path: str, problems: Collection[Text]) -> None:
        super().__init__(
            Text(
                f"{path}: có {len(problems)} lỗi, chưa lưu gì. "
                + " ".join(problem.vi for problem in problems),
                f"{path}: {len(problems)} errors, nothing was stored. "
                + " ".join(problem.pick("en") for problem in problems),
            )
        )
