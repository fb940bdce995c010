"""Papers of our own, described in YAML a clerk can read: the files they become, and what must be read from them."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.table import Table

from thuocdo.domain.primitives.spelling import words
from thuocdo.domain.primitives.yaml_text import read_yaml
from thuocdo.domain.scoring.catalogue.loading import load
from thuocdo.domain.scoring.definition import Definition, InputSpec, Node
from thuocdo.domain.scoring.papers.drafting import Draft, draft, suggested_header
from thuocdo.domain.scoring.papers.files import read_paper
from thuocdo.domain.scoring.papers.printed import printed_rows
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.sheet import InputSheet, Value

FOLDER = Path(__file__).parent / "domain/scoring/papers/annexes"
ABOVE, LEFT = "^", "<"
CERTAINTIES = ("sure", "likely", "unsure", "unread")
_Grid = list[list[str]]


@dataclass(frozen=True)
class Expected:
    """What must be read from one row."""

    code: str
    says: dict[str, Any]  # Any: as the YAML has it

    @property
    def certainty(self) -> str:
        """How surely; "not_sure" where nobody could be, "may_ask" where a careful reader might ask."""
        return next((key for key in (*CERTAINTIES, "not_sure", "may_ask") if key in self.says), "sure")

    @property
    def kind(self) -> str:
        """The kind of rule, empty where any will do."""
        return str(self.says.get(self.certainty, "")) if self.certainty in CERTAINTIES else ""

    @property
    def tried(self) -> list[tuple[list[str], Fraction]]:
        """Values and the points they must give."""
        return [_trial(text) for text in self.says.get("tried", ())]


@dataclass(frozen=True)
class Annex:
    """One described paper."""

    name: str
    data: dict[str, Any] = field(repr=False)  # Any: as the YAML has it

    @property
    def file(self) -> str:
        """The name of the file it becomes."""
        return str(self.data["file"])

    @property
    def reads(self) -> dict[str, Any]:
        """What must be read."""
        found: dict[str, Any] = self.data["reads"]
        return found

    @property
    def rows(self) -> list[Expected]:
        """What must be read from every row."""
        return [Expected(code, says) for code, says in self.reads["rows"].items()]

    def content(self) -> bytes:
        """The file itself."""
        lines = [self._spelled(line) for line in self.data.get("lines", ())]
        tables = [_grid(table, self._spelled) for table in self.data["tables"]]
        if self.file.endswith(".docx"):
            return _as_word(lines, tables)
        if self.file.endswith(".xlsx"):
            return _as_workbook(lines, tables[0], self.data["tables"][0].get("name", "Sheet1"))
        return _as_csv(tables[0])

    def draft(self) -> Draft:
        """What the reader makes of the file."""
        printed = printed_rows(read_paper(self.content(), self.file))
        return draft(printed, header=suggested_header(printed, self.file))

    def _spelled(self, text: str) -> str:
        text = text.replace(" ", "\u00a0") if self.data.get("spaces") == "no-break" else text
        return unicodedata.normalize(self.data.get("unicode", "NFC"), text)


def annexes() -> list[Annex]:
    """All described papers."""
    return [_read(path) for path in sorted(FOLDER.glob("*.yaml"))]


def _read(path: Path) -> Annex:
    read = read_yaml(path.read_bytes(), path.name, as_text=True)
    assert not read.findings, read.findings
    assert isinstance(read.data, dict)
    return Annex(path.stem, read.data)


def _trial(text: str) -> tuple[list[str], Fraction]:
    values, _, points = text.rpartition("→")
    return [value.strip() for value in values.split(", ")], Fraction(points.strip())


def wrong_points(definition: Definition, node: Node, row: Expected) -> list[str]:
    """Every tried value that does not give the points it must."""
    wrong = []
    for values, points in row.tried:
        try:
            found = points_at(definition, node, values)
        except (AssertionError, ValueError) as trouble:  # the rule reads other inputs than the paper names
            wrong.append(f"{row.code}: {', '.join(values)} cannot be tried: {trouble}")
            continue
        if found != points:
            wrong.append(f"{row.code}: {', '.join(values)} gives {found}, not {points}")
    return wrong


@dataclass(frozen=True)
class Tally:
    """How the rows of one paper came out: right, left to a person, or surely and wrong."""

    rows: int
    right: int
    asked: int
    wrong: int


def tally(annex: Annex) -> Tally:
    """Count the rows of a paper by how they came out."""
    definition, by_code = nodes(annex.draft())
    found = [_outcome(definition, by_code[row.code], row) for row in annex.rows]
    return Tally(len(found), found.count("right"), found.count("asked"), found.count("wrong"))


def _outcome(definition: Definition, node: Node, row: Expected) -> str:
    """A row that is not scored is right when it is not;"""
    if "unscored" in row.says:
        return "wrong" if node.scored else "right"
    assert node.reading is not None
    if node.reading.certainty in ("unsure", "unread"):
        return "asked"
    return "wrong" if row.certainty == "not_sure" or wrong_points(definition, node, row) else "right"


def points_at(definition: Definition, node: Node, values: list[str]) -> Fraction | None:
    """The points of one row at the values, by the engine; choices are given by their words."""
    rule = node.rule
    assert rule is not None
    specs = {name: definition.inputs[name] for name in rule.inputs()}
    assert len(specs) == len(values), f"{node.code}: {list(specs)} for {values}"
    given = {name: _value(spec, value) for (name, spec), value in zip(specs.items(), values, strict=True)}
    alone = Definition.model_validate(
        {
            "schema": 1,
            "index": "trial",
            "rule_set": "1",
            "title": "Thử",
            "points": node.points if isinstance(node.points, Fraction) and not node.adjusts else 10,
            "indicators": [_alone(node), *_filler(node)],
            "inputs": {
                name: spec.model_dump(by_alias=True, exclude={"part_of"}) for name, spec in specs.items()
            },
        }
    )
    sheet = InputSheet.from_values("2026", [("unit", name, value) for name, value in given.items()])
    found = score(alone, sheet).decimal("unit", node.code)
    return None if found is None else Fraction(found).limit_denominator(10_000)


def _alone(node: Node) -> dict[str, object]:
    assert node.rule is not None
    points = {} if node.adjusts and node.points is None else {"points": node.points}
    rule = node.rule.model_dump(by_alias=True, exclude_none=True)
    return {"code": node.code, "title": node.title.vi, "adjusts": node.adjusts, "rule": rule, **points}


def _filler(node: Node) -> list[dict[str, object]]:
    """A bonus or penalty needs something to be added to."""
    constant = {"kind": "constant", "share": 0}
    return [{"code": "rest", "title": "Còn lại", "points": 10, "rule": constant}] if node.adjusts else []


def _value(spec: InputSpec, value: str) -> Value | Fraction:
    if spec.type == "choice":
        named = [code for code, title in spec.choices.items() if words(title.vi) == words(value)]
        assert len(named) == 1, f"«{value}» is none of {[title.vi for title in spec.choices.values()]}"
        return Value(choice=named[0])
    if value in ("có", "không"):
        return Fraction(value == "có")
    return Fraction(value[:-1]) / 100 if value.endswith("%") else Fraction(value)


def nodes(made: Draft) -> tuple[Definition, dict[str, Node]]:
    """The definition of a draft with its nodes by code."""
    definition = load(made.text).definition
    return definition, {node.code: node for node in definition.root.walk()}


def _grid(table: dict[str, Any], spell: Any) -> _Grid:  # Any: as the YAML has it
    rows = [[spell(cell or "") for cell in row] for row in (*table["headings"], *table["rows"])]
    width = max(len(row) for row in rows)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _merges(grid: _Grid) -> Iterator[tuple[int, int, int, int]]:
    """Top, left, bottom, right of every merged cell."""
    for top, row in enumerate(grid):
        for left, cell in enumerate(row):
            if cell in (ABOVE, LEFT):
                continue
            right, bottom = left, top
            while right + 1 < len(row) and row[right + 1] == LEFT:
                right += 1
            while bottom + 1 < len(grid) and grid[bottom + 1][left] == ABOVE:
                bottom += 1
            if (right, bottom) != (left, top):
                yield top, left, bottom, right


def _shown(cell: str) -> str:
    return "" if cell in (ABOVE, LEFT) else cell


def _as_word(lines: list[str], tables: list[_Grid]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    for grid in tables:
        _fill(document.add_table(len(grid), len(grid[0])), grid)
        document.add_paragraph("")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _fill(table: Table, grid: _Grid) -> None:
    cells = [row.cells for row in table.rows]
    for row, texts in zip(cells, grid, strict=True):
        for cell, text in zip(row, texts, strict=True):
            cell.text = _shown(text)
    for top, left, bottom, right in _merges(grid):
        merged = cells[top][left].merge(cells[bottom][right])
        merged.text = grid[top][left]


def _as_workbook(lines: list[str], grid: _Grid, name: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for line in lines:
        sheet.append([line])
    for texts in grid:
        sheet.append([_shown(text) for text in texts])
    for top, left, bottom, right in _merges(grid):
        sheet.merge_cells(
            start_row=len(lines) + top + 1,
            start_column=left + 1,
            end_row=len(lines) + bottom + 1,
            end_column=right + 1,
        )
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _as_csv(grid: _Grid) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows([[_shown(text) for text in texts] for texts in grid])
    return buffer.getvalue().encode()
