"""Charts as plain ECharts options: pure functions from values to a dictionary.

The same option is drawn by `static/ui/js/charts.js` in the browser and by `render.to_svg` on the server.
Colours are names ("@subject") and number formats words ("@value:2"): one option for languages and themes.

>>> option = bar([Bar("Huế", 63.71, "subject")], summary="Huế đạt 63,71 điểm")
>>> option["series"][0]["data"][0]["itemStyle"]["color"]
'@subject'
"""

from __future__ import annotations

from thuocdo.apps.foundation.ui.charts.bars import Bar, Step, bar, waterfall
from thuocdo.apps.foundation.ui.charts.lines import Break, Line, Pair, line, slope
from thuocdo.apps.foundation.ui.charts.profiles import Axis, Branch, Profile, heat_map, radar, sunburst
from thuocdo.apps.foundation.ui.charts.theme import Option

__all__ = [
    "Axis",
    "Bar",
    "Branch",
    "Break",
    "Line",
    "Option",
    "Pair",
    "Profile",
    "Step",
    "bar",
    "heat_map",
    "line",
    "radar",
    "slope",
    "sunburst",
    "waterfall",
]
