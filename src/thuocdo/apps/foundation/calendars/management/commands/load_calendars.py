from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from thuocdo.apps.foundation.calendars.actions import LoadReport, load_calendars
from thuocdo.apps.foundation.calendars.queries import shipped_texts
from thuocdo.apps.foundation.org_units.queries import root_unit
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text

NO_ROOT = Text(
    "Chưa có đơn vị gốc. Hãy nạp danh mục đơn vị trước: manage load_units.",
    "There is no root unit. Load the units first: manage load_units.",
)


class Command(BaseCommand):
    help = "Loads the shipped working calendar into the database; may be repeated, an office's edits stay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="another folder of calendar.yaml and years")
        parser.add_argument("--lang", choices=["vi", "en"], default="vi")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Any: Django's signature
        language = options["lang"]
        unit = root_unit()
        if unit is None:
            raise CommandError(NO_ROOT.pick(language))
        try:
            report = load_calendars(
                shipped=shipped_texts(options["folder"]), unit=unit, by=None, now=timezone.now()
            )
        except ThuocDoError as error:
            raise CommandError(error.message(language)) from error
        for said in _told(report):
            self.stdout.write(said.pick(language))


def _told(report: LoadReport) -> list[Text]:
    stored, known = len(report.stored), len(report.known)
    said = [
        Text(
            f"Lịch làm việc: {stored} tệp mới, {known} tệp đã có.",
            f"Working calendar: {stored} files stored, {known} known already.",
        )
    ]
    if report.held_back:
        listed = ", ".join(report.held_back)
        said.append(
            Text(
                f"Đơn vị đã sửa {listed}; bản đi kèm mới hơn nên không ghi đè. "
                "Xem và quyết định tại Quản trị → Lịch làm việc.",
                f"The office has edited {listed}; the shipped text is newer and was not written over it. "
                "Look and decide at Administer → Working calendar.",
            )
        )
    return said
