"""Which stories there are to read of a unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from thuocdo.apps.assessment.indices.queries import newest_definitions
from thuocdo.apps.assessment.scorecards.models import Round, Score
from thuocdo.apps.assessment.scorecards.queries.scoreboard import TOTAL, Figure, own_peers
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.primitives.texts import Text


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One index, unit and period; `tracks` are those with a total, `figure` that of the first."""

    index: str
    title: Text
    unit: OrgUnit
    round: Round
    tracks: tuple[str, ...]
    figure: Figure

    @property
    def quoted(self) -> Decimal | None:
        """The number people quote."""
        return self.figure.value if self.figure.value is not None else self.figure.points


def units_with_stories(user: User) -> list[OrgUnit]:
    """The units that have a total `user` may read, in Vietnamese order."""
    units = Score.objects.for_user(user).filter(node=TOTAL).values("unit")
    return list(OrgUnit.objects.filter(pk__in=units).order_by("sort_key", "code"))


def own_unit(user: User, units: list[OrgUnit]) -> OrgUnit | None:
    """The reader's own unit among them, one it lies in, or what became of one of these."""
    own = own_peers(user, [unit.pk for unit in units])
    return next((unit for unit in units if unit.pk in own), None)


def stories_of(user: User, unit: OrgUnit) -> list[StoryLine]:
    """Every index and period with a total of the unit, the latest first; three queries."""
    key = ("scoring__round_id", "scoring__track")
    rows = (
        Score.objects.for_user(user)
        .filter(unit=unit, node=TOTAL)
        .order_by(*key, "-scoring__number")
        .distinct(*key)
        .values_list(*key, "state", "points", "maximum", "low", "high", "value", "value_low", "value_high")
    )
    found = [(round_id, track, Figure(*numbers)) for round_id, track, *numbers in rows]
    rounds = Round.objects.with_context().in_bulk({round_id for round_id, _, _ in found})
    titles: dict[str, Text] = {}
    for stored in newest_definitions():
        titles.setdefault(stored.code, stored.title)
    lines: dict[tuple[str, str], list[tuple[Round, str, Figure]]] = {}
    for round_id, track, figure in found:
        this_round = rounds[round_id]
        lines.setdefault((this_round.index_code, this_round.period), []).append((this_round, track, figure))
    told = [
        StoryLine(
            index,
            titles.get(index, Text(index)),
            unit,
            told_of[0][0],
            tuple(dict.fromkeys(track for _, track, _ in told_of)),
            max((figure for _, _, figure in told_of), key=lambda one: one.points is not None),
        )
        for (index, _), told_of in lines.items()
    ]
    return sorted(told, key=lambda one: (one.round.period, one.title.vi), reverse=True)
