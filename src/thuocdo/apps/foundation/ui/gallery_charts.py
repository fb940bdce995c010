"""Made-up charts for the gallery, one of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from thuocdo.apps.foundation.ui import charts
from thuocdo.apps.foundation.ui.components import ChartTable

GROUPS = (
    "Công khai, minh bạch",
    "Tiến độ giải quyết",
    "Dịch vụ công trực tuyến",
    "Số hoá hồ sơ",
    "Thanh toán trực tuyến",
    "Mức độ hài lòng",
)
MAXIMA = (18, 20, 12, 22, 10, 18)
HUE, BEST, MEDIAN = (
    (12.25, 18.4, 9.1, 13.0, 6.2, None),
    (18, 20, 12, 21, 9.8, 18),
    (13, 16.2, 8.4, 12.2, 5.1, 16),
)
PERIODS = ("T6/2026", "T7/2026", "T8/2026", "T9/2026", "T10/2026")


@dataclass(frozen=True, slots=True)
class Figure:
    option: charts.Option
    title: str
    table: ChartTable
    height: int = 320


def figures() -> list[Figure]:
    """One chart of every kind."""
    return [_bars(), _waterfall(), _radar(), _sunburst(), _lines(), _slope(), _heat()]


def _bars() -> Figure:
    values = [
        ("Lạng Sơn", "73.88"),
        ("Đà Nẵng", "71.04"),
        ("Hà Tĩnh", "66.20"),
        ("Huế", "63.71"),
        ("Quảng Trị", "58.90"),
        ("Đắk Lắk", None),
    ]
    bars = [
        charts.Bar(name, None if value is None else Decimal(value), "subject" if name == "Huế" else "rest")
        for name, value in values
    ]
    title = "Lạng Sơn dẫn đầu, Huế đứng thứ tư trong sáu địa phương"
    rows = [(one.name, one.value) for one in bars]
    return Figure(
        charts.bar(bars, summary=title, unit="điểm", maximum=100), title, ChartTable(("Đơn vị", "Điểm"), rows)
    )


def _waterfall() -> Figure:
    changes = (
        Decimal("1.2"),
        Decimal("-0.8"),
        Decimal("2.35"),
        Decimal("0"),
        Decimal("-0.5"),
        Decimal("-1.05"),
    )
    steps = [charts.Step(name, change) for name, change in zip(GROUPS, changes, strict=True)]
    title = "Tăng 1,20 điểm: số hoá kéo lên, hài lòng kéo xuống"
    option = charts.waterfall(
        steps, start=("Tháng 9", Decimal("62.51")), end=("Tháng 10", Decimal("63.71")), summary=title
    )
    return Figure(
        option, title, ChartTable(("Nhóm", "Thay đổi"), [(step.name, step.change) for step in steps])
    )


def _radar() -> Figure:
    axes = [charts.Axis(name, most) for name, most in zip(GROUPS, MAXIMA, strict=True)]
    profiles = [
        charts.Profile("Huế", HUE, "subject"),
        charts.Profile("Cao nhất", BEST, "best"),
        charts.Profile("Trung vị", MEDIAN, "median"),
    ]
    title = "Huế trên trung vị ở bốn nhóm, kém xa nhất ở công khai"
    rows = [(name, *values) for name, *values in zip(GROUPS, HUE, BEST, MEDIAN, strict=True)]
    option = charts.radar(axes, profiles, summary=title, left_out="Không vẽ nhóm chưa có điểm: {}")
    return Figure(option, title, ChartTable(("Nhóm", "Huế", "Cao nhất", "Trung vị"), rows), 400)


def _sunburst() -> Figure:
    branches = [
        charts.Branch(
            name, most, [charts.Branch(f"{number}.{leaf}", most / 3, share=leaf / 4) for leaf in (1, 2, 3)]
        )
        for number, (name, most) in enumerate(zip(GROUPS, MAXIMA, strict=True), start=1)
    ]
    title = "Số hoá và tiến độ chiếm hơn hai phần năm tổng điểm"
    rows = list(zip(GROUPS, MAXIMA, strict=True))
    return Figure(
        charts.sunburst(branches, summary=title), title, ChartTable(("Nhóm", "Điểm tối đa"), rows), 400
    )


def _lines() -> Figure:
    lines = [
        charts.Line("Huế", (55.1, 58.0, None, 62.51, 63.71), "subject"),
        charts.Line("Cao nhất", (68.0, 70.0, 71.0, 72.5, 73.88), "best"),
        charts.Line("Trung vị", (54.0, 55.2, 56.0, 57.1, 58.9), "median"),
    ]
    title = "Huế tăng nhanh hơn trung vị; tháng 8 chưa có số liệu"
    rows = [(one.name, *one.values) for one in lines]
    return Figure(
        charts.line(lines, PERIODS, summary=title, unit="điểm"), title, ChartTable(("Đơn vị", *PERIODS), rows)
    )


def _slope() -> Figure:
    pairs = [
        charts.Pair("Công khai", 11.05, 12.25, "subject"),
        charts.Pair("Tiến độ", 18.1, 18.4, "rest"),
        charts.Pair("Số hoá", 10.65, 13.0, "rise"),
        charts.Pair("Hài lòng", 16.05, 15.0, "fall"),
    ]
    title = "Số hoá tăng mạnh nhất giữa hai tháng"
    rows = [(pair.name, pair.before, pair.after) for pair in pairs]
    return Figure(
        charts.slope(pairs, ("Tháng 9", "Tháng 10"), summary=title),
        title,
        ChartTable(("Nhóm", "Tháng 9", "Tháng 10"), rows),
    )


def _heat() -> Figure:
    names = ("Huế", "Đà Nẵng", "Quảng Trị", "Hà Tĩnh")
    values = (
        (55.1, 58.0, None, 62.5, 63.7),
        (66.0, 70.2, 71.4, 71.2, 71.0),
        (58.0, 58.2, 58.7, 58.9, 58.9),
        (60.2, 61.0, 62.1, 62.1, 66.2),
    )
    title = "Đà Nẵng giữ mức cao suốt năm tháng"
    rows = [(name, *line) for name, line in zip(names, values, strict=True)]
    return Figure(
        charts.heat_map(names, PERIODS, values, summary=title),
        title,
        ChartTable(("Đơn vị", *PERIODS), rows, 1),
    )
