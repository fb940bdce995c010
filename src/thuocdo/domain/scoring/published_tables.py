"""A table of published results that somebody hands in: every problem with its row, or figures that can be kept.

    known = Known(units={"hue": "Thành phố Huế"}, peer_sets={"provinces-34": 34}, limits={...})
    read = read_results(result_rows(content, "results.csv"), known)
    read.problems, read.warnings, read.figures

Problems refuse the table as a whole; warnings are told and leave the printed figure as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from thuocdo.domain.primitives.spelling import did_you_mean, nearest, tidy
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.published import MEAN_OF_PEERS, TOTAL, PublishedFigure
from thuocdo.domain.scoring.published_rows import COLUMNS, ResultRows
from thuocdo.domain.scoring.sheets.number_words import DecimalMark, read_number, settle

REQUIRED = frozenset({"period", "peer_set", "unit", "measure", "source"})
MOST_DECIMALS = 10
FIRST_ROW = 2  # the first after the headings


@dataclass(frozen=True, slots=True)
class Known:
    """What a table may name: units with names, peer sets with sizes, and the greatest value of every measure."""

    units: Mapping[str, str]
    peer_sets: Mapping[str, int]
    limits: Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong, or odd, in one cell, and what to do."""

    row: int
    column: str
    value: str
    reason: Text


@dataclass(frozen=True, slots=True)
class ResultsRead:
    """The figures of a table and everything there is to say about them."""

    figures: tuple[PublishedFigure, ...]
    problems: tuple[RowProblem, ...]
    warnings: tuple[RowProblem, ...]
    rows: tuple[int, ...] = ()
    """The row of the table that each figure stands in."""

    @property
    def is_good(self) -> bool:
        """Whether it may be kept."""
        return bool(self.figures) and not self.problems


def limits_of(definition: Definition) -> dict[str, Fraction | None]:
    """The greatest value that each measure can be published with; None where it is not known."""
    scale = definition.published.divide_by
    total = definition.points if isinstance(definition.points, Fraction) else None
    limits: dict[str, Fraction | None] = {TOTAL: None if total is None else total / scale}
    for node in definition.root.walk():
        if node is not definition.root:
            points = node.points if isinstance(node.points, Fraction) else None
            limits[node.code] = Fraction(1) if scale != 1 else points
    return limits | {view.code: Fraction(1) if scale != 1 else view.points for view in definition.views}


def read_results(table: ResultRows, known: Known) -> ResultsRead:
    """The figures of a table, each with the row of the file that it stands in."""
    rows = table.rows
    if table.refusals:
        return ResultsRead((), tuple(RowProblem(row, "", "", reason) for row, reason in table.refusals), ())
    if missing := _missing_columns(rows):
        return ResultsRead((), tuple(missing), ())
    mark = settle(tidy(row.get("value", "")) for row in rows)
    problems: list[RowProblem] = []
    found: list[tuple[int, PublishedFigure]] = []
    for number, row in zip(table.numbers, rows, strict=True):
        reader = _RowReader(number, row, known, mark)
        figure = reader.figure()
        problems += reader.wrong
        if figure is not None:
            found.append((number, figure))
    problems += _duplicates(found)
    warnings = () if problems else tuple(_odd_ranks(found, known.peer_sets))
    numbers = tuple(number for number, _ in found)
    return ResultsRead(tuple(figure for _, figure in found), tuple(problems), warnings, numbers)


def _missing_columns(rows: Sequence[Mapping[str, str]]) -> list[RowProblem]:
    if not rows:
        nothing = Text("tệp không có dòng nào", "the file has no row")
        return [RowProblem(FIRST_ROW, "", "", nothing)]
    columns = ", ".join(COLUMNS)
    return [
        RowProblem(
            1,
            column,
            "",
            Text(f"thiếu cột này; các cột là {columns}", f"the column is missing; the columns are {columns}"),
        )
        for column in COLUMNS
        if column not in rows[0] and column != "name"
    ]


