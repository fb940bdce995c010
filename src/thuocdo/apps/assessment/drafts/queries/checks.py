"""Whether a draft could be put in force: printed points against their sums, and what the checks find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from thuocdo.apps.assessment.drafts.queries.rows import SETTLED, certainty_of, is_row
from thuocdo.apps.assessment.drafts.queries.texts import OpenText
from thuocdo.apps.assessment.indices.queries import plain_points
from thuocdo.domain.primitives.findings import SEVERITY_LABELS, Finding
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue.checks.subject import Site, stated
from thuocdo.domain.scoring.definition import Node

UNSETTLED = "lint.reading-not-settled"


@dataclass(frozen=True, slots=True)
class TotalLine:
    """A group's points as the paper prints them, beside what its rows add up to."""

    code: str
    title: Text
    depth: int
    printed: Decimal | None
    summed: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """The sum less what is printed; None where one of them is not known."""
        return None if self.printed is None or self.summed is None else self.summed - self.printed


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One finding with the row it is about."""

    finding: Finding
    code: str

    @property
    def severity(self) -> Text:
        """Error, warning or note, in words."""
        return SEVERITY_LABELS[self.finding.severity]


def totals_of(text: OpenText) -> list[TotalLine]:
    """The whole and every group that adds points, the whole first."""
    return list(_totals(text))


def _totals(text: OpenText) -> Iterator[TotalLine]:
    for site in (text.subject.root, *text.subject.sites):
        if site.node.is_leaf or not site.sums:
            continue
        yield TotalLine(
            code=site.node.code,
            title=site.node.title,
            depth=len(site.path) // 2,
            printed=_printed(site),
            summed=plain_points(_summed(site)),
        )


def _printed(site: Site) -> Decimal | None:
    points = site.node.points
    return plain_points(stated(points, None)) if points is not None else None


def _summed(site: Site) -> Fraction | None:
    maxima = [child.maximum(None) for child in site.counted]
    return (
        None
        if any(part is None for part in maxima)
        else sum((part or Fraction(0) for part in maxima), Fraction(0))
    )


def checks_of(text: OpenText) -> list[CheckLine]:
    """Every finding, errors first, with the row it is about."""
    owners = {id(found): code for code, those in text.findings_of.items() for found in those}
    return [CheckLine(found, owners.get(id(found), "")) for found in text.findings]


def blockers_of(text: OpenText) -> list[CheckLine]:
    """What keeps the draft out of force besides rows to settle: the errors of a text that calls itself in force."""
    in_force = text.definition.model_copy(update={"status": "in_force"})
    as_in_force = OpenText(replace(text.loaded, definition=in_force))
    return [
        line for line in checks_of(as_in_force) if line.finding.is_error and line.finding.code != UNSETTLED
    ]


def unsettled_in(text: OpenText) -> list[Node]:
    """The rows that somebody has to settle before the draft may be signed."""
    return [
        node for node in text.definition.root.walk() if is_row(node) and certainty_of(node) not in SETTLED
    ]
