"""The named cast of the tests: a nation, two provinces, three communes, two departments, and people who work there.

Everybody in `world.inside` works for Huế, everybody in `world.outside` for Đà Nẵng; Mai holds no role at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from thuocdo.apps.foundation.accounts.models import RoleAssignment, User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.org_units.actions import store_units
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.org_units.loading import parse_units
from thuocdo.domain.org_units.names import folded, sort_key

UNITS = """
units:
  - {id: vn, versions: [{name: Việt Nam, kind: nation}]}
  - {id: hue, codes: {portal: H57}, versions: [{name: Thành phố Huế, kind: province, parents: {territorial: vn}}]}
  - {id: da-nang, versions: [{name: Thành phố Đà Nẵng, kind: province, parents: {territorial: vn}}]}
  - {id: hue.so-khcn, versions: [{name: Sở Khoa học và Công nghệ, kind: department, parents: {territorial: hue}}]}
  - {id: hue.so-yt, versions: [{name: Sở Y tế, kind: department, parents: {territorial: hue}}]}
  - {id: hue.phu-xuan, versions: [{name: Phường Phú Xuân, kind: ward, parents: {territorial: hue}}]}
  - {id: hue.a-luoi-1, versions: [{name: Xã A Lưới 1, kind: commune, parents: {territorial: hue}}]}
  - {id: da-nang.hai-chau, versions: [{name: Phường Hải Châu, kind: ward, parents: {territorial: da-nang}}]}
"""
PASSWORD = "đồi-Vọng-Cảnh-61"
LONG_AGO = date(2020, 1, 1)
# Who works where: people below the province hold their role for a department only.
HOMES = {Role.OFFICER: "hue.so-khcn", Role.UNIT_HEAD: "hue.so-khcn"}
HOMES_OUTSIDE = {Role.OFFICER: "da-nang.hai-chau", Role.UNIT_HEAD: "da-nang.hai-chau"}
NAMES = {
    Role.OFFICER: "An",
    Role.UNIT_HEAD: "Bình",
    Role.APPRAISER: "Chi",
    Role.STANDING_AGENCY: "Dung",
    Role.LEADER: "Hà",
    Role.ADMINISTRATOR: "Khánh",
    Role.AUDITOR: "Lan",
}


@dataclass(frozen=True)
class World:
    """Units by code, people by role on both sides, and somebody without a role."""

    units: dict[str, OrgUnit]
    inside: dict[Role, User]
    outside: dict[Role, User]
    nobody: User

    def unit(self, code: str) -> OrgUnit:
        return self.units[code]

    @property
    def hue(self) -> OrgUnit:
        return self.units["hue"]

    @property
    def da_nang(self) -> OrgUnit:
        return self.units["da-nang"]

    @property
    def department(self) -> OrgUnit:
        return self.units["hue.so-khcn"]

    @property
    def administrator(self) -> User:
        return self.inside[Role.ADMINISTRATOR]

    @property
    def officer(self) -> User:
        return self.inside[Role.OFFICER]


def build_world() -> World:
    """Put the cast into the database."""
    store_units(parse_units({"world.yaml": UNITS}))
    units = {unit.code: unit for unit in OrgUnit.objects.all()}
    inside = {
        role: _person(f"{role}.hue", f"{NAMES[role]} Huế", units[HOMES.get(role, "hue")]) for role in Role
    }
    outside = {
        role: _person(f"{role}.dn", f"{NAMES[role]} Đà Nẵng", units[HOMES_OUTSIDE.get(role, "da-nang")])
        for role in Role
    }
    nobody = _person("mai", "Mai Không Vai", units["hue"])
    User.objects.bulk_create([*inside.values(), *outside.values(), nobody])
    RoleAssignment.objects.bulk_create(
        RoleAssignment(user=person, role=role, unit=person.unit, valid_from=LONG_AGO)
        for people in (inside, outside)
        for role, person in people.items()
    )
    return World(units, inside, outside, nobody)


def _person(username: str, full_name: str, unit: OrgUnit) -> User:
    person = User(
        username=username,
        full_name=full_name,
        folded=folded(full_name),
        sort_key=sort_key(full_name),
        unit=unit,
        email=f"{username}@example.vn",
        date_joined=timezone.now(),
    )
    person.set_password(PASSWORD)
    return person
