"""Small drawings inside a table cell, as SVG, since a strict page allows no style in the markup."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 84, 22, 3


def bar(share: float, tone: str = "subject") -> SafeString:
    """A bar that fills `share` (0 to 1) of its cell."""
    width = 100 * min(max(share, 0.0), 1.0)
    return SafeString(
        '<svg class="td-cell-bar" aria-hidden="true" preserveAspectRatio="none">'
        '<rect class="td-cell-bar-ground" width="100%" height="100%"/>'
        f'<rect class="td-fill-{escape(tone)}" width="{width:.2f}%" height="100%"/></svg>'
    )


def sparkline(numbers: Sequence[float | None]) -> SafeString:
    """A line through the known numbers with a dot on the last; gaps stay gaps."""
    known = [float(number) for number in numbers if number is not None]
    if not known:
        return SafeString("")
    low, span = min(known), (max(known) - min(known)) or 1.0
    step = (SPARK_WIDTH - 2 * SPARK_EDGE) / max(len(numbers) - 1, 1)
    runs: list[list[str]] = [[]]
    last = ""
    for place, number in enumerate(numbers):
        if number is None:
            runs.append([])
            continue
        height = SPARK_HEIGHT - SPARK_EDGE - (float(number) - low) / span * (SPARK_HEIGHT - 2 * SPARK_EDGE)
        last = f"{SPARK_EDGE + place * step:.1f} {height:.1f}"
        runs[-1].append(last)
    path = " ".join("M" + " L".join(run) for run in runs if run)
    x, y = last.split()
    return format_html(
        '<svg class="td-spark" viewBox="0 0 {} {}" aria-hidden="true">'
        '<path d="{}"/><circle cx="{}" cy="{}" r="2.2"/></svg>',
        SPARK_WIDTH,
        SPARK_HEIGHT,
        path,
        x,
        y,
    )
