"""What a set of units must satisfy before anybody counts with it: spans, parents, successors, no cycles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from thuocdo.domain.org_units.layouts import TileLayout
from thuocdo.domain.org_units.names import nearest, tidy
from thuocdo.domain.org_units.units import (
    CONTINUING,
    HIERARCHIES,
    ONE_DAY,
    Change,
    ChangeKind,
    OrgUnit,
    Version,
)
from thuocdo.domain.primitives.findings import Finding, Place
from thuocdo.domain.primitives.texts import Text

Units = Mapping[str, OrgUnit]


def check_units(units: Units) -> Iterator[Finding]:
    """Everything wrong in and between the units."""
    for unit in units.values():
        yield from _check_spans(unit)
        for version in unit.versions:
            yield from _check_parents(unit, version, units)
            yield from _check_change(unit, version, units)
    yield from _check_cycles(units)
    yield from _check_labels(units)


def check_layouts(
    layouts: Iterable[TileLayout], units_at: Callable[[dt.date], Collection[str]]
) -> Iterator[Finding]:
    """Tiles of units that are not there on the day of the layout."""
    for layout in layouts:
        there = units_at(layout.at)
        for unit_id in layout.places:
            if unit_id not in there:
                near = ", ".join(nearest(unit_id, there))
                yield Finding(
                    "error",
                    "org-units.tile",
                    Place(layout.file, layout.lines.get(unit_id, 1)),
                    unit_id,
                    Text(
                        f"Ô «{unit_id}»: ngày {layout.at} không có đơn vị này.",
                        f"Tile '{unit_id}': there is no such unit on {layout.at}.",
                    ),
                    Text(f"Gần giống: {near or '–'}.", f"Similar: {near or 'none'}."),
                )


def _at(unit: OrgUnit, version: Version, vi: str, en: str) -> Finding:
    return Finding("error", "org-units.inconsistent", Place(unit.file, version.line), unit.id, Text(vi, en))


def _check_spans(unit: OrgUnit) -> Iterator[Finding]:
    for version in unit.versions:
        if version.valid_from and version.valid_to and version.valid_from > version.valid_to:
            yield _at(
                unit,
                version,
                f"«{unit.id}»: ngày bắt đầu sau ngày kết thúc. Sửa một trong hai.",
                f"'{unit.id}': the start is after the end. Mend one of them.",
            )
    for earlier, later in zip(unit.versions, unit.versions[1:], strict=False):
        yield from _check_seam(unit, earlier, later)


def _check_seam(unit: OrgUnit, earlier: Version, later: Version) -> Iterator[Finding]:
    if earlier.valid_to is None or later.valid_from is None or later.valid_from <= earlier.valid_to:
        yield _at(
            unit,
            later,
            f"«{unit.id}»: hai giai đoạn chồng lên nhau ({earlier.span.vi}; {later.span.vi}). Sửa ngày.",
            f"'{unit.id}': two versions overlap ({earlier.span.en}; {later.span.en}). Mend the dates.",
        )
    elif later.valid_from != earlier.valid_to + ONE_DAY:
        yield _at(
            unit,
            later,
            f"«{unit.id}»: có khoảng trống giữa {earlier.valid_to} và {later.valid_from}. "
            "Nối hai ngày, hoặc dùng mã khác nếu đó là đơn vị khác.",
            f"'{unit.id}': there is a gap between {earlier.valid_to} and {later.valid_from}. "
            "Join the dates, or use another id if it is another unit.",
        )


def _check_parents(unit: OrgUnit, version: Version, units: Units) -> Iterator[Finding]:
    for hierarchy, parent_id in version.parents.items():
        if hierarchy not in HIERARCHIES:
            yield _at(
                unit,
                version,
                f"«{unit.id}»: không có hệ thống «{hierarchy}». Dùng: {', '.join(HIERARCHIES)}.",
                f"'{unit.id}': there is no hierarchy '{hierarchy}'. Use: {', '.join(HIERARCHIES)}.",
            )
        parent = units.get(parent_id)
        if parent is None:
            yield _unknown(unit, version, parent_id, units, "đơn vị cấp trên", "parent")
        elif (day := _day_without(parent, version)) is not None:
            yield _at(
                unit,
                version,
                f"«{unit.id}»: cấp trên «{parent_id}» không có ngày {day} ({parent.span.vi}). Sửa ngày.",
                f"'{unit.id}': parent '{parent_id}' is not there on {day} ({parent.span.en}). Mend dates.",
            )


def _day_without(parent: OrgUnit, version: Version) -> dt.date | None:
    """A day of `version` on which `parent` is missing; its versions have no gaps, so the ends are enough."""
    ends = [day for day in (version.valid_from, version.valid_to) if day is not None]
    if version.valid_to is None:
        ends.append(dt.date.max)
    return next((day for day in ends if parent.at(day) is None), None)


def _unknown(unit: OrgUnit, version: Version, wanted: str, units: Units, vi: str, en: str) -> Finding:
    labels = {found.label: found.id for found in units.values()}
    near = nearest(wanted, [*units, *labels])
    listed = ", ".join(labels.get(name, name) for name in near)
    return _at(
        unit,
        version,
        f"«{unit.id}»: không có {vi} «{wanted}». {'Gần giống: ' + listed if listed else 'Thêm đơn vị đó'}.",
        f"'{unit.id}': there is no {en} '{wanted}'. {'Similar: ' + listed if listed else 'Add that unit'}.",
    )


def _check_change(unit: OrgUnit, version: Version, units: Units) -> Iterator[Finding]:
    change, after = version.then, unit.version_after(version)
    if version.valid_to is None:
        if change and change.kind != ChangeKind.UNVERIFIED:
            yield _at(
                unit,
                version,
                f"«{unit.id}»: có «then» mà không có ngày kết thúc «to». Thêm ngày.",
                f"'{unit.id}': there is a 'then' but no end 'to'. Add the date.",
            )
        return
    if change is None:
        yield _at(
            unit,
            version,
            f"«{unit.id}»: kết thúc {version.valid_to} mà không nói ra sao. Thêm «then».",
            f"'{unit.id}': it ends on {version.valid_to} without saying what becomes of it. Add 'then'.",
        )
        return
    if problem := _shape_problem(change, followed=after is not None):
        yield _at(unit, version, f"«{unit.id}»: {problem.vi}", f"'{unit.id}': {problem.en}")
    for target in change.into:
        yield from _check_target(unit, version, target, units)


def _check_target(unit: OrgUnit, version: Version, target: str, units: Units) -> Iterator[Finding]:
    follower = units.get(target)
    if follower is None:
        yield _unknown(unit, version, target, units, "đơn vị kế thừa", "successor")
    elif version.valid_to and follower.at(version.valid_to + ONE_DAY) is None:
        yield _at(
            unit,
            version,
            f"«{unit.id}»: kế thừa «{target}» không có ngày hôm sau ({follower.span.vi}). Sửa ngày.",
            f"'{unit.id}': successor '{target}' is not there the day after ({follower.span.en}). Mend dates.",
        )


def _shape_problem(change: Change, *, followed: bool) -> Text | None:
    """Why the change cannot be of its kind."""
    named = len(change.into)
    if followed and (change.kind not in CONTINUING or named):
        return Text(
            "còn giai đoạn sau cùng mã nên «then» phải là renamed hoặc moved, không có «into».",
            "a version follows under the same id, so 'then' must be renamed or moved, without 'into'.",
        )
    if not followed and change.kind in CONTINUING | {ChangeKind.MERGED} and named != 1:
        return Text(
            f"«{change.kind}» cần đúng một đơn vị trong «into».",
            f"'{change.kind}' needs exactly one unit in 'into'.",
        )
    if change.kind == ChangeKind.SPLIT and named < 2:
        return Text(
            "«split» cần ít nhất hai đơn vị trong «into».", "'split' needs two units or more in 'into'."
        )
    if change.kind == ChangeKind.ABOLISHED and named:
        return Text("«abolished» không có «into».", "'abolished' has no 'into'.")
    if change.shares and (set(change.shares) != set(change.into) or sum(change.shares.values()) != 1):
        return Text(
            "«shares» phải có đủ các đơn vị trong «into» và cộng lại bằng 1.",
            "'shares' must name every unit of 'into' and add up to 1.",
        )
    return None


def _check_labels(units: Units) -> Iterator[Finding]:
    """Two units of one label on one day cannot be told apart in a sheet."""
    bearers: dict[str, list[tuple[OrgUnit, Version]]] = {}
    for unit in units.values():
        for version in unit.versions:
            bearers.setdefault(tidy(version.full_label).casefold(), []).append((unit, version))
    for same in bearers.values():
        for place, (unit, version) in enumerate(same):
            for other, earlier in same[:place]:
                if other.id != unit.id and _overlap(version, earlier):
                    yield _at(
                        unit,
                        version,
                        f"«{unit.id}» và «{other.id}» đều tên «{version.full_label}». Thêm «label».",
                        f"'{unit.id}' and '{other.id}' are both '{version.full_label}'. Add a 'label'.",
                    )


def _overlap(one: Version, other: Version) -> bool:
    starts = one.valid_from or dt.date.min, other.valid_from or dt.date.min
    ends = one.valid_to or dt.date.max, other.valid_to or dt.date.max
    return max(starts) <= min(ends)


def _check_cycles(units: Units) -> Iterator[Finding]:
    starts = {version.valid_from or dt.date.min for unit in units.values() for version in unit.versions}
    reported: set[str] = set()
    for day in sorted(starts):
        there = {unit.id: version for unit in units.values() if (version := unit.at(day))}
        for hierarchy in HIERARCHIES:
            for unit_id in _on_cycles(there, hierarchy) - reported:
                reported.add(unit_id)
                yield _at(
                    units[unit_id],
                    units[unit_id].versions[0],
                    f"«{unit_id}» nằm dưới chính nó ngày {day}. Sửa cấp trên.",
                    f"'{unit_id}' lies below itself on {day}. Mend its parent.",
                )


def _on_cycles(there: Mapping[str, Version], hierarchy: str) -> set[str]:
    above = {
        unit_id: version.parents[hierarchy]
        for unit_id, version in there.items()
        if hierarchy in version.parents
    }
    safe: set[str] = set()
    cyclic: set[str] = set()
    for start in above:
        trail: list[str] = []
        at: str | None = start
        while at is not None and at not in safe and at not in cyclic and at not in trail:
            trail.append(at)
            at = above.get(at)
        if at in trail:
            cyclic.update(trail[trail.index(at) :])
        safe.update(set(trail) - cyclic)
    return cyclic
