"""Every component on one page, with made-up numbers; shown in development and in tests only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from thuocdo.apps.foundation.ui import gallery_charts
from thuocdo.apps.foundation.ui.columns import (
    ChangeColumn,
    NumberColumn,
    PointsColumn,
    RankColumn,
    RowColumn,
    ShareColumn,
    SparkColumn,
    StatusColumn,
)
from thuocdo.apps.foundation.ui.components import (
    Band,
    BarItem,
    Fact,
    Source,
    Tab,
    Tile,
    TreeNode,
    band_of,
    bands_of,
)
from thuocdo.apps.foundation.ui.context import ContextChoice, Crumb
from thuocdo.apps.foundation.ui.exports import export
from thuocdo.apps.foundation.ui.tables import DataTable, prepare
from thuocdo.domain.org_units.names import folded
from thuocdo.domain.primitives.texts import Text

Given = tuple[str, str, str | None, int | None, str | None, str, Sequence[float | None]]

UNITS: tuple[Given, ...] = (
    ("hue", "Huế", "63.71", 10, "1.20", "met", [55.1, 58.0, None, 62.5, 63.71]),
    ("da-nang", "Đà Nẵng", "71.04", 3, "-0.35", "met", [66.0, 70.2, 71.39, 71.2, 71.04]),
    ("quang-tri", "Quảng Trị", "58.90", 17, "0", "nearly", [58.0, 58.2, 58.7, 58.9, 58.9]),
    ("ha-tinh", "Hà Tĩnh", "66.20", 6, "4.10", "met", [60.2, 61.0, 62.1, 62.1, 66.2]),
    ("nghe-an", "Nghệ An", "52.35", 25, "-3.05", "unmet", [56.0, 55.4, 55.4, 54.0, 52.35]),
    ("dak-lak", "Đắk Lắk", None, None, None, "overdue", [None, None, 41.0, None, None]),
    ("lang-son", "Lạng Sơn", "73.88", 1, "2.00", "met", [60.0, 66.0, 70.0, 71.88, 73.88]),
    ("ca-mau", "Cà Mau", "0", 34, "-1.00", "unmet", [4.0, 2.0, 1.5, 1.0, 0]),
)
PLACES = {
    "lang-son": (2, 0),
    "nghe-an": (1, 1),
    "ha-tinh": (1, 2),
    "quang-tri": (1, 3),
    "hue": (2, 4),
    "da-nang": (2, 5),
    "dak-lak": (2, 6),
    "ca-mau": (0, 8),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One made-up unit of the scoreboard."""

    code: str
    name: str
    total: Decimal | None
    rank: int | None
    change: Decimal | None
    status: str
    line: Sequence[float | None]
    given_state: str
    given: None = None

    @property
    def url(self) -> str:
        return reverse("ui:gallery_row", args=[self.code])

    @property
    def share(self) -> Decimal | None:
        return None if self.total is None else self.total / 100

    @property
    def closed(self) -> int:
        return 12 if self.code == "ca-mau" else 1234


def rows() -> list[Row]:
    """The made-up scoreboard."""
    return [
        Row(
            code=code,
            name=name,
            total=None if total is None else Decimal(total),
            rank=rank,
            change=None if change is None else Decimal(change),
            status=status,
            line=line,
            given_state=("zero", "not_applicable", "not_available", "missing")[place % 4],
        )
        for place, (code, name, total, rank, change, status, line) in enumerate(UNITS)
    ]


class GalleryTable(DataTable):
    name = RowColumn(verbose_name=_("Unit"), address="url", footer=_("Mean"))
    rank = RankColumn(verbose_name=_("Rank"), count=34)
    total = PointsColumn(
        verbose_name=_("Points"),
        unit=_("of 100"),
        maximum=100,
        digits=2,
        total=lambda _table: Decimal("55.15"),
    )
    change = ChangeColumn(verbose_name=_("Change"), unit=_("points"))
    share = ShareColumn(verbose_name=_("Dossiers on time"), unit="%", n="closed")
    closed = NumberColumn(verbose_name=_("Dossiers"))
    given = NumberColumn(verbose_name=_("Signs"), state="given_state", orderable=False)
    line = SparkColumn(verbose_name=_("Five periods"))
    status = StatusColumn(verbose_name=_("State"))

    hidden_at_first = ("closed",)

    class Meta(DataTable.Meta):
        row_attrs = {"class": lambda record: "is-subject" if record.code == "hue" else None}


