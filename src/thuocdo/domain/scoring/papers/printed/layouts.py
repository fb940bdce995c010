"""Heading rows of tables: where they stand and which column holds what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thuocdo.domain.primitives.spelling import words
from thuocdo.domain.scoring.papers.cleaning import one_line
from thuocdo.domain.scoring.papers.headings import Role, role_of
from thuocdo.domain.scoring.papers.paper import PaperRow
from thuocdo.domain.scoring.papers.printed.grids import Span, kept_columns, spans_of
from thuocdo.domain.scoring.papers.printed.numbering import clean_number

_COUNT = re.compile(r"\(?([0-9]{1,2}|[A-Z])\)?\s*(=.*)?")
_SHORT = 70
_BESIDE_A_TITLE: frozenset[Role] = frozenset({"number", "points", "method"})
_OF_AN_INDEX: frozenset[Role] = frozenset({"points", "method"})


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading rows of a table: how many there are and, column by column, words and role."""

    rows: int
    texts: tuple[str, ...]
    roles: tuple[Role, ...]
    spans: tuple[Span, ...] = ()  # columns under one heading cell

    def without(self, spans: Sequence[Span]) -> Heading:
        """The heading with one column for each group of columns that are one."""
        kept = kept_columns(len(self.texts), spans)
        texts = tuple(self.texts[column] for column in kept)
        return Heading(self.rows, texts, tuple(self.roles[column] for column in kept))

    @property
    def is_of_an_index(self) -> bool:
        """Whether the columns are those of a table of indicators."""
        return "title" in self.roles and bool(_OF_AN_INDEX & set(self.roles))

    @property
    def form(self) -> tuple[str, ...]:
        """What two printings of one heading have in common."""
        return tuple(words(text) for text in self.texts)


def fresh_texts(row: PaperRow) -> list[str]:
    """The texts that begin in this row."""
    return [cell.text for cell in row.cells if cell.text and not cell.continues]


def heading_at(rows: Sequence[PaperRow], start: int, chosen: Mapping[str, Role]) -> Heading | None:
    """The heading that begins at a row, if one does; `chosen` names roles that a person gave to headings."""
    if not _is_heading(rows[start], chosen):
        return None
    end = start + 1
    while end < len(rows) and end - start < 4 and _goes_on(rows[start], rows[end]):
        end += 1
    width = max(len(row.cells) for row in rows[start:end])
    texts = tuple(_column_text(rows[start:end], column) for column in range(width))
    roles = [_role(text, chosen) for text in texts]
    if "title" not in roles and "method" in roles and "points" in roles:
        roles[roles.index("method")] = "title"  # one column for the indicator and its scoring
    return Heading(end - start, texts, tuple(roles), tuple(spans_of(rows[start:end])))


def is_counting_row(row: PaperRow) -> bool:
    """Whether a row only counts the columns: (1) (2) (3)."""
    texts = fresh_texts(row)
    matches = [_COUNT.fullmatch(one_line(text)) for text in texts]
    if len(texts) < 3 or not all(matches):
        return False
    figures = [int(match[1]) for match in matches if match and match[1].isdigit()]
    return len(figures) > 1 and figures == list(range(figures[0], figures[0] + len(figures)))


def _is_heading(row: PaperRow, chosen: Mapping[str, Role]) -> bool:
    texts = [one_line(text) for text in fresh_texts(row)]
    if len(texts) < 2 or any(clean_number(text) and text not in ("TT",) for text in texts):
        return False
    roles = [_role(text, chosen) for text in texts if len(text) <= _SHORT]
    known = {role for role in roles if role}
    recognised = sum(1 for role in roles if role)
    if recognised * 5 < len(texts) * 3 or not known & {"title", "method"}:
        return False
    return len(known) >= 3 or (len(known) == 2 and recognised == len(texts) and bool(known & _BESIDE_A_TITLE))


def _goes_on(first: PaperRow, row: PaperRow) -> bool:
    """Whether a row is a second or third heading row."""
    texts = fresh_texts(row)
    if not texts or any(len(text) > _SHORT or clean_number(text) for text in texts):
        return False
    if any(cell.above for cell in row.cells):
        return True
    left = [
        cell
        for cell, over in zip(row.cells, first.cells, strict=False)
        if role_of(over.text) in ("number", "title")
    ]
    return bool(left) and not any(cell.text for cell in left) and all(role_of(text) for text in texts)


def _column_text(rows: Sequence[PaperRow], column: int) -> str:
    texts = (one_line(row.cells[column].text) for row in rows if column < len(row.cells))
    return " / ".join(dict.fromkeys(text for text in texts if text))


def _role(text: str, chosen: Mapping[str, Role]) -> Role:
    return chosen[text] if text in chosen else role_of(text)