@dataclass(slots=True)
class _RowReader:
    """One row on its way to a figure; collects what is wrong with it."""

    number: int
    row: Mapping[str, str]
    known: Known
    mark: DecimalMark | None
    wrong: list[RowProblem] = field(default_factory=list)

    def text(self, column: str) -> str:
        return tidy(self.row.get(column) or "")

    def refuse(self, column: str, vi: str, en: str) -> None:
        self.wrong.append(RowProblem(self.number, column, self.text(column), Text(vi, en)))

    def figure(self) -> PublishedFigure | None:
        """The figure; None where something is wrong."""
        for column in COLUMNS:
            if column in REQUIRED and not self.text(column):
                self.refuse(column, "bắt buộc nhưng để trống", "required, but empty")
        self._check_names()
        value, rank = self._value(), self._rank()
        if not self.text("value") and not self.text("rank"):
            vi, en = "không có cả giá trị lẫn hạng; bỏ dòng này", "neither a value nor a rank; remove the row"
            self.refuse("value", vi, en)
        if self.wrong:
            return None
        unit = self.text("unit")
        return PublishedFigure(
            period=self.text("period"),
            peer_set=self.text("peer_set"),
            unit=unit,
            name=self.text("name") or self.known.units.get(unit, unit),
            measure=self.text("measure"),
            value=value,
            rank=rank,
            source=self.text("source"),
        )

    def _check_names(self) -> None:
        unit, measure, peers = self.text("unit"), self.text("measure"), self.text("peer_set")
        if unit and unit not in self.known.units and unit != MEAN_OF_PEERS:
            hint = _unit_hint(self.text("name") or unit, self.known.units)
            self.refuse("unit", f"không có đơn vị mã này. {hint.vi}", f"no such unit. {hint.pick('en')}")
        if measure and measure not in self.known.limits:
            hint = did_you_mean(measure, self.known.limits)
            self.refuse(
                "measure", f"bộ chỉ số không có mục này. {hint.vi}", f"not in the index. {hint.pick('en')}"
            )
        if peers and peers not in self.known.peer_sets:
            hint = did_you_mean(peers, self.known.peer_sets)
            self.refuse(
                "peer_set", f"không có nhóm so sánh này. {hint.vi}", f"no such peer set. {hint.pick('en')}"
            )

    def _value(self) -> Decimal | None:
        text = self.text("value")
        if not text:
            return None
        written = read_number(text)
        number = None if written is None else written.read(self.mark)
        if number is None:
            vi = "không đọc được thành một số duy nhất; viết như 0,8002"
            self.refuse("value", vi, "cannot be read as one number; write it as 0.8002")
            return None
        limit = self.known.limits.get(self.text("measure"))
        if number < 0 or (limit is not None and number > limit):
            most = "?" if limit is None else f"{float(limit):g}"
            vi, en = f"ngoài khoảng 0 – {most}", f"outside 0 – {most}"
            self.refuse("value", f"{vi}; kiểm tra lại nguồn", f"{en}; look at the source again")
            return None
        return self._decimal(number)

    def _decimal(self, number: Fraction) -> Decimal | None:
        scaled = number * 10**MOST_DECIMALS
        if scaled.denominator != 1:
            vi, en = f"quá {MOST_DECIMALS} chữ số thập phân", f"more than {MOST_DECIMALS} decimals"
            self.refuse("value", vi, en)
            return None
        return Decimal(scaled.numerator).scaleb(-MOST_DECIMALS).normalize() + 0

    def _rank(self) -> int | None:
        text = self.text("rank")
        if not text:
            return None
        if not text.isascii() or not text.isdecimal() or not 0 < int(text[:9]) == int(text):
            self.refuse("rank", "hạng phải là số nguyên từ 1", "a rank is a whole number from 1")
            return None
        return int(text)


def _unit_hint(name: str, units: Mapping[str, str]) -> Text:
    """The nearest units by name or code, with the code to write."""
    by_name = {label: code for code, label in units.items()} | {code: code for code in units}
    near = [f"{by_name[one]} ({units[by_name[one]]})" for one in nearest(name, by_name)]
    if not near:
        return Text("Xem mã ở trang Đơn vị.", "Look the code up at Units.")
    listed = ", ".join(dict.fromkeys(near))
    return Text(f"Gần giống: {listed}.", f"Similar: {listed}.")


def _duplicates(found: Sequence[tuple[int, PublishedFigure]]) -> Iterator[RowProblem]:
    first: dict[tuple[str, ...], int] = {}
    for number, one in found:
        key = (one.period, one.peer_set, one.unit, one.measure, one.source)
        if key in first:
            reason = Text(
                f"trùng với dòng {first[key]}; giữ lại một dòng", f"the same as row {first[key]}; keep one"
            )
            yield RowProblem(number, "unit", one.unit, reason)
        first.setdefault(key, number)


def _odd_ranks(
    found: Sequence[tuple[int, PublishedFigure]], sizes: Mapping[str, int]
) -> Iterator[RowProblem]:
    """Ranks that the values of the same table do not give."""
    values: dict[tuple[str, str, str], list[Decimal]] = {}
    for _, one in found:
        if one.value is not None and one.unit != MEAN_OF_PEERS:
            values.setdefault((one.period, one.peer_set, one.measure), []).append(one.value)
    for number, one in found:
        among = values.get((one.period, one.peer_set, one.measure), [])
        if one.rank is None or one.value is None or len(among) < 2:
            continue
        better = 1 + sum(other > one.value for other in among)
        # While peers are missing from the table, they may stand before a unit and lower its rank.
        is_complete = len(among) >= sizes.get(one.peer_set, 0)
        if one.rank < better or (is_complete and one.rank != better):
            reason = Text(
                f"{len(among)} giá trị trong bảng cho hạng {better}; giữ hạng đã in",
                f"the {len(among)} values of the table give rank {better}; the printed rank is kept",
            )
            yield RowProblem(number, "rank", str(one.rank), reason)
