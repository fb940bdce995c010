"""The first draft of a year's file, from the `holidays` library; people then mend it by the yearly notice.

python -m thuocdo.domain.calendars.seeding 2028 > catalogues/calendars/vietnam/2028.yaml
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from importlib.metadata import version

import holidays

_SWAPPED = re.compile(r"\(thay cho ngày (\d\d)/(\d\d)/(\d{4})\)")
_IN_LIEU = "(nghỉ bù)"


def draft_year(year: int) -> str:
    """The YAML of one year as the library knows it, every row marked as from memory."""
    vietnamese = holidays.country_holidays("VN", years=year, language="vi")
    english = holidays.country_holidays("VN", years=year, language="en_US")
    rows, swaps = [], []
    for day, name in sorted(vietnamese.items()):
        if match := _SWAPPED.search(name):
            worked = dt.date(int(match[3]), int(match[2]), int(match[1]))
            swaps.append(f"  - {{day_off: {day}, worked: {worked}, certainty: memory, source: library}}")
        else:
            rows.append(_row(day, name, english[day]))
    lines = [
        f"year: {year}",
        "sources:",
        f'  library: "python-holidays {version("holidays")}"',
        "days_off:",
        *rows,
    ]
    return "\n".join([*lines, *(["swaps:", *swaps] if swaps else []), ""])


def _row(day: dt.date, vietnamese: str, english: str) -> str:
    kind = "in-lieu" if _IN_LIEU in vietnamese else "holiday"
    name = f'{{vi: "{vietnamese}", en: "{english}"}}'
    return f"  - {{date: {day}, name: {name}, kind: {kind}, certainty: memory, source: library}}"


if __name__ == "__main__":
    sys.stdout.write(draft_year(int(sys.argv[1])))
