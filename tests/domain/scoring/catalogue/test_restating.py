from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from thuocdo.domain.primitives.yaml_text import read_yaml
from thuocdo.domain.scoring.catalogue import DefinitionError, discover, load
from thuocdo.domain.scoring.catalogue.restating import NotRestatableError, restated

Changes = dict[tuple[str, ...], object]
CLOSED: Changes = {("status",): "replaced", ("valid", "to"): dt.date(2026, 6, 30)}
SIGNED: Changes = {
    ("legal", "number"): "405/QĐ-BKHCN",
    ("legal", "date"): dt.date(2025, 4, 3),
    ("legal", "issuer"): "Bộ Khoa học và Công nghệ",
}


def told(text: str, changes: Changes) -> str:
    return restated(text.encode(), changes).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "status: draft # c\nvalid: {from: 2026-01-01}\n",
            "status: replaced # c\nvalid: {from: 2026-01-01, to: 2026-06-30}\n",
        ),
        ("status: draft\nvalid: {}\n", "status: replaced\nvalid: {to: 2026-06-30}\n"),
        ("status: draft\nvalid:\npoints: 1\n", "status: replaced\nvalid: {to: 2026-06-30}\npoints: 1\n"),
        ("status: 'draft'\nvalid: {to: 2026-12-31, }\n", "status: replaced\nvalid: {to: 2026-06-30, }\n"),
        (
            "valid:\n  # since the decision\n  from: 2026-01-01 # c\n\nstatus: in_force\n",
            "valid:\n  # since the decision\n  from: 2026-01-01 # c\n  to: 2026-06-30\n\nstatus: replaced\n",
        ),
    ],
)
def test_only_the_named_keys_change(before: str, after: str) -> None:
    assert told(before, CLOSED) == after


def test_missing_keys_stand_where_the_grammar_has_them() -> None:
    text = "schema: 1\nindex: x\ntitle:\n  vi: >\n    Bộ\n\n# levels\nlevels: [a]\n"
    assert told(text, {**CLOSED, **SIGNED}) == (
        "schema: 1\nindex: x\ntitle:\n  vi: >\n    Bộ\nstatus: replaced\n"
        "legal: {number: 405/QĐ-BKHCN, date: 2025-04-03, issuer: Bộ Khoa học và Công nghệ}\n"
        "valid: {to: 2026-06-30}\n\n# levels\nlevels: [a]\n"
    )


@pytest.mark.parametrize(
    "value", ["12", "yes", "Bộ: A, {B}", "a #b", "null", "", " x", "[", "2026-01-01", 'nói "A"\\']
)
def test_words_are_quoted_where_they_would_read_as_something_else(value: str) -> None:
    text = told("schema: 1\nlegal:\n  note: x\n", {("legal", "number"): value})
    assert read_yaml(text, "x").data == {"schema": 1, "legal": {"number": value, "note": "x"}}


def test_line_ends_marks_and_composed_letters_stay() -> None:
    text = (
        "\ufeffschema: 1\r\ntitle: " + unicodedata.normalize("NFD", "Bộ chỉ số 😀") + "\r\nstatus: draft\r\n"
    )
    assert told(text, {**CLOSED}) == text.replace("draft", "replaced\r\nvalid: {to: 2026-06-30}")


def test_json_stays_in_quotes() -> None:
    assert told('{"schema": 1, "status": "draft"}', {("status",): "replaced", ("series",): "main"}) == (
        '{"schema": 1, "series": "main", "status": "replaced"}'
    )


def test_an_empty_value_takes_what_stands_there_away() -> None:
    assert told("valid: {from: 2026-01-01, to: 2026-06-30}\n", {("valid", "to"): None}) == (
        "valid: {from: 2026-01-01, to: null}\n"
    )
    assert told("points: 1\n", {("valid", "to"): None}) == "points: 1\n"


def test_what_stands_already_is_left_alone() -> None:
    text = "status:   'replaced'\nvalid: {to: '2026-06-30'}\n"
    assert told(text, CLOSED) == text


@pytest.mark.parametrize(
    "text",
    [
        "legal: &a {number: 1}\nvalid: *a\n",
        "status: &s draft\nnote: *s\n",
        "valid: 2026\n",
        "status: [draft]\n",
    ],
)
def test_what_cannot_be_changed_in_place_is_refused(text: str) -> None:
    with pytest.raises((NotRestatableError, DefinitionError)):
        told(text, CLOSED)


def test_a_text_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(DefinitionError):
        told("status: [\n", CLOSED)


@pytest.mark.parametrize("entry", discover(), ids=lambda entry: entry.reference)
def test_every_shipped_text_can_be_closed_and_signed(entry) -> None:  # type: ignore[no-untyped-def]  # a catalogue entry
    content = entry.path.read_bytes()
    changed = restated(content, {**CLOSED, **SIGNED, ("valid", "to"): dt.date(2030, 1, 1)})
    before, after = load(content).definition, load(changed).definition
    assert (after.status, after.valid.end, after.legal.number) == (
        "replaced",
        dt.date(2030, 1, 1),
        "405/QĐ-BKHCN",
    )
    same = {"status", "valid", "legal"}
    assert before.model_dump(exclude=same) == after.model_dump(exclude=same)
    assert changed.count(b"\n") - content.count(b"\n") <= len(CLOSED) + len(SIGNED)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=30))
def test_any_words_come_back(value: str) -> None:
    assume(not value[:1].isdigit())  # numbers beyond any measure are refused wherever they stand
    text = restated(b"schema: 1\nlegal: {note: x}\n", {("legal", "issuer"): value})
    found = read_yaml(text, "x").data
    assert found == {"schema": 1, "legal": {"note": "x", "issuer": unicodedata.normalize("NFC", value)}}
