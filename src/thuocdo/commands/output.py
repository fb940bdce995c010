"""What commands print: tables on a terminal, CSV or JSON for other programs, messages beside them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from thuocdo.domain.primitives.texts import Text

if TYPE_CHECKING:  # printed only when something is wrong
    from thuocdo.domain.scoring.sheets.problems import Problem

Format = Literal["table", "csv", "json"]
Cell = str | int | Decimal | Fraction | Text | None
_PLAIN_WIDTH = 140
_BAR_CELLS = 12
_MOST_DIGITS = 6  # more decimals than any index rounds to: the number is not rounded at all
_EIGHTHS = " ▏▎▍▌▋▊▉█"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name for programs, its heading for people. A bar is drawn and never exported."""

    name: str
    heading: Text
    kind: Literal["text", "number", "bar"] = "text"


@dataclass(frozen=True, slots=True)
class Shown:
    """One table with its title and the lines below it; `strong` rows stand out."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    notes: tuple[str, ...] = ()
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Output:
    """Where and how a command answers."""

    language: str
    format: Format

    def say(self, text: Text) -> str:
        """A text in the user's language."""
        return text.pick(self.language)

    def show(self, table: Shown, document: object) -> None:
        """Print a table for people, its rows as CSV, or the document as JSON."""
        if self.format == "json":
            self.write(json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n")
        elif self.format == "csv":
            self._csv(table)
        else:
            self._table(table)

    def write(self, text: str) -> None:
        """Print text as it is."""
        sys.stdout.write(text)

    def tell(self, text: Text) -> None:
        """A message beside the answer."""
        sys.stderr.write(self.say(text) + "\n")

    def problems(self, problems: Iterable[Problem], file: str) -> None:
        """Everything wrong with a file: lines on the error stream, or a JSON document."""
        from thuocdo.domain.scoring.sheets.problems import SEVERITY_LABELS

        found = list(problems)
        if self.format == "json" and any(each.severity == "error" for each in found):
            document = {"file": file, "problems": [each.to_json() for each in found]}
            self.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
            return
        for each in found:
            label = self.say(SEVERITY_LABELS[each.severity])
            sys.stderr.write(f"{file}: {label}: {each.sentence(self.language)}\n")

    def _csv(self, table: Shown) -> None:
        from thuocdo.domain.scoring.sheets.csv_text import csv_text

        kept = [place for place, column in enumerate(table.columns) if column.kind != "bar"]
        names = [table.columns[place].name for place in kept]
        rows = ([self._plain(row[place]) for place in kept] for row in table.rows)
        self.write(csv_text(names, rows).replace("\r\n", "\n"))

    def _plain(self, cell: Cell) -> str | Fraction | None:
        if isinstance(cell, Text):
            return self.say(cell)
        return f"{cell:f}" if isinstance(cell, Decimal) else str(cell) if isinstance(cell, int) else cell

    def _table(self, table: Shown) -> None:
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text as RichText

        console = Console(
            file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else _PLAIN_WIDTH
        )
        drawn = Table(
            box=box.SIMPLE_HEAD, title=RichText(table.title, "bold"), title_justify="left", pad_edge=False
        )
        for column in table.columns:
            drawn.add_column(
                RichText(self.say(column.heading)),
                justify="right" if column.kind == "number" else "left",
                no_wrap=column.kind != "text",
            )
        for place, row in enumerate(table.rows):
            cells = [
                RichText(self.cell(cell, column)) for cell, column in zip(row, table.columns, strict=True)
            ]
            drawn.add_row(*cells, style="bold" if place in table.strong else None)
        console.print(drawn)
        for note in table.notes:
            console.print(RichText(note))

    def cell(self, cell: Cell, column: Column) -> str:
        """A cell as people of the language read it."""
        if cell is None:
            return "" if column.kind == "bar" else "–"
        if column.kind == "bar" and isinstance(cell, Fraction):
            return bar(cell)
        if isinstance(cell, Text):
            return self.say(cell)
        if isinstance(cell, Decimal):
            return decimal_text(cell, self.language)
        if isinstance(cell, Fraction):
            from thuocdo.domain.scoring.wording import number_text

            return number_text(cell, self.language)
        return str(cell)


def decimal_text(number: Decimal, language: str) -> str:
    """A number with its digits: 1.234,50 in Vietnamese, 1,234.50 in English; four of them where it is not rounded."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_MOST_DIGITS:
        from thuocdo.domain.scoring.wording import number_text

        return number_text(Fraction(number), language, digits=4).replace("−", "-")
    text = f"{number:,f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def signed_text(number: Decimal, language: str) -> str:
    """A change with its sign."""
    return ("+" if number > 0 else "") + decimal_text(number, language).replace("-", "−")


def bar(share: Fraction, cells: int = _BAR_CELLS) -> str:
    """A share as a bar of blocks.

    >>> bar(Fraction(1, 2), 4)
    '██  '
    """
    eighths = round(max(Fraction(0), min(share, Fraction(1))) * cells * 8)
    full, rest = divmod(eighths, 8)
    return (_EIGHTHS[8] * full + (_EIGHTHS[rest] if rest else "")).ljust(cells)


def joined(words: Sequence[str], most: int = 12) -> str:
    """A list in a sentence, cut where it gets long."""
    return ", ".join(words[:most]) + (" …" if len(words) > most else "")
