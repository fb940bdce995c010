"""What the other columns of a row say: who leads, who supplies, what proves it, where its figures come from.

>>> data_origin("Kết quả khảo sát người dân", "")
'survey'
>>> listed("- Quyết định;\\n- Báo cáo năm.")
('Quyết định', 'Báo cáo năm')
"""

from __future__ import annotations

import re

from thuocdo.domain.primitives.spelling import folded, tidy
from thuocdo.domain.scoring.definition import DataOrigin
from thuocdo.domain.scoring.papers.drafting.items import says_something

_LINE = re.compile(r"\n|;\s+|;$")
_BULLET = re.compile(r"^\s*(?:[-–—+•*·]|\(?\d{1,2}[.)]|\(?[a-zđ]\))\s+")
_NOTHING = frozenset({"không", "khong", "không có", "n/a"})
_ORIGINS: tuple[tuple[DataOrigin, re.Pattern[str]], ...] = (
    ("survey", re.compile(r"\bkhao sat\b|\bdieu tra xa hoi hoc\b|\bphieu lay y kien\b")),
    (
        "dossiers",
        re.compile(
            r"\b(he thong thong tin giai quyet (thu tuc hanh chinh|tthc)|cong dich vu cong|mot cua dien tu|cong dvc)\b"
        ),
    ),
    ("measurement", re.compile(r"\b(do (luong )?tu dong|tu dong do|do luong truc tuyen|he thong emc|emc)\b")),
)


def listed(text: str) -> tuple[str, ...]:
    """The items of a cell that lists several things, by lines, semicolons and bullets."""
    parts = (tidy(_BULLET.sub("", part)).rstrip(";,").removesuffix(".") for part in _LINE.split(text))
    return tuple(dict.fromkeys(part for part in parts if _says(part)))


def agencies(text: str) -> tuple[str, ...]:
    """The agencies of a cell: a list, or names between commas where each begins like an agency."""
    items = listed(text)
    if len(items) != 1:
        return items
    names = [tidy(name) for name in re.split(r",\s+(?=[A-ZĐÂÁÀẢÃẠ])", items[0])]
    return tuple(dict.fromkeys(names))


def one_line(text: str) -> str:
    """A cell as one line."""
    found = tidy(text.replace("\n", " "))
    return found if _says(found) else ""


def _says(text: str) -> bool:
    return says_something(text) and text.lower() not in _NOTHING


def data_origin(source: str, evidence: str) -> DataOrigin | None:
    """Where the figures come from, only where the words leave no doubt; the source column is asked first."""
    for text in (source, evidence):
        found = [origin for origin, words in _ORIGINS if words.search(folded(text))]
        if len(found) == 1:
            return found[0]
        if found:
            return None
    return None
