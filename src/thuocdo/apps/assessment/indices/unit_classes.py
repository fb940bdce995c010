"""Which unit classes the stored definitions read, for the form that sets them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from thuocdo.apps.assessment.indices.models import RuleSetState
from thuocdo.apps.assessment.indices.queries import newest_definitions, parsed
from thuocdo.apps.foundation.org_units.queries import ClassReader
from thuocdo.domain.scoring.applicability import classes_read


def readers_of_classes() -> Iterator[ClassReader]:
    """One reader for each class that a rule set names which is not over: in force, coming, a draft or illustrative."""
    today = timezone.localdate()
    for stored in newest_definitions():
        if stored.state_on(today) is RuleSetState.SUPERSEDED:
            continue
        for unit_class, indicators in classes_read(parsed(stored)).named.items():
            yield ClassReader(unit_class, stored.title, stored.get_absolute_url(), indicators)
