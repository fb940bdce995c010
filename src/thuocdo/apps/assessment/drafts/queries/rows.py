"""The rows of a draft: what the paper says at the left, what was understood at the right, and how surely."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thuocdo.apps.assessment.drafts.queries.texts import OpenText
from thuocdo.apps.assessment.indices.queries import plain_points
from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue.checks.subject import Site
from thuocdo.domain.scoring.definition import Definition, Node
from thuocdo.domain.scoring.story_years import KIND_WORDS, NO_RULE

WRITTEN = "written"
"""The certainty of a row that no paper was read for: somebody wrote its rule."""
ORDER = ("unread", "unsure", "likely", "sure", "confirmed", WRITTEN)
SETTLED = frozenset({"sure", "confirmed", WRITTEN})


@dataclass(frozen=True, slots=True)
class PaperWords:
    """One row as the paper prints it."""

    title: Text
    points: Decimal | None
    words: Text
    place: str
    evidence: tuple[Text, ...]
    source: Text
    responsible: Text
    verified_by: Text


@dataclass(frozen=True)
class DraftRow:
    """One node of a draft beside the row of the paper it was read from."""

    code: str
    depth: int
    title: Text
    above: Text
    points: Decimal | None
    is_row: bool
    paper: PaperWords | None
    certainty: str
    reason: Text
    kind: Text
    words: Text
    proposal: Text
    findings: tuple[Finding, ...]

    @property
    def own_findings(self) -> tuple[Finding, ...]:
        """What is wrong in this very row, without what the checks tell of many rows at the first of them."""
        return tuple(found for found in self.findings if found.is_error or found.code.startswith("lint.rule"))

    @property
    def is_settled(self) -> bool:
        """Whether it may be put in force as it is."""
        return self.certainty in SETTLED

    @property
    def can_be_confirmed(self) -> bool:
        """Whether one button is enough: a rule is there or proposed, and nobody has confirmed it."""
        return not self.is_settled and bool(self.words.vi or self.proposal.vi)

    @property
    def says_other_title(self) -> bool:
        """Whether the title is no longer the paper's."""
        return self.paper is not None and self.paper.title != self.title


def rows_of(text: OpenText, first: OpenText) -> list[DraftRow]:
    """Every node in the order of the paper; `first` is the text as it was read."""
    papers = _Papers(first)
    return [_row(text, site, papers) for site in text.subject.sites]


def row_of(text: OpenText, first: OpenText, code: str) -> DraftRow | None:
    """One row by its code."""
    site = text.site(code)
    return _row(text, site, _Papers(first)) if site is not None and site.path else None


def counted(rows: Iterable[DraftRow]) -> dict[str, int]:
    """How many rows are how sure, the least sure first."""
    counts = dict.fromkeys(ORDER, 0)
    for row in rows:
        if row.is_row:
            counts[row.certainty] += 1
    return counts


def in_order(rows: Sequence[DraftRow], *, unsure_first: bool, only: str = "") -> list[DraftRow]:
    """The rows to show: headings and all in the paper's order, or the rows alone with the least sure on top."""
    wanted = [row for row in rows if not only or (row.is_row and _fits(row, only))]
    if not unsure_first:
        return wanted
    return sorted((row for row in wanted if row.is_row), key=lambda row: ORDER.index(row.certainty))


def settled_count(definition: Definition) -> tuple[int, int]:
    """How many rows are settled, of how many."""
    rows = [node for node in definition.root.walk() if is_row(node)]
    return sum(certainty_of(node) in SETTLED for node in rows), len(rows)


def is_row(node: Node) -> bool:
    """Whether the node has a rule to settle: an indicator or part that is scored, or anything that was read."""
    return node.reading is not None or (node.is_leaf and node.scored and node.code != "total")


def certainty_of(node: Node) -> str:
    """How surely the node was read."""
    return node.reading.certainty if node.reading is not None else WRITTEN


def _fits(row: DraftRow, only: str) -> bool:
    return not row.is_settled if only == "open" else row.certainty == only


def _row(text: OpenText, site: Site, papers: _Papers) -> DraftRow:
    node = site.node
    reading, rule = node.reading, node.rule
    is_known = rule is not None and rule.kind != "unknown"
    has_children = not node.is_leaf
    return DraftRow(
        code=node.code,
        depth=len(site.path) // 2 - 1,
        title=node.title,
        above=site.parent.node.title if site.parent and site.parent.path else Text(""),
        points=plain_points(node.points),
        is_row=is_row(node),
        paper=papers.of(node),
        certainty=certainty_of(node),
        reason=reading.reason if reading else Text(""),
        kind=KIND_WORDS[rule.kind if rule is not None else NO_RULE] if rule or has_children else Text(""),
        words=rule.describe(text.titles) if rule is not None and is_known else Text(""),
        proposal=reading.proposal.describe(text.titles) if reading and reading.proposal else Text(""),
        findings=text.findings_of.get(node.code, ()),
    )


class _Papers:
    """The rows as they were read first, found by code, else by the place in the paper."""

    def __init__(self, first: OpenText) -> None:
        self.by_code: Mapping[str, Site] = first.subject.by_code
        self.by_place: dict[str, Site] = {}
        for site in first.subject.sites:
            if site.node.reading is not None and site.node.reading.place:
                self.by_place.setdefault(site.node.reading.place, site)

    def of(self, node: Node) -> PaperWords | None:
        place = node.reading.place if node.reading is not None else ""
        site = self.by_code.get(node.code) or self.by_place.get(place)
        if site is None:
            return None
        found = site.node
        # A part has no words of its own in the paper: they stand in the row it is part of.
        whole = site.parent.node if site.parent is not None and site.path[-2] == "parts" else found
        return PaperWords(
            title=found.title,
            points=plain_points(found.points),
            words=found.how if found.how.vi else whole.how,
            place=found.reading.place if found.reading is not None else "",
            evidence=found.evidence or whole.evidence,
            source=found.data_source,
            responsible=found.responsible,
            verified_by=found.verified_by,
        )
