from __future__ import annotations

import datetime as dt
from enum import StrEnum

import pytest

from thuocdo.domain.primitives.errors import DataFileError, Finding
from thuocdo.domain.primitives.strict_yaml import read_yaml
from thuocdo.domain.primitives.yaml_tables import Table, sources_of


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def read(text: str) -> tuple[Table, list[Finding]]:
    findings: list[Finding] = []
    return read_yaml(text, file="a.yaml", findings=findings), findings


def test_leaves_are_text_so_no_means_no() -> None:
    table, findings = read("answer: no\nnumber: 1_000")
    assert (table.text("answer"), table.text("number"), findings) == ("no", "1_000", [])


def test_only_plain_empty_words_are_missing() -> None:
    table, _ = read('a: ~\nb: "null"\nc:')
    assert (table.has("a"), table.text("b"), table.has("c")) == (False, "null", False)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: 1\na: 2", 2, "stands twice"),
        ("a: &x 1\nb: *x", 1, "Anchors"),
        ("a: !!python/object:os.system x", 1, "Tag"),
        ("a: !mine x", 1, "Tag"),
        ("a: [1, 2", 2, "not valid YAML"),
        ("- 1\n- 2", 1, "must be one mapping"),
        ("", 1, "must be one mapping"),
        ("a: 1\n---\nb: 1", 1, "must be one mapping"),
        ("? [a, b]\n: 1", 1, "A key must be a text"),
        ("a: &x 1", 1, "Anchors"),
        ("a: " + "[" * 30 + "]" * 30, 1, "Nested"),
        ("a: " + "x" * 5_000_001, 1, "longer than"),
    ],
)
def test_what_is_not_plain_is_a_finding(text: str, line: int, reason: str) -> None:
    _, findings = read(text)
    assert reason in findings[0].text.en
    assert findings[0].line == line


def test_a_yaml_bomb_stays_small() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    _, findings = read(bomb)
    assert any("Anchors" in finding.text.en for finding in findings)


def test_unknown_keys_are_named_with_the_known_ones() -> None:
    table, findings = read("colour: red\nsize: 3")
    table.only("colour")
    assert (
        findings[0].sentence("en") == "a.yaml, line 2: Key 'size' does not belong here. Known keys: colour."
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


def test_the_error_counts_and_sorts_its_findings() -> None:
    _, findings = read("a: 1\nb: 1\nb: 2\na: 2")
    error = DataFileError(reversed(findings))
    assert [finding.line for finding in error.findings] == [3, 4]
    assert error.message("en").startswith("2 errors in the data files; nothing was loaded.")
