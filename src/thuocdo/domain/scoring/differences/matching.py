"""Which node of one definition is which node of another.

The same code with the same title is the same row; so is a title that moved to another code, a title with a slip
mended, and, where titles were written anew, a row that still reads the same inputs. A number such as 4.9 is only a
place: under another title it is another row. A word such as `CKMB` is a name and stays what it is.

>>> similarity("Tỷ lệ hồ sơ trực tuyến", "Tỉ lệ hồ sơ trực tuyến") > 0.8
True
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from thuocdo.domain.primitives.spelling import words
from thuocdo.domain.scoring.definition import Definition, Node

SAME_PLACE = 0.5  # a title this alike, at the same code, is the same row written anew
ANYWHERE = 0.8  # and this alike wherever it stands
SAME_INPUTS = 0.3
_NAME = re.compile(r"[^\W\d]{3}")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A node and where it stands."""

    node: Node
    parent: Row | None
    place: int

    @property
    def code(self) -> str:
        """Its code."""
        return self.node.code

    @property
    def top(self) -> Row:
        """The row at the top that it belongs to."""
        return self if self.parent is None else self.parent.top

    @property
    def words(self) -> str:
        """The title as it is compared."""
        return words(self.node.title.vi)

    @property
    def inputs(self) -> frozenset[str]:
        """What its rule reads."""
        return frozenset(self.node.rule.inputs()) if self.node.rule is not None else frozenset()


def rows_of(definition: Definition) -> list[Row]:
    """All nodes below the total, parents first."""
    rows: list[Row] = []

    def walk(nodes: Sequence[Node], parent: Row | None) -> None:
        for node in nodes:
            row = Row(node, parent, len(rows))
            rows.append(row)
            walk(node.children, row)

    walk(definition.root.children, None)
    return rows


@dataclass(frozen=True, slots=True)
class Matching:
    """The rows of both definitions, and which new row is which old one."""

    old: list[Row]
    new: list[Row]
    before: dict[Row, Row]

    @property
    def dropped(self) -> list[Row]:
        """Old rows without a new one."""
        kept = set(self.before.values())
        return [row for row in self.old if row not in kept]

    @property
    def added(self) -> list[Row]:
        """New rows without an old one."""
        return [row for row in self.new if row not in self.before]

    def has_same_parent(self, row: Row) -> bool:
        """Whether a matched row stands in the group it stood in before."""
        was = self.before[row].parent
        return (self.before.get(row.parent) if row.parent is not None else None) is was


def match(old: Definition, new: Definition) -> Matching:
    """Match all rows, the surest ways first."""
    found = Matching(rows_of(old), rows_of(new), {})
    _pair(found, lambda row: (row.code, row.words), _always)
    _pair(found, lambda row: row.code if _NAME.search(row.code) else None, _always)
    _pair_titles(found)
    _pair_alike(found)
    _pair(found, lambda row: row.code, _is_same_row)
    _pair(found, lambda row: row.inputs or None, _reads_the_same)
    _pair_groups(found)
    return found


Test = Callable[[Row, Row], bool]


def _always(old: Row, new: Row) -> bool:
    del old, new
    return True


def _pair(found: Matching, key: Callable[[Row], Hashable], test: Test) -> None:
    """Pair rows that share a key which nothing else on either side has."""
    old, new = _by(found.dropped, key), _by(found.added, key)
    for name, rows in new.items():
        if len(rows) == 1 and len(old.get(name, ())) == 1 and test(old[name][0], rows[0]):
            found.before[rows[0]] = old[name][0]


def _by(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> dict[Hashable, list[Row]]:
    grouped: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        if (name := key(row)) is not None:
            grouped[name].append(row)
    return grouped


def _pair_titles(found: Matching) -> None:
    """The same title: where several rows have it, the one in the same group."""
    _pair(found, lambda row: (row.words, row.node.is_leaf) if row.words else None, _always)
    kept = {old: new for new, old in found.before.items()}

    def title_and_group(row: Row) -> Hashable:
        group = kept.get(row.parent, row.parent) if row.parent is not None else None
        return (row.words, row.node.is_leaf, group) if row.words else None

    _pair(found, title_and_group, _always)


def _is_same_row(old: Row, new: Row) -> bool:
    """Whether rows of the same code mean the same."""
    if not old.words or not new.words:
        return True
    if old.inputs and old.inputs == new.inputs:
        return True
    return similarity(old.node.title.vi, new.node.title.vi) >= SAME_PLACE


def _reads_the_same(old: Row, new: Row) -> bool:
    return similarity(old.node.title.vi, new.node.title.vi) >= SAME_INPUTS


def _pair_alike(found: Matching) -> None:
    """Titles that differ by a slip: the most alike first, and of equals those with the same code."""
    alike = _alike(found.dropped, found.added)
    scored = sorted(alike, key=lambda one: (-one[0], one[1].code != one[2].code, one[2].place))
    taken: set[Row] = set()
    for _, old, new in scored:
        if new not in found.before and old not in taken:
            found.before[new] = old
            taken.add(old)


def _alike(old: Sequence[Row], new: Sequence[Row]) -> Iterator[tuple[float, Row, Row]]:
    """Every two rows whose titles are alike; sets of letters are whole numbers here, so that many compare quickly."""
    bits: dict[str, int] = {}
    masks = {
        row: sum(1 << bits.setdefault(part, len(bits)) for part in _parts(row.words)) for row in (*old, *new)
    }
    sizes = {row: mask.bit_count() for row, mask in masks.items()}
    for row in new:
        mask, size = masks[row], sizes[row]
        for other in old:
            least = ANYWHERE * (size + sizes[other]) / 2
            if min(size, sizes[other]) >= least > 0:
                shared = (mask & masks[other]).bit_count()
                if shared >= least and _could_be(other, row):
                    yield 2 * shared / (size + sizes[other]), other, row


def _could_be(old: Row, new: Row) -> bool:
    """A level 3 is not a level 4, and a group is not an indicator."""
    same_numbers = _DIGITS.findall(old.words) == _DIGITS.findall(new.words)
    return same_numbers and old.node.is_leaf == new.node.is_leaf


def _pair_groups(found: Matching) -> None:
    """A group under another name is the one that most of its rows come from."""
    free = set(found.dropped)
    for row in found.added:
        children = [other for other in found.new if other.parent is row]
        came_from = Counter(found.before[child].parent for child in children if child in found.before)
        for old, count in came_from.most_common(1):
            if old is not None and old in free and count * 2 > max(len(children), len(old.node.children)):
                found.before[row] = old
                free.remove(old)


def similarity(one: str, other: str) -> float:
    """How alike two titles are, from 0 to 1, by the groups of three letters they share."""
    first, second = _parts(words(one)), _parts(words(other))
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


@lru_cache(maxsize=8192)
def _parts(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2)) if text else frozenset()
