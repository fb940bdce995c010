"""From what a cell says to a value of its input, or to the reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from thuocdo.domain.scoring.definition import InputSpec
from thuocdo.domain.scoring.sheet import STATE_LABELS, Value, ValueState
from thuocdo.domain.scoring.sheets import cell_messages as say
from thuocdo.domain.scoring.sheets import number_messages as numbers
from thuocdo.domain.scoring.sheets.entries import ODD_MESSAGES, is_blank
from thuocdo.domain.scoring.sheets.headings import STATES, fold, nearest
from thuocdo.domain.scoring.sheets.number_words import DecimalMark, read_number
from thuocdo.domain.scoring.sheets.problems import Message
from thuocdo.domain.scoring.sheets.table import Odd, Percent, Raw, shown

_LARGEST_BITS = 1_000  # what a float still holds
_ONE, _HUNDRED = Fraction(1), Fraction(100)
_LARGEST_PERCENT = Fraction(10)  # beyond 1000% only where the index says so
_VAGUE = frozenset(
    ["-", "–", "—", "--", "...", "…", "x", "na", "n/a", "#n/a", "null", "none", "nil", "nan", "kad", "?"]
)
_YES = frozenset(["co", "yes", "true", "dung", "1", "y"])
_NO = frozenset(["khong", "no", "false", "sai", "0", "n"])
_SCIENTIFIC = re.compile(r"[+-]?[0-9.,]+[eE][+-]?[0-9]+")
_SLASHED = re.compile(r"[0-9]+\s*/\s*[0-9]+(\s*/\s*[0-9]+)?|[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,4}")

Read = Value | Message


def read_cell(value: Raw | None, state: Raw | None, spec: InputSpec, mark: DecimalMark | None) -> Read:
    """The value and the state of one figure, checked against each other and against its specification."""
    if state is None:  # the common case: a plain value without a word on its state
        if type(value) is Fraction and spec.type in ("number", "points", "money"):
            return in_bounds(value, spec)
        if is_blank(value):
            return Value(state=ValueState.MISSING)
    stated = _read_state(state)
    if isinstance(stated, Message):
        return stated
    if isinstance(value, str) and not value[:1].isdigit():
        word = fold(value)
        if word in STATES and word not in (fold(code) for code in spec.choices):
            if stated is not None and stated is not STATES[word]:
                return say.value_against_state(STATE_LABELS[stated])
            stated, value = STATES[word], None
        elif word in _VAGUE and word not in spec.choices:
            return say.vague_state()
    return _join(value, stated, spec, mark)


def _join(value: Raw | None, state: ValueState | None, spec: InputSpec, mark: DecimalMark | None) -> Read:
    if is_blank(value):
        if state is ValueState.GIVEN:
            return say.given_without_value()
        if state is ValueState.ZERO:
            return Value(Fraction(0), ValueState.ZERO)
        return Value(state=ValueState.MISSING if state is None else state)
    if state is not None and state > ValueState.ZERO:
        return say.value_against_state(STATE_LABELS[state])
    found = _READERS[spec.type](value, spec, mark)  # type: ignore[arg-type]  # not None: is_blank said so
    if state is ValueState.ZERO and isinstance(found, Value):
        if found.number != 0:
            return say.value_against_state(STATE_LABELS[state])
        return Value(found.number, ValueState.ZERO)
    return found


def _read_state(raw: Raw | None) -> ValueState | Message | None:
    if is_blank(raw):
        return None
    if isinstance(raw, Odd):
        return ODD_MESSAGES[raw.kind]()
    word = shown(raw)
    known = STATES.get(word)
    if known is None:
        known = STATES.get(fold(word))
    return say.unknown_state(nearest(word, STATES)) if known is None else known


def in_bounds(number: Fraction, spec: InputSpec) -> Read:
    """A number that is not under or over what its input allows."""
    if number.numerator.bit_length() - number.denominator.bit_length() > _LARGEST_BITS:
        return numbers.not_finite()
    if spec.min is not None and number < spec.min:
        return numbers.below_minimum(spec.min)
    if spec.max is not None and number > spec.max:
        return numbers.above_maximum(spec.max)
    return Value(number)


def _number(raw: Raw, mark: DecimalMark | None) -> Fraction | Percent | Message:
    """A cell as a number; a text must have exactly one reading."""
    if not isinstance(raw, str):
        if isinstance(raw, bool):
            return numbers.true_or_false_in_number()
        return ODD_MESSAGES[raw.kind]() if isinstance(raw, Odd) else raw
    text = raw.strip()
    written = read_number(text)
    if written is None:
        return _why_no_number(text)
    number = written.read(mark)
    if number is None:
        if mark is not None:
            return numbers.other_decimal_mark(mark.value)
        scale = _HUNDRED if written.is_percent else _ONE
        return numbers.ambiguous_number((written.comma or 0) * scale, (written.point or 0) * scale)
    return Percent(number) if written.is_percent else number


def _why_no_number(text: str) -> Message:
    if _SCIENTIFIC.fullmatch(text):
        return numbers.rounded_display()
    if _SLASHED.fullmatch(text):
        return numbers.fraction_or_date()
    if text.startswith("#") and text.upper().rstrip("!?") in _FAILURES:
        return say.formula_error()
    if text.startswith("="):
        return say.formula_without_result()
    return numbers.not_a_number()


_FAILURES = frozenset(["#DIV/0", "#N/A", "#NAME", "#NULL", "#NUM", "#REF", "#VALUE", "#SPILL", "#CALC"])


def _read_number(raw: Raw, spec: InputSpec, mark: DecimalMark | None) -> Read:
    number = _number(raw, mark)
    if isinstance(number, Message):
        return number
    if isinstance(number, Percent):
        # A number declared to lie within 0 and 1 is a share; everywhere else a percent sign is a
        # mistake of 100 times.
        if spec.max is None or spec.max > 1 or spec.type != "number":
            return numbers.percent_not_expected(number.number)
        number = number.number
    return in_bounds(number, spec)


def _read_count(raw: Raw, spec: InputSpec, mark: DecimalMark | None) -> Read:
    found = _read_number(raw, spec, mark)
    if isinstance(found, Value) and found.number is not None:
        if found.number.denominator != 1:
            return numbers.not_whole()
        if found.number < 0:
            return numbers.negative_count()
    return found


def _read_percent(raw: Raw, spec: InputSpec, mark: DecimalMark | None) -> Read:
    """A share; inputs whose maximum is above 1 count in hundredths."""
    number = _number(raw, mark)
    if isinstance(number, Message):
        return number
    in_hundredths = spec.max is not None and spec.max > 1
    if isinstance(number, Percent):
        if spec.max is None and abs(number.number) >= _LARGEST_PERCENT:
            return numbers.percent_too_large(number.number)
        return in_bounds(number.number * 100 if in_hundredths else number.number, spec)
    if in_hundredths and 0 < abs(number) <= 1:
        return numbers.fraction_or_percent(number)
    if not in_hundredths and abs(number) > 1:
        return numbers.percent_or_fraction(number)
    return in_bounds(number, spec)


def _read_yes_no(raw: Raw, _spec: InputSpec, _mark: DecimalMark | None) -> Read:
    if isinstance(raw, Odd):
        return ODD_MESSAGES[raw.kind]()
    word = fold(shown(raw))
    if word in _YES or word in _NO:
        return Value(Fraction(1 if word in _YES else 0))
    return say.not_yes_no()


def _read_choice(raw: Raw, spec: InputSpec, _mark: DecimalMark | None) -> Read:
    """A choice by its code, or by its label in either language."""
    if isinstance(raw, Odd):
        return ODD_MESSAGES[raw.kind]()
    word = shown(raw).strip()
    if word in spec.choices or not spec.choices:
        return Value(choice=word)
    words = {code: code for code in spec.choices}
    for code, label in spec.choices.items():
        words.update(
            {
                text: code
                for text in (label.vi, label.en, f"{code} – {label.vi}", f"{code} – {label.en}")
                if text
            }
        )
    meant = {code for text, code in words.items() if fold(text) == fold(word)}
    if len(meant) == 1:
        return Value(choice=meant.pop())
    return say.unknown_choice(nearest(word, words), list(spec.choices))


_READERS: dict[str, Callable[[Raw, InputSpec, DecimalMark | None], Read]] = {
    "number": _read_number,
    "points": _read_number,
    "money": _read_number,
    "count": _read_count,
    "percent": _read_percent,
    "yes_no": _read_yes_no,
    "choice": _read_choice,
}


def is_numeric(spec: InputSpec) -> bool:
    """Whether the input's cells hold numbers, so that they may settle the decimal mark of a file."""
    return spec.type not in ("yes_no", "choice")
