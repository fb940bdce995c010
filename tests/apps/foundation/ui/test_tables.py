from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from decimal import Decimal

import openpyxl
import pytest
from django.test import RequestFactory
from django.utils import translation

from thuocdo.apps.foundation.ui import columns, graphics
from thuocdo.apps.foundation.ui.exports import export, sheet_of
from thuocdo.apps.foundation.ui.tables import DataTable, prepare


@dataclass(frozen=True)
class Row:
    name: str
    points: Decimal | None
    rank: int | None = None
    state: str = "given"
    url: str = "/hue/"


ROWS = [
    Row("Huế", Decimal("63.71"), 2),
    Row("=1+1", Decimal("71.04"), 1),
    Row("Đắk Lắk", None, state="missing"),
]


class ScoreTable(DataTable):
    name = columns.RowColumn(verbose_name="Đơn vị", address="url")
    points = columns.PointsColumn(verbose_name="Điểm", unit="trên 100", maximum=100, digits=2, state="state")
    rank = columns.RankColumn(verbose_name="Hạng", count=3)

    hidden_at_first = ("rank",)


def table_for(address: str) -> ScoreTable:
    return prepare(ScoreTable(ROWS, caption="Bảng điểm"), RequestFactory().get(address))


def html_of(address: str) -> str:
    request = RequestFactory().get(address)
    with translation.override("vi"):
        return prepare(ScoreTable(ROWS, caption="Bảng điểm"), request).as_html(request)


def shown(address: str) -> list[str]:
    return [row.record.name for row in table_for(address).rows]


def test_words_that_are_no_column_do_not_sort():
    assert shown("/?sort=drop,..%2f,-name.secret") == shown("/")
    assert shown("/?sort=drop,-points")[0] == "=1+1"


def test_it_sorts_by_the_address():
    assert shown("/?sort=-points")[0] == "=1+1"
    assert shown("/?sort=points") == ["Huế", "=1+1", "Đắk Lắk"]


def test_the_unknown_stays_last_either_way():
    assert shown("/?sort=points")[-1] == shown("/?sort=-points")[-1] == "Đắk Lắk"


def test_names_sort_in_vietnamese_order():
    names = [Row(name, None) for name in ("Đồng Nai", "Cần Thơ", "Đà Nẵng", "An Giang", "Điện Biên")]
    table = prepare(ScoreTable(names), RequestFactory().get("/?sort=name"))
    assert [row.record.name for row in table.rows] == [
        "An Giang",
        "Cần Thơ",
        "Đà Nẵng",
        "Điện Biên",
        "Đồng Nai",
    ]


def test_the_sorted_column_says_so_to_readers():
    assert 'aria-sort="descending"' in html_of("/?sort=-points")


def test_columns_hidden_at_first_can_be_chosen():
    assert "Hạng" not in [column.header for column in table_for("/").columns]
    assert "Hạng" in [column.header for column in table_for("/?columns=rank").columns]


def test_the_head_of_the_row_cannot_be_put_away():
    assert [column.name for column in table_for("/?columns=rank").columns] == ["name", "rank"]


def test_a_missing_value_shows_its_state_and_no_bar():
    html = html_of("/")
    assert "td-state-missing" in html
    assert html.count("td-cell-bar-ground") == 2


def test_cells_carry_the_plain_number_for_copying():
    assert 'data-copy="63,71"' in html_of("/")


def test_the_row_opens_in_the_panel():
    html = html_of("/")
    assert 'hx-target="#panel-body"' in html
    assert "data-row-link" in html


def test_nothing_in_a_table_is_inline_style():
    assert "style=" not in html_of("/?columns=rank,points")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_only_a_known_kind_is_exported(kind):
    request = RequestFactory().get(f"/?export={kind}")
    assert export(request, table_for("/"), title="Bảng điểm") is not None
    assert export(RequestFactory().get("/?export=exe"), table_for("/"), title="x") is None


def test_the_csv_holds_what_is_seen_in_its_order():
    request = RequestFactory().get("/?export=csv&sort=-points&columns=points")
    response = export(request, table_for("/?sort=-points&columns=points"), title="Bảng điểm")
    lines = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert lines[0] == ["Đơn vị", "Điểm (trên 100)"]
    assert lines[2] == ["Huế", "63.71"]
    assert response["Content-Disposition"] == 'attachment; filename="bang-diem.csv"'


def test_a_text_that_looks_like_a_formula_is_made_harmless():
    response = export(RequestFactory().get("/?export=csv"), table_for("/"), title="x")
    assert "'=1+1" in response.content.decode("utf-8-sig")


def test_the_workbook_has_numbers_notes_and_the_band():
    request = RequestFactory().get("/?export=xlsx")
    response = export(
        request, table_for("/"), title="Bảng điểm", notes=["766 · 2026-09-01"], is_illustrative=True
    )
    assert zipfile.is_zipfile(io.BytesIO(response.content))
    page = openpyxl.load_workbook(io.BytesIO(response.content)).active
    cells = [[cell.value for cell in line] for line in page.iter_rows()]
    assert cells[0][0] == "Bảng điểm"
    assert cells[1][0].startswith("Dữ liệu minh hoạ")
    assert cells[2][0] == "766 · 2026-09-01"
    assert ["Huế", 63.71] in [line[:2] for line in cells]
    assert page.cell(row=7, column=1).data_type == "s"


def test_an_export_holds_every_page():
    many = [Row(f"Đơn vị {number}", Decimal(number)) for number in range(250)]
    table = prepare(ScoreTable(many), RequestFactory().get("/"), per_page=100)
    assert len(list(table.paginated_rows)) == 100
    assert len(sheet_of(table, title="x").rows) == 250


def test_a_small_n_is_greyed_and_said():
    class Rates(DataTable):
        share = columns.ShareColumn(n="n")

    request = RequestFactory().get("/")
    with translation.override("vi"):
        html = Rates([{"share": Decimal("0.5"), "n": 12}, {"share": Decimal("0.5"), "n": 1200}]).as_html(
            request
        )
    assert html.count("td-small-n") == 1
    assert "n = 1.200" in html


def test_a_sparkline_breaks_at_gaps():
    assert str(graphics.sparkline([1, 2, None, 3])).count("M") == 2
    assert graphics.sparkline([None, None]) == ""


@pytest.mark.parametrize(("share", "width"), [(0.5, "50.00%"), (1.7, "100.00%"), (-0.2, "0.00%")])
def test_a_bar_stays_within_its_cell(share, width):
    assert f'width="{width}"' in graphics.bar(share)


def test_a_table_without_totals_has_no_last_line():
    assert "<tfoot" not in html_of("/")


def test_totals_stand_under_their_columns():
    class Totals(DataTable):
        name = columns.TextColumn(footer="Tổng")
        points = columns.NumberColumn(digits=1, total=lambda table: sum(row.points for row in table.data))

    request = RequestFactory().get("/")
    with translation.override("vi"):
        html = Totals([Row("a", Decimal("1.25")), Row("b", Decimal(2))]).as_html(request)
    assert html.count("<tfoot") == 1
    assert "3,3" in html[html.index("<tfoot") :]


def test_an_empty_table_says_what_to_do_next():
    request = RequestFactory().get("/")
    with translation.override("vi"):
        drawn = prepare(ScoreTable([], caption="Bảng điểm"), request).as_html(request)
    assert "None" not in drawn
    assert "bộ lọc" in drawn or "kỳ khác" in drawn
