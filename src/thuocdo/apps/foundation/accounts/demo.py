"""The people of the demonstration: one for each role, and one from elsewhere. They have no passwords.

Their names are made up; what they may see is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from thuocdo.apps.foundation.accounts import actions
from thuocdo.apps.foundation.accounts.errors import NoRootUnitError
from thuocdo.apps.foundation.accounts.importing.columns import ROLE_LABELS
from thuocdo.apps.foundation.accounts.models import OneTimeLink, User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.audit.origin import acting_from
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.primitives.texts import Text


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person with a role for a unit, both by code."""

    username: str
    full_name: str
    role: Role
    unit: str


@dataclass(frozen=True, slots=True)
class DemoLink:
    """Somebody with an address that signs in once."""

    person: User
    role: Text
    address: str


CAST = (
    DemoPerson("lanhdao", "Nguyễn Minh Châu", Role.LEADER, "hue"),
    DemoPerson("thuongtruc", "Trần Thị Hòa", Role.STANDING_AGENCY, "hue"),
    DemoPerson("thamdinh", "Lê Quang Định", Role.APPRAISER, "hue"),
    DemoPerson("truongphong", "Phạm Thu Hà", Role.UNIT_HEAD, "hue.so-khoa-hoc-va-cong-nghe"),
    DemoPerson("canbo", "Hoàng Văn Đức", Role.OFFICER, "hue.so-khoa-hoc-va-cong-nghe"),
    DemoPerson("quantri", "Võ Thị Ánh", Role.ADMINISTRATOR, "vn"),
    DemoPerson("kiemtoan", "Đặng Hữu Phước", Role.AUDITOR, "vn"),
    DemoPerson("tinhkhac", "Bùi Thanh Sơn", Role.LEADER, "da-nang-2025"),
)


@transaction.atomic
def ensure_demo_people() -> list[tuple[User, DemoPerson]]:
    """Make whoever is not there yet; may be repeated."""
    units = OrgUnit.objects.in_bulk([wanted.unit for wanted in CAST], field_name="code")
    people = []
    for wanted in CAST:
        if wanted.unit not in units:
            raise NoRootUnitError(wanted.unit)
        person = User.objects.filter(username=wanted.username).first()
        if person is None:
            unit = units[wanted.unit]
            person = actions.create_person(
                username=wanted.username, full_name=wanted.full_name, unit=unit, by=None
            )
            actions.grant_role(
                person=person, role=wanted.role, unit=unit, valid_from=timezone.localdate(), by=None
            )
        people.append((person, wanted))
    return people


def demo_links(*, site: str) -> list[DemoLink]:
    """A fresh one-time sign-in link for everybody of the demonstration; earlier ones stop working."""
    links = []
    with acting_from("demonstration"):
        for person, wanted in ensure_demo_people():
            token = actions.issue_link(person=person, purpose=OneTimeLink.Purpose.DEMO, by=None)
            address = site.rstrip("/") + reverse("accounts:link", args=[token])
            links.append(DemoLink(person, ROLE_LABELS[wanted.role], address))
    return links
