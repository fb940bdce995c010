"""What comes of a paper: the text of a definition, its rows, and all that somebody should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from thuocdo.domain.scoring.papers.drafting.header import DraftHeader
from thuocdo.domain.scoring.papers.reading import CERTAINTIES, Certainty, RuleReading
from thuocdo.domain.scoring.papers.remarks import PaperRemark


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One row of the paper and what became of it; groups have no reading."""

    place: str
    code: str
    title: str
    points: Fraction | None
    words: str
    kind: Literal["group", "indicator"]
    reading: RuleReading | None = None
    remarks: tuple[PaperRemark, ...] = ()
    part_codes: tuple[str, ...] = ()

    @property
    def certainty(self) -> Certainty | None:
        """How surely it was read; None for a group."""
        return self.reading.certainty if self.reading is not None else None


@dataclass(frozen=True, slots=True)
class Draft:
    """A definition in work: its text, the rows in printed order, and every remark."""

    header: DraftHeader
    text: str
    rows: tuple[DraftRow, ...]
    remarks: tuple[PaperRemark, ...]
    points: Fraction | None  # of the whole, as stated or printed or added up
    sum_of_rows: Fraction | None

    @property
    def indicators(self) -> tuple[DraftRow, ...]:
        """The rows that have a rule, or should have."""
        return tuple(row for row in self.rows if row.kind == "indicator")

    @property
    def counts(self) -> Mapping[Certainty, int]:
        """How many indicators were read how surely."""
        found = Counter(row.certainty for row in self.indicators)
        return {certainty: found[certainty] for certainty in CERTAINTIES}

    @property
    def has_errors(self) -> bool:
        """Whether something keeps it out of force until it is settled with the paper."""
        return any(remark.severity == "error" for remark in self.remarks)
