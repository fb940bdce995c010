"""What the components of the kit are made of: plain values that a query or a view puts together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django_stubs_ext import StrOrPromise

from thuocdo.domain.primitives.texts import Text

Words = StrOrPromise | Text


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a definition list."""

    term: Words
    value: object


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views on a thing, each with an address of its own."""

    label: Words
    url: str
    is_active: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A branch or leaf of a tree; `points` and `maximum` stand at the right of the line.

    A leaf with a `state` instead of points shows its sign; with neither only its maximum, as in a definition.
    """

    label: Words
    url: str = ""
    note: Words = ""
    points: Decimal | float | None = None
    maximum: Decimal | float | None = None
    state: str = ""
    children: Sequence[TreeNode] = ()
    is_open: bool = False
    opens_panel: bool = True


@dataclass(frozen=True, slots=True)
class BarItem:
    """One line of a bar list."""

    label: Words
    value: Decimal | float | None
    maximum: Decimal | float
    url: str = ""
    tone: str = "subject"


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The numbers behind a picture; the first cell of a row is its head."""

    headers: Sequence[Words]
    rows: Sequence[Sequence[object]]
    digits: int = 2


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit on a tile map; `column` and `row` from 0 at the top left, `band` from 1 (low) to 5 (high)."""

    code: str
    name: Words
    column: int
    row: int
    value: Decimal | float | None = None
    band: int | None = None
    url: str = ""
    short: str = ""
    rank: int | None = None
    is_subject: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """One colour of the legend: from `low` up to `high`."""

    number: int
    low: Decimal | float
    high: Decimal | float


@dataclass(frozen=True, slots=True)
class Source:
    """Where the numbers of a page come from and how old they are."""

    name: Words
    url: str = ""
    as_of: object = None
    rule_set: Words = ""
    snapshot: str = ""
    notes: Sequence[Words] = field(default_factory=tuple)


def bands_of(values: Sequence[Decimal | float | None], count: int = 5) -> list[Band]:
    """`count` bands of equal width between the least and the greatest known value."""
    known = [Decimal(str(value)) for value in values if value is not None]
    if not known:
        return []
    low, high = min(known), max(known)
    if low == high:
        return [Band(count, low, high)]
    width = (high - low) / count
    return [Band(number + 1, low + width * number, low + width * (number + 1)) for number in range(count)]


def band_of(value: Decimal | float | None, bands: Sequence[Band]) -> int | None:
    """The number of the band a value lies in; the upper edge belongs to the next band."""
    if value is None or not bands:
        return None
    known = Decimal(str(value))
    above = [band.number for band in bands if known >= Decimal(str(band.low))]
    return max(above) if above else bands[0].number
