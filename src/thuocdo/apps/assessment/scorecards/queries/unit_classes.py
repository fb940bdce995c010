"""Which unit classes the rule set of a round reads, and which of its peers carry them."""

from __future__ import annotations

from dataclasses import dataclass

from thuocdo.apps.assessment.indices.queries import parsed
from thuocdo.apps.assessment.scorecards.models import Round
from thuocdo.apps.assessment.scorecards.queries.intake import day_of_classes
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.foundation.org_units.queries import classes_on
from thuocdo.domain.scoring.applicability import classes_read


@dataclass(frozen=True, slots=True)
class ClassInRound:
    """One class that the rule set reads, the indicators that name it, and the peers that carry it."""

    unit_class: str
    indicators: tuple[str, ...]
    units: tuple[OrgUnit, ...]


def classes_in_round(this_round: Round) -> list[ClassInRound]:
    """The classes the rules name, carried or not; those that peers carry too where the rules compare within classes."""
    if this_round.definition is None:
        return []
    read = classes_read(parsed(this_round.definition))
    if not (read.named or read.comparing):
        return []
    peers = list(this_round.peer_set.units.order_by("sort_key", "code"))
    carried: dict[str, list[OrgUnit]] = {name: [] for name in read.named}
    of_unit = classes_on(day_of_classes(this_round), [unit.pk for unit in peers])
    for unit in peers:
        for name in of_unit.get(unit.pk, ()):
            if read.matters(name):
                carried.setdefault(name, []).append(unit)
    return [
        ClassInRound(name, (*read.named.get(name, ()), *read.comparing), tuple(units))
        for name, units in carried.items()
    ]
