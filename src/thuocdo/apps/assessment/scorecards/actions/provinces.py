"""The two sets of provinces that ranks are taken within, with their tiles."""

from __future__ import annotations

import datetime as dt

from thuocdo.apps.assessment.scorecards.actions.rounds import Peer, define_peer_set
from thuocdo.apps.assessment.scorecards.models import PeerSet
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.org_units.registry import UnitRegistry
from thuocdo.domain.org_units.units import Level
from thuocdo.domain.primitives.texts import Text

DAYS = {"provinces-63": dt.date(2024, 12, 31), "provinces-34": dt.date(2025, 7, 1)}
NAMES = {
    "provinces-63": Text("63 tỉnh, thành phố (đến 30/06/2025)", "63 provinces and cities (to 30 June 2025)"),
    "provinces-34": Text("34 tỉnh, thành phố (từ 01/07/2025)", "34 provinces and cities (from 1 July 2025)"),
}


def define_provinces(registry: UnitRegistry) -> dict[str, PeerSet]:
    """Both sets by their codes."""
    return {code: _define(registry, code, day) for code, day in DAYS.items()}


def _define(registry: UnitRegistry, code: str, day: dt.date) -> PeerSet:
    members = registry.peer_set(Level.PROVINCE, day).members
    tree = registry.at(day)
    places = registry.layout_of(members, day).places
    units = OrgUnit.objects.in_bulk(list(members), field_name="code")
    peers = [Peer(units[member], _short(tree.short_name(member)), *places[member]) for member in members]
    return define_peer_set(code=code, name=NAMES[code], at=day, peers=peers)


def _short(name: str) -> str:
    return name.removeprefix("Tỉnh ").removeprefix("Thành phố ")
