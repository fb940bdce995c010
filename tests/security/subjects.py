"""What stands behind the addresses: for every address with a parameter, one object to ask for, and whose it is.

An address without a declared permission, or with parameters but without a subject here, fails the walk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.factories import make_job, make_link, make_upload
from tests.world import World
from thuocdo.apps.foundation.accounts.models import RoleAssignment, User


@dataclass(frozen=True)
class Subject:
    """The arguments of the address; the unit that the object belongs to; its owner. No unit: nobody's in particular."""

    kwargs: dict[str, object] = field(default_factory=dict)
    unit: str | None = None
    owner: User | None = None
    data: dict[str, object] = field(default_factory=dict)


MakeSubject = Callable[[World], Subject]


def _officer(world: World) -> Subject:
    return Subject({"person_id": world.officer.pk}, unit="hue.so-khcn", owner=world.officer)


def _role(world: World) -> Subject:
    held = RoleAssignment.objects.get(user=world.officer)
    return Subject(
        {"person_id": world.officer.pk, "assignment_id": held.pk}, unit="hue.so-khcn", owner=world.officer
    )


def _job(world: World) -> Subject:
    job = make_job(world.officer, world.department)
    return Subject({"job_id": job.pk}, unit="hue.so-khcn", owner=world.officer)


def _upload(world: World) -> Subject:
    upload = make_upload(world.officer, world.department)
    return Subject({"upload_id": upload.pk}, unit="hue.so-khcn", owner=world.officer)


SUBJECTS: dict[str, MakeSubject] = {
    "org_units:unit": lambda world: Subject({"code": "hue"}),
    "accounts:person": _officer,
    "accounts:edit": _officer,
    "accounts:grant_role": _officer,
    "accounts:end_role": _role,
    "accounts:issue_link": _officer,
    "accounts:close": _officer,
    "accounts:reopen": _officer,
    "accounts:remove_second_factors": _officer,
    "accounts:link": lambda world: Subject({"token": make_link(world.nobody)}),
    "jobs:job": _job,
    "jobs:progress": _job,
    "jobs:cancel": _job,
    "evidence:download": _upload,
    "ui:gallery_row": lambda world: Subject({"code": "hue"}),
    "mfa_remove_webauthn": lambda world: Subject({"pk": 1}),
    "mfa_edit_webauthn": lambda world: Subject({"pk": 1}),
}

# Addresses whose views are not ours: True is open to strangers.
FOREIGN: dict[str, bool] = {
    "account_login": True,
    "account_logout": True,
    "account_inactive": True,
    "account_signup": True,
    "mfa_authenticate": True,
    "ui:language": True,
    "account_reauthenticate": False,
    "account_change_password": False,
    "account_set_password": False,
    "mfa_index": False,
    "mfa_reauthenticate": False,
    "mfa_activate_totp": False,
    "mfa_deactivate_totp": False,
    "mfa_view_recovery_codes": False,
    "mfa_generate_recovery_codes": False,
    "mfa_download_recovery_codes": False,
    "mfa_list_webauthn": False,
    "mfa_add_webauthn": False,
    "mfa_reauthenticate_webauthn": False,
    "mfa_remove_webauthn": False,
    "mfa_edit_webauthn": False,
}
