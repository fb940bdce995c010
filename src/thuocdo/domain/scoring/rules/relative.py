"""`relative`: points by where a unit stands among its peers.

Not local: one unit's value moves the others' points, so a forecast of one unit is only as good as what is assumed of
the rest. Statistics are taken over the peers that have a value and to which the node applies.

>>> Relative(kind="relative", of="turnover", method="minmax").describe().en
'turnover between the lowest and the highest of all units'
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import numpy as np
from pydantic import Field

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.exactness import Array, Flags, unknown_in
from thuocdo.domain.scoring.numbers import Number
from thuocdo.domain.scoring.readings import Readings, Reason
from thuocdo.domain.scoring.rules.base import (
    NO_TITLES,
    ONE,
    ZERO,
    Bounds,
    Clip,
    Direction,
    RuleExplanation,
    RuleFinding,
    Step,
    Titles,
    error,
)
from thuocdo.domain.scoring.rules.one_quantity import Quotient, one
from thuocdo.domain.scoring.rules.peers import Peers, peer_groups
from thuocdo.domain.scoring.wording import joined, say

Method = Literal["minmax", "zscore", "rank", "percentile", "distance_to_best"]


class Relative(Quotient):
    """A share of the maximum from the peers' values.

    - `minmax`: (x − lowest) / (highest − lowest)
    - `zscore`: `mean` + `sd` × (x − peers' mean) / peers' standard deviation; not clipped unless said
    - `rank`: (n − rank + 1) / n, ties by competition ranking
    - `percentile`: the part of the other peers that are worse
    - `distance_to_best`: x / highest (lowest / x where lower is better)

    `scale: [a, b]` maps 0..1 onto a..b, for all but zscore.
    """

    kind: Literal["relative"]
    method: Method
    within: Literal["all", "class", "level"] = "all"
    lower_is_better: bool = False
    mean: Number = ZERO
    sd: Number = ONE
    scale: tuple[Number, Number] = (ZERO, ONE)
    clip: Clip = "none"
    when_equal: Literal["unknown", "full", "zero", "half"] = "unknown"
    ties: Literal["competition"] = "competition"
    population: Literal["sample", "population"] = "sample"
    min_peers: Literal["all"] | int = Field(default=2)

    is_local = False

    def evaluate(self, read: Readings, maximum: Fraction) -> Array:
        """Points for every row."""
        return read.take(self.all_shares(read) * read.constant(maximum))

    def all_shares(self, read: Readings) -> Array:
        """The share of every unit of the sheet."""
        if read.is_exact and id(self) in read.memory:
            return read.memory[id(self)]
        everyone = read.everyone()
        amount = self.amount(everyone)
        shares = amount * everyone.constant(ZERO)
        shares[:] = np.nan
        for group in peer_groups(everyone.sheet, self.within, everyone.applies):
            self._place(everyone, amount, group, shares)
        read.share_doubts(everyone)
        if read.is_exact:
            read.memory[id(self)] = shares
        return shares

    def _place(self, read: Readings, amount: Array, group: Flags, shares: Array) -> None:
        reporting = group & ~unknown_in(amount)
        if not self._are_enough(int(reporting.sum()), int(group.sum())):
            return
        certain = self.untouched is not None and self.untouched.is_name
        peers = Peers(read, amount[reporting], np.flatnonzero(reporting), certain, self.lower_is_better)
        shares[reporting] = self._scaled(read, self._shares(peers))

    def _are_enough(self, reporting: int, all_of_them: int) -> bool:
        if self.min_peers == "all":
            return reporting == all_of_them and reporting > 0
        return reporting >= self.min_peers

    def _shares(self, peers: Peers) -> Array:
        match self.method:
            case "minmax":
                return peers.minmax(self._equal())
            case "zscore":
                return peers.zscore(self.mean, self.sd, self.population, self._equal())
            case "rank":
                return peers.rank_share()
            case "percentile":
                return peers.percentile(self._equal())
        return peers.distance_to_best()

    def _equal(self) -> Fraction | None:
        middle = {"unknown": None, "full": ONE, "zero": ZERO, "half": Fraction(1, 2)}
        return middle[self.when_equal]

    def _scaled(self, read: Readings, shares: Array) -> Array:
        if self.method == "zscore":
            low = ZERO if self.clip in ("both", "lower") else None
            high = ONE if self.clip in ("both", "upper") else None
            return read.arithmetic.clip(shares, low, high)
        start, end = self.scale
        if (start, end) == (ZERO, ONE):
            return shares
        return shares * read.constant(end - start) + read.constant(start)

    def range(self, maximum: Fraction) -> Bounds:
        """The ends of the scale; a z-score has none unless it is clipped."""
        if self.method == "zscore":
            return (
                ZERO if self.clip in ("both", "lower") else None,
                maximum if self.clip in ("both", "upper") else None,
            )
        start, end = self.scale
        low, high = min(start, end) * maximum, max(start, end) * maximum
        return low, high

    def monotonicity(self) -> dict[str, Direction]:
        """More of a unit's own value helps it, the others held."""
        return self.toward(-1 if self.lower_is_better else 1)

    def reason(self) -> Reason:
        """Why there is no result although the unit has a value."""
        if self.min_peers == "all":
            text = Text(
                "Chưa tính được cho đến khi mọi đơn vị cùng nhóm báo cáo.",
                "Cannot be computed until all peers have reported.",
            )
        else:
            text = say(
                "Chưa tính được cho đến khi có ít nhất {count} đơn vị cùng nhóm báo cáo giá trị khác nhau.",
                "Cannot be computed until at least {count} peers have reported values that differ.",
                count=str(self.min_peers),
            )
        return Reason("peers_missing", text, self.inputs())

    def explain(self, read: Readings, maximum: Fraction) -> RuleExplanation:
        """The peers' numbers, the place among them, points."""
        points, amount = one(self.evaluate(read, maximum)), one(self.amount(read))
        steps = self.amount_steps(read)
        if amount is None:
            return RuleExplanation(self.kind, steps)
        if points is None:
            return RuleExplanation(self.kind, steps, reason=self.reason().text)
        share = one(read.take(self.all_shares(read)))
        if share is not None:
            steps += (
                *self._peer_steps(read, amount, share),
                Step(say("điểm", "points"), "{0} × {1}", (share, maximum), points),
            )
        return RuleExplanation(self.kind, steps, points=points)

    def _peer_steps(self, read: Readings, amount: Fraction, share: Fraction) -> tuple[Step, ...]:
        everyone = read.everyone()
        amounts = self.amount(everyone)
        row = (read.rows or (0,))[0]
        groups = peer_groups(everyone.sheet, self.within, everyone.applies)
        group = next(group for group in groups if group[row])
        values = amounts[group & ~unknown_in(amounts)]
        peers = Peers(everyone, values, np.flatnonzero(group), True, self.lower_is_better)
        return peers.steps(self.method, amount, share, self.population)

    def describe(self, titles: Titles = NO_TITLES) -> Text:
        """The rule in plain words."""
        peers = {
            "all": Text("mọi đơn vị", "all units"),
            "class": Text("các đơn vị cùng loại", "units of its class"),
            "level": Text("các đơn vị cùng cấp", "units of its level"),
        }[self.within]
        what = self.amount_text(titles)
        vi, en = {
            "minmax": (
                "{what} so giữa thấp nhất và cao nhất của {peers}",
                "{what} between the lowest and the highest of {peers}",
            ),
            "zscore": (
                "{what} so với trung bình và độ lệch chuẩn của {peers}",
                "{what} by the mean and standard deviation of {peers}",
            ),
            "rank": ("{what} theo thứ hạng trong {peers}", "{what} by rank among {peers}"),
            "percentile": (
                "{what} theo tỷ lệ {peers} xếp dưới",
                "{what} by the part of {peers} that is worse",
            ),
            "distance_to_best": (
                "{what} so với mức tốt nhất của {peers}",
                "{what} against the best of {peers}",
            ),
        }[self.method]
        lower = [Text("càng thấp càng tốt", "lower is better")] if self.lower_is_better else []
        return joined(
            [say(vi, en, what=what, peers=peers), *lower] + ([self.empty_text()] if self.to else [])
        )

    def check(self) -> list[RuleFinding]:
        """The scale must have two ends and a z-score a spread."""
        findings = []
        if self.scale[0] == self.scale[1]:
            findings.append(
                error("scale", "scale", "hai đầu của scale phải khác nhau.", "the ends of scale must differ.")
            )
        if self.sd <= 0:
            findings.append(error("sd", "sd", "sd phải lớn hơn 0.", "sd must be above 0."))
        if self.min_peers != "all" and self.min_peers < 1:
            findings.append(
                error("peers", "min_peers", "min_peers phải từ 1.", "min_peers must be at least 1.")
            )
        return findings
