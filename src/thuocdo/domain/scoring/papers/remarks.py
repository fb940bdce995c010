"""What a reader of papers has to say about one spot: how grave it is, where, why, and what to do.

>>> PaperRemark("note", "paper.repeated-heading", "Bảng 1, dòng 12", Text("…"), Text("…")).severity
'note'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from thuocdo.domain.primitives.texts import Text

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class PaperRemark:
    """One remark: an error keeps the index out of force, a warning asks for a look, a note only tells."""

    severity: Severity
    code: str
    place: str  # "Bảng 1, dòng 12"; empty when it is about the whole paper
    message: Text
    fix: Text
