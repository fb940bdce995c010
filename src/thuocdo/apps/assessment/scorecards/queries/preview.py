"""What a form would change: each value beside the one in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from thuocdo.apps.assessment.scorecards.models import Round
from thuocdo.apps.measurement.values.actions import NewValue
from thuocdo.apps.measurement.values.models import DataElement, Value
from thuocdo.apps.measurement.values.queries import current_values
from thuocdo.domain.primitives.texts import Text


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One value of a form and the value it would follow."""

    unit: str
    title: Text
    state: str
    number: Decimal | None
    choice: str
    source: str
    before: Value | None

    @property
    def is_new(self) -> bool:
        """Whether nothing was known."""
        return self.before is None

    @property
    def is_changed(self) -> bool:
        """Whether it differs from what is in force."""
        before = self.before
        return before is not None and (before.number, before.state, before.choice) != (
            self.number, self.state, self.choice,
        )  # fmt: skip


def preview_of(this_round: Round, entries: Sequence[NewValue]) -> list[PreviewLine]:
    """The lines of a form in its order, in a constant number of queries."""
    codes = {entry.element for entry in entries}
    elements = {element.code: element for element in DataElement.objects.filter(code__in=codes)}
    found = current_values(
        period=this_round.period,
        elements=[element.pk for element in elements.values()],
        units={entry.unit.pk for entry in entries},
        until=this_round.values_until,
    )
    known = {(value.element_id, value.unit_id): value for value in found}
    return [
        PreviewLine(
            unit=entry.unit.name_vi,
            title=elements[entry.element].title,
            state=entry.state,
            number=entry.number,
            choice=entry.choice,
            source=entry.source,
            before=known.get((elements[entry.element].pk, entry.unit.pk)),
        )
        for entry in entries
        if entry.element in elements
    ]
