"""The rows below a heading as indicators: merged and split cells put together, levels told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from thuocdo.domain.primitives.spelling import words
from thuocdo.domain.scoring.papers.cleaning import one_line
from thuocdo.domain.scoring.papers.paper import PaperCell, PaperRow
from thuocdo.domain.scoring.papers.points import read_points
from thuocdo.domain.scoring.papers.printed import table_remarks as say
from thuocdo.domain.scoring.papers.printed.columns import Columns, Level
from thuocdo.domain.scoring.papers.printed.layouts import fresh_texts
from thuocdo.domain.scoring.papers.printed.lines_of_rows import RowTexts
from thuocdo.domain.scoring.papers.printed.numbering import as_date, clean_number, split_title
from thuocdo.domain.scoring.papers.printed.rows import PrintedRow
from thuocdo.domain.scoring.papers.remarks import PaperRemark

_TOTAL = re.compile(
    r"^(?:tong (?:cong|diem|so diem|cong diem)|tong|cong)(?: (?:diem )?(?:toi da|chuan))?"
    r"(?: (?:muc|phan|nhom|linh vuc|cac (?:tieu chi|chi so|muc|nhom|phan)|toan bo|cua)\b.{0,40})?"
    r"(?: [ivx]{1,6}| [a-z]| \(.*)?(?: \d[\d ]*)?(?: diem)?(?: [ivx]{1,4}(?: [ivx]{1,4})*)?$"
)
_BELOW = re.compile(r"^(ghi chu|luu y|chu thich|noi nhan|chu tich|tm uy ban|kt chu tich|nguoi lap)\b")
_GRAND_TOTALS = frozenset(["tong", "cong", "tong cong", "tong diem", "tong so diem", "tong cong diem"])
_MOST_BELOW = 2
_POINTS_IN_TITLE = re.compile(
    r"\s*(?:[(\[]\s*|[:–-]\s*)(?:điểm\s+)?(?:tối đa\s*:?\s*)?(?P<points>[0-9][0-9.,]*\s*(?:điểm|đ))\s*[)\]]?\s*\.?$",
    re.IGNORECASE,
)


def points_in_title(title: str) -> tuple[str, str]:
    """A title without the points printed at its end, and these.

    >>> points_in_title("NHẬN THỨC SỐ (100 điểm)")
    ('NHẬN THỨC SỐ', '100 điểm')
    """
    if match := _POINTS_IN_TITLE.search(title):
        return title[: match.start()].rstrip(" :–-"), match["points"]
    return title, ""


def names_a_group(line: str) -> bool:
    """Whether a line above a table looks like the name of a group: numbered, in capitals, or with its points.

    >>> names_a_group("II. Thể chế số"), names_a_group("NHÓM NỀN TẢNG"), names_a_group("Trang 2")
    (True, True, False)
    """
    return bool(split_title(line)[0]) or line.isupper() or bool(points_in_title(line)[1])


@dataclass(slots=True)
class OpenRow:
    """A row that further rows of the file may still add to."""

    place: str
    level: int
    number: str
    title: list[str]
    kind: Literal["row", "total"] = "row"
    texts: RowTexts = field(default_factory=RowTexts)

    def closed(self) -> PrintedRow:
        """The row as printed."""
        title = "\n".join(text for text in self.title if text)
        points = self.texts.points()
        if not points:
            title, points = points_in_title(title)
        details = {
            role: self.texts.detail(role) for role in ("evidence", "source", "responsible", "suppliers")
        }
        return PrintedRow(
            self.place,
            self.number,
            title.replace("\n", " "),
            points,
            self.texts.method(),
            **details,
            verifier=self.texts.detail("verifier"),
            note=self.texts.detail("note"),
            kind=self.kind,
        )


@dataclass(slots=True)
class Body:
    """Takes the rows of one table in order and puts them together."""

    columns: Columns
    table: str
    rows: list[OpenRow] = field(default_factory=list)
    remarks: list[PaperRemark] = field(default_factory=list)
    after_break: bool = False
    told: set[tuple[int, str]] = field(default_factory=set)

    def take(self, row: PaperRow) -> None:
        """Read the next row of the file."""
        place = f"{self.table}, dòng {row.number}"
        if (total := self._total(row, place)) is not None:
            self.rows.append(total)
        elif text := self._below(row):
            self.remarks.append(say.words_below(place, text[:80]))
        elif begun := self._begun(row, place):
            self.rows.extend(begun)
            for upper in begun[:-1]:
                upper.texts.add_points(_fresh(row, self.columns.levels[upper.level].points))
            self._details(row, begun[-1], is_new=True)
        elif self.rows and self.rows[-1].kind == "row":
            self._details(row, self.rows[-1], is_new=False)
        elif text := self._words(row):
            self.remarks.append(say.stray_row(place, text[:80]))
        self.after_break = False

    def _words(self, row: PaperRow) -> str:
        columns = [column for found in self.columns.details.values() for column in found]
        return " ".join(one_line(text) for column in columns if (text := _fresh(row, column)))

    def _below(self, row: PaperRow) -> str:
        """The words of a row that only closes the table: a note, the receivers, a signature."""
        texts = [one_line(text) for text in fresh_texts(row)]
        if not self.rows or not texts:
            return ""
        if _BELOW.match(words(texts[0])) and len(texts) <= _MOST_BELOW:
            return texts[0]
        is_after_total = self.rows[-1].kind == "total" and words(self.rows[-1].title[0]) in _GRAND_TOTALS
        is_alone = len(texts) == 1 and not split_title(texts[0])[0] and not points_in_title(texts[0])[1]
        return texts[0] if is_after_total and is_alone else ""

    def _total(self, row: PaperRow, place: str) -> OpenRow | None:
        first, last = self.columns.levels[0], self.columns.levels[-1]
        shown = _fresh(row, first.number) or _fresh(row, first.title) or _fresh(row, last.title)
        if clean_number(shown):
            shown = _fresh(row, first.title)
        title = one_line(shown)
        if not _TOTAL.match(words(title)) or self._words(row):
            return None
        found = OpenRow(place, 0, "", [title.rstrip(" :")], "total")
        points = next(
            (text for level in reversed(self.columns.levels) if (text := _fresh(row, level.points))), ""
        )
        if points and read_points(points).value is None:
            points = ""
        if not points and (match := re.search(r"[:\s]([0-9][0-9.,]*)(?:\s*(?:điểm|đ))?\s*\)?$", title)):
            points, found.title = match[1], [title[: match.start()].rstrip(" :(")]
        found.texts.add_points(points)
        return found

    def _begun(self, row: PaperRow, place: str) -> list[OpenRow]:
        """The rows that begin here, from the upper level to the lower."""
        begun = [
            each for level in range(len(self.columns.levels)) if (each := self._level(row, level, place))
        ]
        if len(begun) == 1 and self._is_rest(row, begun[0]):
            open_row, rest = self.rows[-1], begun[0]
            open_row.title.extend(rest.title)
            self.remarks.append(say.joined_row(place, open_row.number or open_row.title[0]))
            return []
        return begun

    def _is_rest(self, row: PaperRow, begun: OpenRow) -> bool:
        """Whether a title without number and points goes on from the row above."""
        if not self.rows or self.rows[-1].kind == "total" or begun.number:
            return False
        level = self.columns.levels[begun.level]
        if level.number is not None and _cell(row, level.number).above:
            return not _fresh(row, level.points)
        if not self.rows[-1].number or _fresh(row, level.points) or _is_across(row, level.title):
            return False
        title = begun.title[0]
        return title[:1].islower() or (
            self.after_break and not title.isupper() and not _POINTS_IN_TITLE.search(title)
        )

    def _level(self, row: PaperRow, depth: int, place: str) -> OpenRow | None:
        level = self.columns.levels[depth]
        title, printed = _fresh(row, level.title), one_line(_fresh(row, level.number))
        number = printed if as_date(printed) else clean_number(printed)
        if printed and not number:
            is_title = not title
            title = printed if is_title else title
            if not is_title:
                self.remarks.append(say.number_unread(place, printed))
        if not title and not number:
            return None
        if not number or number in ("-", "–", "+", "•", "*"):
            inside, rest = split_title(title)
            number, title = (inside, rest) if inside else (number, title)
        elif split_title(title)[0] == number:
            title = split_title(title)[1]
        if not title:
            shared = _cell(row, level.title)
            title = shared.text if shared.above else printed if _is_across(row, level.number) else ""
        if self._is_repeated(depth, number, title):
            return None
        found = OpenRow(place, depth, number, [title])
        self._points(row, level, found)
        return found

    def _is_repeated(self, depth: int, number: str, title: str) -> bool:
        """Whether a file without merged cells only repeats the name of the group a row belongs to."""
        if depth == len(self.columns.levels) - 1:
            return False
        last = next((each for each in reversed(self.rows) if each.level <= depth), None)
        return last is not None and (last.level, last.number, last.title) == (depth, number, [title])

    def _points(self, row: PaperRow, level: Level, found: OpenRow) -> None:
        if level.points is None:
            return
        cell = _cell(row, level.points)
        if (
            cell.above
            and cell.text
            and (level.points, cell.text) not in self.told
            and read_points(cell.text).value
        ):
            self.told.add((level.points, cell.text))
            self.remarks.append(say.shared_points(found.place, one_line(cell.text)))

    def _details(self, row: PaperRow, target: OpenRow, *, is_new: bool) -> None:
        """Add what the row says beside its title; a merged cell speaks for every row it stands beside."""
        for role, found in self.columns.details.items():
            if role == "method":
                continue
            for column in found:
                target.texts.add(role, self._said(row, column, is_new=is_new))
        methods = [
            self._said(row, column, is_new=is_new) for column in self.columns.details.get("method", ())
        ]
        level = self.columns.levels[target.level]
        points = _fresh(row, level.points)
        for other in self.columns.levels[target.level + 1 :] if is_new else ():
            points = points or _fresh(row, other.points)
        target.texts.add_line(methods, points)

    def _said(self, row: PaperRow, column: int, *, is_new: bool) -> str:
        cell = _cell(row, column)
        return cell.text if not cell.continues or (is_new and cell.above) else ""

    def closed(self) -> Iterator[PrintedRow]:
        """The rows as printed, in order."""
        for each in self.rows:
            if each.texts.is_paired:
                self.remarks.append(say.points_beside(each.place, each.number or each.title[0]))
            yield self._split(each.closed(), each) if self.columns.title_holds_method else each.closed()

    def _split(self, row: PrintedRow, each: OpenRow) -> PrintedRow:
        """The first line of the title as the title, those below as the scoring."""
        lines = "\n".join(each.title).split("\n")
        return replace(row, title=lines[0], method="\n".join(lines[1:])) if len(lines) > 1 else row


_NOTHING = PaperCell("")


def _cell(row: PaperRow, column: int | None) -> PaperCell:
    return row.cells[column] if column is not None and column < len(row.cells) else _NOTHING


def _fresh(row: PaperRow, column: int | None) -> str:
    cell = _cell(row, column)
    return "" if cell.continues else cell.text


def _is_across(row: PaperRow, column: int | None) -> bool:
    after = _cell(row, column + 1) if column is not None else _NOTHING
    return after.continues and not after.above
