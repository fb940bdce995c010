"""Who is under whom when, from dated links and successions. Pure functions over codes.

>>> from datetime import date
>>> rows = closure([Span("hue", None, None)], [], [])
>>> [(row.ancestor, row.descendant, row.depth) for row in rows]
[('hue', 'hue', 0)]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """A unit with the days it exists; None is open."""

    code: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Link:
    """A child under a parent in a hierarchy for a time."""

    hierarchy: str
    parent: str
    child: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """One row of the closure; depth 0 is the unit itself."""

    hierarchy: str
    ancestor: str
    descendant: str
    depth: int
    valid_from: date | None
    valid_to: date | None
    is_inherited: bool = False


def closure(
    units: Iterable[Span], links: Iterable[Link], successions: Iterable[tuple[str, str]]
) -> list[ClosureRow]:
    """All rows: everybody over themselves, every chain of links, and what successors take over."""
    spans = {unit.code: unit for unit in units}
    rows = [ClosureRow("", code, code, 0, None, None) for code in spans]
    links = list(links)
    for hierarchy in sorted({link.hierarchy for link in links}):
        rows += _chains([link for link in links if link.hierarchy == hierarchy], spans)
    return rows + _inherited(rows, _all_successors(successions), spans)


def _chains(links: list[Link], spans: dict[str, Span]) -> Iterator[ClosureRow]:
    up: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        up[link.child].append(link)
    for child in up:
        yield from _climb(child, child, up, (None, None), spans[child].valid_to, frozenset())


def _climb(
    start: str,
    at: str,
    up: dict[str, list[Link]],
    window: tuple[date | None, date | None],
    start_ends: date | None,
    seen: frozenset[str],
) -> Iterator[ClosureRow]:
    for link in up.get(at, ()):
        begin, end = _later(window[0], link.valid_from), _earlier(window[1], link.valid_to)
        if link.parent in seen or (begin and end and end < begin):
            continue
        # A unit that ended here keeps its last place: the archive stays with whoever it was under.
        ended_in_place = end is not None and end == start_ends
        yield ClosureRow(
            link.hierarchy, link.parent, start, len(seen) + 1, begin, None if ended_in_place else end
        )
        yield from _climb(start, link.parent, up, (begin, end), start_ends, seen | {at})


def _later(left: date | None, right: date | None) -> date | None:
    """The later beginning; None is long ago."""
    return max(left, right) if left and right else left or right


def _earlier(left: date | None, right: date | None) -> date | None:
    """The earlier end; None is never."""
    return min(left, right) if left and right else left or right


def _all_successors(successions: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Predecessor → every later unit that took it over, directly or through others."""
    direct: dict[str, set[str]] = defaultdict(set)
    for unit, successor in successions:
        direct[unit].add(successor)
    result: dict[str, set[str]] = {}
    for unit in direct:
        found: set[str] = set()
        queue = list(direct[unit])
        while queue:
            later = queue.pop()
            if later not in found and later != unit:
                found.add(later)
                queue += direct.get(later, ())
        result[unit] = found
    return result


def _inherited(
    rows: list[ClosureRow], successors: dict[str, set[str]], spans: dict[str, Span]
) -> list[ClosureRow]:
    have = {(row.ancestor, row.descendant, row.hierarchy) for row in rows}
    found: dict[tuple[str, str, str], ClosureRow] = {}
    for row in rows:
        # Units that are older than the succession: those that came under the predecessor while it existed.
        for successor in successors.get(row.ancestor, ()):
            key = (successor, row.descendant, row.hierarchy)
            begin = spans[successor].valid_from
            if key not in have and key not in found:
                found[key] = replace(
                    row,
                    ancestor=successor,
                    depth=row.depth + 1,
                    valid_from=begin,
                    valid_to=None,
                    is_inherited=True,
                )
    return list(found.values()) + _above_successors(list(found.values()), rows)


def _above_successors(inherited: list[ClosureRow], rows: list[ClosureRow]) -> list[ClosureRow]:
    """Whoever is over a successor is over its archive too."""
    above: dict[str, list[ClosureRow]] = defaultdict(list)
    for row in rows:
        if row.depth:
            above[row.descendant].append(row)
    have = {(row.ancestor, row.descendant) for row in [*rows, *inherited]}
    found: dict[tuple[str, str], ClosureRow] = {}
    for old in inherited:
        for over in above.get(old.ancestor, ()):
            key = (over.ancestor, old.descendant)
            if key not in have and key not in found:
                found[key] = replace(
                    over, descendant=old.descendant, depth=over.depth + old.depth, is_inherited=True
                )
    return list(found.values())
