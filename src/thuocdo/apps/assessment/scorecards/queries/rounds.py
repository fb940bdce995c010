"""What the screens that open and keep rounds have to offer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.indices.queries import newest_definitions
from thuocdo.apps.assessment.scorecards.models import PeerSet, Round
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.jobs.models import Job
from thuocdo.apps.foundation.org_units.models import OrgUnit, UnitVersion
from thuocdo.domain.org_units.names import sort_key
from thuocdo.domain.org_units.units import Kind, Level

_PREFIXES = ("Tỉnh ", "Thành phố ")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that could be a peer, by its name of the day."""

    unit: OrgUnit
    name: str


def candidates(level: Level, on: dt.date) -> list[Candidate]:
    """The units of a level as they were on a day, in Vietnamese order."""
    in_force = (Q(valid_from__isnull=True) | Q(valid_from__lte=on)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )
    kinds = [kind.value for kind in Kind if kind.level is level]
    versions = UnitVersion.objects.filter(in_force, kind__in=kinds).select_related("unit")
    found = {version.unit_id: Candidate(version.unit, _name(version, level)) for version in versions}
    return sorted(found.values(), key=lambda one: (sort_key(one.name), one.unit.code))


def peer_sets() -> QuerySet[PeerSet]:
    """Every named peer set with how many units it has, the latest day first."""
    return PeerSet.objects.annotate(size=Count("members")).order_by("-at", "code")


def open_job(this_round: Round, key: str, user: User) -> Job | None:
    """The job that scores the round just now, where `user` may see it."""
    open_jobs = Job.objects.for_user(user).filter(key=key, state__in=[Job.State.QUEUED, Job.State.RUNNING])
    return open_jobs.first() if this_round.definition_id is not None else None


def newer_text(this_round: Round) -> IndexDefinition | None:
    """The newest text of the round's rule set, where the round still goes by an earlier one."""
    if this_round.definition is None:
        return None
    newer = newest_definitions().filter(
        code=this_round.definition.code, number__gt=this_round.definition.number
    )
    return newer.filter(rule_set=this_round.definition.rule_set).first()


def is_behind(this_round: Round) -> bool:
    """Whether the newest computed scores were made by another text than the round goes by now."""
    newest = this_round.scorings.filter(track=this_round.computed_track).first()
    return newest is not None and newest.definition_id != this_round.definition_id


def _name(version: UnitVersion, level: Level) -> str:
    """The short name of a province; elsewhere the name of the day, with what tells namesakes apart."""
    if level is Level.PROVINCE:
        prefix = next((prefix for prefix in _PREFIXES if version.name.startswith(prefix)), "")
        return version.name.removeprefix(prefix)
    unit = version.unit
    return (unit.label or unit.name_vi) if version.name == unit.name_vi else version.name
