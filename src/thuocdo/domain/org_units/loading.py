"""From the YAML of a unit tree to a registry; every finding at once, nothing half loaded.

>>> text = "units: [{id: vn, versions: [{name: Việt Nam, kind: nation}]}]"
>>> parse_units({"units.yaml": text}).unit("vn").name
'Việt Nam'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from thuocdo.domain.org_units.checks import check_layouts, check_units
from thuocdo.domain.org_units.layouts import TileLayout, read_layout
from thuocdo.domain.org_units.registry import UnitRegistry
from thuocdo.domain.org_units.units import Change, ChangeKind, Kind, OrgUnit, Version
from thuocdo.domain.primitives.errors import DataFileError
from thuocdo.domain.primitives.findings import Finding, Place
from thuocdo.domain.primitives.paths import catalogues_root
from thuocdo.domain.primitives.rounding import exact
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_tables import (
    Contents,
    Table,
    provenance_of,
    read_table,
    sources_of,
    version_of,
)

FOLDER = "org_units"


@lru_cache(maxsize=8)
def load_units(root: Path | None = None) -> UnitRegistry:
    """The registry of every YAML file below `root` (the shipped catalogue), read once per process."""
    folder = root or catalogues_root() / FOLDER
    files = sorted(folder.rglob("*.yaml"))
    if not files:
        raise DataFileError(
            [
                Finding(
                    "error",
                    "org-units.no-files",
                    Place(str(folder)),
                    "",
                    Text("Không có tệp đơn vị nào (*.yaml).", "There is no unit file (*.yaml) here."),
                    Text("Kiểm tra đường dẫn.", "Check the path."),
                )
            ]
        )
    return parse_units({file.relative_to(folder).as_posix(): file.read_bytes() for file in files})


def parse_units(texts: Contents) -> UnitRegistry:
    """The registry of the given YAML files, by name; raises `DataFileError` with all findings."""
    findings: list[Finding] = []
    units: dict[str, OrgUnit] = {}
    known_from: dict[str, dt.date] = {}
    layouts: list[TileLayout] = []
    for file, text in texts.items():
        table = read_table(text, file, findings)
        if table.has("tiles"):
            layouts.append(read_layout(table))
            continue
        table.only("known_from", "sources", "units")
        if day := table.date("known_from"):
            known_from[file] = day
        for unit in _read_units(table):
            _add(unit, units, table)
    findings += check_units(units)
    registry = UnitRegistry(units, known_from, tuple(layouts), version_of(texts))
    if not findings:
        findings += check_layouts(registry.layouts, registry.at)
    if findings:
        raise DataFileError(findings)
    return registry


def _add(unit: OrgUnit, units: dict[str, OrgUnit], table: Table) -> None:
    if unit.id in units:
        first = units[unit.id]
        table.findings.append(
            Finding(
                "error",
                "org-units.repeated-id",
                Place(unit.file, unit.versions[0].line if unit.versions else 1),
                unit.id,
                Text(f"Mã «{unit.id}» đã có ở {first.file}.", f"Id '{unit.id}' is already in {first.file}."),
                Text("Đặt mã khác hoặc gộp hai mục.", "Choose another id or join the two."),
            )
        )
    elif unit.id and unit.versions:
        units[unit.id] = unit


def _read_units(table: Table) -> list[OrgUnit]:
    sources = table.named_texts("sources")
    return [_read_unit(row, sources) for row in table.tables("units")]


def _read_unit(row: Table, sources: Mapping[str, str]) -> OrgUnit:
    row.only("id", "aliases", "codes", "codes_source", "versions")
    unit = OrgUnit(
        id=row.text("id"),
        versions=tuple(_read_version(version, sources) for version in row.tables("versions")),
        aliases=row.texts("aliases"),
        codes=row.named_texts("codes"),
        codes_reference=sources_of(row, "codes_source", sources),
        file=row.file,
    )
    if not unit.versions:
        row.note(
            f"«{unit.id}» chưa có «versions». Thêm ít nhất một.",
            f"'{unit.id}' has no 'versions'. Add at least one.",
        )
    return unit


def _read_version(row: Table, sources: Mapping[str, str]) -> Version:
    row.only("name", "label", "short", "kind", "parents", "from", "to", "then", "certainty", "source", "note")
    then = row.table("then")
    return Version(
        name=row.text("name"),
        kind=row.choice("kind", Kind),
        parents=row.named_texts("parents"),
        valid_from=row.date("from"),
        valid_to=row.date("to"),
        then=_read_change(then, sources) if then else None,
        label=row.text("label", default=""),
        short=row.text("short", default=""),
        provenance=provenance_of(row, sources),
        line=row.line,
    )


def _read_change(row: Table, sources: Mapping[str, str]) -> Change:
    row.only("kind", "into", "note", "shares", "certainty", "source")
    return Change(
        kind=row.choice("kind", ChangeKind),
        into=row.texts("into"),
        note=row.bilingual("note", default=Text("")),
        shares=_read_shares(row),
        provenance=provenance_of(row, sources, noted=isinstance(row.entries.get("note"), str)),
    )


def _read_shares(row: Table) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for key, share in row.named_texts("shares").items():
        try:
            found[key] = exact(share)
        except (ValueError, ZeroDivisionError):
            row.note(
                f"Tỷ phần của «{key}» phải là số như 0.25 hoặc 1/4.",
                f"The share of '{key}' must be a number such as 0.25 or 1/4.",
                at="shares",
            )
    return found
