"""A unit with its dated versions, and what became of it.

>>> version = Version(name="Xã A", kind=Kind.COMMUNE, valid_to=dt.date(2025, 6, 30))
>>> version.is_valid(dt.date(2025, 6, 30)), version.is_valid(dt.date(2025, 7, 1))
(True, False)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from thuocdo.domain.primitives.provenance import Certainty, Provenance
from thuocdo.domain.primitives.texts import Text

TERRITORIAL = "territorial"
SECTORAL = "sectoral"
HIERARCHIES: dict[str, Text] = {
    TERRITORIAL: Text("theo địa bàn", "by territory"),
    SECTORAL: Text("theo ngành dọc", "by sector"),
}
ONE_DAY = dt.timedelta(days=1)
UNKNOWN_SOURCE = Provenance(Certainty.UNKNOWN)


class Level(StrEnum):
    """The tier at which units are compared with one another."""

    NATION = "nation"
    MINISTRY = "ministry"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    COMMITTEE = "committee"
    DEPARTMENT = "department"
    BRANCH = "branch"


LEVEL_LABELS: dict[Level, Text] = {
    Level.NATION: Text("cả nước", "nation"),
    Level.MINISTRY: Text("bộ, ngành", "ministries and sectors"),
    Level.PROVINCE: Text("tỉnh, thành phố", "provinces and cities"),
    Level.DISTRICT: Text("quận, huyện, thị xã, thành phố thuộc tỉnh", "districts"),
    Level.COMMUNE: Text("xã, phường, thị trấn", "communes, wards and townships"),
    Level.COMMITTEE: Text("Ủy ban nhân dân", "People's Committees"),
    Level.DEPARTMENT: Text("sở, ban, ngành", "departments"),
    Level.BRANCH: Text("cơ quan ngành dọc", "branches of central agencies"),
}


class Kind(StrEnum):
    """What a unit is by law; several kinds can share a level."""

    NATION = "nation"
    MINISTRY = "ministry"
    PROVINCE = "province"
    DISTRICT = "district"
    WARD = "ward"
    COMMUNE = "commune"
    TOWNSHIP = "township"
    COMMITTEE = "committee"
    DEPARTMENT = "department"
    BRANCH = "branch"

    @property
    def level(self) -> Level:
        """The level of this kind."""
        return Level.COMMUNE if self in _COMMUNE_KINDS else Level(self.value)


_COMMUNE_KINDS: dict[Kind, Text] = {
    Kind.COMMUNE: Text("xã", "communes"),
    Kind.WARD: Text("phường", "wards"),
    Kind.TOWNSHIP: Text("thị trấn", "townships"),
}


def level_words(level: Level, kinds: Collection[Kind]) -> Text:
    """The level in words; for communes, only the kinds there are.

    >>> level_words(Level.COMMUNE, {Kind.WARD, Kind.COMMUNE}).vi
    'xã, phường'
    """
    present = [label for kind, label in _COMMUNE_KINDS.items() if kind in kinds]
    if level != Level.COMMUNE or not present:
        return LEVEL_LABELS[level]
    return Text(", ".join(label.vi for label in present), ", ".join(label.en for label in present))


class ChangeKind(StrEnum):
    """What became of a unit when a version of it ended."""

    RENAMED = "renamed"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    ABOLISHED = "abolished"
    GENERIC = "generic"
    UNVERIFIED = "unverified"


CHANGE_LABELS: dict[ChangeKind, Text] = {
    ChangeKind.RENAMED: Text("đổi tên hoặc đổi loại đơn vị", "renamed or given another status"),
    ChangeKind.MOVED: Text("chuyển sang đơn vị cấp trên khác", "moved under another unit"),
    ChangeKind.MERGED: Text("nhập với đơn vị khác", "merged with others"),
    ChangeKind.SPLIT: Text("chia tách", "split"),
    ChangeKind.ABOLISHED: Text("bãi bỏ, không có đơn vị kế thừa", "abolished without a successor"),
    ChangeKind.GENERIC: Text(
        "chuyển cho một nhóm đơn vị không nêu đủ tên", "handed to a class of units not all named"
    ),
    ChangeKind.UNVERIFIED: Text("chưa xác minh còn hay đã thay đổi", "not verified whether it still exists"),
}
CONTINUING = frozenset({ChangeKind.RENAMED, ChangeKind.MOVED})


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a unit: the kind, the units that follow, the shares where a document gives them."""

    kind: ChangeKind
    into: tuple[str, ...] = ()
    note: Text = field(default_factory=lambda: Text(""))
    shares: Mapping[str, Fraction] = field(default_factory=dict)
    provenance: Provenance = UNKNOWN_SOURCE

    def label(self, language: str = "vi") -> str:
        """The kind in words, with the note where there is one."""
        words = CHANGE_LABELS[self.kind].pick(language)
        note = self.note.pick(language)
        return f"{words}: {note}" if note else words


@dataclass(frozen=True, slots=True)
class Version:
    """A unit from one day to another, both included; an open start is unknown, an open end is today."""

    name: str
    kind: Kind
    parents: Mapping[str, str] = field(default_factory=dict)
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    then: Change | None = None
    label: str = ""
    short: str = ""
    provenance: Provenance = UNKNOWN_SOURCE
    line: int = 0

    def is_valid(self, day: dt.date) -> bool:
        """Whether `day` lies in it; an unknown start counts as early enough."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    @property
    def full_label(self) -> str:
        """A name that no other unit shares."""
        return self.label or self.name

    @property
    def short_name(self) -> str:
        """The name for charts and lists of one level: "Huế" for "Thành phố Huế"."""
        return self.short or self.name

    @property
    def span(self) -> Text:
        """Its dates in words."""
        since = f"từ {self.valid_from:%d/%m/%Y}" if self.valid_from else "chưa rõ ngày bắt đầu"
        start = f"from {self.valid_from:%Y-%m-%d}" if self.valid_from else "start not known"
        until = f"đến {self.valid_to:%d/%m/%Y}" if self.valid_to else "đến nay"
        end = f"to {self.valid_to:%Y-%m-%d}" if self.valid_to else "to this day"
        return Text(f"{since} {until}", f"{start} {end}")


@dataclass(frozen=True, slots=True)
class OrgUnit:
    """One unit under its stable id, whatever it was called and whoever it answered to."""

    id: str
    versions: tuple[Version, ...]
    aliases: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    codes_reference: str = ""
    file: str = ""

    @property
    def latest(self) -> Version:
        """Its last version."""
        return self.versions[-1]

    @property
    def name(self) -> str:
        """Its latest official name."""
        return self.latest.name

    @property
    def label(self) -> str:
        """Its latest name, told apart from units of the same name."""
        return self.latest.full_label

    @property
    def level(self) -> Level:
        """Its latest level."""
        return self.latest.kind.level

    def at(self, day: dt.date) -> Version | None:
        """The version of that day, or None when it was not there."""
        return next((version for version in self.versions if version.is_valid(day)), None)

    def version_after(self, version: Version) -> Version | None:
        """The version that follows `version` under the same id."""
        place = self.versions.index(version) + 1
        return self.versions[place] if place < len(self.versions) else None

    @property
    def span(self) -> Text:
        """From its first day to its last, in words."""
        first = self.versions[0]
        return Version(
            first.name, first.kind, valid_from=first.valid_from, valid_to=self.latest.valid_to
        ).span

    @property
    def spellings(self) -> frozenset[str]:
        """Every name it goes by in any version."""
        named = {
            name
            for version in self.versions
            for name in (version.name, version.full_label, version.short_name)
        }
        return frozenset(named | set(self.aliases))
