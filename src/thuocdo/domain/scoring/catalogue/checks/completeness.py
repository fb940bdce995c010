"""What is not known, not said or not translated: nothing here stops a definition from being used."""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.domain.primitives.findings import Finding, Severity
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue.checks.subject import Site, Subject, listed
from thuocdo.domain.scoring.reasons import Lack, lacks_of


def check_unknowns(subject: Subject) -> Iterator[Finding]:
    """Points and rules that are not known make the total a range."""
    points = [site for site in subject.sites if site.node.points == "unknown"]
    rules = [site for site in subject.sites if getattr(site.node.rule, "kind", "") == "unknown"]
    yield from _told(
        subject, "note", "unknown-points", points, "Chưa biết điểm tối đa", "Points not known", ("points",)
    )
    yield from _told(
        subject, "note", "unknown-rule", rules, "Chưa biết cách tính điểm", "Rule not known", ("rule",)
    )


def check_provenance(subject: Subject) -> Iterator[Finding]:
    """Every indicator says where its row comes from, where its figures come from, who answers and what proves it.

    A replaced rule set is asked of nobody any more: what it lacks of the last three is only noted.
    """
    leaves = [site for site in subject.sites if site.node.is_leaf and site.node.scored]
    unsourced = [site for site in leaves if not _has_source(site)]
    yield from _told(subject, "warning", "no-source", unsourced, "Chưa ghi nguồn (source)", "No source")
    severity: Severity = "note" if subject.definition.status == "replaced" else "warning"
    lacks = {site.path: lacks_of([line.node for line in _line(site)]) for site in leaves}
    for lack, code, vi, en in _EXPECTED:
        missing = [site for site in leaves if lack in lacks[site.path]]
        yield from _told(subject, severity, code, missing, vi, en)


_EXPECTED: tuple[tuple[Lack, str, str, str], ...] = (
    (
        "owner",
        "no-owner",
        "Chưa ghi đơn vị chịu trách nhiệm (responsible)",
        "No one responsible (responsible)",
    ),
    (
        "data",
        "no-data-source",
        "Chưa ghi nguồn số liệu (data_source hoặc data_from)",
        "No source of data (data_source or data_from)",
    ),
    ("evidence", "no-evidence", "Chưa ghi tài liệu kiểm chứng (evidence)", "No evidence (evidence)"),
)


def _has_source(site: Site) -> bool:
    """Its own source or legal article, or one of a group above it."""
    return any(
        line.node.source.ref or line.node.legal.number or line.node.legal.article for line in _line(site)
    )


def _line(site: Site) -> list[Site]:
    """From the top group down to the site."""
    above = [] if site.parent is None else _line(site.parent)
    return [*above, site]


def check_translations(subject: Subject) -> Iterator[Finding]:
    """Titles without English are shown in Vietnamese."""
    titled = [site for site in subject.sites if site.node.title.vi and not site.node.title.en]
    untitled = [site for site in subject.sites if not site.node.title.vi]
    yield from _told(
        subject, "note", "no-english", titled, "Tên chưa có tiếng Anh", "Titles without English", ("title",)
    )
    yield from _told(subject, "warning", "no-title", untitled, "Chưa có tên", "Nodes without a title")
    inputs = [name for name, spec in subject.definition.inputs.items() if not spec.title.vi]
    if inputs:
        yield subject.finding(
            "warning",
            "no-title",
            ("inputs", inputs[0]),
            f"Số liệu chưa có tên: {listed(inputs)}.",
            f"Inputs without a title: {listed(inputs)}.",
            fix=Text("Thêm «title» để biểu mẫu đọc được.", "Add 'title' so that the form can be read."),
        )


def check_dates(subject: Subject) -> Iterator[Finding]:
    """Dates of force run forwards and stay inside the rule set's."""
    whole = subject.definition.valid
    spans = [(("valid",), whole), *(((*site.path, "valid"), site.node.valid) for site in subject.sites)]
    for path, span in spans:
        if span.start and span.end and span.end < span.start:
            yield subject.finding(
                "error",
                "dates",
                path,
                "Ngày hết hiệu lực trước ngày có hiệu lực.",
                "It ends before it begins.",
            )
        elif span.start and whole.end and span.start > whole.end:
            yield subject.finding(
                "warning",
                "dates",
                path,
                "Hiệu lực sau khi bộ chỉ số đã hết hiệu lực.",
                "It begins after the rule set ends.",
            )
    if whole.start is None and subject.definition.status == "in_force":
        yield subject.finding(
            "warning",
            "no-dates",
            (),
            "Chưa ghi ngày có hiệu lực (valid: {from: …}).",
            "The date of force is not stated (valid: {from: …}).",
        )


def check_ranges(subject: Subject) -> Iterator[Finding]:
    """Shares that govern the whole index lie between 0 and 1."""
    coverage = subject.definition.min_coverage
    if coverage is not None and not 0 <= coverage <= 1:
        yield subject.finding(
            "error",
            "coverage",
            ("min_coverage",),
            "min_coverage là tỷ lệ từ 0 đến 1 (hoặc 80%).",
            "min_coverage is a share from 0 to 1 (or 80%).",
        )
    if subject.definition.published.divide_by <= 0:
        yield subject.finding(
            "error",
            "divide-by",
            ("published", "divide_by"),
            "divide_by phải lớn hơn 0.",
            "divide_by must be more than 0.",
        )


def check_folder(subject: Subject) -> Iterator[Finding]:
    """The folders carry the same names as the file says."""
    path = subject.loaded.path
    definition = subject.definition
    if path is None or path.name != "index.yaml" or not path.parent.name[:4].isdigit():
        return
    for folder, said, key in (
        (path.parent.name, definition.rule_set, "rule_set"),
        (path.parent.parent.name, definition.index, "index"),
    ):
        if folder != said:
            yield subject.finding(
                "error",
                "folder-name",
                (key,),
                f"Tệp ghi {key} là «{said}» nhưng thư mục tên «{folder}».",
                f"The file says {key} '{said}' but its folder is '{folder}'.",
                fix=Text("Đặt hai tên giống nhau.", "Give both the same name."),
            )


def _told(
    subject: Subject,
    severity: Severity,
    code: str,
    sites: list[Site],
    vi: str,
    en: str,
    below: tuple[str, ...] = (),
) -> Iterator[Finding]:
    """One finding for all nodes that lack the same thing, at the first of them."""
    if sites:
        codes = listed(site.node.code for site in sites)
        count = f" ({len(sites)})" if len(sites) > 1 else ""
        yield subject.finding(
            severity, code, (*sites[0].path, *below), f"{vi}{count}: {codes}.", f"{en}{count}: {codes}."
        )
