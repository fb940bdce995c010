from __future__ import annotations

import json
import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from defusedxml import ElementTree

from thuocdo.apps.foundation.ui import charts, gallery_charts
from thuocdo.apps.foundation.ui.charts import profiles, render
from thuocdo.apps.foundation.ui.charts.theme import COLOUR_NAMES, LIGHT

TOKENS = Path(charts.__file__).parent.parent / "static/ui/css/tokens.css"
FIGURES = gallery_charts.figures()


def svg_text(svg: str) -> str:
    return " ".join(ElementTree.fromstring(svg).itertext())


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.title)
def test_every_kind_is_plain_json_with_safe_tips_and_a_summary(figure):
    option = json.loads(json.dumps(figure.option, allow_nan=False))
    assert option["tooltip"]["renderMode"] == "richText"
    assert option["aria"]["label"]["description"] == figure.title


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.title)
def test_every_colour_name_is_known(figure):
    names = re.findall(r'"@([a-z]+-?\d*(?:-ink|-soft|-faint|-strong|-none)?)"', json.dumps(figure.option))
    assert set(names) <= set(COLOUR_NAMES)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.title)
@pytest.mark.parametrize("palette", ["page", "document"])
def test_the_server_draws_it_without_styles_that_a_strict_page_refuses(figure, palette):
    svg = render.to_svg(figure.option, 640, 320, "vi", palette=palette)
    ElementTree.fromstring(svg)
    assert "<style" not in svg
    assert "style=" not in svg
    assert "@" not in re.sub(r"<text.*?</text>", "", svg, flags=re.S)
    assert ("var(--td-" in svg) == (palette == "page")


def test_the_drawing_holds_vietnamese_names_and_numbers():
    option = charts.bar(
        [charts.Bar("Thừa Thiên Huế", Decimal("1063.715"), "subject")], summary="x", unit="điểm"
    )
    text = svg_text(render.to_svg(option, 640, 240, "vi"))
    assert "Thừa Thiên Huế" in text
    assert "1.063,72" in text
    assert "1,063.72" in svg_text(render.to_svg(option, 640, 240, "en"))


def test_two_drawings_on_one_page_share_no_names():
    pair = [render.to_svg(figure.option, 640, 320, "vi") for figure in FIGURES[:2]]
    first, second = (set(re.findall(r'id="([^"]+)"', svg)) for svg in pair)
    assert not first & second


def test_a_picture_for_documents_is_a_png_with_ink_on_it():
    png = render.to_png(FIGURES[0].option, 320, 160, "vi")
    assert png.startswith(b"\x89PNG")
    assert len(png) > 4000


def test_an_unknown_bar_is_written_as_unknown():
    option = charts.bar([charts.Bar("Đắk Lắk", None), charts.Bar("Huế", 0)], summary="x")
    text = svg_text(render.to_svg(option, 640, 240, "vi"))
    assert "…" in text
    assert "0,00" in text


def test_a_gap_in_a_line_stays_a_gap():
    option = charts.line([charts.Line("Huế", (1, None, 3))], ("a", "b", "c"), summary="x")
    assert option["series"][0]["data"] == [1.0, None, 3.0]
    assert option["series"][0]["connectNulls"] is False


def test_a_profile_leaves_out_what_somebody_has_no_value_for():
    axes = [charts.Axis("A", 10), charts.Axis("B", 10), charts.Axis("C", 5), charts.Axis("D", 5)]
    rows = [
        charts.Profile("Huế", (1, None, 2, 3), "subject"),
        charts.Profile("Cao nhất", (9, 9, 5, 5), "best"),
    ]
    option = charts.radar(axes, rows, summary="x", left_out="Không vẽ: {}")
    assert [one["name"] for one in option["radar"]["indicator"]] == ["A", "C", "D"]
    assert option["series"][0]["data"][0]["value"] == [1.0, 2.0, 3.0]
    assert option["title"]["text"] == "Không vẽ: B"


def test_bars_start_from_zero():
    option = charts.bar([charts.Bar("Huế", 90), charts.Bar("Đà Nẵng", 91)], summary="x")
    assert option["xAxis"]["scale"] is False


@pytest.mark.parametrize(
    ("start", "changes", "end"),
    [(60, (2, -1), 61), (1, (-3, 4), 2), (-2, (1, -4), -5), (10, (-10,), 0)],
)
def test_the_columns_of_a_waterfall_reach_from_level_to_level(start, changes, end):
    steps = [charts.Step(str(change), change) for change in changes]
    option = charts.waterfall(steps, start=("a", start), end=("b", end), summary="x")
    gap_up, up, gap_down, down = (
        [item["value"] for item in series["data"]] for series in option["series"][:4]
    )
    level = start
    for place, change in enumerate(changes, start=1):
        low, high = sorted((level, level + change))
        drawn_high = gap_up[place] + up[place] if high > 0 else gap_down[place]
        drawn_low = gap_down[place] + down[place] if low < 0 else gap_up[place]
        assert (drawn_low, drawn_high) == (low, high)
        level += change
    assert level == end


