"""What is written is read back as it was: both forms, every kind of file, every kind of value."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thuocdo.domain.scoring.sheet import InputSheet, UnitRow, Value, ValueState
from thuocdo.domain.scoring.sheets import read_inputs, write_inputs
from thuocdo.domain.scoring.sheets.written_cells import float_of

FILES = [("long", ".csv"), ("long", ".xlsx"), ("long", ".json"), ("wide", ".xlsx"), ("wide", ".csv")]

letters = st.characters(
    codec="utf-8",
    exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"),
    exclude_characters="\ufeff\ufffe\uffff\ufffd\u0085",
)
texts = st.text(letters, max_size=12).map(lambda text: _plain(text))
codes = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,8}", fullmatch=True)
wholes = st.integers(0, 10**17).map(Fraction)
numbers = st.one_of(
    st.fractions(min_value=-1000, max_value=1000),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: Fraction(repr(number))),
    st.decimals(-10000, 10000, places=3, allow_nan=False).map(Fraction),
)
VALUES = {
    "dossiers": wholes.map(Value),
    "target": wholes.map(Value),
    "share": st.fractions(-9, 9).map(Value),
    "rate": st.fractions(0, 100).map(Value),
    "spending": numbers.map(Value),
    "depth": st.fractions(0, 1000).map(Value),
    "portal": st.sampled_from([Value(Fraction(1)), Value(Fraction(0))]),
    "chair": st.sampled_from([Value(choice="chairman"), Value(choice="deputy")]),
}
STATES = st.sampled_from(
    [Value(Fraction(0), ValueState.ZERO)]
    + [
        Value(state=state)
        for state in (ValueState.NOT_APPLICABLE, ValueState.NOT_AVAILABLE, ValueState.MISSING)
    ]
)


def _plain(text: str) -> str:
    import unicodedata

    composed = unicodedata.normalize("NFC", text).strip()
    return "" if _looks_garbled(composed) else composed


def _looks_garbled(text: str) -> bool:
    return any(mark in text for mark in ("áº", "á»", "Ã", "Ä", "Æ"))


@st.composite
def sheets(draw: st.DrawFn, period: str) -> InputSheet:
    names = draw(st.lists(codes, min_size=1, max_size=3, unique_by=str.lower))
    units = [
        UnitRow(
            code, draw(texts), draw(codes), draw(codes), tuple(draw(st.lists(codes, max_size=2, unique=True)))
        )
        for code in names
    ]
    cells = []
    for unit in units:
        for name in draw(st.lists(st.sampled_from(list(VALUES)), unique=True)):
            value = draw(VALUES[name] if name == "chair" else st.one_of(VALUES[name], STATES))
            cells.append(
                (unit.code, name, Value(value.number, value.state, value.choice, draw(texts), draw(texts)))
            )
    return InputSheet.from_values(period, cells, units)


def told(sheet: InputSheet) -> dict[tuple[str, str], tuple[object, ...]]:
    """Every figure that says something."""
    found = {}
    for name, column in sheet.columns.items():
        for row, unit in enumerate(sheet.units):
            state = column.state(row)
            number = (
                column.fraction(row) if state <= ValueState.ZERO and not column.choices.get(row) else None
            )
            cell = (state, number, column.choices.get(row), column.sources.get(row), column.reasons.get(row))
            if cell != (ValueState.MISSING, None, None, None, None):
                found[unit.code, name] = cell
    return found


@pytest.mark.parametrize(("form", "ending"), FILES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_sheets_come_back_exactly(index, tmp_path: Path, form: str, ending: str, data) -> None:
    written = [data.draw(sheets("2025"))]
    if (form, ending) != ("wide", ".csv"):
        written.append(data.draw(sheets("2026-Q1")))
    path = tmp_path / f"inputs{ending}"
    write_inputs(written, path, index, form=form)
    result = read_inputs(path, index)
    assert result.problems == (), [problem.sentence("en") for problem in result.problems]
    assert list(result.sheets) == [sheet.period for sheet in written]
    for sheet in written:
        back = result.sheets[sheet.period]
        assert back.units == sheet.units
        assert told(back) == told(sheet)


@pytest.mark.parametrize(("form", "ending"), FILES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_both_languages_come_back(index, tmp_path: Path, form: str, ending: str, language: str) -> None:
    cells = [
        ("H57", "dossiers", Value(state=ValueState.NOT_AVAILABLE)),
        ("H57", "portal", Value(Fraction(1))),
    ]
    cells.append(("H57", "chair", Value(choice="deputy", source="=1+1", reason="'-x\ny")))
    sheet = InputSheet.from_values("2026", cells)
    path = tmp_path / f"inputs{ending}"
    write_inputs([sheet], path, index, form=form, language=language)
    result = read_inputs(path, index)
    assert result.problems == ()
    assert told(result.sheets["2026"]) == told(sheet)


def test_writing_twice_gives_the_same_text(index, tmp_path: Path) -> None:
    sheet = InputSheet.from_values("2026", [("H57", "depth", "1/3"), ("H57", "dossiers", 7)])
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    write_inputs([sheet], first, index)
    write_inputs(read_inputs(first, index).sheets.values(), second, index)
    assert first.read_bytes() == second.read_bytes()


def test_a_number_that_fifteen_digits_would_change_is_written_as_text() -> None:
    assert float_of(Fraction("2.2250738585e-313")) is None
    assert float_of(Fraction("0.8")) == 0.8
