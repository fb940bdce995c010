"""Which unit classes the stored definitions read, for the form that sets them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from thuocdo.apps.assessment.indices.models import RuleSetState
from thuocdo.apps.assessment.indices.queries import newest_definitions, parsed
from thuocdo.apps.foundation.org_units.models import UnitClass
from thuocdo.apps.foundation.org_units.queries import ClassReader
from thuocdo.domain.scoring.applicability import classes_read


def readers_of_classes() -> Iterator[ClassReader]:
    """A reader for each class that a rule set not over names; one that compares within classes reads every class known.

    Known is what any of these rule sets names, and what any unit carries.
    """
    today = timezone.localdate()
    lasting = [one for one in newest_definitions() if one.state_on(today) is not RuleSetState.SUPERSEDED]
    read = [(stored, classes_read(parsed(stored))) for stored in lasting]
    known: dict[str, None] = {}
    if any(found.comparing for _, found in read):
        known = dict.fromkeys(name for _, found in read for name in found.named)
        known |= dict.fromkeys(UnitClass.objects.order_by("code").values_list("code", flat=True).distinct())
    for stored, found in read:
        for unit_class in {**found.named, **(known if found.comparing else {})}:
            indicators = tuple(dict.fromkeys((*found.named.get(unit_class, ()), *found.comparing)))
            yield ClassReader(unit_class, stored.title, stored.get_absolute_url(), indicators)
