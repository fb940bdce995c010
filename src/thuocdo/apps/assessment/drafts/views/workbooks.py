"""What a draft shows, as workbooks to go through with colleagues or to put into the file of the decision."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thuocdo.apps.assessment.drafts.queries.rows import DraftRow, in_order, rows_of
from thuocdo.apps.assessment.drafts.queries.texts import first_version, open_text
from thuocdo.apps.assessment.drafts.templatetags.drafts import certainty_word
from thuocdo.apps.assessment.drafts.views.frame import OpenDraft, open_draft
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, guarded
from thuocdo.apps.foundation.ui.exports import Cell, Sheet, workbook_response
from thuocdo.apps.foundation.ui.templatetags._numbers import pick
from thuocdo.domain.scoring.differences import KIND_LABELS, DefinitionChange, Differences


@guarded("draft", "view")
def readings(request: MemberRequest, pk: int) -> HttpResponse:
    one = open_draft(request, pk)
    rows = in_order(rows_of(one.text, open_text(first_version(one.draft))), unsure_first=True)
    headers = (
        _("How surely"),
        _("Code"),
        _("Indicator"),
        _("Printed points"),
        _("Points"),
        _("Kind of rule"),
        _("As understood"),
        _("Reason"),
        _("As printed"),
        _("Place"),
        _("Evidence"),
        _("Responsible"),
        _("Verified by"),
    )
    sheet = Sheet(_("How the paper was read"), _notes(one), headers, tuple(map(_reading, rows)))
    return workbook_response(
        f"{one.draft.index_code} {one.draft.rule_set} {_('How the paper was read')}", [sheet]
    )


def changes_workbook(
    one: OpenDraft, before: str, found: Differences, shown: Iterable[DefinitionChange]
) -> HttpResponse:
    """The changes of the page in their order, with both rule sets named."""
    headers = (
        _("Code"),
        _("Code before"),
        _("Name"),
        _("Kind of change"),
        _("What changed"),
        _("Before"),
        _("After"),
    )
    rows = tuple(
        (
            change.code, change.old_code, pick(change.title), pick(KIND_LABELS[change.kind]),
            pick(change.detail), pick(change.before), pick(change.after),
        )
        for change in shown
    )  # fmt: skip
    notes = (f"{before} → {one.draft}", pick(found.summary), *_notes(one))
    return workbook_response(
        f"{one.draft.index_code} {one.draft.rule_set} {_('What changed')}",
        [Sheet(_("What changed"), notes, headers, rows)],
    )


def _notes(one: OpenDraft) -> tuple[str, ...]:
    paper = one.draft.paper.name if one.draft.paper is not None else ""
    return tuple(
        note
        for note in (
            f"{pick(one.draft.title)} · {one.draft}",
            _("Revision %(n)s of the draft") % {"n": one.revision.number},
            paper,
        )
        if note
    )


def _reading(row: DraftRow) -> tuple[Cell, ...]:
    paper = row.paper
    return (
        certainty_word(row.certainty),
        row.code,
        pick(row.title),
        _number(paper.points if paper else None),
        _number(row.points),
        pick(row.kind),
        pick(row.words) or (f"{_('Proposal:')} {pick(row.proposal)}" if row.proposal.vi else ""),
        pick(row.reason),
        pick(paper.words) if paper else "",
        paper.place if paper else "",
        "; ".join(map(pick, paper.evidence)) if paper else "",
        pick(paper.responsible) if paper else "",
        pick(paper.verified_by) if paper else "",
    )


def _number(points: Decimal | None) -> Cell:
    return float(points) if points is not None else None
