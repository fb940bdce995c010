"""From stored values to the plain sheet the engine reads, and back from a scoring's frozen copy of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from django.db.models import Q

from thuocdo.apps.assessment.indices.models import InputLink
from thuocdo.apps.assessment.scorecards.models import InputSheet, Round, Scoring, SheetValue
from thuocdo.apps.foundation.org_units.models import OrgUnit, UnitClosure
from thuocdo.apps.foundation.org_units.queries import classes_on
from thuocdo.apps.measurement.values.models import Value
from thuocdo.apps.measurement.values.queries import current_values
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.scoring import sheet as domain
from thuocdo.domain.scoring.applicability import ClassesRead, classes_read
from thuocdo.domain.scoring.definition import Definition, Node


@dataclass(frozen=True, slots=True)
class Taken:
    """One value taken for one unit and input."""

    unit: OrgUnit
    input: str
    value: Value


@dataclass(frozen=True)
class Intake:
    """What a round takes in: peers, units above them whose results are handed down, the values and classes of both."""

    peers: tuple[OrgUnit, ...]
    above: tuple[OrgUnit, ...]
    parents: dict[str, str]
    taken: tuple[Taken, ...]
    classes: Mapping[int, tuple[str, ...]]
    read: ClassesRead

    @property
    def digest(self) -> str:
        """A hash of everything the rules read of it, to tell whether scoring again would say anything new."""
        units = (*self.peers, *self.above)
        lines = sorted(f"{one.unit.code}|{one.input}|{one.value.pk}" for one in self.taken)
        lines += [
            f"{unit.code}|class|{name}"
            for unit in units
            for name in self.classes.get(unit.pk, ())
            if self.read.matters(name)
        ]
        return hashlib.sha256("\n".join([*(unit.code for unit in units), *lines]).encode()).hexdigest()


def take_in(this_round: Round, definition: Definition) -> Intake:
    """The values in force for the round's period, as they were known on its day."""
    peers = tuple(this_round.peer_set.units.order_by("sort_key", "code"))
    above, parents = _units_above(peers, this_round) if _hands_down(definition) else ((), {})
    links = {
        link.element_id: link.input
        for link in InputLink.objects.filter(
            index_code=this_round.index_code, input__in=list(definition.inputs)
        )
    }
    units = {unit.pk: unit for unit in (*peers, *above)}
    values = current_values(
        period=this_round.period, elements=links, units=units, until=this_round.values_until
    )
    taken = tuple(Taken(units[value.unit_id], links[value.element_id], value) for value in values)
    classes = classes_on(day_of_classes(this_round), units)
    return Intake(peers, above, parents, taken, classes, classes_read(definition))


def day_of_classes(this_round: Round) -> dt.date:
    """The day whose unit classes count: the last of the period, or of the peer set where the period has no dates."""
    try:
        return Period.parse(this_round.period).end
    except ThuocDoError:
        return this_round.peer_set.at


def sheet_of(this_round: Round, intake: Intake) -> domain.InputSheet:
    """The engine's sheet of what was taken in."""
    cells = [(one.unit.code, one.input, one.value) for one in intake.taken]
    rows = _unit_rows(this_round, intake.peers, intake.above, intake.parents, intake.classes)
    return _sheet(this_round.period, rows, cells)


def sheet_of_scoring(scoring: Scoring, definition: Definition) -> domain.InputSheet:
    """The engine's sheet as a scoring took it, whatever was corrected since."""
    rows = SheetValue.objects.filter(sheet__scoring=scoring).select_related("sheet__unit")
    peers = tuple(scoring.round.peer_set.units.order_by("sort_key", "code"))
    above, parents = _units_above(peers, scoring.round) if _hands_down(definition) else ((), {})
    cells = [(row.sheet.unit.code, row.input, row) for row in rows]
    units = _unit_rows(scoring.round, peers, above, parents, _classes_taken(scoring, definition))
    return _sheet(scoring.round.period, units, cells)


def _classes_taken(scoring: Scoring, definition: Definition) -> dict[int, tuple[str, ...]]:
    """The unit classes as a scoring took them; not asked for where the rules read none."""
    read = classes_read(definition)
    if not (read.named or read.comparing):
        return {}
    sheets = InputSheet.objects.filter(scoring=scoring).exclude(classes=[])
    return {unit_id: tuple(classes) for unit_id, classes in sheets.values_list("unit_id", "classes")}


def idle_codes(definition: Definition, taken: Collection[str]) -> set[str]:
    """Nodes below a group that can be given or carries no points, where nobody gave anything: they say nothing."""
    idle: set[str] = set()
    for node in definition.root.walk():
        is_optional = bool(node.given) or not node.scored
        if is_optional and not any(name in taken for name in _inputs_below(node)):
            idle.update(below.code for below in node.walk() if below is not node)
    return idle


def _inputs_below(node: Node) -> Iterator[str]:
    for below in node.walk():
        if below is not node and below.rule is not None:
            yield from below.rule.inputs()
        if below is not node and below.given:
            yield below.given


def _sheet(
    period: str, rows: Sequence[domain.UnitRow], cells: Iterable[tuple[str, str, Value | SheetValue]]
) -> domain.InputSheet:
    return domain.InputSheet.from_values(
        period, [(code, name, _plain(value)) for code, name, value in cells], rows
    )


def _unit_rows(
    this_round: Round,
    peers: Sequence[OrgUnit],
    above: Sequence[OrgUnit],
    parents: dict[str, str],
    classes: Mapping[int, tuple[str, ...]],
) -> list[domain.UnitRow]:
    levels = [(unit, this_round.level) for unit in peers] + [(unit, unit.kind) for unit in above]
    return [
        domain.UnitRow(
            code=unit.code,
            name=unit.name_vi,
            level=level,
            parent=parents.get(unit.code, ""),
            classes=classes.get(unit.pk, ()),
        )
        for unit, level in levels
    ]


def _plain(value: Value | SheetValue) -> domain.Value:
    return domain.Value(
        number=None if value.number is None else Fraction(value.number),
        state=domain.ValueState[value.state.upper()],
        choice=value.choice,
        source=value.source,
        reason=value.reason,
    )


def _hands_down(definition: Definition) -> bool:
    return any(node.copied_from for node in definition.root.walk())


def _units_above(peers: Sequence[OrgUnit], this_round: Round) -> tuple[tuple[OrgUnit, ...], dict[str, str]]:
    """Units above the peers on the day of their set, and who is directly under whom."""
    day = this_round.peer_set.at
    in_force = (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )
    rows = UnitClosure.objects.filter(
        in_force, descendant__in=[unit.pk for unit in peers], is_inherited=False
    )
    rows = rows.filter(depth__gte=1).select_related("ancestor", "descendant").order_by("depth")
    parents: dict[str, str] = {}
    known = {unit.pk for unit in peers}
    above: dict[int, OrgUnit] = {}
    chains: dict[tuple[int, str], list[OrgUnit]] = {}
    for row in rows:
        chains.setdefault((row.descendant_id, row.hierarchy), [row.descendant]).append(row.ancestor)
        if row.ancestor_id not in known:
            above[row.ancestor_id] = row.ancestor
    for chain in chains.values():
        for child, parent in pairwise(chain):
            parents.setdefault(child.code, parent.code)
    return tuple(above.values()), parents
