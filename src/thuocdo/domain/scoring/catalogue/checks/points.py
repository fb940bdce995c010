"""Points must add up: groups over their children, views over their members; weights must weigh something."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fractions import Fraction

from thuocdo.domain.primitives.errors import PeriodError
from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue.checks.subject import (
    Site,
    Subject,
    is_in_force,
    listed,
    plain,
    stated,
    unsettled,
)
from thuocdo.domain.scoring.definition import ByPeriod, Points, View


def check_sums(subject: Subject) -> Iterator[Finding]:
    """A group that adds states exactly what its children add up to."""
    for site in (subject.root, *subject.sites):
        if not site.node.is_leaf and site.sums and site.node.points not in (None, "unknown"):
            yield from _check_sum(subject, site)


def _check_sum(subject: Subject, site: Site) -> Iterator[Finding]:
    for period in _periods(site):
        for day in _moments(subject, site, period):
            found = _sum_trouble(subject, site, period, day)
            if found is not None:
                yield found
                return


def _sum_trouble(
    subject: Subject, site: Site, period: str | None, day: datetime.date | None
) -> Finding | None:
    points = site.node.points
    total = stated(points, period) if points is not None else None
    parts = [(child, child.maximum(period, day)) for child in site.counted if is_in_force(child.node, day)]
    known = sum((maximum for _, maximum in parts if maximum is not None), Fraction(0))
    is_complete = all(maximum is not None for _, maximum in parts)
    if total is None or known == total or (not is_complete and known < total):
        return None
    told = " + ".join(plain(maximum) if maximum is not None else "?" for _, maximum in parts)
    sum_told = f"{told} = {plain(known)}" + (f" ({period or day})" if period or day else "")
    difference = plain(abs(known - total))
    word_vi, word_en = ("thừa", "too many") if known > total else ("thiếu", "missing")
    return unsettled(
        subject,
        "points-do-not-add-up",
        (*site.path, "points"),
        f"{site.label} ghi {plain(total)} điểm, các phần cộng lại là {sum_told}: {word_vi} {difference}.",
        f"{site.label} states {plain(total)} points, its parts add up to {sum_told}: {difference} {word_en}.",
        fix=Text(
            "Sửa điểm của nhóm hoặc của các phần; phần chưa biết điểm ghi «points: unknown».",
            "Change the group's or the parts' points; write 'points: unknown' for a part that is not known.",
        ),
    )


def _periods(site: Site) -> tuple[str | None, ...]:
    """The editions that any number of this group names; one nameless edition where none does."""
    named = [_editions(found.node.points) for found in (site, *site.counted)]
    periods = tuple(dict.fromkeys(period for editions in named for period in editions))
    return periods or (None,)


def _editions(points: Points | None) -> tuple[str, ...]:
    return tuple(points.by_period) if isinstance(points, ByPeriod) else ()


def _moments(subject: Subject, site: Site, period: str | None) -> tuple[datetime.date | None, ...]:
    """The last day of a named edition; otherwise the days on which the set of children in force changes."""
    spans = [child.node.valid for child in site.counted]
    if all(span.start is None and span.end is None for span in spans):
        return (None,)
    if period is not None:
        return (_last_day(period),)
    whole = subject.definition.valid
    days = {span.start for span in spans} | {whole.start}
    days |= {span.end + datetime.timedelta(days=1) for span in spans if span.end is not None}
    return tuple(sorted(day for day in days if day is not None and whole.covers(day))) or (None,)


def _last_day(period: str | None) -> datetime.date | None:
    """The day that decides what exists in an edition; None where its name is not a period's."""
    try:
        return Period.parse(period).end if period is not None else None
    except PeriodError:
        return None


def check_stated(subject: Subject) -> Iterator[Finding]:
    """An indicator in a sum says its points, or says that they are not known."""
    for site in subject.sites:
        parent = site.parent
        if site.node.points is not None or not site.node.is_leaf or parent is None or not parent.sums:
            continue
        if site.node.adjusts or not site.node.scored or _has_points(site):
            continue
        if site.node.rule is None or site.node.rule.own_points() is None:
            yield subject.finding(
                "error",
                "no-points",
                site.path,
                f"{site.label} không ghi điểm tối đa, nhóm cũng không cho biết.",
                f"{site.label} does not say its points, nor does its group.",
                fix=Text("Thêm «points: …» hoặc «points: unknown».", "Add 'points: …' or 'points: unknown'."),
            )


def _has_points(site: Site) -> bool:
    """Whether it takes what the others of its group leave, in every edition the group's points name."""
    parent = site.parent
    return parent is not None and all(site.maximum(period) is not None for period in _periods(parent))


def check_negative_points(subject: Subject) -> Iterator[Finding]:
    """A maximum below zero is a penalty written in the wrong place."""
    for site in (subject.root, *subject.sites):
        points = site.node.points
        numbers = points.by_period.values() if isinstance(points, ByPeriod) else (points,)
        if any(isinstance(number, Fraction) and number < 0 for number in numbers):
            yield subject.finding(
                "error",
                "negative-points",
                (*site.path, "points"),
                f"{site.label} có điểm tối đa âm.",
                f"{site.label} has a maximum below zero.",
                fix=Text(
                    "Điểm trừ ghi bằng «adjusts: true» với quy tắc adjustment.",
                    "Write a penalty as 'adjusts: true' with an adjustment rule.",
                ),
            )


