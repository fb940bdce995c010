"""The two ends of a draft: in force, or given up."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thuocdo.apps.assessment.drafts.actions.changing import Edit
from thuocdo.apps.assessment.drafts.actions.keeping import locked
from thuocdo.apps.assessment.drafts.errors import BeginsTooEarlyError
from thuocdo.apps.assessment.drafts.models import Draft, DraftState
from thuocdo.apps.assessment.drafts.queries.texts import content_of, newest_revision
from thuocdo.apps.assessment.indices.actions import put_in_force
from thuocdo.apps.assessment.indices.models import FOLLOWING, IndexDefinition
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.audit.errors import StaleObjectError


@transaction.atomic
def put_draft_in_force(
    *,
    draft: Draft,
    number: str,
    date: dt.date,
    issuer: str,
    valid_from: dt.date,
    edit: Edit,
    reason: str = "",
) -> IndexDefinition:
    """Store the draft as the rule set in force by a signed decision; the draft is closed and kept."""
    draft = locked(draft)
    newest = newest_revision(draft)
    if newest.number != edit.expected:
        raise StaleObjectError(str(draft), str(newest.stored_by), newest.stored_at)
    _refuse_too_early(draft, valid_from)
    stored = put_in_force(
        content=content_of(newest.version),
        legal_number=number,
        legal_date=date,
        issuer=issuer,
        valid_from=valid_from,
        by=edit.by,
        now=edit.at,
        reason=reason,
        drafted_by=draft.created_by,
        drafted_at=draft.created_at,
    )
    draft.state, draft.result = DraftState.IN_FORCE, stored
    draft.save(update_fields=["state", "result"])
    after = {"revision": newest.number, "version": stored.version}
    audit.record("drafts.put_in_force", draft, by=edit.by, after=after, reason=reason)
    return stored


def _refuse_too_early(draft: Draft, valid_from: dt.date) -> None:
    """What follows a rule set begins after it; the dates of that one may have been corrected since."""
    before = draft.before
    if before is None or before.code != draft.index_code:
        return
    newest = IndexDefinition.objects.filter(code=before.code, rule_set=before.rule_set).newest().get()
    begins = newest.valid_from
    if newest.status in FOLLOWING and begins is not None and valid_from <= begins:
        raise BeginsTooEarlyError(valid_from, newest.reference, begins)


@transaction.atomic
def drop(*, draft: Draft, edit: Edit) -> Draft:
    """Give a draft up; its text and history stay readable."""
    draft = locked(draft)
    draft.state = DraftState.DROPPED
    draft.save(update_fields=["state"])
    audit.record("drafts.dropped", draft, by=edit.by, after={"revision": newest_revision(draft).number})
    return draft
