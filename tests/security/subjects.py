"""What stands behind the addresses: for every address with a parameter, one object to ask for, and whose it is.

An address without a declared permission, or with parameters but without a subject here, fails the walk.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.drafts import make_draft
from tests.factories import make_job, make_link, make_upload
from tests.rounds import make_round, scored_round, store_service_index
from tests.world import LONG_AGO, World
from thuocdo.apps.assessment.scorecards.actions.data_sets import SetDescription, keep_data_set
from thuocdo.apps.assessment.scorecards.actions.forms import hand_in_form
from thuocdo.apps.foundation.accounts.models import RoleAssignment, User
from thuocdo.apps.foundation.calendars.actions import load_calendars
from thuocdo.apps.foundation.calendars.models import CalendarRevision
from thuocdo.apps.foundation.calendars.queries import shipped_texts
from thuocdo.apps.foundation.org_units.models import UnitClass
from thuocdo.domain.primitives.texts import Text


@dataclass(frozen=True)
class Subject:
    """The arguments of the address; the unit that the object belongs to; its owner. No unit: nobody's in particular.

    `reads` is a second permission that the page needs for the object, besides that of the address.
    """

    kwargs: dict[str, object] = field(default_factory=dict)
    unit: str | None = None
    owner: User | None = None
    reads: tuple[str, str] | None = None


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


def _definition(world: World, **more: object) -> Subject:
    return Subject({"code": store_service_index().code, **more})


def _round(world: World) -> Subject:
    return Subject({"code": make_round(world).code})


def _data_set(_: World) -> Subject:
    described = SetDescription("service-2026", "service", Text("Kết quả"), "https://example.vn", LONG_AGO)
    return Subject({"code": keep_data_set(described=described, by=None, now=timezone.now()).code})


def _card(world: World, **more: object) -> Subject:
    """A card of a round that is not published yet: scores are read by reach."""
    this_round, _ = scored_round(world, is_published=False)
    kwargs = {"code": this_round.code, "unit": "hue", **more}
    return Subject(kwargs, unit="hue", reads=("score", "view"))


def _story(world: World, **more: object) -> Subject:
    """The story of a round that is not published yet, of which only scores within reach are told."""
    scored_round(world, is_published=False)
    return Subject({"index": "service", "unit": "hue", **more}, unit="hue", reads=("score", "view"))


def _calendar(world: World, **more: object) -> Subject:
    """The shipped calendar as that of Huế."""
    load_calendars(shipped=shipped_texts(), unit=world.hue, by=None, now=timezone.now())
    return Subject(more, unit="hue")


def _revision(world: World) -> Subject:
    subject = _calendar(world)
    newest = CalendarRevision.objects.filter(file="2026.yaml").newest().get()
    return replace(subject, kwargs={"revision_id": newest.pk})


def _draft(world: World, **more: object) -> Subject:
    """A draft of Huế's."""
    draft = make_draft(world)
    draft.unit = world.hue
    draft.save()
    return Subject({"pk": draft.pk, **more}, unit="hue")


def _form(world: World) -> Subject:
    this_round = make_round(world)
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    file = SimpleUploadedFile("số liệu.xlsx", book.getvalue())
    handed_in = hand_in_form(round=this_round, file=file, by=world.officer, now=timezone.now())
    return Subject({"code": this_round.code, "pk": handed_in.pk}, unit="hue.so-khcn", owner=world.officer)


def _unit_class(world: World) -> Subject:
    held = UnitClass.objects.create(
        unit=world.hue, code="urban", valid_from=LONG_AGO, document="1/QĐ-UBND", set_at=timezone.now()
    )
    return Subject({"code": "hue", "pk": held.pk}, unit="hue")


SUBJECTS: dict[str, MakeSubject] = {
    "org_units:unit": lambda _: Subject({"code": "hue"}),
    "org_units:classify": lambda _: Subject({"code": "hue"}, unit="hue"),
    "org_units:end_class": _unit_class,
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
    "indices:index": _definition,
    "indices:text": _definition,
    "indices:form": _definition,
    "indices:choose_form": _definition,
    "indices:versions": _definition,
    "indices:diff": _definition,
    "indices:correct": _definition,
    "indices:reasons": _definition,
    "indices:node": lambda world: _definition(world, node="1.1"),
    "scorecards:scoreboard": _round,
    "scorecards:score": _round,
    "scorecards:round": _round,
    "scorecards:change_peer_set": _round,
    "scorecards:publish_round": _round,
    "scorecards:adopt_text": _round,
    "scorecards:input_forms": _round,
    "scorecards:scorecard": _card,
    "scorecards:why": lambda world: _card(world, node="1.1"),
    "scorecards:why_json": lambda world: _card(world, node="1.1"),
    "scorecards:input_form": _form,
    "scorecards:marked_form": _form,
    "scorecards:data_set": _data_set,
    "stories:story": lambda world: _story(world, period="2026"),
    "stories:path": _story,
    "calendars:calendar": _calendar,
    "calendars:add_year": _calendar,
    "calendars:history": _calendar,
    "calendars:year": lambda world: _calendar(world, year=2026),
    "calendars:day": lambda world: _calendar(world, day="2026-09-02"),
    "calendars:text": lambda world: _calendar(world, file="2026.yaml"),
    "calendars:edit_text": lambda world: _calendar(world, file="2026.yaml"),
    "calendars:take_shipped": lambda world: _calendar(world, file="2026.yaml"),
    "calendars:add_day": lambda world: _calendar(world, year=2026),
    "calendars:add_swap": lambda world: _calendar(world, year=2026),
    "calendars:edit": lambda world: _calendar(world, day="2026-09-02"),
    "calendars:remove": lambda world: _calendar(world, day="2026-09-02"),
    "calendars:revision": _revision,
    "calendars:restore": _revision,
    "drafts:draft": _draft,
    "drafts:confirm_many": _draft,
    "drafts:head": _draft,
    "drafts:checks": _draft,
    "drafts:preview": _draft,
    "drafts:changes": _draft,
    "drafts:history": _draft,
    "drafts:readings": _draft,
    "drafts:text": _draft,
    "drafts:edit_text": _draft,
    "drafts:sign": _draft,
    "drafts:drop": _draft,
    "drafts:row": lambda world: _draft(world, code="1.2"),
    "drafts:confirm": lambda world: _draft(world, code="1.2"),
    "drafts:restore": lambda world: _draft(world, number=1),
    "drafts:paper": lambda world: replace(_upload(world), reads=("upload", "view")),
    "ui:gallery_row": lambda _: Subject({"code": "hue"}),
    "mfa_remove_webauthn": lambda _: Subject({"pk": 1}),
    "mfa_edit_webauthn": lambda _: Subject({"pk": 1}),
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
