"""Every name must lead somewhere: codes are unique, references exist, nothing leads back to itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.spelling import did_you_mean
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_text import Path
from thuocdo.domain.scoring.catalogue.checks.subject import TOTAL, Site, Subject, listed
from thuocdo.domain.scoring.definition import Node
from thuocdo.domain.scoring.quantity import Quantity

_DIGITS = re.compile(r"(\d+)")


def natural_key(code: str) -> tuple[tuple[int, int, str], ...]:
    """Codes in the order people count: 4.9 before 4.10.

    >>> sorted(["4.10", "4.9", "4.22.11"], key=natural_key)
    ['4.9', '4.10', '4.22.11']
    """
    parts = (part for part in _DIGITS.split(code) if part.strip("."))
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def check_codes(subject: Subject) -> Iterator[Finding]:
    """Codes are unique; `total` is the whole index."""
    first: dict[str, Site] = {}
    for site in subject.sites:
        code = site.node.code
        if code == TOTAL or code in first:
            yield _taken_code(subject, site, first.get(code))
        first.setdefault(code, site)
    views = [view.code for view in subject.definition.views]
    for position, code in enumerate(views):
        if code in views[:position] or code in first:
            yield subject.finding(
                "error",
                "duplicate-code",
                ("views", position, "code"),
                f"Mã trụ cột «{code}» đã được dùng.",
                f"The view code '{code}' is already taken.",
            )


def _taken_code(subject: Subject, site: Site, other: Site | None) -> Finding:
    place = subject.loaded.place((*other.path, "code")).line if other else 0
    where_vi = f"đã dùng ở dòng {place}" if other else "dành cho cả bộ chỉ số"
    where_en = f"already stands on line {place}" if other else "means the whole index"
    return subject.finding(
        "error",
        "duplicate-code",
        (*site.path, "code"),
        f"Mã {site.label} {where_vi}.",
        f"The code {site.label} {where_en}.",
        fix=Text("Đặt một mã khác.", "Choose another code."),
    )


def check_order(subject: Subject) -> Iterator[Finding]:
    """Siblings stand in the order of their codes; otherwise a note, since papers sometimes differ."""
    for site in (subject.root, *subject.sites):
        codes = [child.node.code for child in site.children]
        if all(code[0].isdigit() for code in codes) and codes != sorted(codes, key=natural_key):
            yield subject.finding(
                "note",
                "order",
                site.path,
                f"Các mã trong {site.label} không theo thứ tự: {listed(codes)}.",
                f"The codes in {site.label} are not in order: {listed(codes)}.",
            )


def check_node_references(subject: Subject) -> Iterator[Finding]:
    """Gates, factors and views name nodes that exist."""
    for site in (subject.root, *subject.sites):
        if site.node.gate is not None:
            yield from _node_exists(subject, site.node.gate.node, (*site.path, "gate", "node"))
        if site.node.times is not None:
            yield from _check_factor(subject, site)
    for position, view in enumerate(subject.definition.views):
        for member, code in enumerate(view.members):
            yield from _node_exists(subject, code, ("views", position, "members", member))


def _node_exists(subject: Subject, code: str, path: Path) -> Iterator[Finding]:
    if code not in subject.by_code:
        yield subject.finding(
            "error",
            "unknown-node",
            path,
            f"Không có chỉ số hay nhóm nào mã «{code}».",
            f"No node has the code '{code}'.",
            fix=did_you_mean(code, subject.by_code),
        )


def _check_factor(subject: Subject, site: Site) -> Iterator[Finding]:
    factor = site.node.times
    if factor is None:
        return
    path = (*site.path, "times", "indicator")
    yield from _node_exists(subject, factor.indicator, path)
    other = subject.by_code.get(factor.indicator)
    if other is not None and factor.read == "ratio" and getattr(other.node.rule, "kind", "") != "ratio":
        yield subject.finding(
            "error",
            "factor-without-ratio",
            path,
            f"{site.label} nhân với tỷ lệ của {other.label}, chỉ số này không tính theo tỷ lệ (kind: ratio).",
            f"{site.label} is multiplied by the ratio of {other.label}, whose rule is not 'kind: ratio'.",
            fix=Text("Dùng «read: share».", "Use 'read: share'."),
        )


# Units from which results are handed down need not be assessed by the same index themselves.
_ABOVE = ("nation", "ministry", "province", "department", "district", "commune")


def check_levels(subject: Subject) -> Iterator[Finding]:
    """Levels that nodes name are among those the index assesses."""
    known = subject.definition.levels
    if not known:
        return
    for site in subject.sites:
        named: list[tuple[str, Path]] = [
            (level, ("applies_to", "levels", place))
            for place, level in enumerate(site.node.applies_to.levels)
        ]
        if site.node.copied_from is not None and site.node.copied_from not in _ABOVE:
            named.append((site.node.copied_from, ("copied_from",)))
        for level, below in named:
            if level not in known:
                yield subject.finding(
                    "error",
                    "unknown-level",
                    (*site.path, *below),
                    f"{site.label}: cấp «{level}» không có trong «levels» của bộ chỉ số.",
                    f"{site.label}: the level '{level}' is not among the 'levels' of the index.",
                    fix=did_you_mean(level, known),
                )


def check_node_cycles(subject: Subject) -> Iterator[Finding]:
    """A result may not depend on itself through groups, factors and gates."""
    needs = {site.node.code: _needs(site.node) for site in subject.root.walk()}
    for cycle in cycles(needs):
        site = subject.by_code[cycle[0]]
        told = " → ".join((*cycle, cycle[0]))
        yield subject.finding(
            "error",
            "cycle",
            site.path,
            f"Vòng lặp: {told}.",
            f"A result depends on itself: {told}.",
            fix=Text("Bỏ một «times» hoặc «gate».", "Remove one 'times' or 'gate'."),
        )


def _needs(node: Node) -> tuple[str, ...]:
    named = [child.code for child in node.children]
    named += [node.times.indicator] if node.times else []
    named += [node.gate.node] if node.gate else []
    return tuple(named)


def cycles(needs: dict[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The first cycle met from every start, each told once.

    >>> cycles({"a": ("b",), "b": ("a",), "c": ("a",)})
    [('a', 'b')]
    """
    done: set[str] = set()
    found: list[tuple[str, ...]] = []
    for start in needs:
        stack: list[tuple[str, Iterator[str]]] = [(start, iter(needs[start]))] if start not in done else []
        trail = [start]
        while stack:
            following = next(stack[-1][1], None)
            if following is None:
                done.add(stack.pop()[0])
                trail.pop()
            elif following in trail:
                found.append(tuple(trail[trail.index(following) :]))
            elif following not in done and following in needs:
                stack.append((following, iter(needs[following])))
                trail.append(following)
    return found


