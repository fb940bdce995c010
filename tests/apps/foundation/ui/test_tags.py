from __future__ import annotations

from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from thuocdo.apps.foundation.ui.components import Band, BarItem, Source, Tile, TreeNode, band_of, bands_of
from thuocdo.apps.foundation.ui.tiles import place, wrap_name
from thuocdo.domain.primitives.texts import Text


def render(text: str, address: str = "/", language: str = "vi", **values: object) -> str:
    with translation.override(language):
        request = RequestFactory().get(address)
        return Template("{% load ui %}" + text).render(Context({"request": request, **values}))


def test_points_stand_with_their_maximum():
    html = render("{{ p|points:m }}", p=Decimal("12.25"), m=Decimal("18"))
    assert "12,25" in html
    assert " / 18" in html


def test_a_count_of_many_stays_whole():
    assert ">32<" in render("{{ p|points:34 }}", p=32)


@pytest.mark.parametrize(
    ("change", "sign", "word", "tone"),
    [
        ("1.2", "+1,20", "tăng", "good"),
        ("-0.35", "−0,35", "giảm", "bad"),
        ("0", "0,00", "không đổi", "plain"),
    ],
)
def test_a_change_has_arrow_sign_and_word(change, sign, word, tone):
    html = render("{{ c|change }}", c=Decimal(change))
    assert sign in html
    assert word in html
    assert f"td-text-{tone}" in html
    assert "<svg" in html


def test_a_fall_is_good_where_less_is_better():
    assert "td-text-good" in render("{{ c|change_lower_is_better:0 }}", c=-2)


def test_the_four_states_without_a_number_look_and_read_differently():
    marks = {
        state: render("{{ s|value_state }}", s=state)
        for state in ("zero", "not_applicable", "not_available", "missing")
    }
    assert len(set(marks.values())) == 4
    assert "Không áp dụng" in marks["not_applicable"]
    assert "Thiếu" in marks["missing"]


def test_unknown_is_not_zero():
    assert "Chưa biết" in render("{{ n|number:2 }}", n=None)
    assert "0,00" in render("{{ n|number:2 }}", n=0)
    assert "Chưa biết" in render("{{ p|points:18 }}", p=None)


def test_a_given_zero_gets_the_sign_of_zero():
    assert "td-state-zero" in render("{% value 0 %}")
    assert "td-state-missing" in render("{% value 0 'missing' %}")


def test_texts_follow_the_language_and_fall_back_to_vietnamese():
    both, one = Text("Hạ tầng số", "Digital infrastructure"), Text("Hạ tầng số")
    assert render("{{ t|pick }}", language="en", t=both) == "Digital infrastructure"
    assert render("{{ t|pick }}", language="en", t=one) == "Hạ tầng số"


def test_a_period_says_its_label_in_the_language():
    class Period:
        def label(self, language: str) -> str:
            return {"vi": "Tháng 10/2026", "en": "October 2026"}[language]

    assert render("{{ p|period_label }}", p=Period()) == "Tháng 10/2026"
    assert render("{{ p|period_label }}", language="en", p=Period()) == "October 2026"


def test_a_code_of_a_period_is_written_out():
    assert render("{{ p|period_label }}", p="2026-10") == "Tháng 10/2026"
    assert render("{{ p|period_label }}", p="không rõ") == "không rõ"


def test_a_status_has_shape_tone_and_word():
    html = render("{% status 'overdue' %}")
    assert "Quá hạn" in html
    assert "td-tone-bad" in html
    assert "<svg" in html


def test_a_title_can_stand_in_two_places():
    assert (
        render("{% capture t %}<b>{{ x }}</b>{% endcapture %}{{ t }}|{{ t }}", x="<")
        == "<b>&lt;</b>|<b>&lt;</b>"
    )


def test_the_query_keeps_what_it_does_not_change():
    assert render("{% query page=2 export=None %}", "/?unit=hue&page=1&export=csv") == "?unit=hue&amp;page=2"


