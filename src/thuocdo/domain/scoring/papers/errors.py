"""What reading a paper can refuse.

ThuocDoError
└── PaperRefusedError   the file holds no table that can be read; carries why and what to do
"""

from __future__ import annotations

from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text


class PaperRefusedError(ThuocDoError):
    """A file that cannot be read as a paper; `reason` is stable and says which kind of refusal it is."""

    code = "papers.refused"

    def __init__(self, reason: str, name: str, *, why: Text, fix: Text) -> None:
        super().__init__(
            Text(f"{name}: {why.vi} {fix.vi}", f"{name}: {why.pick('en')} {fix.pick('en')}"),
        )
        self.reason, self.why, self.fix = reason, why, fix