def check_weights(subject: Subject) -> Iterator[Finding]:
    """Weights count in means only, are not negative and not all zero."""
    for site in (subject.root, *subject.sites):
        if site.node.is_leaf:
            continue
        weighted = [child for child in site.children if child.node.weight != 1]
        if site.sums and weighted:
            yield _weight_in_a_sum(subject, weighted[0])
        elif not site.sums:
            yield from _check_mean(subject, site)


def _weight_in_a_sum(subject: Subject, site: Site) -> Finding:
    return subject.finding(
        "warning",
        "weight-without-effect",
        (*site.path, "weight"),
        f"Trọng số của {site.label} không có tác dụng: nhóm này cộng điểm.",
        f"The weight of {site.label} has no effect: its group adds points.",
        fix=Text(
            "Bỏ «weight» hoặc đổi «aggregate» của nhóm.", "Remove 'weight' or change the group's 'aggregate'."
        ),
    )


def _check_mean(subject: Subject, site: Site) -> Iterator[Finding]:
    for period in _weight_periods(site):
        present = [child for child in site.counted if is_in_force(child.node, _last_day(period))]
        weights = [_weight(child, period) for child in present]
        if any(weight is None for weight in weights):
            lacking = [child.node.code for child in present if _weight(child, period) is None]
            yield _weight_missing(subject, site, period, lacking)
            continue
        total = sum((weight or Fraction(0) for weight in weights), Fraction(0))
        if any(weight is not None and weight < 0 for weight in weights) or (weights and total == 0):
            yield subject.finding(
                "error",
                "weights",
                site.path,
                f"Trọng số trong {site.label} phải không âm và không cùng bằng 0.",
                f"The weights in {site.label} must not be negative or all zero.",
            )
        elif _look_like_shares(weights) and total not in (1, 100):
            yield _weights_sum(subject, site, total, period)


def _look_like_shares(weights: list[Fraction | None]) -> bool:
    """Whether weights read as parts of one or of a hundred; 1, 1, 2 are just proportions."""
    known = [weight for weight in weights if weight is not None]
    return any(weight.denominator > 1 for weight in known) or 90 < sum(known) < 110


def _weights_sum(subject: Subject, site: Site, total: Fraction, period: str | None) -> Finding:
    told = plain(total) + (f" ({period})" if period else "")
    return subject.finding(
        "warning",
        "weights-sum",
        site.path,
        f"Trọng số trong {site.label} cộng lại là {told}, không phải 1 hay 100; điểm vẫn chia theo tổng này.",
        f"The weights in {site.label} add up to {told}, not to 1 or 100; the mean divides by that sum.",
        fix=Text("Kiểm tra lại từng trọng số với văn bản.", "Check every weight against the document."),
    )


def _weight_missing(subject: Subject, site: Site, period: str | None, lacking: list[str]) -> Finding:
    return subject.finding(
        "error",
        "weight-missing",
        site.path,
        f"Kỳ {period}: chưa có trọng số của {listed(lacking)}.",
        f"Period {period}: no weight for {listed(lacking)}.",
        fix=Text("Thêm kỳ này vào «by_period».", "Add the period under 'by_period'."),
    )


def _weight_periods(site: Site) -> tuple[str | None, ...]:
    weights = [child.node.weight for child in site.counted]
    named = dict.fromkeys(
        period for weight in weights if isinstance(weight, ByPeriod) for period in weight.by_period
    )
    return tuple(named) or (None,)


def _weight(site: Site, period: str | None) -> Fraction | None:
    weight = site.node.weight
    return weight.by_period.get(period or "") if isinstance(weight, ByPeriod) else weight


def check_views(subject: Subject) -> Iterator[Finding]:
    """A view's points are its members' points, and no member lies inside another."""
    for position, view in enumerate(subject.definition.views):
        members = [subject.by_code[code] for code in view.members if code in subject.by_code]
        yield from _check_view_points(subject, view, position, members)
        inside = [site.node.code for site in members if any(_is_inside(site, other) for other in members)]
        if inside:
            yield subject.finding(
                "error",
                "view-counts-twice",
                ("views", position, "members"),
                f"Trụ cột «{view.code}» tính hai lần: {listed(inside)}.",
                f"View '{view.code}' counts twice: {listed(inside)}.",
            )


def _check_view_points(subject: Subject, view: View, position: int, members: list[Site]) -> Iterator[Finding]:
    maxima = [Fraction(0) if not site.node.scored else site.maximum(None) for site in members]
    if len(members) < len(view.members) or any(maximum is None for maximum in maxima):
        return
    total = sum((maximum or Fraction(0) for maximum in maxima), Fraction(0))
    if total != view.points:
        yield unsettled(
            subject,
            "view-points-do-not-add-up",
            ("views", position, "points"),
            f"Trụ cột «{view.code}» ghi {plain(view.points)} điểm, các thành viên cộng lại {plain(total)}.",
            f"View '{view.code}' states {plain(view.points)} points, its members add up to {plain(total)}.",
        )


def _is_inside(site: Site, other: Site) -> bool:
    return site.path != other.path and site.path[: len(other.path)] == other.path
