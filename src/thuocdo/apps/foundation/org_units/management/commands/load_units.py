from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from thuocdo.apps.foundation.org_units.actions import store_units
from thuocdo.domain.org_units.loading import load_units
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text


class Command(BaseCommand):
    help = "Loads the units of the catalogue into the database; may be repeated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="another folder of definitions")
        parser.add_argument("--lang", choices=["vi", "en"], default="vi")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Any: Django's signature
        try:
            summary = store_units(load_units(options["folder"]))
        except ThuocDoError as error:
            raise CommandError(error.message(options["lang"])) from error
        told = Text(
            f"Đã nạp {summary.total} đơn vị: {summary.created} mới, {summary.updated} cập nhật, {summary.removed} bỏ.",
            f"{summary.total} units loaded: {summary.created} new, {summary.updated} known, {summary.removed} removed.",
        )
        self.stdout.write(told.pick(options["lang"]))
