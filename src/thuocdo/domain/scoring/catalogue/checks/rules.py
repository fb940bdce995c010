"""Rules and aggregates are sound: indicators have rules, bands do not overlap, means can be taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_text import Path
from thuocdo.domain.scoring.catalogue.checks.subject import Site, Subject, listed, plain
from thuocdo.domain.scoring.definition import AggregateKind, ClassBand

_STEP = re.compile(r"[^.\[\]]+")
_NO_NEGATIVES = {AggregateKind.GEOMETRIC, AggregateKind.HARMONIC, AggregateKind.POWER}


def check_rule_or_children(subject: Subject) -> Iterator[Finding]:
    """A node has a rule or children, never both and never neither."""
    if subject.root.node.is_leaf:
        yield subject.finding(
            "error", "empty", (), "Bộ chỉ số chưa có chỉ số nào.", "The index has no indicators."
        )
    for site in subject.sites:
        has_rule = site.node.rule is not None
        if has_rule and not site.node.is_leaf:
            yield subject.finding(
                "error",
                "rule-and-children",
                (*site.path, "rule"),
                f"{site.label} vừa có quy tắc vừa có chỉ số con.",
                f"{site.label} has both a rule and children.",
                fix=Text("Giữ một trong hai.", "Keep one of the two."),
            )
        elif not has_rule and site.node.is_leaf and site.node.scored and not site.node.given:
            yield subject.finding(
                "error",
                "no-rule",
                site.path,
                f"{site.label} chưa có cách tính điểm.",
                f"{site.label} has no rule.",
                fix=Text(
                    "Thêm «rule», hoặc «rule: {kind: unknown}» nếu chưa biết.",
                    "Add 'rule', or 'rule: {kind: unknown}' while it is not known.",
                ),
            )


def check_rules(subject: Subject) -> Iterator[Finding]:
    """What each rule kind finds wrong in its own parameters."""
    for site in subject.sites:
        if site.node.rule is None:
            continue
        for found in site.node.rule.check():
            path = (*site.path, "rule", *_path(found.field))
            yield subject.finding(
                found.severity,
                found.code,
                path,
                f"{site.label}: {found.text.pick('vi')}",
                f"{site.label}: {found.text.pick('en')}",
                fix=found.fix,
            )


def _path(field: str) -> Path:
    return tuple(int(step) if step.isdigit() else step for step in _STEP.findall(field))


def check_means(subject: Subject) -> Iterator[Finding]:
    """Geometric, harmonic and power means need children that cannot fall below zero."""
    for site in (subject.root, *subject.sites):
        if site.node.aggregate.kind not in _NO_NEGATIVES:
            continue
        negative = [
            child.node.code for child in site.children if child.node.scored and _may_be_negative(child)
        ]
        if negative:
            kind = site.node.aggregate.kind.value
            yield subject.finding(
                "error",
                "mean-of-negatives",
                site.path,
                f"{site.label} lấy trung bình {kind} nhưng có thể nhận điểm âm: {listed(negative)}.",
                f"{site.label} takes a {kind} of results that can be negative: {listed(negative)}.",
                fix=Text("Đặt «clip: both» hoặc «min_points: 0».", "Set 'clip: both' or 'min_points: 0'."),
            )


def _may_be_negative(site: Site) -> bool:
    node = site.node
    if node.min_points is not None and node.min_points >= 0:
        return False
    if node.aggregate.floor is not None and node.aggregate.floor >= 0 and not node.is_leaf:
        return False
    if node.rule is not None:
        if node.rule.kind == "unknown":
            return False
        low, _ = node.rule.range(site.maximum(None) or Fraction(1))
        return low is None or low < 0
    return any(_may_be_negative(child) for child in site.children)


def check_power(subject: Subject) -> Iterator[Finding]:
    """A power mean says its power."""
    for site in (subject.root, *subject.sites):
        aggregate = site.node.aggregate
        if aggregate.kind is AggregateKind.POWER and not aggregate.power:
            yield subject.finding(
                "error",
                "no-power",
                (*site.path, "aggregate"),
                f"{site.label}: power_mean cần «power» khác 0.",
                f"{site.label}: a power mean needs a 'power' other than 0.",
                fix=Text("Với số mũ 0 dùng geometric_mean.", "For power 0 use geometric_mean."),
            )


def check_class_bands(subject: Subject) -> Iterator[Finding]:
    """Classes do not overlap, all can be reached, and the lowest takes what is left."""
    classes = subject.definition.classes
    if classes.kind == "quantiles":
        yield from _quantile_bands(subject, classes.bands)
    if not classes.bands or classes.kind != "cuts":
        return
    yield from _repeated(subject, classes.bands)
    yield from _unreachable(subject, classes.bands, _top(subject))
    lowest = [band for band in classes.bands if band.start is None]
    if not lowest and min(band.start or Fraction(0) for band in classes.bands) > 0:
        yield subject.finding(
            "warning",
            "missing-band",
            ("classes", "bands"),
            "Kết quả thấp hơn bậc thấp nhất sẽ không được xếp loại.",
            "Results below the lowest band get no class.",
            fix=Text("Bỏ «from» ở bậc thấp nhất.", "Leave 'from' out of the lowest band."),
        )


def _quantile_bands(subject: Subject, bands: tuple[ClassBand, ...]) -> Iterator[Finding]:
    cut = [band.code for band in bands if band.start is not None]
    if cut or len(bands) < 2:
        yield subject.finding(
            "error" if len(bands) < 2 else "warning",
            "quantile-bands",
            ("classes", "bands"),
            "Xếp loại theo số đơn vị bằng nhau cần ít nhất hai bậc, từ tốt nhất, không có «from».",
            "Classes of equal size need two bands or more, the best first, without 'from'.",
        )


def _repeated(subject: Subject, bands: tuple[ClassBand, ...]) -> Iterator[Finding]:
    starts = [band.start for band in bands]
    codes = [band.code for band in bands]
    for position, band in enumerate(bands):
        if band.start in starts[:position]:
            yield subject.finding(
                "error",
                "overlapping-bands",
                ("classes", "bands", position),
                f"Bậc «{band.code}» bắt đầu cùng chỗ với một bậc khác.",
                f"Band '{band.code}' begins where another one does.",
            )
        if band.code in codes[:position]:
            yield subject.finding(
                "error",
                "duplicate-code",
                ("classes", "bands", position),
                f"Mã bậc «{band.code}» bị lặp.",
                f"The band code '{band.code}' is repeated.",
            )


def _unreachable(subject: Subject, bands: tuple[ClassBand, ...], top: Fraction | None) -> Iterator[Finding]:
    for position, band in enumerate(bands):
        if top is not None and band.start is not None and band.start > top:
            yield subject.finding(
                "warning",
                "dead-band",
                ("classes", "bands", position),
                f"Không ai đạt bậc «{band.code}»: cao nhất là {plain(top)}.",
                f"Nobody can reach band '{band.code}': the highest value is {plain(top)}.",
                fix=Text("Kiểm tra «from» và «published».", "Check 'from' and 'published'."),
            )


def _top(subject: Subject) -> Fraction | None:
    """The highest value people can quote; None where it is unknown or bonuses may raise it."""
    if subject.definition.classes.on == "share":
        return Fraction(1)
    if any(site.node.adjusts for site in subject.sites):
        return None
    maximum = subject.root.maximum(None)
    return None if maximum is None else maximum / subject.definition.published.divide_by


def check_gates(subject: Subject) -> Iterator[Finding]:
    """A gate's threshold can be reached."""
    for site in (subject.root, *subject.sites):
        gate = site.node.gate
        if gate is None or gate.node not in subject.by_code:
            continue
        top = Fraction(1) if gate.read == "share" else subject.by_code[gate.node].maximum(None)
        if top is not None and gate.at_least > top:
            asked = plain(gate.at_least)
            yield subject.finding(
                "warning",
                "dead-gate",
                (*site.path, "gate", "at_least"),
                f"Điều kiện của {site.label} không bao giờ đạt: cần {asked}, cao nhất {plain(top)}.",
                f"The gate of {site.label} never opens: it asks for {asked}, the highest is {plain(top)}.",
            )
