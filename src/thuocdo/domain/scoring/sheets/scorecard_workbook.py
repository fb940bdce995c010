"""Scorecards as workbooks to read, sort and print: a scoreboard, a sheet per unit, and all rows in one table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.explain import input_titles
from thuocdo.domain.scoring.results import ScoreTable
from thuocdo.domain.scoring.sheets.scorecard_rows import CSV_COLUMNS, scorecard_rows
from thuocdo.domain.scoring.sheets.scorecards import STATES, NodeScore, Scorecard, UnitScore, share_of
from thuocdo.domain.scoring.sheets.styles import ACCENT, Styles, set_up_page

_MOST_UNIT_SHEETS = 40
_BAR, _GRID = "#B79BD3", "#C9C9C9"
_SCOREBOARD = Text("Bảng điểm", "Scoreboard")
_DETAILS = Text("Chi tiết", "Details")
_CARD = Text("PHIẾU CHẤM ĐIỂM", "SCORECARD")
_RANK, _CODE, _UNIT = Text("Hạng", "Rank"), Text("Mã", "Code"), Text("Đơn vị", "Unit")
_CLASS, _VALUE = Text("Xếp loại", "Class"), Text("Kết quả", "Result")
_PERIOD, _PEERS = Text("Kỳ", "Period"), Text("Nhóm so sánh", "Peer set")
_HEADINGS = (
    (_CODE, 9),
    (Text("Nội dung", "Item"), 54),
    (Text("Điểm tối đa", "Maximum"), 10),
    (Text("Điểm", "Points"), 10),
    (Text("Tỷ lệ", "Share"), 11),
    (Text("Trạng thái", "State"), 15),
    (Text("Khoảng điểm", "Range"), 16),
    (Text("Cách tính", "Rule"), 58),
)
_OPEN = Text("Chưa có tổng điểm vì:", "There is no total because:")


def write_scorecard_workbook(
    card: Scorecard, path: Path, *, language: str = "vi", table: ScoreTable | None = None
) -> None:
    """Write the workbook; with the table every indicator also tells its rule in words."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties(
        {"title": card.title.pick(language), "subject": f"{card.index}@{card.rule_set} {card.version}"}
    )
    writer = _Writer(book, card, language, _rules(table, language))
    if len(card.units) > 1:
        writer.scoreboard()
    names: set[str] = set()
    for unit in card.units[:_MOST_UNIT_SHEETS]:
        writer.unit(unit, _sheet_name(unit, names))
    if len(card.units) > 1:
        writer.details()
    book.close()


def _rules(table: ScoreTable | None, language: str) -> dict[str, str]:
    if table is None:
        return {}
    nodes, titles = [planned.node for planned in table.nodes], input_titles(table.definition)
    words = {}
    for node in nodes:
        parts = [node.rule.describe(titles)] if node.rule else []
        words[node.code] = "\n".join(text.pick(language) for text in (*parts, node.how) if text.vi)
    return words


def _sheet_name(unit: UnitScore, taken: set[str]) -> str:
    name = re.sub(r"[\[\]:*?/\\']", "-", unit.code)[:28] or "-"
    while name.lower() in taken:
        name = f"{name[:25]}~{len(taken)}"
    taken.add(name.lower())
    return name


