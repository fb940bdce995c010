from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path

import pytest

from thuocdo.domain.scoring.catalogue import DefinitionError, load, read

SMALL = """\
schema: 1
index: demo
rule_set: 2026
title: {vi: Thử, en: Trial}
points: 10
indicators:
  - code: 1.10
    title: Một
    points: 10
    rule: {kind: ratio, of: done, to: all}
"""


def findings(text: str) -> dict[str, tuple[int, str]]:
    """Dotted path → line and code of what is refused."""
    return {found.path: (found.line, found.code) for found in read(text).findings}


def test_a_small_definition_loads() -> None:
    definition = load(SMALL).definition
    assert definition.indicators[0].code == "1.10"
    assert definition.points == Fraction(10)
    assert definition.title.en == "Trial"


def test_the_version_is_the_hash_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "index.yaml"
    path.write_bytes(SMALL.encode())
    loaded = load(tmp_path)
    assert loaded.version == hashlib.sha256(SMALL.encode()).hexdigest()
    assert loaded.text == SMALL
    assert load(SMALL + "# a comment\n").version != loaded.version


def test_everything_wrong_is_told_at_once() -> None:
    text = SMALL.replace("points: 10\nind", "pionts: 10\nmissing: never\nind").replace("of: done", "fo: done")
    assert findings(text) == {
        "points": (1, "catalogue.missing"),
        "pionts": (5, "catalogue.extra-forbidden"),
        "missing": (6, "catalogue.enum"),
        "indicators[0].rule.of": (11, "catalogue.missing"),
        "indicators[0].rule.fo": (11, "catalogue.extra-forbidden"),
    }


def test_duplicates_and_grammar_errors_are_told_together() -> None:
    text = SMALL.replace("points: 10\nind", "points: 10\npoints: 11\nmissing: never\nind")
    assert {code for _, code in findings(text).values()} == {"yaml.duplicate-key", "catalogue.enum"}


def test_an_unknown_key_is_told_the_nearest_known_one() -> None:
    (found,) = read(SMALL.replace("full", "").replace("to: all", "to: all, full_att: 0.8")).findings
    assert "full_at" in found.fix.vi
    assert "full_at" in found.fix.en


def test_a_key_in_the_wrong_place_is_told_where_it_belongs() -> None:
    (found,) = read(SMALL.replace("to: all", "to: all, copied_from: province")).findings
    assert "a group or indicator" in found.fix.en
    assert "nhóm hoặc chỉ số" in found.fix.vi


def test_a_misplaced_rounding_is_never_ignored() -> None:
    text = SMALL.replace("    title: Một", "    rounding: {digits: 2, group: 1}\n    title: Một")
    assert findings(text) == {"indicators[0].rounding.group": (8, "catalogue.extra-forbidden")}


@pytest.mark.parametrize(
    ("old", "new", "path", "told"),
    [
        ("points: 10\nind", "points: 0,8\nind", "points", "dấu chấm thập phân"),
        ("points: 10\nind", "points: nhiều\nind", "points", "không phải là số"),
        ("points: 10\nind", "points: [1]\nind", "points", "không"),
        ("rule_set: 2026", "rule_set: năm nay", "rule_set", "không có dấu cách"),
        ("kind: ratio", "kind: ration", "indicators[0].rule", "ratio"),
        ("kind: ratio, ", "", "indicators[0].rule", "kind: ratio"),
        ("title: {vi: Thử, en: Trial}", "title: [a]", "title", "không phải văn bản"),
        ("title: {vi: Thử, en: Trial}", "title: {en: Trial}", "title.vi", "«vi»"),
        ("title: {vi: Thử, en: Trial}", "title: {vi: Thử, fr: Essai}", "title.fr", "«fr»"),
        ("title: {vi: Thử, en: Trial}", "title: {vi: [Thử]}", "title.vi", "không phải văn bản"),
        ("index: demo", "index:", "index", "không phải văn bản"),
        ("indicators:", "valid: {from: 31/12/2025}\nindicators:", "valid.from", "2026-09-01"),
        ("indicators:", "levels: province\nindicators:", "levels", "không phải danh sách"),
        ("indicators:", "legal: 766\nindicators:", "legal", "number"),
        ("indicators:", "inputs: [a]\nindicators:", "inputs", "khoá: giá trị"),
        ("indicators:", "rounding: {total: {digits: -1}}\nindicators:", "rounding.total.digits", "≥ 0"),
        (
            "indicators:",
            "rounding: {total: {digits: 1.5}}\nindicators:",
            "rounding.total.digits",
            "số nguyên",
        ),
        ("    title: Một", "    scored: có\n    title: Một", "indicators[0].scored", "true hoặc false"),
        ("of: done", "of: done done", "indicators[0].rule.of", "biểu thức"),
        ("of: done", "of: __import__('os')", "indicators[0].rule.of", "biểu thức"),
    ],
)
def test_every_refusal_is_a_sentence_in_both_languages(old: str, new: str, path: str, told: str) -> None:
    found = {finding.path: finding for finding in read(SMALL.replace(old, new, 1)).findings}
    assert told in found[path].message.vi + found[path].fix.vi
    assert found[path].message.en
    assert found[path].line > 0


def test_errors_inside_a_rule_that_has_a_key_named_like_its_kind_are_placed_right() -> None:
    text = SMALL.replace("{kind: ratio, of: done, to: all}", "{kind: levels, of: a, levels: {x: 1, y: much}}")
    assert findings(text) == {"indicators[0].rule.levels.y": (10, "catalogue.value-error")}


def test_loading_raises_one_error_with_all_findings() -> None:
    with pytest.raises(DefinitionError) as caught:
        load(
            SMALL.replace("schema: 1", "schema: 2").replace("points: 10\nind", "pionts: 10\nind"),
            name="demo.yaml",
        )
    assert len(caught.value.findings) == 3
    assert "demo.yaml:5:1" in caught.value.message("en")
    assert "pionts" in caught.value.message("vi")


@pytest.mark.parametrize("text", ["", "# only a comment\n", "- a\n- b\n", "just words\n"])
def test_what_is_not_a_definition_says_so(text: str) -> None:
    assert [found.code for found in read(text.encode()).findings] == ["catalogue.not-a-definition"]


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "none.yaml").findings
    assert found.code == "catalogue.no-file"


def test_definitions_can_be_written_without_diacritics_composed() -> None:
    assert load(SMALL.replace("Một", "Mo\u0323\u0302t")).definition.indicators[0].title.vi == "Một"
