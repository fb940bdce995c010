"""Conditions on one number put side by side: which piece of the line each takes, and what is missing or said twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from thuocdo.domain.scoring.papers.wording.awards import Award
from thuocdo.domain.scoring.papers.wording.intervals import Span
from thuocdo.domain.scoring.papers.wording.material import Doubt, likely, unsure
from thuocdo.domain.scoring.wording import number_text, percent_text


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of the line and what it gives."""

    span: Span
    award: Award


@dataclass(frozen=True, slots=True)
class Laid:
    """Pieces from the top down that meet without gap or overlap."""

    pieces: tuple[Piece, ...]
    doubts: tuple[Doubt, ...]


def laid(pieces: Sequence[Piece], *, whole: bool, percent: bool) -> Laid | None:
    """The pieces from the top with their ends settled; `whole` means that only whole numbers occur."""
    ordered = sorted(_nested(pieces), key=_low)
    if any(_low(left) == _low(right) for left, right in pairwise(ordered)):
        return None
    doubts: list[Doubt] = []
    settled = [ordered[0]]
    for upper in ordered[1:]:
        joined = _joined(settled[-1], upper, whole=whole, percent=percent)
        if joined is None:
            return None
        lower, upper, doubt = joined
        settled[-1] = lower
        settled.append(upper)
        doubts += [doubt] if doubt else []
    return Laid(tuple(reversed(settled)), tuple(doubts))


def with_rest(pieces: Sequence[Piece], rest: Award | None) -> tuple[list[Piece], bool]:
    """The pieces with "còn lại" in the gaps between them, and whether there was any."""
    ordered = sorted(_nested(pieces), key=_low)
    if rest is None:
        return ordered, False
    found: list[Piece] = ordered[:1]
    for upper in ordered[1:]:
        lower = found[-1].span
        if lower.high is not None and upper.span.low is not None and lower.high < upper.span.low:
            gap = Span(lower.high, upper.span.low, not lower.high_in, not upper.span.low_in)
            found.append(Piece(gap, rest))
        found.append(upper)
    return found, len(found) > len(ordered)


def _nested(pieces: Sequence[Piece]) -> list[Piece]:
    """ "dưới 80%" beside "dưới 50%" begins at 50%."""
    open_below = sorted(
        (piece for piece in pieces if piece.span.low is None), key=lambda piece: piece.span.high or 0
    )
    found = [piece for piece in pieces if piece.span.low is not None]
    for place, piece in enumerate(open_below):
        inner = open_below[place - 1].span if place else None
        if inner is not None and piece.span.high != inner.high:
            piece = replace(piece, span=replace(piece.span, low=inner.high, low_in=not inner.high_in))
        found.append(piece)
    return found


def _low(piece: Piece) -> tuple[Fraction, bool]:
    span = piece.span
    return (Fraction(-(10**9)), False) if span.low is None else (span.low, not span.low_in)


def _joined(
    lower: Piece, upper: Piece, *, whole: bool, percent: bool
) -> tuple[Piece, Piece, Doubt | None] | None:
    """Two neighbours with a common end: the upper one takes it unless the lower one says so."""
    top, bottom = lower.span.high, upper.span.low
    if bottom is None:
        return None
    shown = percent_text(bottom) if percent else number_text(bottom)
    if top is None:  # "từ 70%" below "từ 90%": up to the next
        return _meeting(lower, bottom, upper_takes=upper.span.low_in), upper, None
    if top == bottom:
        return _at_one_end(lower, upper, bottom, shown)
    if top > bottom:
        return None
    if whole and bottom - top <= 1:
        return lower, upper, None
    return None


def _at_one_end(lower: Piece, upper: Piece, end: Fraction, shown: str) -> tuple[Piece, Piece, Doubt | None]:
    both = lower.span.high_in and upper.span.low_in
    neither = not lower.span.high_in and not upper.span.low_in
    if neither:
        upper = replace(upper, span=replace(upper.span, low_in=True))
    doubt = None
    if both or neither:
        doubt = likely(
            f"Không rõ đúng {shown} thuộc mức nào; hiểu là mức trên.",
            f"It is not said to which band exactly {shown} belongs; taken as the upper one.",
        )
    return _meeting(lower, end, upper_takes=upper.span.low_in), upper, doubt


def _meeting(lower: Piece, end: Fraction, *, upper_takes: bool) -> Piece:
    return replace(lower, span=replace(lower.span, high=end, high_in=not upper_takes))


def gap_or_overlap(pieces: Sequence[Piece], *, percent: bool) -> Doubt:
    """Why pieces could not be laid side by side, naming the first place."""
    ordered = sorted(pieces, key=_low)

    def shown(number: Fraction | None) -> str:
        return "?" if number is None else percent_text(number) if percent else number_text(number)

    for lower, upper in pairwise(ordered):
        if _low(lower) == _low(upper):
            return unsure(
                f"Mức {shown(upper.span.low)} được nêu hai lần với điểm khác nhau.",
                f"The band at {shown(upper.span.low)} is given twice.",
            )
        if lower.span.high is not None and upper.span.low is not None and lower.span.high < upper.span.low:
            return unsure(
                f"Không nói điểm giữa {shown(lower.span.high)} và {shown(upper.span.low)}.",
                f"Nothing is said between {shown(lower.span.high)} and {shown(upper.span.low)}.",
            )
        if lower.span.high is not None and upper.span.low is not None and lower.span.high > upper.span.low:
            return unsure(
                f"Hai mức chồng nhau giữa {shown(upper.span.low)} và {shown(lower.span.high)}.",
                f"Two bands overlap between {shown(upper.span.low)} and {shown(lower.span.high)}.",
            )
    return unsure("Các mức không ghép được với nhau.", "The bands do not fit together.")
