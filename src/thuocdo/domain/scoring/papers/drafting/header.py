"""What stands at the head of a draft: which index, which edition, by which decision, since when, for whom.

>>> suggested_header(PrintedPaper((), "Bộ chỉ số sở", "", (), ()), "bo-chi-so-so.docx").index
'bo-chi-so-so'
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import PurePath

from thuocdo.domain.primitives.spelling import tidy, words
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.printed import PrintedPaper

_NUMBER = re.compile(r"\d+\s*/(?:\d{4}/)?[A-ZĐ]{2,}(?:\s*-\s*[A-ZĐ0-9]+)*")
_SLASHED = re.compile(r"\b(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\b")
_SPOKEN = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_ISSUER = re.compile(
    r"\bcủa\s+((?:Chủ tịch\s+)?(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Bộ|Thủ tướng|Sở)[^,;.()]*)",
    re.IGNORECASE,
)
_MOST_LETTERS = 60
NO_TITLE = Text("")


@dataclass(frozen=True, slots=True)
class DraftHeader:
    """The keys above the tree; `points` None means the total that the paper prints."""

    index: str
    rule_set: str
    title: Text = NO_TITLE
    number: str = ""
    date: datetime.date | None = None
    issuer: str = ""
    valid_from: datetime.date | None = None
    levels: tuple[str, ...] = ()
    points: Fraction | None = None


def suggested_header(printed: PrintedPaper, name: str) -> DraftHeader:
    """A header from what the paper says of itself: its title, its decision, the name of its file."""
    index = slug(PurePath(name).stem) or "index"
    number, date = _decision_number(printed.decision), _decision_date(printed.decision)
    issuer = _ISSUER.search(printed.decision)
    return DraftHeader(
        index=index,
        rule_set=rule_set_code(number, date),
        title=Text(tidy(printed.title) or index),
        number=number,
        date=date,
        issuer=tidy(issuer.group(1)) if issuer else "",
        valid_from=date,
    )


def rule_set_code(number: str, date: datetime.date | None) -> str:
    """The usual name of an edition: the day and number of its decision.

    >>> rule_set_code("931/QĐ-UBND", datetime.date(2024, 4, 4))
    '2024-04-04-931'
    """
    parts = [date.isoformat() if date else "", number.partition("/")[0].strip()]
    return "-".join(part for part in parts if part) or "draft"


def slug(text: str) -> str:
    """A readable code of plain letters.

    >>> slug("Bộ chỉ số sở, ngành (2026)")
    'bo-chi-so-so-nganh-2026'
    """
    return words(text).replace("_", " ").replace(" ", "-")[:_MOST_LETTERS].strip("-")


def _decision_number(decision: str) -> str:
    found = _NUMBER.search(decision)
    return re.sub(r"\s+", "", found.group()) if found else ""


def _decision_date(decision: str) -> datetime.date | None:
    found = _SPOKEN.search(decision) or _SLASHED.search(decision)
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
