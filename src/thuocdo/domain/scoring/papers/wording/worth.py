"""Awards as a definition writes them, held against the printed maximum of the row.

>>> share_text(Fraction(1, 3)), threshold(Fraction(4, 5), percent=True), plain_number(Fraction(5, 2))
('1/3', '80%', 2.5)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from thuocdo.domain.scoring.papers.wording.awards import Award
from thuocdo.domain.scoring.papers.wording.formulas import MAX
from thuocdo.domain.scoring.papers.wording.material import Doubt, likely, unsure
from thuocdo.domain.scoring.wording import number_text

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Worths:
    """What every award is worth (as a part of the maximum), how a rule writes it, and what is doubtful."""

    shares: tuple[Fraction, ...]
    fields: tuple[dict[str, object], ...]
    doubts: tuple[Doubt, ...]


def is_nothing(award: Award) -> bool:
    """Whether it gives no points whatever the maximum."""
    return award.is_constant and not award.form.terms


def plain_number(number: Fraction) -> int | float | str:
    """A number as YAML writes it, exact."""
    if number.denominator == 1:
        return number.numerator
    return float(number) if Fraction(repr(float(number))) == number else str(number)


def share_text(share: Fraction) -> int | str:
    """A share as people write it: 1, 1/2, 35%."""
    if share.denominator == 1:
        return share.numerator
    if share.denominator <= 10 and share.denominator not in (5, 10):
        return str(share)
    return _percent(share)


def _percent(share: Fraction) -> str:
    number = share * 100
    if number.denominator == 1:
        return f"{number.numerator}%"
    shown = repr(float(number))
    return f"{shown}%" if Fraction(shown) == number and "e" not in shown else str(share)


def threshold(number: Fraction, *, percent: bool) -> int | float | str:
    """A bound as the rule writes it."""
    return _percent(number) if percent else plain_number(number)


def worths(awards: Sequence[Award], maximum: Fraction | None, *, must_reach: bool = True) -> Worths:
    """The awards against the maximum; over it they are scaled and the reading is only a proposal."""
    points = [award.points(maximum) for award in awards]
    in_points = any(set(award.form.terms) == {()} for award in awards)
    in_shares = any(MAX in award.form.names for award in awards)
    doubts = _reading_doubts(awards)
    known = [number for number in points if number is not None]
    if maximum is None or maximum <= 0:
        return _without_maximum(awards, doubts, mixed=in_points and in_shares, in_points=in_points)
    top = max(known, default=Fraction(0))
    if top > maximum:
        doubts.append(
            unsure(
                f"Mức cao nhất là {number_text(top)} điểm nhưng điểm tối đa của dòng là {number_text(maximum)}.",
                f"The highest award is {number_text(top, 'en')} points, the maximum {number_text(maximum, 'en')}.",
            )
        )
        shares = tuple((number or Fraction(0)) / top for number in points)
        return Worths(shares, tuple({"share": share_text(share)} for share in shares), tuple(doubts))
    if must_reach and top < maximum:
        doubts.append(
            unsure(
                f"Mức cao nhất chỉ là {number_text(top)} điểm, điểm tối đa của dòng là {number_text(maximum)}.",
                f"The highest award is only {number_text(top, 'en')} of {number_text(maximum, 'en')} points.",
            )
        )
    shares = tuple((number or Fraction(0)) / maximum for number in points)
    return Worths(
        shares, tuple(_field(award, maximum, in_shares=in_shares) for award in awards), tuple(doubts)
    )


def _field(award: Award, maximum: Fraction, *, in_shares: bool) -> dict[str, object]:
    share = Fraction(0) if in_shares and is_nothing(award) else award.form.share
    if share is not None:
        return {"share": share_text(share)}
    return {"points": plain_number(award.points(maximum) or Fraction(0))}


def _without_maximum(awards: Sequence[Award], doubts: list[Doubt], *, mixed: bool, in_points: bool) -> Worths:
    if mixed:
        doubts.append(
            unsure(
                "Vừa nêu số điểm vừa nêu «điểm tối đa» nhưng dòng không có điểm tối đa.",
                "Points and shares of the maximum are mixed, and the row has no maximum.",
            )
        )
    elif in_points:
        doubts.append(
            likely("Dòng không có điểm tối đa để đối chiếu.", "The row has no maximum to compare with.")
        )
    top = (
        max((award.form.number or award.form.share or Fraction(0) for award in awards), default=_ONE) or _ONE
    )
    shares = tuple((award.form.number or award.form.share or Fraction(0)) / top for award in awards)
    fields: tuple[dict[str, object], ...] = tuple(
        {"share": share_text(award.form.share)}
        if award.form.share is not None
        else {"points": plain_number(award.form.number or Fraction(0))}
        for award in awards
    )
    return Worths(shares, fields, tuple(doubts))


def _reading_doubts(awards: Sequence[Award]) -> list[Doubt]:
    doubts = []
    if any(award.doubtful for award in awards):
        doubts.append(
            likely(
                "Số điểm có thể đọc theo hai cách (dấu chấm, phẩy).",
                "A number of points can be read in two ways.",
            )
        )
    if any(award.is_share for award in awards):
        doubts.append(
            likely("«%» hiểu là phần của điểm tối đa.", "A percentage is taken as a share of the maximum.")
        )
    if any(award.up_to for award in awards):
        doubts.append(
            unsure(
                "«Tối đa … điểm» không nói khi nào được ít hơn.",
                "'At most … points' does not say when it is less.",
            )
        )
    return doubts


def not_adding_up(total: Fraction, maximum: Fraction | None) -> list[Doubt]:
    """A doubt where parts do not add up to the printed maximum."""
    if maximum is None or total == maximum:
        return []
    return [
        unsure(
            f"Các phần cộng lại được {number_text(total)} điểm, điểm tối đa của dòng là {number_text(maximum)}.",
            f"The parts add up to {number_text(total, 'en')} points, the maximum is {number_text(maximum, 'en')}.",
        )
    ]
