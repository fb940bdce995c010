from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from thuocdo.apps.assessment.indices.actions import load_catalogues
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.paths import catalogues_root
from thuocdo.domain.primitives.texts import Text


class Command(BaseCommand):
    help = "Stores every index definition of the catalogue that is not stored yet; may be repeated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="another folder of index definitions")
        parser.add_argument("--lang", choices=["vi", "en"], default="vi")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Any: Django's signature
        root = options["folder"] or catalogues_root()
        try:
            report = load_catalogues(root=root, by=None, now=timezone.now())
        except ThuocDoError as error:
            raise CommandError(error.message(options["lang"])) from error
        new = ", ".join(stored.reference for stored in report.stored) or "–"
        told = Text(
            f"Bộ chỉ số mới lưu: {new}; đã có sẵn: {len(report.known)}.",
            f"Index definitions newly stored: {new}; already there: {len(report.known)}.",
        )
        self.stdout.write(told.pick(options["lang"]))
        if report.held_back:
            kept = ", ".join(report.held_back)
            held = Text(
                f"Không lưu, vì đơn vị đã tự ban hành hoặc đính chính các bộ này: {kept}. Muốn lấy bản kèm theo thì "
                "đính chính bằng văn bản đó.",
                f"Not stored, since the office has put these in force or corrected them itself: {kept}. To take a "
                "shipped text, correct the rule set with it.",
            )
            self.stdout.write(held.pick(options["lang"]))
