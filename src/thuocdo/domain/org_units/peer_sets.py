"""The named set of units that a rank is taken within: a rank without it means nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thuocdo.domain.org_units.units import Level
from thuocdo.domain.primitives.texts import Text


@dataclass(frozen=True, slots=True)
class PeerSet:
    """The units of one level (within one unit, where given) on one day, in Vietnamese order."""

    code: str
    name: Text
    level: Level
    at: dt.date
    members: tuple[str, ...]
    within: str | None = None

    def __len__(self) -> int:
        return len(self.members)

    def __contains__(self, unit_id: object) -> bool:
        return unit_id in self.members