def test_small_steps_beside_large_totals_move_the_axis_and_turn_totals_into_marks():
    near = charts.waterfall([charts.Step("x", 1)], start=("a", 60), end=("b", 61), summary="x")
    far = charts.waterfall([charts.Step("x", 40)], start=("a", 20), end=("b", 60), summary="x")
    assert 0 < near["xAxis"]["min"] < 60
    assert near["series"][1]["data"][0]["value"] == 0
    assert "min" not in far["xAxis"]
    assert far["series"][1]["data"][0]["value"] == 20


def test_the_angle_of_a_sunburst_is_the_greatest_points():
    branch = charts.Branch("Nhóm", 18, [charts.Branch("1.1", 12), charts.Branch("1.2", 6)])
    ring = charts.sunburst([branch], summary="x")["series"][0]["data"][0]
    assert "value" not in ring
    assert [leaf["value"] for leaf in ring["children"]] == [12.0, 6.0]


@pytest.mark.parametrize(("value", "number"), [(0, 1), (1.99, 1), (2, 2), (9.99, 5), (10, 5)])
def test_bands_are_fifths(value, number):
    assert profiles.band(value, 0, 10) == number


def test_cells_without_a_value_are_grey_and_unwritten():
    cells = charts.heat_map(("Huế",), ("T9", "T10"), ((None, 5),), summary="x")["series"][0]["data"]
    assert cells[0]["itemStyle"]["color"] == "@band-none"
    assert cells[0]["shown"] is None


def test_the_light_colours_of_documents_are_those_of_the_page():
    css = TOKENS.read_text(encoding="utf-8").partition("@media screen")[0]
    declared = dict(re.findall(r"--td-([\w-]+): (#[0-9a-f]{6})", css))
    assert {name: declared[name] for name in COLOUR_NAMES} == LIGHT


def test_a_missing_library_says_what_to_run(tmp_path, monkeypatch):
    monkeypatch.setattr(render, "vendor_path", lambda name: tmp_path / name)
    with pytest.raises(render.ChartAssetsMissingError, match=r"run\.py assets"):
        render._engine.__wrapped__()


def test_two_totals_of_one_name_get_a_mark_each():
    option = charts.waterfall([charts.Step("x", 1)], start=("Năm", 60), end=("Năm", 61), summary="x")
    assert [one["value"] for one in option["series"][4]["data"]] == [[60.0, 0], [61.0, 2]]


def test_the_axis_near_the_levels_has_round_steps():
    option = charts.waterfall([charts.Step("x", 0.38)], start=("a", 63.71), end=("b", 64.09), summary="x")
    axis = option["xAxis"]
    steps = (axis["max"] - axis["min"]) / axis["interval"]
    assert axis["min"] < 63.71 < 64.09 < axis["max"]
    assert steps == pytest.approx(round(steps))


def test_labels_of_a_slope_stand_apart():
    pairs = [charts.Pair(name, 59.4 - place / 10, 58.7 + place) for place, name in enumerate("abc")]
    option = charts.slope([*pairs, charts.Pair("d", 90, 20)], ("T9", "T10"), summary="x", height=320)
    low, high = option["yAxis"]["min"], option["yAxis"]["max"]
    pixels = (320 - 70) / (high - low)
    ends = [series["data"][0] for series in option["series"]]
    places = sorted(-end["value"] * pixels + end["label"]["offset"][1] for end in ends)
    assert all(below - above >= 15 for above, below in pairwise(places))


def test_a_slope_leaves_out_what_has_only_one_end():
    option = charts.slope([charts.Pair("a", None, 1), charts.Pair("b", 1, 2)], ("T9", "T10"), summary="x")
    assert [series["name"] for series in option["series"]] == ["b"]
    assert charts.slope([], ("T9", "T10"), summary="x")["series"] == []


def test_long_names_of_a_profile_stand_on_short_lines():
    names = ("Cung cấp dịch vụ công trực tuyến", "Hoạt động kinh tế số", "Nhân lực số")
    axes = [charts.Axis(name, 12) for name in names]
    option = charts.radar(axes, [charts.Profile("Huế", (1, 2, 3), "subject")], summary="x")
    assert [one["name"] for one in option["radar"]["indicator"]] == [
        "Cung cấp dịch\nvụ công trực\ntuyến",
        "Hoạt động kinh\ntế số",
        "Nhân lực số",
    ]