class _Writer:
    """One workbook and its formats."""

    def __init__(
        self, book: Any, card: Scorecard, language: str, rules: dict[str, str]
    ) -> None:  # Any: no types
        self.book, self.card, self.language, self.rules = book, card, language, rules
        self.style = Styles(book)

    def say(self, text: Text) -> str:
        """A text in the language of the workbook."""
        return text.pick(self.language)

    def number(self, sheet: Any, row: int, column: int, value: Decimal | None, **settings: object) -> None:
        """A number with its own digits, or an empty cell."""
        digits = 0 if value is None else max(0, -int(value.as_tuple().exponent))
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        style = self.style(num_format=pattern, border=1, border_color=_GRID, **settings)
        if value is None:
            sheet.write_blank(row, column, None, style)
        else:
            sheet.write_number(row, column, float(value), style)

    def text(self, sheet: Any, row: int, column: int, text: str, **settings: object) -> None:
        """A text in the grid."""
        sheet.write_string(row, column, text, self.style(border=1, border_color=_GRID, **settings))

    # The three kinds of sheets

    def scoreboard(self) -> None:
        """Units by rank with value, class and groups."""
        card, sheet = self.card, self.book.add_worksheet(self.say(_SCOREBOARD))
        groups = [node for node in card.units[0].nodes if node.depth == 1]
        width = 5 + len(groups)
        self._head(sheet, self.say(card.title), width)
        headings = [self.say(text) for text in (_RANK, _CODE, _UNIT)]
        headings += [f"{self.say(_VALUE)} ({self.say(card.value_label)})", self.say(_CLASS)]
        headings += [
            f"{self.say(node.title)}\n{node.code} {_maximum(node, self.language)}" for node in groups
        ]
        self._headings(sheet, 4, headings, height=66)
        ordered = sorted(card.units, key=lambda unit: (unit.rank is None, unit.rank or 0))
        for row, unit in enumerate(ordered, 5):
            self._scoreboard_row(sheet, row, unit, groups)
        last = 4 + len(ordered)
        for column in (3, *range(5, width)):
            sheet.conditional_format(
                5, column, last, column, {"type": "data_bar", "bar_color": _BAR, "bar_solid": True}
            )
        sheet.autofilter(4, 0, last, width - 1)
        for column, size in enumerate([7, 12, 34, 14, 16, *([14] * len(groups))]):
            sheet.set_column(column, column, size)
        sheet.freeze_panes(5, 3)
        self._page(sheet, 4)

    def _scoreboard_row(self, sheet: Any, row: int, unit: UnitScore, groups: Sequence[NodeScore]) -> None:
        if unit.rank is None:
            self.text(sheet, row, 0, "–", align="center")
        else:
            self.number(sheet, row, 0, Decimal(unit.rank), align="center")
        self.text(sheet, row, 1, unit.code)
        self.text(sheet, row, 2, unit.name)
        if unit.value is None:
            self.text(sheet, row, 3, self._range(unit.low, unit.high), align="right", italic=True)
        else:
            self.number(sheet, row, 3, unit.value, bold=True)
        self.text(sheet, row, 4, self._class(unit))
        for column, group in enumerate(groups, 5):
            node = unit.node(group.code)
            if node is None or (node.points is None and node.state != "unknown"):
                self.text(
                    sheet,
                    row,
                    column,
                    self.say(STATES[node.state]) if node else "",
                    align="right",
                    italic=True,
                )
            elif node.points is None:
                self.text(sheet, row, column, self._range(node.low, node.high), align="right", italic=True)
            else:
                self.number(sheet, row, column, node.points)

    def unit(self, unit: UnitScore, name: str) -> None:
        """The scorecard of one unit."""
        sheet = self.book.add_worksheet(name)
        self._head(sheet, self.say(_CARD), len(_HEADINGS))
        self._facts(sheet, unit)
        start = 8
        self._headings(sheet, start, [self.say(text) for text, _ in _HEADINGS])
        for column, (_, size) in enumerate(_HEADINGS):
            sheet.set_column(column, column, size)
        row = start
        for row, node in enumerate(unit.nodes[1:] + unit.nodes[:1], start + 1):
            self._node(sheet, row, node)
        bars = {"type": "data_bar", "bar_color": _BAR, "bar_solid": True, "min_type": "num", "min_value": 0}
        sheet.conditional_format(start + 1, 4, row, 4, {**bars, "max_type": "num", "max_value": 1})
        self._obstacles(sheet, row + 2, unit)
        sheet.freeze_panes(start + 1, 2)
        self._page(sheet, start)

    def _facts(self, sheet: Any, unit: UnitScore) -> None:
        card = self.card
        result = (
            self._range(unit.low, unit.high)
            if unit.value is None
            else number_text_of(unit.value, self.language)
        )
        ranked = "–" if unit.rank is None else f"{unit.rank}/{card.ranked}"
        facts = [
            (_UNIT, f"{unit.name} ({unit.code})" if unit.name else unit.code),
            (Text("Bộ chỉ số", "Index"), self.say(card.title)),
            (_VALUE, f"{result} {self.say(card.value_label)}"),
            (_RANK, f"{ranked} ({self.say(card.peer_set)})"),
            (_CLASS, self._class(unit) or "–"),
        ]
        for row, (label, text) in enumerate(facts, 3):
            sheet.write_string(row, 0, self.say(label), self.style(bold=True, font_color="#444444"))
            is_result = label is _VALUE
            sheet.write_string(row, 1, text, self.style(bold=is_result, font_size=14 if is_result else 11))

    def _node(self, sheet: Any, row: int, node: NodeScore) -> None:
        is_total, is_group = node.depth == 0, node.level == "group"
        dress: dict[str, object] = {}
        if is_total:
            dress = {"bold": True, "top": 2, "bg_color": "#E9E1F1"}
        elif is_group:
            dress = {"bold": True, "bg_color": "#F1ECF6"}
        title = Text("Tổng điểm", "Total") if is_total else node.title
        self.text(sheet, row, 0, "" if is_total else node.code, **dress)
        self.text(sheet, row, 1, self.say(title), text_wrap=True, indent=max(0, node.depth - 1), **dress)
        self.number(sheet, row, 2, node.maximum, **dress)
        self.number(sheet, row, 3, node.points, **dress)
        share = share_of(node)
        cell = self.style(num_format="0.0%", border=1, border_color=_GRID, **dress)
        if share is None:
            sheet.write_blank(row, 4, None, cell)
        else:
            sheet.write_number(row, 4, float(share), cell)
        # Where there are points the state goes without saying.
        self.text(sheet, row, 5, "" if node.state == "scored" else self.say(STATES[node.state]), **dress)
        is_open = node.state == "unknown"
        self.text(sheet, row, 6, self._range(node.low, node.high) if is_open else "", align="right", **dress)
        rule = self.rules.get(node.code, "")
        self.text(sheet, row, 7, rule, text_wrap=True, font_size=9, font_color="#555555")
        rule_lines = sum(1 + len(part) // 64 for part in rule.split("\n"))
        sheet.set_row(row, max(18, 15 * (1 + len(self.say(title)) // 56), 12 * rule_lines + 3))

    def _obstacles(self, sheet: Any, row: int, unit: UnitScore) -> None:
        if unit.blockers:
            sheet.write_string(row, 0, self.say(_OPEN), self.style(bold=True))
            for line, each in enumerate(unit.blockers, row + 1):
                sheet.write_string(line, 0, each.code, self.style())
                sheet.write_string(line, 1, self.say(each.text), self.style())

    def details(self) -> None:
        """All rows of all units, for filters and pivots."""
        sheet = self.book.add_worksheet(self.say(_DETAILS))
        numeric = {"points", "max", "low", "high", "value", "rank"}
        self._headings(sheet, 0, list(CSV_COLUMNS))
        rows = scorecard_rows(self.card, self.language)
        for row, record in enumerate(rows, 1):
            for column, name in enumerate(CSV_COLUMNS):
                text = record.get(name, "")
                if text and name in numeric:
                    sheet.write_number(row, column, float(text), self.style())
                elif text:
                    sheet.write_string(row, column, text, self.style())
        sheet.autofilter(0, 0, len(rows), len(CSV_COLUMNS) - 1)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(CSV_COLUMNS) - 1, 14)

    # What they share

    def _head(self, sheet: Any, title: str, width: int) -> None:
        card = self.card
        sheet.merge_range(0, 0, 0, width - 1, title, self.style(bold=True, font_size=15, font_color=ACCENT))
        peers = f"{self.say(_PEERS)}: {self.say(card.peers_text)}"
        line = f"{self.say(_PERIOD)} {card.period} · {peers} · {card.index}@{card.rule_set}"
        sheet.merge_range(1, 0, 1, width - 1, line, self.style(font_color="#555555"))
        sheet.set_row(0, 26)

    def _headings(self, sheet: Any, row: int, headings: Sequence[str], *, height: int = 32) -> None:
        style = self.style(
            bold=True, border=1, align="center", text_wrap=True, bg_color=ACCENT, font_color="#FFFFFF"
        )
        for column, heading in enumerate(headings):
            sheet.write_string(row, column, heading, style)
        sheet.set_row(row, height)

    def _page(self, sheet: Any, heading_row: int) -> None:
        card = self.card
        sheet.repeat_rows(heading_row)
        version = f" {card.version[:12]}" if card.version else ""
        footer = f"{card.index}@{card.rule_set}{version} · thuocdo {card.engine_version}"
        set_up_page(sheet, self.language, footer)

    def _class(self, unit: UnitScore) -> str:
        title = self.card.class_titles.get(unit.class_code or "")
        return self.say(title) if title else unit.class_code or ""

    def _range(self, low: Decimal | None, high: Decimal | None) -> str:
        return range_text(low, high, self.language)


def number_text_of(number: Decimal | None, language: str) -> str:
    """A number with all its digits in the manner of the language."""
    if number is None:
        return ""
    text = f"{number:,f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def range_text(low: Decimal | None, high: Decimal | None, language: str) -> str:
    """Where an unknown number can lie."""
    ends = ["…" if end is None else number_text_of(end, language) for end in (low, high)]
    return " – ".join(ends)


def _maximum(node: NodeScore, language: str) -> str:
    return "/" + ("?" if node.maximum is None else number_text_of(node.maximum, language))
