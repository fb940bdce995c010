"""Many accounts at once: checked against the database, then all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.db.models.functions import Lower

from thuocdo.apps.foundation.accounts.actions.people import create_person
from thuocdo.apps.foundation.accounts.actions.roles import grant_role
from thuocdo.apps.foundation.accounts.importing.reading import AccountRow, Finding
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.primitives.texts import Text


def check_against_accounts(rows: Sequence[AccountRow]) -> list[Finding]:
    """User names and addresses that are taken already."""
    names = set(User.objects.annotate(low=Lower("username")).values_list("low", flat=True))
    addresses = set(User.objects.exclude(email="").annotate(low=Lower("email")).values_list("low", flat=True))
    taken = Text("đã có tài khoản dùng giá trị này", "an account with this already exists")
    found = [Finding(row.row, "", row.username, taken) for row in rows if row.username.lower() in names]
    found += [Finding(row.row, "", row.email, taken) for row in rows if row.email and row.email in addresses]
    return sorted(found, key=lambda finding: finding.row)


@transaction.atomic
def import_accounts(*, rows: Sequence[AccountRow], by: User, today: date) -> list[User]:
    """Make every account with its role; one that cannot be made undoes all."""
    units = OrgUnit.objects.in_bulk(
        [code for row in rows for code in (row.unit, row.role_unit)], field_name="code"
    )
    made = []
    for row in rows:
        person = create_person(
            username=row.username,
            full_name=row.full_name,
            unit=units[row.unit],
            email=row.email,
            phone=row.phone,
            by=by,
        )
        if row.role is not None:
            grant_role(
                person=person,
                role=row.role,
                unit=units[row.role_unit],
                valid_from=row.valid_from or today,
                valid_to=row.valid_to,
                by=by,
            )
        made.append(person)
    audit.record(
        "accounts.imported", by, by=by, after={"count": len(made), "usernames": [r.username for r in rows]}
    )
    return made


def rows_to_session(rows: Sequence[AccountRow]) -> list[dict[str, object]]:
    """The checked rows as JSON, to wait for the confirmation."""
    return [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(row).items()}
        for row in rows
    ]
