from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from thuocdo.apps.assessment.scorecards.actions.data_sets import LoadedSet, load_published
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.domain.org_units.loading import load_units
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.paths import catalogues_root
from thuocdo.domain.primitives.spelling import did_you_mean
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue.published_files import Published, all_published, read_published

NO_UNITS = Text(
    "Chưa có danh mục đơn vị. Hãy nạp trước: manage load_units.",
    "There are no units. Load them first: manage load_units.",
)


class Command(BaseCommand):
    help = "Loads published results into the database with what computing them again gives; may be repeated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "sets", nargs="*", help="codes, or folders with about.yaml; all that come along if none"
        )
        parser.add_argument("--lang", choices=["vi", "en"], default="vi")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Any: Django's signature
        language = options["lang"]
        if not OrgUnit.objects.exists():
            raise CommandError(NO_UNITS.pick(language))
        registry, now = load_units(), timezone.now()
        try:
            books = _chosen(options["sets"], language)
            for book in books:
                loaded = load_published(book=book, registry=registry, by=None, now=now)
                self.stdout.write(_told(loaded).pick(language))
        except ThuocDoError as error:
            raise CommandError(error.message(language)) from error


def _chosen(names: list[str], language: str) -> list[Published]:
    """The tables named by code or by folder; all of the catalogues where none is named."""
    shipped = {book.about.code: book for book in map(read_published, all_published(catalogues_root()))}
    if not names:
        return list(shipped.values())
    return [_named(name, shipped, language) for name in names]


def _named(name: str, shipped: dict[str, Published], language: str) -> Published:
    if name in shipped:
        return shipped[name]
    folder = Path(name).parent if name.endswith("about.yaml") else Path(name)
    if (folder / "about.yaml").is_file():
        return read_published(folder)
    hint = did_you_mean(name, shipped)
    said = Text(
        f"Không có bộ kết quả “{name}”. {hint.vi}", f"There is no data set '{name}'. {hint.pick('en')}"
    )
    raise CommandError(said.pick(language))


def _told(loaded: LoadedSet) -> Text:
    title, rows, derived = loaded.data_set.title, loaded.published, loaded.derived
    return Text(
        f"{title.vi}: {rows} dòng đã công bố, {derived} dòng suy ra cho đơn vị sáp nhập.",
        f"{title.pick('en')}: {rows} published rows, {derived} derived for merged units.",
    )
