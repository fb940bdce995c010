"""The same option drawn on the server: SVG by ECharts inside a small engine, PNG from that SVG.

One engine lives in one thread of this process; drawings are remembered by what they are made of.
"""

from __future__ import annotations

import hashlib
import json
import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import quickjs
import resvg_py

from thuocdo.apps.foundation.ui.charts.theme import CSS, LIGHT, Option
from thuocdo.apps.foundation.ui.vendor import vendor_path

Palette = Literal["page", "document"]

SECONDS, MEMORY = 10, 384 * 1024**2
REMEMBERED = 256

_PALETTES: dict[Palette, dict[str, str]] = {"page": CSS, "document": LIGHT}
_RESOLVER = Path(__file__).parent.parent / "static" / "ui" / "js" / "chart_option.js"
_DRAW = """
function setTimeout() { return 0 }
function clearTimeout() {}
function draw(text, colours, language, width, height) {
  const option = ThuocDoChart.resolve(JSON.parse(text), JSON.parse(colours), language);
  option.animation = false;
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption(option);
  const svg = chart.renderToSVGString();
  chart.dispose();
  // Long joined strings cannot be handed out of the engine as they are.
  return JSON.stringify(svg);
}
function writeNumber(number, language, digits) {
  return JSON.stringify(ThuocDoChart.write(number, language, digits === null ? undefined : digits));
}
"""
_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="chart")


class ChartAssetsMissingError(RuntimeError):
    """The build has not put ECharts in its place yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is missing. Run `python3 run.py assets`, which puts the chart library there."
        )


def to_svg(option: Option, width: int, height: int, language: str, *, palette: Palette = "document") -> str:
    """The option as an SVG picture; with `palette="page"` its colours follow the theme around it."""
    return _drawn(json.dumps(option, ensure_ascii=False, allow_nan=False), width, height, language, palette)


def to_png(option: Option, width: int, height: int, language: str, *, zoom: int = 2) -> bytes:
    """The option as a PNG picture for documents, in a font with every Vietnamese letter."""
    svg = to_svg(option, width, height, language).replace('font-family="Be Vietnam Pro', 'font-family="Arimo')
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=zoom,
            background="white",
            font_dirs=[str(vendor_path("fonts"))],
            skip_system_fonts=True,
            font_family="Arimo",
            sans_serif_family="Arimo",
        )
    )


def write_in_charts(number: float | None, language: str, digits: int | None) -> str:
    """How the charts write a number; a test compares it with what tables write."""
    return str(
        _worker.submit(lambda: json.loads(_engine().get("writeNumber")(number, language, digits))).result()
    )


@lru_cache(maxsize=REMEMBERED)
def _drawn(text: str, width: int, height: int, language: str, palette: Palette) -> str:
    colours = json.dumps(_PALETTES[palette])
    raw = _worker.submit(
        lambda: json.loads(_engine().get("draw")(text, colours, language, width, height))
    ).result()
    return _cleaned(raw, hashlib.sha256(f"{text}{width}{height}{palette}".encode()).hexdigest()[:8])


@cache
def _engine() -> quickjs.Context:
    library = vendor_path("echarts/echarts.min.js")
    if not library.is_file():
        raise ChartAssetsMissingError(library)
    engine = quickjs.Context()
    engine.set_memory_limit(MEMORY)
    engine.set_time_limit(SECONDS)
    for source in (library.read_text(encoding="utf-8"), _RESOLVER.read_text(encoding="utf-8"), _DRAW):
        engine.eval(source)
    return engine


def _cleaned(svg: str, key: str) -> str:
    """Without style sheets and style attributes, which a strict page refuses, and with names of its own."""
    svg = re.sub(r"<style.*?</style>", "", svg, flags=re.S)
    svg = re.sub(r' style="([^"]*)"', lambda match: _as_attributes(match[1]), svg)
    svg = re.sub(r' (?:class|ecmeta_\w+)="[^"]*"', "", svg)
    return re.sub(r'(id="|url\(#|href="#)(zr)', rf"\g<1>c{key}\g<2>", svg)


def _as_attributes(style: str) -> str:
    rules = (rule.partition(":") for rule in style.split(";") if ":" in rule)
    return "".join(f' {name.strip()}="{value.strip().replace(chr(34), "")}"' for name, _, value in rules)
