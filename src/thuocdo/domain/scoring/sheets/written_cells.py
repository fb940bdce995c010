"""The figures of a sheet as cells of a file, each such that it is read back as the same value.

A cell is a text, a float (a number the file's own number type holds exactly) or a `Shown` percentage.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from thuocdo.domain.primitives.rounding import exact
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import InputSpec
from thuocdo.domain.scoring.sheet import STATE_LABELS, Column, InputSheet, UnitRow, ValueState
from thuocdo.domain.scoring.sheets.number_words import write_number
from thuocdo.domain.scoring.sheets.problems import SheetError


@dataclass(frozen=True, slots=True)
class Shown:
    """A share shown as a percentage."""

    share: Fraction


Cell = str | bool | Fraction | Shown | None
YES_NO = {"vi": ("có", "không"), "en": ("yes", "no")}


def value_cell(column: Column, row: int, spec: InputSpec, language: str = "") -> Cell:
    """The value of one figure; in a form (with a language) choices and answers are words people read."""
    choice = column.choices.get(row, "")
    if choice:
        return choice_words(spec, choice, language) if language else choice
    if column.state(row) > ValueState.ZERO or column.numbers[row] != column.numbers[row]:
        return None
    number = column.fraction(row)
    if spec.type == "percent":
        return Shown(number / 100 if counts_in_hundredths(spec) else number)
    if spec.type == "yes_no" and number in (0, 1):
        return YES_NO[language or "en"][0 if number else 1]
    return number


def counts_in_hundredths(spec: InputSpec) -> bool:
    """Whether a percentage of 85 is kept as 85 and not as 0.85."""
    return spec.max is not None and spec.max > 1


def choice_words(spec: InputSpec, code: str, language: str) -> str:
    """A choice as the list of a form shows it: its code, and its label where it says more."""
    label = spec.choices[code].pick(language) if code in spec.choices else ""
    return f"{code} – {label}" if label and label != code else code


def state_word(column: Column, row: int, language: str = "") -> str:
    """The state in the language of a form, or as the code word of the long form."""
    state = column.state(row)
    if not language:
        return state.word
    is_obvious = state is ValueState.GIVEN or (state is ValueState.MISSING)
    return "" if is_obvious else STATE_LABELS[state].pick(language)


def classes_text(unit: UnitRow) -> str:
    """The classes of a unit in one cell."""
    if any(";" in name for name in unit.classes):
        raise SheetError(
            Text(
                f"Nhóm của đơn vị “{unit.code}” có dấu chấm phẩy nên không ghi được; hãy đổi mã nhóm.",
                f"A class of unit “{unit.code}” contains a semicolon and cannot be written; rename "
                f"the class.",
            )
        )
    return "; ".join(unit.classes)


def cell_text(cell: Cell) -> str:
    """A cell in a text file."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Shown):
        return write_number(cell.share * 100) + "%"
    return write_number(cell)


def cell_json(cell: Cell, spec: InputSpec) -> str | bool | int | float | None:
    """A cell in JSON: a number wherever JSON holds it exactly and no percent sign is needed."""
    if isinstance(cell, Shown):
        number = cell.share * 100 if counts_in_hundredths(spec) else cell.share
        is_plain = number == 0 or (abs(number) > 1) == counts_in_hundredths(spec)
        return _json_number(number) if is_plain and float_of(number) is not None else cell_text(cell)
    return _json_number(cell) if isinstance(cell, Fraction) else cell


def _json_number(number: Fraction) -> int | float | str:
    if number.denominator == 1:
        return number.numerator
    held = float_of(number)
    return write_number(number) if held is None else held


def float_of(number: Fraction) -> float | None:
    """The float that workbook and JSON readers turn back into this number, if there is one."""
    held = float(number)
    return held if exact(held) == number == exact(f"{held:.15g}") else None


def told(sheet: InputSheet, row: int, names: list[str]) -> list[str]:
    """The inputs of one unit about which the sheet says something."""
    return [name for name in names if _says_something(sheet.columns[name], row)]


def _says_something(column: Column, row: int) -> bool:
    return bool(column.states[row] != ValueState.MISSING) or row in column.sources or row in column.reasons
