from __future__ import annotations

import datetime as dt
from enum import StrEnum

import pytest

from thuocdo.domain.primitives.errors import DataFileError
from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.provenance import Certainty, Provenance
from thuocdo.domain.primitives.yaml_tables import Table, provenance_of, read_table, sources_of, version_of


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def read(text: str) -> tuple[Table, list[Finding]]:
    findings: list[Finding] = []
    return read_table(text, "a.yaml", findings), findings


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("a: 1\na: 2", 2, "yaml.duplicate-key"),
        ("a: !!python/object:os.system x", 1, "yaml.tag"),
        ("a: [1, 2", 2, "yaml.syntax"),
        ("- 1\n- 2", 1, "yaml.not-a-mapping"),
        ("", 1, "yaml.not-a-mapping"),
        ("a: 1\n---\nb: 1", 2, "yaml.several-documents"),
        ("a: " + "[" * 60 + "]" * 60, 1, "yaml.too-deep"),
        ("a: " + "x" * 2_000_001, 0, "yaml.too-large"),
    ],
)
def test_what_is_not_plain_is_one_finding(text: str, line: int, code: str) -> None:
    _, findings = read(text)
    assert [(finding.line, finding.code) for finding in findings] == [(line, code)]


def test_leaves_are_text_so_no_means_no() -> None:
    table, findings = read("answer: no\nnumber: 1_000")
    assert (table.text("answer"), table.text("number"), findings) == ("no", "1_000", [])


def test_only_plain_empty_words_are_missing() -> None:
    table, _ = read('a: ~\nb: "null"\nc:')
    assert (table.has("a"), table.text("b"), table.has("c")) == (False, "null", False)


def test_a_finding_stands_where_its_mapping_stands() -> None:
    table, findings = read("rows:\n  - a: 1\n  - a: 1\n    b: x\n")
    for row in table.tables("rows"):
        row.only("a")
    assert [(found.line, found.column, found.path) for found in findings] == [(4, 5, "rows[1].b")]


def test_what_an_anchor_repeats_is_told_at_the_place_that_repeats_it() -> None:
    table, findings = read("one: &row {a: x}\nother: *row\n")
    other = table.table("other")
    assert other is not None
    assert (other.whole("a"), findings[0].line) == (0, 2)


def test_named_texts_are_a_mapping_of_texts() -> None:
    table, findings = read("codes: {a: '01', b: [1]}\nother: x")
    assert (table.named_texts("codes"), table.named_texts("none")) == ({"a": "01", "b": ""}, {})
    assert (table.named_texts("other"), [finding.line for finding in findings]) == ({}, [1, 2])


def test_the_version_is_the_same_for_bytes_and_text_in_any_order() -> None:
    assert version_of({"a": "Huế", "b": "1"}) == version_of({"b": b"1", "a": "Huế".encode()})
    assert version_of({"a": "1"}) != version_of({"a": "2"}) != version_of({"b": "2"})


def test_unknown_keys_are_named_with_the_known_ones() -> None:
    table, findings = read("colour: red\nsize: 3")
    table.only("colour")
    assert findings[0].tell("en") == (
        "a.yaml:2:1: error: Key 'size' does not belong here. Known keys: colour. [size]"
    )


def test_wrong_kinds_are_noted_and_reading_goes_on() -> None:
    table, findings = read("day: soon\ncolour: green\nyear: 20x6\nrows: 3\nname: [a]")
    found = (
        table.date("day"),
        table.choice("colour", Colour),
        table.whole("year"),
        list(table.tables("rows")),
    )
    assert found == (None, Colour.RED, 0, [])
    assert table.text("name") == ""
    assert [finding.line for finding in findings] == [1, 2, 3, 4, 5]


def test_right_kinds_come_out_typed() -> None:
    table, findings = read(
        "day: 2026-11-23\ncolour: blue\nyear: 2026\nname: {vi: Một, en: One}\nlist: [a, b]"
    )
    assert table.date("day") == dt.date(2026, 11, 23)
    assert (table.choice("colour", Colour), table.whole("year")) == (Colour.BLUE, 2026)
    assert (table.bilingual("name").en, table.texts("list"), findings) == ("One", ("a", "b"), [])


def test_sources_must_be_listed() -> None:
    table, findings = read("source: [law, rumour]")
    assert sources_of(table, "source", {"law": "Decree 1"}) == "Decree 1"
    assert "rumour" in findings[0].text.en


def test_the_provenance_of_a_row_is_its_certainty_sources_and_note() -> None:
    table, findings = read("certainty: sourced\nsource: law\nnote: of 2025")
    assert provenance_of(table, {"law": "Decree 1"}) == Provenance(Certainty.SOURCED, "Decree 1", "of 2025")
    assert provenance_of(table, {"law": "Decree 1"}, noted=False).note == ""
    assert findings == []


def test_a_note_in_two_languages_is_not_lost_silently_where_one_text_is_kept() -> None:
    table, findings = read("note: {vi: a}")
    provenance_of(table, {})
    assert [found.code for found in findings] == ["data-file.wrong-kind"]


def test_the_error_counts_and_sorts_its_findings() -> None:
    _, findings = read("a: 1\nb: 1\nb: 2\na: 2")
    error = DataFileError(reversed(findings))
    assert [finding.line for finding in error.findings] == [3, 4]
    assert error.message("en").startswith("2 errors in the data files; nothing was loaded.")
