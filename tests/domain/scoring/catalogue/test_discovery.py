from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from thuocdo.domain.scoring.catalogue import (
    AmbiguousDefinitionError,
    UnknownDefinitionError,
    discover,
    find,
    locate,
)

BODY = "points: 1\nindicators: [{code: a, points: 1, rule: {kind: given, of: x}}]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two editions and a draft of one index, and one of another."""
    put(
        tmp_path,
        "roads",
        "2020-old",
        "aliases: [r]\nstatus: replaced\nvalid: {from: 2020-01-01, to: 2023-12-31}\n",
    )
    put(tmp_path, "roads", "2024-new", "aliases: [r]\nvalid: {from: 2024-01-01}\n")
    put(tmp_path, "roads", "2024-text", "series: written\nvalid: {from: 2025-01-01}\n")
    put(tmp_path, "roads", "2026-draft", "status: draft\nvalid: {from: 2026-01-01}\n")
    put(tmp_path, "water", "2021", "")
    return tmp_path


def put(root: Path, index: str, rule_set: str, head: str) -> None:
    folder = root / index / rule_set
    folder.mkdir(parents=True)
    text = f"schema: 1\nindex: {index}\nrule_set: {rule_set}\ntitle: {index}\n{head}{BODY}"
    (folder / "index.yaml").write_text(text, encoding="utf-8")


def test_all_rule_sets_are_discovered_from_their_heads(root: Path) -> None:
    assert [entry.reference for entry in discover([root])] == [
        "roads@2020-old",
        "roads@2024-new",
        "roads@2024-text",
        "roads@2026-draft",
        "water@2021",
    ]


@pytest.mark.parametrize(
    ("reference", "rule_set"),
    [
        ("roads", "2024-new"),
        ("r", "2024-new"),
        ("roads@2020-old", "2020-old"),
        ("r@2020", "2020-old"),
        ("roads@2026-draft", "2026-draft"),
        ("water", "2021"),
    ],
)
def test_a_code_or_alias_finds_the_rule_set(root: Path, reference: str, rule_set: str) -> None:
    assert find(reference, [root]).definition.rule_set == rule_set


def test_a_day_finds_the_rule_set_of_that_day(root: Path) -> None:
    assert locate("roads", [root], on=datetime.date(2022, 5, 1)).rule_set == "2020-old"


def test_a_folder_or_file_is_found_as_it_is(root: Path) -> None:
    folder = root / "roads" / "2020-old"
    assert find(str(folder)).definition.rule_set == "2020-old"
    assert find(str(folder / "index.yaml")).reference == "roads@2020-old"


def test_the_folder_of_an_index_means_the_rule_set_in_force(root: Path) -> None:
    assert find(str(root / "roads")).reference == "roads@2024-new"


def test_an_unknown_code_names_the_nearest_first(root: Path) -> None:
    with pytest.raises(UnknownDefinitionError) as caught:
        find("raods", [root])
    assert "roads, r, water" in caught.value.message("vi")


def test_an_unknown_rule_set_names_those_there_are(root: Path) -> None:
    with pytest.raises(UnknownDefinitionError, match="roads@2024-new"):
        find("roads@1999", [root])


def test_a_prefix_of_two_rule_sets_is_ambiguous(root: Path) -> None:
    with pytest.raises(AmbiguousDefinitionError, match="2024-text"):
        find("roads@2024", [root])


def test_a_file_that_cannot_be_read_does_not_hide_the_others(root: Path) -> None:
    (root / "water" / "2021" / "index.yaml").write_bytes(b"\xff\xfe\x00")
    assert len(discover([root])) == 4


def test_the_head_may_stand_below_the_body(root: Path) -> None:
    folder = root / "late" / "1"
    folder.mkdir(parents=True)
    text = "groups: []\n" + BODY + "schema: 1\nindex: late\nrule_set: 1\ntitle: x\n"
    (folder / "index.yaml").write_text(text, encoding="utf-8")
    assert locate("late", [root]).rule_set == "1"