class GalleryFilter(forms.Form):
    name = forms.CharField(label=_("Name"), required=False)
    status = forms.ChoiceField(
        label=_("State"), choices=[("", "—"), ("met", _("Met")), ("unmet", _("Not met"))], required=False
    )


class GalleryForm(forms.Form):
    file = forms.FileField(label=_("Spreadsheet with the figures"))
    points = forms.DecimalField(label=_("Points"), max_value=18, localize=True)
    day = forms.DateField(label=_("Date of the document"))


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Look at every component at once."""
    asked = GalleryFilter(request.GET)
    asked.is_valid()
    table = prepare(GalleryTable(_kept(asked.cleaned_data), caption=_("Made-up scoreboard")), request)
    if response := export(
        request, table, title="Thư viện thành phần", notes=[_("Rule set")], is_illustrative=True
    ):
        return response
    bands = bands_of([row.total for row in rows()])
    form = GalleryForm({"points": "20", "day": "31/02/2026"})
    form.is_valid()
    context = {
        "table": table,
        "filter": asked,
        "form": form,
        "upload_form": GalleryForm(),
        "bands": bands,
        "tiles": [_tile(row, bands) for row in rows()],
        "tree": _tree(),
        "bars": [BarItem(row.name, row.total, 100, row.url) for row in rows()[:5]],
        "facts": [
            Fact(_("Rule set"), "2026-09-01"),
            Fact(_("Maximum"), Decimal("100")),
            Fact(_("In force from"), date(2026, 9, 1)),
        ],
        "tabs": [
            Tab(_("Scoreboard"), "?tab=1", True, 34),
            Tab(_("Groups"), "?tab=2"),
            Tab(_("Two periods compared"), "?tab=3"),
        ],
        "source": Source(
            Text("Dữ liệu tự tạo", "Made-up data"), as_of=date(2026, 10, 10), rule_set="766 · 2026-09-01"
        ),
        "charts": gallery_charts.figures(),
        "breadcrumbs": [Crumb(_("Administer"), "/"), Crumb(_("Components"))],
        "context_choices": [
            ContextChoice("unit", _("Unit"), "hue", [(code, name) for code, name, *_rest in UNITS]),
            ContextChoice(
                "period", _("Period"), "2026-10", [("2026-10", "Tháng 10/2026"), ("2026-09", "Tháng 9/2026")]
            ),
            ContextChoice("rule_set", _("Rule set"), "portal", [("portal", "766 · 2026-09-01")]),
        ],
    }
    return render(request, "ui/gallery.html", context)


@login_not_required
@require_safe
def row(request: HttpRequest, code: str) -> HttpResponse:
    """One made-up unit, as a page and in the panel."""
    unit = next(row for row in rows() if row.code == code)
    return render(
        request,
        "ui/gallery_row.html",
        {"unit": unit, "tree": _tree(), "charts": gallery_charts.figures()[:1]},
    )


def _kept(wanted: dict[str, str]) -> list[Row]:
    words, status = folded(wanted["name"]), wanted["status"]
    return [row for row in rows() if words in folded(row.name) and status in ("", row.status)]


def _tile(row: Row, bands: Sequence[Band]) -> Tile:
    column, line = PLACES[row.code]
    band = band_of(row.total, bands)
    is_subject = row.code == "hue"
    return Tile(
        row.code, row.name, column, line, row.total, band, row.url, rank=row.rank, is_subject=is_subject
    )


def _tree() -> list[TreeNode]:
    leaves = [
        TreeNode(
            Text("Công khai đầy đủ thủ tục", "Procedures fully published"),
            reverse("ui:gallery_row", args=["hue"]),
            points=Decimal("2"),
            maximum=2,
        ),
        TreeNode(
            Text("Đồng bộ hồ sơ", "Dossiers synchronised"),
            points=Decimal("5.25"),
            maximum=6,
            note=Text("tính theo tỷ lệ", "by ratio"),
        ),
        TreeNode(Text("Mức độ hài lòng", "Satisfaction"), maximum=4, state="missing"),
    ]
    return [
        TreeNode(
            Text("Công khai, minh bạch", "Openness"),
            reverse("ui:gallery_row", args=["hue"]),
            points=Decimal("12.25"),
            maximum=18,
            children=leaves,
            is_open=True,
        ),
        TreeNode(
            Text("Tiến độ giải quyết", "Timeliness"), points=Decimal("18.40"), maximum=20, children=leaves
        ),
    ]
