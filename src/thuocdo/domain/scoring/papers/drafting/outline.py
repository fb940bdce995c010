"""The rows of a paper as a tree, by their numbers where there are any and by their shape where there are none.

A number that goes on from another's stands below it: 4.22.11 below 4.22. Where numbers do not say so, a manner of
numbering met for the first time opens a level below, and one met before closes all levels below its own. Rows
without a number are headings while they say nothing about points, and indicators otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.drafting.items import Item, has_words
from thuocdo.domain.scoring.papers.drafting.numbering import Numbering, Style
from thuocdo.domain.scoring.papers.drafting.tables import begin_anew, begun_anew, table_of, tables_of
from thuocdo.domain.scoring.papers.points import PointsReading, points_manner, read_points
from thuocdo.domain.scoring.papers.printed import PrintedRow
from thuocdo.domain.scoring.papers.remarks import PaperRemark
from thuocdo.domain.scoring.sheets.number_words import DecimalMark

_BULLET_STARTS = ("- ", "– ", "+ ", "• ", "* ")
_SECTIONS = ("phần ", "nhóm ", "mục ", "điểm cộng", "điểm thưởng", "điểm trừ", "điểm phạt", "điểm cộng/trừ")


@dataclass(frozen=True, slots=True)
class Outline:
    """The rows at the top with all below them, the printed totals, and what was odd."""

    tops: tuple[Item, ...]
    totals: tuple[tuple[PrintedRow, int], ...]  # a total with the number of tops that stand before it
    remarks: tuple[PaperRemark, ...]
    mark: DecimalMark | None = None  # how the points column writes decimals, where it tells

    def items(self) -> list[Item]:
        """Every row of the tree, parents first."""
        return [item for top in self.tops for item in top.walk()]


def outline(rows: Iterable[PrintedRow]) -> Outline:
    """The tree of a paper's rows, in printed order."""
    taken = list(rows)
    mark, has_column = points_manner(row.points for row in taken), any(map(has_words, taken))
    if not begin_anew(taken):
        return _outline(taken, mark, has_words_column=has_column)
    names = tables_of(taken)
    parts = [
        _outline([row for row in taken if table_of(row) == name], mark, has_words_column=has_column)
        for name in names
    ]
    tops = tuple(_as_group(name, part) for name, part in zip(names, parts, strict=True) if part.tops)
    remarks = (begun_anew(names), *(remark for part in parts for remark in part.remarks))
    return Outline(tops, (), remarks, mark)


def _outline(rows: list[PrintedRow], mark: DecimalMark | None, *, has_words_column: bool) -> Outline:
    builder = _Builder(mark, has_words_column)
    for row in rows:
        builder.take(row)
    return Outline(tuple(builder.tops), tuple(builder.totals), tuple(builder.remarks), mark)


def _as_group(name: str, part: Outline) -> Item:
    """A table as a group; a total at its end is the group's."""
    totals = [row for row, before in part.totals if before == len(part.tops)]
    points = totals[-1].points if totals else ""
    row = PrintedRow(part.tops[0].row.place, "", name, points)
    group = Item(row, Style("none"), read_points(points, part.mark), is_printed=False)
    for item in part.tops:
        group.add(item)
    return group


