"""Unit files with one thing wrong each: the finding says file, line, reason and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from thuocdo.domain.org_units.loading import load_units, parse_units
from thuocdo.domain.primitives.errors import DataFileError
from thuocdo.domain.primitives.findings import Finding

COUNTRY = "units:\n  - {id: vn, versions: [{name: Việt Nam, kind: nation}]}\n"
TILES = "code: t\nname: Ô\nat: 2026-01-01\nlayout: grid\ntiles:\n"


def findings_of(*units: str, **files: str) -> tuple[Finding, ...]:
    texts = {"units.yaml": COUNTRY + "".join(f"  - {unit}\n" for unit in units)}
    texts |= {f"{name}.yaml": text for name, text in files.items()}
    with pytest.raises(DataFileError) as caught:
        parse_units(texts)
    return caught.value.findings


def a_unit(unit_id: str, *versions: str) -> str:
    listed = ", ".join(f"{{name: {unit_id.upper()}, kind: province, {version}}}" for version in versions)
    return f"{{id: {unit_id}, versions: [{listed}]}}"


IN_VN = "parents: {territorial: vn}"


@pytest.mark.parametrize(
    ("units", "reason"),
    [
        ([a_unit("a", "parents: {territorial: vietnam}")], "no parent 'vietnam'. Similar: vn"),
        ([a_unit("a", "parents: {sideways: vn}")], "no hierarchy 'sideways'. Use: territorial, sectoral"),
        ([a_unit("a", IN_VN), a_unit("a", IN_VN)], "Id 'a' is already in units.yaml"),
        (
            [a_unit("a", "from: 2025-01-02, to: 2025-01-01, then: {kind: abolished}")],
            "the start is after the end",
        ),
        (
            [a_unit("a", "to: 2024-12-31, then: {kind: moved}", "from: 2024-12-31")],
            "two versions overlap",
        ),
        ([a_unit("a", "from: 2024-01-01", "from: 2025-01-01")], "two versions overlap"),
        (
            [a_unit("a", "to: 2024-12-31, then: {kind: moved}", "from: 2025-01-02")],
            "gap between 2024-12-31 and 2025-01-02",
        ),
        (
            [a_unit("a", "parents: {territorial: b}"), a_unit("b", "parents: {territorial: a}")],
            "lies below itself",
        ),
        ([a_unit("a", "parents: {sectoral: a}")], "lies below itself"),
        (
            [
                a_unit("abc", "to: 2024-12-31, then: {kind: merged, into: [abd]}"),
                a_unit("abe", "from: 2025-01-01"),
            ],
            "no successor 'abd'. Similar: abe",
        ),
        (
            [a_unit("a", "to: 2024-12-31, then: {kind: merged, into: [b]}"), a_unit("b", "from: 2025-02-01")],
            "successor 'b' is not there the day after",
        ),
        ([a_unit("a", "to: 2024-12-31")], "without saying what becomes of it. Add 'then'"),
        ([a_unit("a", "then: {kind: abolished}")], "a 'then' but no end 'to'"),
        ([a_unit("a", "to: 2024-12-31, then: {kind: merged}")], "'merged' needs exactly one unit"),
        ([a_unit("a", "to: 2024-12-31, then: {kind: abolished, into: [vn]}")], "'abolished' has no 'into'"),
        ([a_unit("a", "to: 2024-12-31, then: {kind: split, into: [vn]}")], "'split' needs two units"),
        (
            [
                a_unit("a", "to: 2024-12-31, then: {kind: split, into: [b, c], shares: {b: 1/2, c: 0.4}}"),
                a_unit("b", "from: 2025-01-01"),
                a_unit("c", "from: 2025-01-01"),
            ],
            "add up to 1",
        ),
        (
            [a_unit("a", "to: 2024-12-31, then: {kind: merged, into: [vn]}", "from: 2025-01-01")],
            "must be renamed or moved",
        ),
        (
            [
                a_unit("a", "from: 2024-01-01, to: 2024-12-31, then: {kind: abolished}"),
                a_unit("b", "parents: {territorial: a}"),
            ],
            "parent 'a' is not there on",
        ),
        ([a_unit("a", "size: 3")], "Key 'size' does not belong here"),
        ([a_unit("a", "kind: planet")], "The key 'kind' already stands on line 3"),
        ([a_unit("a", "from: spring")], "'from' must be a day written YYYY-MM-DD"),
        ([a_unit("a", "source: rumour")], "Source 'rumour' is not among 'sources'"),
        (
            [
                "{id: a, versions: [{name: Xã Ấ, kind: ward}]}",
                "{id: b, versions: [{name: xã  ấ, kind: ward}]}",
            ],
            "'b' and 'a' are both 'xã  ấ'. Add a 'label'",
        ),
        (["{id: a}"], "'a' has no 'versions'"),
        (["{versions: [{name: A, kind: ward}]}"], "'id' is missing"),
    ],
)
def test_one_wrong_thing_is_one_clear_finding(units: list[str], reason: str) -> None:
    found = findings_of(*units)
    assert reason in " ".join(finding.text.en for finding in found)
    assert all(finding.file == "units.yaml" and finding.line >= 3 for finding in found)


def test_all_findings_come_at_once_in_order_of_lines() -> None:
    found = findings_of(
        a_unit("a", "parents: {territorial: x}"), a_unit("b", "to: 2024-12-31"), a_unit("c", "size: 1")
    )
    assert [finding.line for finding in found] == [3, 4, 5]


def test_a_tile_of_an_unknown_unit_names_the_nearest() -> None:
    found = findings_of(a_unit("hue", IN_VN), tiles=TILES + "  - hue .\n  - hui vn\n")
    assert [(f.file, f.line) for f in found] == [("tiles.yaml", 7)]
    assert "Similar: hue" in found[0].text.en


def test_a_unit_on_two_tiles_is_refused() -> None:
    assert "has two tiles" in findings_of(tiles=TILES + "  - vn vn\n")[0].text.en


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="Không có tệp đơn vị"):
        load_units(tmp_path)


def test_a_file_in_another_encoding_is_a_finding_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_bytes(
        COUNTRY.encode("utf-8") + "# Huế cũ".encode("cp1258", "replace") + b"\xff"
    )
    with pytest.raises(DataFileError) as caught:
        load_units(tmp_path)
    assert [(found.code, found.line) for found in caught.value.findings] == [("yaml.encoding", 3)]


def test_a_folder_loads_as_its_texts_do(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_text(COUNTRY, "utf-8")
    assert load_units(tmp_path).version == parse_units({"units.yaml": COUNTRY}).version


def test_the_version_follows_the_content() -> None:
    assert parse_units({"a.yaml": COUNTRY}).version != parse_units({"a.yaml": COUNTRY + "# x\n"}).version


def test_the_shipped_catalogue_has_no_findings() -> None:
    assert len(load_units().units) == 338
