from __future__ import annotations

from thuocdo.apps.foundation.ui import charts
from thuocdo.apps.foundation.ui.charts.render import to_svg

PERIODS = ["2022", "2023", "2024"]
BREAK = charts.Break(2, "922\n→ 405")


def option(values: list[float | None], **more: object) -> charts.Option:
    lines = [charts.Line("Huế", values, "subject", ["4/63", "3/63", "5/63"])]
    return charts.line(lines, PERIODS, summary="x", **more)  # type: ignore[arg-type]  # of its own types


def test_a_break_is_an_empty_place_with_its_label_and_a_stroke() -> None:
    broken = option([0.7, 0.77, 0.8], breaks=[BREAK])
    assert broken["xAxis"]["data"] == ["2022", "2023", "922\n→ 405", "2024"]
    series = broken["series"][0]
    assert [one and one["value"] for one in series["data"]] == [0.7, 0.77, None, 0.8]
    assert series["markLine"]["data"] == [{"xAxis": 2}]


def test_the_line_is_not_joined_across_a_break() -> None:
    whole = to_svg(option([0.7, 0.77, 0.8]), 600, 300, "vi")
    broken = to_svg(option([0.7, 0.77, 0.8], breaks=[BREAK]), 600, 300, "vi")
    assert "922" in broken
    assert "922" not in whole
    assert option([0.7, 0.77, 0.8], breaks=[BREAK])["series"][0]["connectNulls"] is False


def test_what_is_written_at_a_point_is_drawn_and_nothing_at_an_unknown_one() -> None:
    drawn = to_svg(option([0.7, None, 0.8]), 600, 300, "vi")
    assert "4/63" in drawn
    assert "3/63" not in drawn


def test_a_line_without_a_single_point_has_no_name_in_the_air() -> None:
    assert "endLabel" not in option([None, None, None])["series"][0]


def test_lines_without_breaks_stay_as_they_were() -> None:
    series = charts.line([charts.Line("Huế", [1, 2, 3])], PERIODS, summary="x")["series"][0]
    assert series["data"] == [1.0, 2.0, 3.0]
    assert "markLine" not in series
