"""The columns of one table, settled by headings and, where these leave a doubt, by what the cells hold.

A table has one level (number, title, points) or several side by side: field | criterion | component.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.headings import Role, role_of
from thuocdo.domain.scoring.papers.paper import PaperRow
from thuocdo.domain.scoring.papers.points import read_points
from thuocdo.domain.scoring.papers.printed import table_remarks as say
from thuocdo.domain.scoring.papers.printed.layouts import Heading
from thuocdo.domain.scoring.papers.printed.numbering import clean_number
from thuocdo.domain.scoring.papers.remarks import PaperRemark

DETAILS: tuple[Role, ...] = ("method", "evidence", "source", "responsible", "suppliers", "verifier", "note")
_LONGEST_NUMBER = 10
_LONGEST_POINTS = 20
_NUMBER, _METHOD, _POINTS = (
    Text("số thứ tự", "numbers"),
    Text("cách tính điểm", "the scoring"),
    Text("điểm tối đa", "maximum points"),
)


@dataclass(frozen=True, slots=True)
class Level:
    """The columns of one level of indicators."""

    title: int
    number: int | None = None
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what."""

    levels: tuple[Level, ...]
    details: dict[Role, tuple[int, ...]]
    named: tuple[tuple[str, str], ...]  # role, heading as printed
    title_holds_method: bool = False  # the lines below the first are the scoring

    @property
    def has_method(self) -> bool:
        """Whether the table says how points are given."""
        return self.title_holds_method or bool(self.details.get("method"))


def settle_columns(
    heading: Heading, rows: Sequence[PaperRow], *, table: str, chosen: frozenset[str]
) -> tuple[Columns, list[PaperRemark]]:
    """The columns of a table; headings in `chosen` had their role from a person and keep it."""
    settling = _Settling(heading, rows, table, chosen, list(heading.roles))
    settling.by_content()
    levels = settling.levels()
    settling.unknown()
    roles = settling.roles
    details = {role: tuple(c for c, each in enumerate(roles) if each == role) for role in DETAILS}
    named = tuple((role, text) for role, text in zip(roles, heading.texts, strict=True) if text)
    columns = Columns(
        levels,
        {role: at for role, at in details.items() if at},
        tuple(dict.fromkeys(named)),
        title_holds_method=any(_is_both(heading.texts[level.title], chosen) for level in levels),
    )
    if columns.title_holds_method:
        settling.remarks.append(say.combined_column(table, heading.texts[levels[0].title]))
    return columns, settling.remarks


def _is_both(text: str, chosen: frozenset[str]) -> bool:
    """Whether one column holds the indicator and its scoring."""
    return text not in chosen and role_of(text) == "method"


@dataclass(slots=True)
class _Settling:
    heading: Heading
    rows: Sequence[PaperRow]
    table: str
    chosen: frozenset[str]
    roles: list[Role]
    remarks: list[PaperRemark] = field(default_factory=list)

    def by_content(self) -> None:
        """Mend roles that the cells contradict."""
        for column, role in enumerate(self.roles):
            if self.heading.texts[column] in self.chosen and role:
                continue
            texts = list(self._texts(column))
            is_last_title = role == "title" and self.roles.count("title") == 1
            if role in ("title", "") and not is_last_title and _mostly(texts, _is_bare_number):
                self._change(column, "number", _NUMBER)
            elif role == "points" and _mostly(texts, lambda text: not _is_points(text), share=0.6):
                self._change(column, "method", _METHOD)
        methods = [column for column, role in enumerate(self.roles) if role == "method"]
        if "points" not in self.roles:
            for column in methods[::-1]:
                if _mostly(list(self._texts(column)), _is_points, share=0.9):
                    self._change(column, "points", _POINTS)
                    break

    def _change(self, column: int, role: Role, name: Text) -> None:
        self.roles[column] = role
        if self.heading.texts[column]:
            self.remarks.append(say.role_by_content(self.table, self.heading.texts[column], name))

    def _texts(self, column: int) -> Iterator[str]:
        for row in self.rows:
            if column < len(row.cells) and row.cells[column].text and not row.cells[column].continues:
                yield row.cells[column].text

    def levels(self) -> tuple[Level, ...]:
        """Each title column with the number to its left and the points to its right."""
        titles = [column for column, role in enumerate(self.roles) if role == "title"]
        titles = [column for column in titles if any(self._texts(column))] or titles[:1]
        numbers = {
            column: self._best("number", after, column)
            for after, column in zip([-1, *titles], titles, strict=False)
        }
        if titles and numbers[titles[0]] is None:
            numbers[titles[0]] = self._best("number", titles[-1], len(self.roles))
        points = {
            column: self._best("points", column, after)
            for column, after in zip(titles, [*titles[1:], len(self.roles)], strict=True)
        }
        if titles and points[titles[-1]] is None and len(titles) == 1:
            points[titles[-1]] = self._best("points", -1, titles[0])
        return tuple(Level(column, numbers[column], points[column]) for column in titles)

    def _best(self, role: Role, after: int, before: int) -> int | None:
        """The column of a role between two others; the rest of them are left out and told."""
        found = [column for column in range(after + 1, before) if self.roles[column] == role]
        if not found:
            return None
        best = max(found, key=lambda column: (self._weight(role, column), -column))
        for column in found:
            if column != best:
                self.roles[column] = "other"
                is_same = self.heading.texts[column] == self.heading.texts[best]
                if not is_same or any(self._texts(column)):
                    names = self.heading.texts[column], self.heading.texts[best]
                    self.remarks.append(say.second_column(self.table, *names, is_count=role == "number"))
        return best

    def _weight(self, role: Role, column: int) -> int:
        if role == "number":
            return sum(
                "." in clean_number(text) or not clean_number(text).isdigit() for text in self._texts(column)
            )
        heading = self.heading.texts[column].lower()
        return 2 * ("tối đa" in heading) + ("chuẩn" in heading) + any(self._texts(column))

    def unknown(self) -> None:
        """Tell of the columns that nobody knows."""
        for column, role in enumerate(self.roles):
            if not role and any(self._texts(column)):
                self.remarks.append(
                    say.column_unread(self.table, self.heading.texts[column] or f"{column + 1}")
                )


def _is_bare_number(text: str) -> bool:
    return len(text) <= _LONGEST_NUMBER and bool(clean_number(text))


def _is_points(text: str) -> bool:
    reading = read_points(text)
    return reading.is_sure or (reading.value is not None and len(text) <= _LONGEST_POINTS)


def _mostly(texts: list[str], holds: Callable[[str], bool], share: float = 0.7) -> bool:
    return len(texts) > 1 and sum(bool(holds(text)) for text in texts) >= share * len(texts)
