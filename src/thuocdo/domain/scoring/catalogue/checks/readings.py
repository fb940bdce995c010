"""What was read from a paper must be confirmed before it decides anybody's points."""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue.checks.subject import Site, Subject, listed, unsettled

_UNREAD = ("unsure", "unread")
_GROUPS = (
    ("unread", "Chưa đọc được cách tính điểm", "Scoring text not read"),
    ("unsure", "Đọc cách tính điểm chưa chắc, cần xác nhận", "Scoring text read unsurely, to be confirmed"),
    (
        "likely",
        "Đọc cách tính điểm khá chắc, cần xác nhận",
        "Scoring text probably understood, to be confirmed",
    ),
)


def check_readings(subject: Subject) -> Iterator[Finding]:
    """Every reading is settled, and none that is not understood gives points."""
    read = [site for site in subject.sites if site.node.reading is not None]
    for certainty, vi, en in _GROUPS:
        open_ones = [site for site in read if _certainty(site) == certainty]
        if open_ones:
            codes = listed(site.node.code for site in open_ones)
            count = f" ({len(open_ones)})" if len(open_ones) > 1 else ""
            yield unsettled(
                subject,
                "reading-not-settled",
                (*open_ones[0].path, "reading"),
                f"{vi}{count}: {codes}.",
                f"{en}{count}: {codes}.",
                fix=_CONFIRM,
            )
    yield from (_guess(subject, site) for site in read if _scores_a_guess(site))


_CONFIRM = Text(
    "Đối chiếu với văn bản, sửa «rule» nếu cần, rồi ghi «reading: {certainty: confirmed}».",
    "Compare with the paper, mend 'rule' where needed, then write 'reading: {certainty: confirmed}'.",
)


def _certainty(site: Site) -> str:
    return site.node.reading.certainty if site.node.reading is not None else ""


def _scores_a_guess(site: Site) -> bool:
    rule = site.node.rule
    return _certainty(site) in _UNREAD and rule is not None and rule.kind != "unknown"


def _guess(subject: Subject, site: Site) -> Finding:
    return subject.finding(
        "error",
        "guess-gives-points",
        (*site.path, "rule"),
        f"{site.label} tính điểm theo một cách đọc chưa chắc.",
        f"{site.label} gives points by a reading that is not sure.",
        fix=Text(
            "Xác nhận cách đọc, hoặc để «rule: {kind: unknown}» và ghi quy tắc vào «reading.proposal».",
            "Confirm the reading, or leave 'rule: {kind: unknown}' and put the rule into 'reading.proposal'.",
        ),
    )