def test_links_carry_unit_period_and_rule_set_only():
    assert render("{% carried %}", "/?unit=hue&page=3&period=2026-10") == "?unit=hue&amp;period=2026-10"


def test_icons_come_from_the_sprite_and_are_silent():
    html = render("{% icon 'search' %}")
    assert 'aria-hidden="true"' in html
    assert "<path" in html


def test_the_error_summary_links_each_error_to_its_field():
    class Form(forms.Form):
        day = forms.DateField(label="Ngày văn bản")

    html = render("{% error_summary form %}", form=Form({"day": "31/02/2026"}))
    assert 'href="#id_day"' in html
    assert "Ngày văn bản" in html
    assert "Có 1 lỗi" in html


def test_a_form_without_errors_has_no_summary():
    assert render("{% error_summary form %}", form=forms.Form({})).strip() == ""


def test_the_filter_keeps_the_other_words_of_the_address():
    class Form(forms.Form):
        name = forms.CharField(required=False)

    html = render("{% filter_form form %}", "/?unit=hue&name=x&page=4", form=Form({"name": "x"}))
    assert '<input type="hidden" name="unit" value="hue">' in html
    assert 'type="hidden" name="name"' not in html
    assert 'name="page"' not in html


def test_progress_says_count_and_time_left():
    html = render("{% progress 1234 5000 'Đọc tệp' 95 %}")
    assert "1.234 / 5.000" in html
    assert "còn khoảng 2 phút" in html
    assert 'max="5000"' in html


def test_a_tile_map_links_units_and_has_a_table_behind():
    tiles = [Tile("hue", "Huế", 1, 0, Decimal("63.71"), 3, "/hue/"), Tile("ca-mau", "Cà Mau", 0, 1)]
    html = render("{% tile_map tiles bands title='Điểm' unit='điểm' %}", tiles=tiles, bands=[Band(1, 0, 10)])
    assert 'href="/hue/"' in html
    assert "63,71" in html
    assert html.count("<tr>") == 3
    assert "td-tile-none" in html


def test_a_wide_tile_map_keeps_its_measures_ungrouped():
    html = render("{% tile_map tiles %}", tiles=[Tile("x", "X", 20, 0, 1, 1)])
    assert 'viewBox="0 0 1726 66"' in html


def test_no_two_tiles_share_a_place():
    placed, width, height = place([Tile("a", "A", 0, 0), Tile("b", "B", 1, 0), Tile("c", "C", 0, 1)])
    assert len({(tile.x, tile.y) for tile in placed}) == 3
    assert max(tile.x for tile in placed) < width
    assert max(tile.y for tile in placed) < height


def test_long_names_wrap_at_spaces():
    assert wrap_name("Bà Rịa - Vũng Tàu") == ["Bà Rịa –", "Vũng Tàu"]


def test_bands_cover_the_values_and_leave_the_unknown_out():
    bands = bands_of([Decimal(0), None, Decimal(10)])
    assert [band_of(Decimal(value), bands) for value in (0, 2, 9, 10)] == [1, 2, 5, 5]
    assert band_of(None, bands) is None


def test_a_tree_opens_without_scripts():
    nodes = [
        TreeNode("Nhóm", points=Decimal(1), maximum=2, children=[TreeNode("Lá", maximum=2, state="missing")])
    ]
    html = render("{% tree nodes %}", nodes=nodes)
    assert "<details>" in html
    assert "1,00" in html
    assert "td-state-missing" in html


def test_an_unknown_bar_has_no_length():
    html = render("{% bar_list items %}", items=[BarItem("Đắk Lắk", None, 100)])
    assert "<rect" not in html
    assert "Chưa biết" in html


def test_the_source_line_says_age_and_rule_set():
    html = render("{% source_line s %}", s=Source("Cổng", as_of="10/10/2026", rule_set="766 · 2026-09-01"))
    assert "số liệu đến 10/10/2026" in html
    assert "766 · 2026-09-01" in html
