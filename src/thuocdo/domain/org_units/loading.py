"""From the YAML of a unit tree to a registry; every finding at once, nothing half loaded.

>>> text = "units: [{id: vn, versions: [{name: Việt Nam, kind: nation}]}]"
>>> parse_units({"units.yaml": text}).unit("vn").name
'Việt Nam'
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from thuocdo.domain.org_units.checks import check_units
from thuocdo.domain.org_units.layouts import TileLayout, check_layouts, read_layout
from thuocdo.domain.org_units.registry import UnitRegistry
from thuocdo.domain.org_units.units import Change, ChangeKind, Kind, OrgUnit, Version
from thuocdo.domain.primitives.errors import DataFileError, Finding
from thuocdo.domain.primitives.paths import catalogues_root
from thuocdo.domain.primitives.provenance import Certainty, Provenance
from thuocdo.domain.primitives.strict_yaml import read_yaml
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_tables import Table, sources_of

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
                    str(folder),
                    1,
                    Text(
                        "Không có tệp đơn vị nào (*.yaml). Kiểm tra đường dẫn.",
                        "There is no unit file (*.yaml) here. Check the path.",
                    ),
                )
            ]
        )
    return parse_units({file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in files})


def parse_units(texts: Mapping[str, str]) -> UnitRegistry:
    """The registry of the given YAML texts, by file name; raises `DataFileError` with all findings."""
    findings: list[Finding] = []
    units: dict[str, OrgUnit] = {}
    known_from: dict[str, dt.date] = {}
    layouts: list[TileLayout] = []
    for file, text in texts.items():
        table = read_yaml(text, file=file, findings=findings)
        if table.has("tiles"):
            layouts.append(read_layout(table))
            continue
        table.only("known_from", "sources", "units")
        if day := table.date("known_from"):
            known_from[file] = day
        for unit in _read_units(table):
            _add(unit, units, table)
    findings += check_units(units)
    registry = UnitRegistry(units, known_from, tuple(layouts), _version(texts))
    if not findings:
        findings += check_layouts(registry)
    if findings:
        raise DataFileError(findings)
    return registry


def _version(texts: Mapping[str, str]) -> str:
    content = "".join(f"{file}\n{texts[file]}\n" for file in sorted(texts))
    return hashlib.sha256(content.encode()).hexdigest()


def _add(unit: OrgUnit, units: dict[str, OrgUnit], table: Table) -> None:
    if unit.id in units:
        first = units[unit.id]
        table.findings.append(
            Finding(
                unit.file,
                unit.versions[0].line if unit.versions else 1,
                Text(
                    f"Mã «{unit.id}» đã có ở {first.file}. Đặt mã khác hoặc gộp hai mục.",
                    f"Id '{unit.id}' is already in {first.file}. Choose another id or join the two.",
                ),
            )
        )
    elif unit.id and unit.versions:
        units[unit.id] = unit


def _read_units(table: Table) -> list[OrgUnit]:
    sources = _read_sources(table)
    return [_read_unit(row, sources) for row in table.tables("units")]


def _read_sources(table: Table) -> dict[str, str]:
    listed = table.table("sources")
    return {key: listed.text(key) for key in listed.entries} if listed else {}


def _read_unit(row: Table, sources: Mapping[str, str]) -> OrgUnit:
    row.only("id", "aliases", "codes", "codes_source", "versions")
    codes = row.table("codes")
    unit = OrgUnit(
        id=row.text("id"),
        versions=tuple(_read_version(version, sources) for version in row.tables("versions")),
        aliases=row.texts("aliases"),
        codes={key: codes.text(key) for key in codes.entries} if codes else {},
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
    parents = row.table("parents")
    then = row.table("then")
    return Version(
        name=row.text("name"),
        kind=row.choice("kind", Kind),
        parents={key: parents.text(key) for key in parents.entries} if parents else {},
        valid_from=row.date("from"),
        valid_to=row.date("to"),
        then=_read_change(then, sources) if then else None,
        label=row.text("label", default=""),
        short=row.text("short", default=""),
        provenance=_read_provenance(row, sources),
        line=row.line,
    )


def _read_change(row: Table, sources: Mapping[str, str]) -> Change:
    row.only("kind", "into", "note", "shares", "certainty", "source")
    return Change(
        kind=row.choice("kind", ChangeKind),
        into=row.texts("into"),
        note=row.bilingual("note", default=Text("")),
        shares=_read_shares(row),
        provenance=_read_provenance(row, sources),
    )


def _read_shares(row: Table) -> dict[str, Fraction]:
    shares = row.table("shares")
    found: dict[str, Fraction] = {}
    for key in shares.entries if shares else ():
        try:
            found[key] = Fraction(shares.text(key)) if shares else Fraction(0)
        except (ValueError, ZeroDivisionError):
            row.note(
                f"Tỷ phần của «{key}» phải là số như 0.25 hoặc 1/4.",
                f"The share of '{key}' must be a number such as 0.25 or 1/4.",
                at="shares",
            )
    return found


def _read_provenance(row: Table, sources: Mapping[str, str]) -> Provenance:
    return Provenance(
        row.choice("certainty", Certainty, default=Certainty.UNKNOWN),
        sources_of(row, "source", sources),
        row.text("note", default="") if not isinstance(row.entries.get("note"), Table) else "",
    )
