"""Several rates, each with a weight of its own: "Điểm = 6 × a/b + 4 × c/d"."""

from __future__ import annotations

from fractions import Fraction

from thuocdo.domain.scoring.papers.wording.formulas import Form
from thuocdo.domain.scoring.papers.wording.manners.target import number
from thuocdo.domain.scoring.papers.wording.material import Candidate, Material, unsure
from thuocdo.domain.scoring.papers.wording.measures import Asking
from thuocdo.domain.scoring.wording import percent_text


def weighted(share: Form, material: Material, claimed: frozenset[int]) -> Candidate | None:
    """A sum of quotients as an expression; None for any other form."""
    if len(share.terms) < 2 or any(sorted(power for _, power in term) != [-1, 1] for term in share.terms):
        return None
    asking, parts, tops = Asking(material), [], []
    for term, weight in sorted(share.terms.items(), key=lambda item: min(name for name, _ in item[0])):
        powers = {power: asking.name_of(name) for name, power in sorted(term, key=lambda pair: -pair[1])}
        parts.append(f"{number(weight)} * {powers[1]} / {powers[-1]}")
        tops.append(powers[1])
    rule = {"kind": "expression", "share": " + ".join(parts), "monotone": dict.fromkeys(tops, "increasing")}
    total = sum(share.terms.values(), Fraction(0))
    doubts = list(asking.doubts)
    if total != 1 or min(share.terms.values()) <= 0:
        doubts.append(
            unsure(
                f"Các trọng số cộng lại được {percent_text(total)}.",
                f"The weights add up to {percent_text(total, 'en')}.",
            )
        )
        rule.pop("monotone")
    return Candidate("weighted", rule, tuple(asking.inputs.values()), claimed, tuple(doubts))
