from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from thuocdo.apps.foundation.accounts import actions
from thuocdo.apps.foundation.accounts.errors import NoRootUnitError
from thuocdo.apps.foundation.accounts.models import OneTimeLink, User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.audit.origin import acting_from
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.foundation.org_units.queries import root_unit
from thuocdo.domain.primitives.texts import Text


class Command(BaseCommand):
    help = "Makes the first administrator and prints a one-time link with which to choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", nargs="?", default="quantri")
        parser.add_argument("--name", default="", help="full name")
        parser.add_argument("--email", default="")
        parser.add_argument("--unit", default="", help="code of the unit; by default the root unit")
        parser.add_argument(
            "--site", default="", help="address of the site, such as https://thuocdo.example.vn"
        )
        parser.add_argument("--lang", choices=["vi", "en"], default="vi")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Any: Django's signature
        language = options["lang"]
        unit = OrgUnit.objects.filter(code=options["unit"]).first() if options["unit"] else root_unit()
        if unit is None:
            raise CommandError(NoRootUnitError(options["unit"]).message(language))
        try:
            with acting_from("manage create_administrator"), transaction.atomic():
                token = self._link(options, unit)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        told = Text(
            f"Quản trị viên “{options['username']}” của {unit.label}. Mở liên kết này một lần, trong vòng "
            f"{settings.ONE_TIME_LINK_HOURS} giờ, để đặt mật khẩu:",
            f"Administrator “{options['username']}” of {unit.label}. Open this link once, within "
            f"{settings.ONE_TIME_LINK_HOURS} hours, to choose a password:",
        )
        self.stdout.write(told.pick(language))
        self.stdout.write(options["site"].rstrip("/") + reverse("accounts:link", args=[token]))

    def _link(self, options: dict[str, Any], unit: OrgUnit) -> str:  # Any: Django's signature
        person = User.objects.filter(username__iexact=options["username"]).first()
        if person is None:
            person = actions.create_person(
                username=options["username"],
                full_name=options["name"] or options["username"],
                email=options["email"],
                unit=unit,
                by=None,
            )
        if not any(held.role == Role.ADMINISTRATOR and held.unit_id == unit.pk for held in person.holdings()):
            actions.grant_role(
                person=person, role=Role.ADMINISTRATOR, unit=unit, valid_from=timezone.localdate(), by=None
            )
        is_new = not person.has_usable_password()
        purpose = OneTimeLink.Purpose.INVITATION if is_new else OneTimeLink.Purpose.RESET
        return actions.issue_link(person=person, purpose=purpose, by=None)
