"""A rate that gives full points from a target on, nothing under a floor, and a straight line between.

"a ≥ 80%: điểm tối đa; a < 80%: a/80% × điểm tối đa; dưới 50%: 0 điểm".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from thuocdo.domain.primitives.spelling import words
from thuocdo.domain.scoring.papers.wording.awards import Award
from thuocdo.domain.scoring.papers.wording.formulas import MAX, RATE, Form, constant, form, quantity
from thuocdo.domain.scoring.papers.wording.intervals import Span
from thuocdo.domain.scoring.papers.wording.manners.spans import (
    Spans,
    as_percent,
)
from thuocdo.domain.scoring.papers.wording.material import Candidate, Doubt, Material, likely, unsure
from thuocdo.domain.scoring.papers.wording.measures import Measure, measure_of, resolved
from thuocdo.domain.scoring.papers.wording.pieces import Piece, laid, with_rest
from thuocdo.domain.scoring.papers.wording.worth import plain_number, threshold
from thuocdo.domain.scoring.wording import number_text, percent_text

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Straight:
    """slope × the rate + base, as a part of the maximum."""

    slope: Fraction
    base: Fraction

    def at(self, number: Fraction) -> Fraction:
        """Its value."""
        return self.slope * number + self.base


@dataclass(frozen=True, slots=True)
class Stretch:
    """A straight line on a span."""

    span: Span
    line: Straight


def share_form(value: Form, material: Material) -> Form | None:
    """A form of points as a part of the maximum."""
    known = resolved(value, material)
    if known is None:
        return None
    shares = Form({})
    for term, number in known.terms.items():
        powers = dict(term)
        if powers.pop(MAX, 0) == 1:
            shares = shares.plus(Form({tuple(sorted(powers.items())): number}))
        elif material.points and MAX not in dict(term):
            shares = shares.plus(Form({term: number / material.points}))
        else:
            return None
    return shares


def without_factor(share: Form) -> tuple[Form, Fraction]:
    """5/4·a/b as a/b and 5/4; sums keep their factors."""
    if len(share.terms) == 1:
        ((term, number),) = share.terms.items()
        return Form({term: ONE}), number
    return share, ONE


def targeted(measure: Measure, target: Fraction, floor: Fraction, when_empty: str) -> dict[str, object]:
    """Proportional up to a target, nothing under a floor."""
    if measure.to is not None:
        rule: dict[str, object] = {"kind": "ratio", **measure.fields}
        if target != 1:
            rule["full_at"] = threshold(target, percent=True)
        if floor:
            rule["floor"] = threshold(floor, percent=True)
        return rule | ({"when_empty": when_empty} if when_empty else {})
    if not floor:
        return {
            "kind": "linear",
            "of": measure.of,
            "from": 0,
            "to": threshold(target, percent=measure.is_rate),
        }
    share = f"if({measure.of} >= {number(floor)}, {measure.of} / {number(target)}, 0)"
    return {"kind": "expression", "share": share, "monotone": {measure.inputs[0].name: "increasing"}}


def number(value: Fraction) -> str:
    """A number inside an expression, exact."""
    plain = plain_number(value)
    return f"({plain})" if isinstance(plain, str) else str(plain)


def _rest_form(found: Spans, material: Material) -> Form | None:
    if material.scores:
        return form(material.scores[0][1].formula)
    return found.rest.form if found.rest is not None else None


def read_target(found: Spans, material: Material) -> Candidate | None:
    """Clauses whose awards depend on what they measure."""
    base = _measured_form(found, material)
    measure = found.measure if base == found.form else measure_of(base, material)
    if measure is None:
        return None
    doubts = [*found.doubts] if base == found.form else [*found.doubts, *measure.doubts]
    measure = as_percent(measure, percent=found.percent, doubts=doubts)
    pieces = [*found.pieces]
    lines = [_line(piece.award, piece.span, base, material, doubts) for piece in pieces]
    if any(line is None for line in lines):
        return None
    stretches = [
        Stretch(piece.span, line) for piece, line in zip(pieces, lines, strict=True) if line is not None
    ]
    rest = _rest_line(found, base, material, doubts)
    covered = _covered(stretches, rest, found, doubts)
    if covered is None:
        return None
    claimed = found.claimed | {at for at, _ in material.scores}
    rule = _rule(covered, measure, found.when_empty, doubts)
    return Candidate("target", rule, measure.inputs, claimed, tuple(doubts))


def _measured_form(found: Spans, material: Material) -> Form:
    """What is measured; where the conditions only say "tỷ lệ", what the formula divides."""
    if found.form != quantity(RATE):
        return found.form
    rest = _rest_form(found, material)
    for value in [*(piece.award.form for piece in found.pieces), *([rest] if rest else [])]:
        share = share_form(value, material)
        if share is not None and share.names and RATE not in share.names:
            return without_factor(share)[0]
    return found.form


def _line(award: Award, span: Span, base: Form, material: Material, doubts: list[Doubt]) -> Straight | None:
    if award.proportional:
        doubts.append(
            unsure(
                "«Tính theo tỷ lệ» không nói chia cho mức đạt tối đa hay không.",
                "'In proportion' does not say whether it is divided by the target.",
            )
        )
        return Straight(ONE / span.high if span.high else ONE, ZERO)
    return _straight(award.form, base, material, doubts)


def _straight(value: Form, base: Form, material: Material, doubts: list[Doubt]) -> Straight | None:
    """The form as slope × base + constant."""
    share = share_form(value, material)
    if share is None:
        return None
    share = _meaning(share, base, doubts)
    if not share.names:
        return Straight(ZERO, share.number or ZERO)
    term = next((term for term in base.terms if term), None)
    if term is None or term not in share.terms:
        return None
    slope = share.terms[term] / base.terms[term]
    rest = share.plus(base.times(constant(slope)), -1)
    return Straight(slope, rest.number or ZERO) if rest.number is not None else None


def _meaning(share: Form, base: Form, doubts: list[Doubt]) -> Form:
    """A "tỷ lệ" in a formula that the conditions do not name is the rate that they do name."""
    others = share.names - base.names - {MAX}
    if len(others) != 1 or len(base.terms) != 1:
        return share
    (other,) = others
    ((rate, _),) = base.terms.items()
    if not _is_rate(other, 1) or sorted(power for _, power in rate) not in ([1], [-1, 1]):
        return share
    if other != RATE:
        same = set(words(rate[0][0]).split()) - {"ty", "le"} <= set(words(other).split())
        doubts.append(
            (likely if same else unsure)(
                f"«{other}» trong công thức hiểu là tỷ lệ ở điều kiện.",
                f"'{other}' in the formula is taken as the rate of the conditions.",
            )
        )
    elif not _is_rate(rate[0][0], len(rate)):
        return share
    return _put(share, other, rate)


def _put(share: Form, name: str, rate: tuple[tuple[str, int], ...]) -> Form:
    meant = Form({})
    for term, number in share.terms.items():
        meant = meant.plus(Form({rate if term == ((name, 1),) else term: number}))
    return meant


def _is_rate(name: str, names: int) -> bool:
    return names == 2 or name == RATE or words(name).startswith(("ty le", "ti le"))


def _rest_line(found: Spans, base: Form, material: Material, doubts: list[Doubt]) -> Straight | None:
    if found.rest is not None and found.rest.proportional:
        ends = [piece.span.low for piece in found.pieces if piece.span.low]
        return _line(found.rest, Span(None, min(ends, default=None)), base, material, doubts)
    rest = _rest_form(found, material)
    return _straight(rest, base, material, doubts) if rest is not None else None


def _numbered(place: int) -> Award:
    return Award(constant(Fraction(place)))


def _covered(
    stretches: Sequence[Stretch], rest: Straight | None, found: Spans, doubts: list[Doubt]
) -> list[Stretch] | None:
    """The stretches from the top over the whole line."""
    marked = [Piece(item.span, _numbered(place)) for place, item in enumerate(stretches)]
    marked, is_used = with_rest(marked, _numbered(len(stretches)) if rest is not None else None)
    settled = laid(marked, whole=False, percent=found.percent)
    if settled is None:
        return None
    doubts += settled.doubts
    lines = [*(item.line for item in stretches), rest or Straight(ZERO, ZERO)]
    ordered = [Stretch(piece.span, lines[int(piece.award.form.number or 0)]) for piece in settled.pieces]
    rest = None if is_used else rest
    top, bottom = ordered[0], ordered[-1]
    if top.span.high is not None and top.span.high < 1 and rest is not None and bottom.span.low is None:
        return [Stretch(Span(top.span.high, None, low_in=not top.span.high_in), rest), *ordered]
    if top.span.high is not None and not (found.percent and top.span.high >= 1):
        at = percent_text(top.span.high)
        doubts.append(
            likely(
                f"Không nói trên {at}; hiểu là điểm tối đa.",
                f"Nothing is said above {at}; taken as the maximum.",
            )
        )
        ordered.insert(
            0, Stretch(Span(top.span.high, None, low_in=not top.span.high_in), Straight(ZERO, ONE))
        )
    if bottom.span.low not in (None, ZERO):
        if rest is None:
            at = percent_text(bottom.span.low or ZERO)
            doubts.append(
                likely(
                    f"Không nói dưới {at}; hiểu là 0 điểm.",
                    f"Nothing is said under {at}; taken as no points.",
                )
            )
        ordered.append(Stretch(Span(None, bottom.span.low, high_in=False), rest or Straight(ZERO, ZERO)))
    return ordered


def _rule(
    covered: Sequence[Stretch], measure: Measure, when_empty: str, doubts: list[Doubt]
) -> dict[str, object]:
    simple = _target_and_floor(covered)
    if simple is not None:
        return targeted(measure, *simple, when_empty)
    _say_jumps(covered, doubts)
    return _expression(covered, measure)


def _target_and_floor(covered: Sequence[Stretch]) -> tuple[Fraction, Fraction] | None:
    """Target and floor when that is all there is to it."""
    if len(covered) not in (2, 3):
        return None
    top, middle = covered[0], covered[1]
    target = top.span.low
    if top.line != Straight(ZERO, ONE) or not target or middle.line != Straight(ONE / target, ZERO):
        return None
    if len(covered) == 2:
        return target, ZERO
    bottom = covered[2]
    floor = bottom.span.high
    if bottom.line != Straight(ZERO, ZERO) or floor is None or bottom.span.high_in:
        return None
    return target, floor


def _say_jumps(covered: Sequence[Stretch], doubts: list[Doubt]) -> None:
    """Where the points jump the paper may have meant another divisor."""
    for upper, lower in pairwise(covered):
        end = upper.span.low
        if end is None or lower.line.slope == 0 or upper.line.at(end) == lower.line.at(end):
            continue
        left, right = lower.line.at(end), upper.line.at(end)
        doubt = likely if 0 <= left <= right and right - left <= Fraction(1, 2) else unsure
        doubts.append(
            doubt(
                f"Tại {percent_text(end)} điểm nhảy từ {percent_text(left)} lên {percent_text(right)} điểm tối đa.",
                f"At {percent_text(end, 'en')} the points jump from {number_text(left * 100, 'en')}% "
                f"to {number_text(right * 100, 'en')}% of the maximum.",
            )
        )
    if not any(doubt.level for doubt in doubts):
        doubts.append(
            likely("Công thức ghép từ nhiều đoạn.", "The formula is put together from several pieces.")
        )


def _expression(covered: Sequence[Stretch], measure: Measure) -> dict[str, object]:
    text = _line_text(covered[-1].line, measure)
    for stretch in reversed(covered[:-1]):
        sign = ">=" if stretch.span.low_in else ">"
        bound = number(stretch.span.low or ZERO)
        text = f"if({measure.expression} {sign} {bound}, {_line_text(stretch.line, measure)}, {text})"
    rule: dict[str, object] = {"kind": "expression", "share": text}
    if measure.to is None and _rises(covered):
        rule["monotone"] = {measure.inputs[0].name: "increasing"}
    return rule


def _rises(covered: Sequence[Stretch]) -> bool:
    if any(stretch.line.slope < 0 for stretch in covered):
        return False
    return all(
        upper.span.low is None or upper.line.at(upper.span.low) >= lower.line.at(upper.span.low)
        for upper, lower in pairwise(covered)
    )


def _line_text(line: Straight, measure: Measure) -> str:
    if line.slope == 0:
        return number(line.base)
    product = measure.expression if line.slope == 1 else f"{measure.expression} * {number(line.slope)}"
    if line.base == 0:
        return product
    return f"{product} + {number(line.base)}" if line.base > 0 else f"{product} - {number(-line.base)}"
