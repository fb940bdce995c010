"""`log`: a logarithmic scale between two goalposts, as for income per head.

>>> Log(kind="log", of="income", **{"from": 100, "to": 75000}).describe().en
'income on a logarithmic scale: 100 gives nothing, 75,000 gives the maximum; not counted beyond either end'
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.exactness import Array, logarithm, objects, unknown_in
from thuocdo.domain.scoring.readings import Readings, Reason
from thuocdo.domain.scoring.rules.always import always_or_never
from thuocdo.domain.scoring.rules.base import (
    NO_TITLES,
    NotInvertible,
    RuleExplanation,
    RuleFinding,
    Step,
    Titles,
    Wanted,
    error,
)
from thuocdo.domain.scoring.rules.linear import CLIP_TEXTS, Goalposts
from thuocdo.domain.scoring.rules.one_quantity import one
from thuocdo.domain.scoring.wording import joined, say

_DIGITS = 60
_SIMPLEST = 1000  # a rational share of a logarithmic scale that a person could mean


class Log(Goalposts):
    """(ln x − ln from) / (ln to − ln from) of the maximum; a number not above zero has no result."""

    kind: Literal["log"]

    def evaluate(self, read: Readings, maximum: Fraction) -> Array:
        """Points for every row."""
        amount = self.amount(read)
        share = self._exact_shares(amount) if read.is_exact else self._float_shares(read, amount)
        read.because(self._reason(), unknown_in(share) & ~unknown_in(amount))
        return self.clipped(read, share) * read.constant(maximum)

    def _float_shares(self, read: Readings, amount: Array) -> Array:
        start, end = logarithm(self.start), logarithm(self.end)
        return (read.arithmetic.logarithm(amount) - float(start)) * float(1 / (end - start))

    def _exact_shares(self, amounts: Array) -> Array:
        return objects([amount if isinstance(amount, float) else self._share(amount) for amount in amounts])

    def _share(self, amount: Fraction) -> Fraction | float:
        """The share to 50 digits, exact where it is a simple fraction (both ends, the geometric middle …)."""
        if amount <= 0:
            return float("nan")
        way, whole = logarithm(amount / self.start), logarithm(self.end / self.start)
        simplest = (way / whole).limit_denominator(_SIMPLEST)
        if abs(simplest - way / whole) < Fraction(1, 10**30) and self._is_share(amount, simplest):
            return simplest
        return way / whole

    def _is_share(self, amount: Fraction, share: Fraction) -> bool:
        return (amount / self.start) ** share.denominator == (self.end / self.start) ** share.numerator

    def _reason(self) -> Reason:
        text = Text(
            f"«{self.of}» không lớn hơn 0 nên không lấy được logarit.",
            f"'{self.of}' is not above zero, so it has no logarithm.",
        )
        return Reason("not_positive", text, self.inputs())

    def inverse(self, wanted: Wanted) -> Fraction | NotInvertible:
        """The smallest input (largest where less is better) that gives the points."""
        trivial = always_or_never(wanted, self.range(wanted.maximum))
        if trivial is not None:
            return trivial
        share = wanted.points / wanted.maximum
        return self.solve(self._amount_at(share), wanted, upward=self.rises)

    def _amount_at(self, share: Fraction) -> Fraction:
        """The amount of a share, to 40 digits and on the safe side where it is not rational."""
        with localcontext() as context:
            context.prec = _DIGITS
            ratio = self.end / self.start
            power = (Decimal(ratio.numerator) / ratio.denominator).ln() * share.numerator / share.denominator
            amount = self.start * Fraction(power.exp())
        simplest = amount.limit_denominator(10**12)
        if share.denominator <= _SIMPLEST and self._is_share(simplest, share):
            return simplest
        return amount * (1 + Fraction(1 if self.rises else -1, 10**40))

    def explain(self, read: Readings, maximum: Fraction) -> RuleExplanation:
        """The way gone on the logarithmic scale, then points."""
        points, amount = one(self.evaluate(read, maximum)), one(self.amount(read))
        steps = self.amount_steps(read)
        if amount is None or points is None:
            reason = None if amount is None else self._reason().text
            return RuleExplanation(self.kind, steps, reason=reason)
        share = self._share(amount)
        steps += (
            Step(
                say("vị trí trên thang", "place on the scale"),
                "(ln {0} − ln {1}) / (ln {2} − ln {1})",
                (amount, self.start, self.end),
                Fraction(share),
            ),
            Step(
                say("điểm", "points"),
                "{0} × {1}",
                (points / maximum if maximum else Fraction(share), maximum),
                points,
            ),
        )
        return RuleExplanation(self.kind, steps, points=points)

    def describe(self, titles: Titles = NO_TITLES) -> Text:
        """The rule in plain words."""
        scale = say(
            "{what} theo thang logarit: {start} được 0 điểm, {end} được điểm tối đa",
            "{what} on a logarithmic scale: {start} gives nothing, {end} gives the maximum",
            what=self.amount_text(titles),
            start=self.start,
            end=self.end,
        )
        return joined([scale, CLIP_TEXTS[self.clip]])

    def check(self) -> list[RuleFinding]:
        """Both ends must be above zero and differ."""
        findings = super().check()
        if min(self.start, self.end) <= 0:
            findings.append(
                error(
                    "goalposts",
                    "from",
                    "from và to phải lớn hơn 0 để lấy logarit.",
                    "from and to must be above 0.",
                )
            )
        return findings
