"""Storing revisions: the one way a text of a draft comes into the database."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thuocdo.apps.assessment.drafts.errors import DraftClosedError, DraftRefusedError
from thuocdo.apps.assessment.drafts.models import Deed, Draft, DraftRevision
from thuocdo.apps.assessment.drafts.queries.rows import settled_count
from thuocdo.apps.assessment.drafts.queries.texts import OpenText, read_text, remember, version_of
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue import LoadedDefinition
from thuocdo.domain.scoring.definition import Definition

LONGEST_CODE = 80


def definition_of(content: bytes) -> Definition:
    """The text as a definition; raises with every finding when it is none."""
    reading = read_text(content)
    if reading.loaded is None:
        raise DraftRefusedError([found for found in reading.findings if found.is_error])
    definition = reading.loaded.definition
    too_long = [key for key in ("index", "rule_set") if len(getattr(definition, key)) > LONGEST_CODE]
    if too_long:
        raise DraftRefusedError([_too_long(reading.loaded, key) for key in too_long])
    remember(OpenText(reading.loaded))
    return definition


def _too_long(loaded: LoadedDefinition, key: str) -> Finding:
    return Finding(
        "error",
        "drafts.code-too-long",
        loaded.place((key,)),
        key,
        Text(
            f"Mã «{key}» dài quá {LONGEST_CODE} ký tự.",
            f"The code '{key}' has more than {LONGEST_CODE} letters.",
        ),
        Text("Hãy đặt mã ngắn hơn.", "Choose a shorter one."),
    )


def locked(draft: Draft) -> Draft:
    """The draft, so that two edits cannot both find the revision they expect; refuses a closed one."""
    found = Draft.objects.select_for_update(of=("self",)).select_related("unit").get(pk=draft.pk)
    if not found.is_open:
        raise DraftClosedError(found.title_vi)
    return found


@transaction.atomic
def keep(
    draft: Draft, content: bytes, *, number: int, deed: Deed, subject: str, by: User, at: dt.datetime
) -> DraftRevision:
    """Store the text as the draft's next revision, and what lists show of it."""
    read = definition_of(content)
    version = version_of(content)
    settled, rows = settled_count(read)
    stored = DraftRevision.objects.create(
        draft=draft,
        number=number,
        version=version,
        content=content,
        deed=deed,
        subject=subject[:300],
        row_count=rows,
        settled_count=settled,
        stored_by=by,
        stored_at=at,
    )
    told = (read.index, read.rule_set, read.title.vi[:300], read.title.en[:300])
    if told != (draft.index_code, draft.rule_set, draft.title_vi, draft.title_en):
        draft.index_code, draft.rule_set, draft.title_vi, draft.title_en = told
        draft.save(update_fields=["index_code", "rule_set", "title_vi", "title_en"])
    return stored
