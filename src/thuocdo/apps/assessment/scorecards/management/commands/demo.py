"""`manage demo`: real published figures, scored and explained, and people to look at them."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import StringIO
from typing import IO, Any, TypeVar, cast

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import override
from rich.console import Console
from rich.table import Table

from thuocdo.apps.assessment.indices.actions import load_catalogues
from thuocdo.apps.assessment.scorecards.actions.provinces import define_provinces
from thuocdo.apps.assessment.scorecards.demonstration.conference import load_conference
from thuocdo.apps.assessment.scorecards.demonstration.dti import load_dti
from thuocdo.apps.assessment.scorecards.demonstration.portal import load_portal
from thuocdo.apps.assessment.scorecards.models import Round
from thuocdo.apps.assessment.scorecards.queries.findings import board_finding, language, number
from thuocdo.apps.assessment.scorecards.queries.scoreboard import Scoreboard, board_for_everybody
from thuocdo.apps.foundation.audit.origin import acting_from
from thuocdo.apps.foundation.org_units.actions import store_units
from thuocdo.domain.org_units.loading import load_units
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.paths import catalogues_root

T = TypeVar("T")
WORDS = {
    "units": ("đơn vị", "units"),
    "calendar": ("lịch làm việc", "working calendar"),
    "indices": ("bộ chỉ số", "indices"),
    "dti": ("DTI cấp tỉnh 2020–2024", "provincial DTI 2020–2024"),
    "conference": (
        "câu chuyện hội nghị của Thừa Thiên Huế (minh hoạ)",
        "the conference's story of Thừa Thiên Huế (illustrative)",
    ),
    "portal": ("766: số liệu Cổng Dịch vụ công quốc gia", "766: figures of the national portal"),
    "people": (
        "Đăng nhập một lần (mỗi liên kết dùng được một lần):",
        "One-time sign-in links (each works once):",
    ),
}
SHOWN = 10
IN_FOCUS = "hue"


class Command(BaseCommand):
    help = (
        "Loads the demonstration's data, scores it, prints the scoreboard and sign-in links; may be repeated."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", default="http://127.0.0.1:8000")
        parser.add_argument("--lang", choices=["vi", "en"], default="vi")
        parser.add_argument(
            "--no-links", action="store_true", help="nothing is served: make no sign-in links"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Any: Django's signature
        language = options["lang"]
        try:
            with override(language), acting_from("demonstration"):
                rounds = self._load(language)
                _print_boards(Console(file=cast("IO[str]", self.stdout), soft_wrap=True), rounds)
            if not options["no_links"]:
                self.stdout.write(f"\n{_words('people', language)}")
                call_command("sign_in_links", site=options["site"], lang=language, stdout=self.stdout)
        except ThuocDoError as error:
            raise CommandError(error.message(language)) from error

    def _load(self, language: str) -> list[Round]:
        """Everything in the order in which one thing needs the other; the portal's rounds first."""
        now = timezone.now()
        registry = self._step("units", language, load_units)
        store_units(registry)
        quiet = StringIO()
        self._step("calendar", language, lambda: call_command("load_calendars", lang=language, stdout=quiet))
        self._step("indices", language, lambda: load_catalogues(root=catalogues_root(), by=None, now=now))
        peer_sets = define_provinces(registry)
        dti = self._step("dti", language, lambda: load_dti(registry=registry, peer_sets=peer_sets, now=now))
        portal = self._step(
            "portal",
            language,
            lambda: load_portal(registry=registry, peers=peer_sets["provinces-34"], now=now),
        )
        told = self._step("conference", language, lambda: load_conference(registry=registry, now=now))
        return [*portal, *dti, *told]

    def _step(self, name: str, language: str, work: Callable[[], T]) -> T:
        started = time.perf_counter()
        done = work()
        self.stdout.write(f"• {_words(name, language)} … {time.perf_counter() - started:.1f} s")
        return done


def _words(name: str, language: str) -> str:
    return WORDS[name][language == "en"]


def _print_boards(console: Console, rounds: list[Round]) -> None:
    for place, this_round in enumerate(rounds):
        board = board_for_everybody(this_round, own=(IN_FOCUS,))
        name, peers = this_round.name.pick(language()), this_round.peer_set.name.pick(language())
        console.print(f"\n[bold]{name}[/bold]  ({peers})")
        console.print(board_finding(board))
        if place == 0:
            console.print(_table(board))


def _table(board: Scoreboard) -> Table:
    table = Table(box=None, pad_edge=False)
    for title, is_number in (
        ("#", True),
        ("", False),
        ("Σ", True),
        *((column.code, True) for column in board.columns),
    ):
        table.add_column(title, justify="right" if is_number else "left")
    for row in board.ranked[:SHOWN]:
        cells = [
            number(board, row.groups[column.code].points if column.code in row.groups else None)
            for column in board.columns
        ]
        style = "bold" if row.is_own else ""
        table.add_row(str(row.rank), row.name.vi, number(board, row.quoted), *cells, style=style)
    return table