@dataclass(slots=True)
class _Builder:
    mark: DecimalMark | None
    has_words_column: bool
    tops: list[Item] = field(default_factory=list)
    totals: list[tuple[PrintedRow, int]] = field(default_factory=list)
    remarks: list[PaperRemark] = field(default_factory=list)
    open: list[Item] = field(default_factory=list)  # from the top down to the row taken last
    numbering: Numbering = field(default_factory=Numbering)
    levels: dict[tuple[str, int], int] = field(default_factory=dict)
    by_number: dict[str, Item] = field(default_factory=dict)

    def take(self, row: PrintedRow) -> None:
        """Put the next row where it belongs."""
        if row.kind == "total":
            self.totals.append((row, len(self.tops)))
            return
        style = self.numbering.style(row.number)
        if style.kind == "none" and row.title.startswith(_BULLET_STARTS):
            style = Style("bullet")
            row = replace(row, title=row.title[1:].strip())
        item = Item(row, style, read_points(row.points, self.mark))
        self._place(item, self._parent(item))

    def _place(self, item: Item, parent: Item | None) -> None:
        if parent is None:
            self.tops.append(item)
        else:
            parent.add(item)
        self.open = [*_line(parent), item]
        self.levels.setdefault(item.style.key, len(self.open) - 1)
        if item.row.number:
            self.by_number[item.row.number] = item

    def _parent(self, item: Item) -> Item | None:
        kind = item.style.kind
        if kind == "bullet":
            owner = None if has_words(item.row) else self._owner_of_level(item)
            return owner or next((each for each in reversed(self.open) if each.style.kind != "bullet"), None)
        if kind == "none":
            return self._parent_of_unnumbered(item)
        if item.style.depth > 1:
            return self._parent_by_number(item)
        return self._parent_by_level(item)

    def _parent_by_number(self, item: Item) -> Item | None:
        """The row whose number this one goes on from; where the paper has none, it is put in."""
        prefix = item.row.number.rpartition(".")[0]
        if prefix in self.by_number:
            found = self.by_number[prefix]
            if found not in self.open and item.style.kind == "arabic":
                self._out_of_place(item, found)
            return self._heading_below(found) or found
        headings = [each for each in self.open if _is_heading(each)]
        if headings and not any(each.style.key == ("arabic", item.style.depth - 1) for each in self.open):
            siblings = [each for each in self.open if each.style.key == item.style.key]
            return siblings[-1].parent if siblings else headings[-1]
        return (
            self._missing_group(item, prefix) if item.style.kind == "arabic" else self._parent_by_level(item)
        )

    def _heading_below(self, item: Item) -> Item | None:
        """A heading without a number that stands open right below a numbered group."""
        here = (each for each in self.open if each.parent is item and each.style.kind == "none")
        return next((each for each in here if not has_words(each.row)), None)

    def _missing_group(self, item: Item, prefix: str) -> Item:
        row = PrintedRow(item.row.place, prefix, f"({prefix})", "")
        group = Item(row, Style("arabic", prefix.count(".") + 1), PointsReading(None), is_printed=False)
        deeper = group.style.depth > 1
        self._place(group, self._parent_by_number(group) if deeper else self._parent_by_level(group))
        self.remarks.append(
            PaperRemark(
                "warning",
                "draft.group-not-printed",
                item.row.place,
                Text(
                    f"Mục {item.row.number} không có mục mẹ {prefix} trong văn bản; bản thảo thêm nhóm «{prefix}».",
                    f"Number {item.row.number} has no row {prefix} above it; the draft adds a group '{prefix}'.",
                ),
                Text(
                    "Ghi tên nhóm, hoặc xem có trang nào bị thiếu.",
                    "Give the group its title, or look for a lost page.",
                ),
            )
        )
        return group

    def _parent_by_level(self, item: Item) -> Item | None:
        level = self.levels.get(item.style.key)
        if level is None:
            return self._first_of_its_manner(item)
        line = self.open[:level]
        return line[-1] if line else None

    def _first_of_its_manner(self, item: Item) -> Item | None:
        """A new manner opens a level below the row before; an indicator with words of its own takes letters only."""
        line = list(self.open)
        while line and line[-1].style.kind in ("none", "bullet") and has_words(line[-1].row):
            line.pop()
        while (
            item.style.kind != "lower" and line and has_words(line[-1].row) and not _goes_on(item, line[-1])
        ):
            line.pop()
        return line[-1] if line else None

    def _parent_of_unnumbered(self, item: Item) -> Item | None:
        line = list(self.open)
        while line and has_words(line[-1].row) and not line[-1].children:
            line.pop()
        if has_words(item.row):
            while line and has_words(line[-1].row):
                line.pop()
            return line[-1] if line else None
        return self._owner_of_level(item) or self._parent_of_heading(item, line)

    def _owner_of_level(self, item: Item) -> Item | None:
        """The indicator whose level a row without a number is: it has points and no words, and leads only such rows."""
        owner = next((each for each in reversed(self.open) if each.row.number), None)
        if owner is None or owner.value is None or has_words(owner.row) or _is_section(item.row.title):
            return None
        if any(each.row.number or has_words(each.row) for each in owner.children):
            return None
        if item.value is None:
            return None if self.has_words_column else owner
        return owner if item.value <= owner.value else None

    def _parent_of_heading(self, item: Item, line: list[Item]) -> Item | None:
        if not line or _is_section(item.row.title):
            return None
        before = [each for each in line if each.style.kind == "none" and not has_words(each.row)]
        if before and not before[-1].children:
            return before[-1]
        if before:
            return before[-1].parent
        return line[-1] if not line[-1].children else line[-1].parent

    def _out_of_place(self, item: Item, parent: Item) -> None:
        self.remarks.append(
            PaperRemark(
                "warning",
                "draft.printed-elsewhere",
                item.row.place,
                Text(
                    f"Mục {item.row.number} in ngoài nhóm {parent.row.number}; bản thảo đưa về đúng nhóm theo số.",
                    f"Number {item.row.number} is printed outside group {parent.row.number}; the draft puts it there.",
                ),
                Text("Kiểm tra lại số thứ tự của dòng này.", "Check the number of this row."),
            )
        )


def _goes_on(item: Item, before: Item) -> bool:
    """Whether a number is another's with a letter behind it: 4a after 4."""
    number = before.row.number
    return bool(number) and item.style.kind == "compound" and item.row.number.startswith(number)


def _is_section(title: str) -> bool:
    """Whether a title without a number speaks like the name of a part of the paper."""
    return title.isupper() or title.lower().startswith(_SECTIONS)


def _is_heading(item: Item) -> bool:
    """Whether numbers with points may stand below a row that is numbered otherwise."""
    return item.style.kind not in ("arabic", "bullet") and not has_words(item.row)


def _line(item: Item | None) -> list[Item]:
    """An item with all above it, from the top."""
    line: list[Item] = []
    while item is not None:
        line.insert(0, item)
        item = item.parent
    return line