def check_inputs(subject: Subject) -> Iterator[Finding]:
    """What is read is declared, what is declared is read; without a list of inputs every name is a number."""
    declared = subject.definition.inputs
    used = dict(_uses(subject))
    if not declared:
        return
    for name, path in used.items():
        if name not in declared:
            yield subject.finding(
                "error",
                "unknown-input",
                path,
                f"Số liệu «{name}» chưa khai báo trong «inputs».",
                f"The input '{name}' is not declared under 'inputs'.",
                fix=did_you_mean(name, declared),
            )
    unused = [name for name in declared if name not in used]
    if unused:
        yield subject.finding(
            "warning",
            "unused-input",
            ("inputs", unused[0]),
            f"Khai báo nhưng không quy tắc nào dùng: {listed(unused)}.",
            f"Declared but read by no rule: {listed(unused)}.",
        )


def _uses(subject: Subject) -> Iterator[tuple[str, Path]]:
    """Every input name that something reads, with the place of the reading."""
    for site in subject.sites:
        if site.node.rule is not None:
            rule = site.node.rule
            named_there = (*rule.inputs(), *getattr(rule, "would_read", ()))
            yield from ((name, (*site.path, "rule")) for name in named_there)
        if site.node.reading is not None and site.node.reading.proposal is not None:
            proposed = site.node.reading.proposal.inputs()
            yield from ((name, (*site.path, "reading", "proposal")) for name in proposed)
        if site.node.given:
            yield site.node.given, (*site.path, "given")
    for name, spec in subject.definition.inputs.items():
        at: Path = ("inputs", name)
        named = [(spec.part_of, "part_of"), *((step.by, "prepare") for step in spec.prepare)]
        yield from ((other, (*at, key)) for other, key in named if other)
        if spec.derive:
            yield from ((other, (*at, "derive")) for other in derived_from(spec.derive))
    for position, step in enumerate(subject.definition.prepare):
        named_here = (*((step.by,) if step.by else ()), *step.only, *step.skip)
        yield from ((name, ("prepare", position)) for name in named_here)


def derived_from(expression: str) -> tuple[str, ...]:
    """The inputs an expression reads; none where it cannot be read (which is told elsewhere)."""
    try:
        return Quantity(expression).names
    except ValueError:
        return ()


def check_derivations(subject: Subject) -> Iterator[Finding]:
    """Derived inputs can be read and do not derive from themselves."""
    specs = subject.definition.inputs
    for name, spec in specs.items():
        if spec.derive is not None:
            yield from _check_expression(subject, name, spec.derive)
    needs = {name: derived_from(spec.derive) if spec.derive else () for name, spec in specs.items()}
    for cycle in cycles(needs):
        yield subject.finding(
            "error",
            "cycle",
            ("inputs", cycle[0], "derive"),
            f"Số liệu tính vòng: {' → '.join((*cycle, cycle[0]))}.",
            f"Inputs derive from each other: {' → '.join((*cycle, cycle[0]))}.",
        )


def _check_expression(subject: Subject, name: str, expression: str) -> Iterator[Finding]:
    try:
        Quantity(expression)
    except ValueError as error:
        yield subject.finding(
            "error",
            "expression",
            ("inputs", name, "derive"),
            f"Không đọc được biểu thức của «{name}»: {error}.",
            f"The expression of '{name}' cannot be read: {error}.",
        )


def check_choices(subject: Subject) -> Iterator[Finding]:
    """Rules that look a choice up know every choice the form offers."""
    for site in subject.sites:
        rule = site.node.rule
        if rule is None or rule.kind != "levels":
            continue
        for name in rule.inputs():
            spec = subject.definition.inputs.get(name)
            if spec is not None and spec.choices:
                yield from _compare_choices(subject, site, spec.choices, rule.levels)


def _compare_choices(
    subject: Subject, site: Site, offered: Iterable[str], scored: Iterable[str]
) -> Iterator[Finding]:
    offered, scored = list(offered), list(scored)
    for code in scored:
        if code not in offered:
            yield subject.finding(
                "error",
                "unknown-choice",
                (*site.path, "rule", "levels", code),
                f"Mức «{code}» không có trong các lựa chọn của số liệu.",
                f"Level '{code}' is not one of the input's choices.",
                fix=did_you_mean(code, offered),
            )
    left_out = [code for code in offered if code not in scored]
    if left_out:
        yield subject.finding(
            "note",
            "choice-without-level",
            (*site.path, "rule"),
            f"Các lựa chọn theo «otherwise»: {listed(left_out)}.",
            f"Choices left to 'otherwise': {listed(left_out)}.",
        )
