"""Beginning a draft: from a paper, from a rule set that is here already, from a text."""

from __future__ import annotations

import codecs
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from thuocdo.apps.assessment.drafts.actions.keeping import definition_of, keep
from thuocdo.apps.assessment.drafts.errors import NoUnitError
from thuocdo.apps.assessment.drafts.models import Deed, Draft
from thuocdo.apps.assessment.drafts.queries.papers import (
    ReadUpload,
    drafted,
    plain_remark,
    read_upload,
    remarks_of,
)
from thuocdo.apps.assessment.indices.actions import export_definition
from thuocdo.apps.assessment.indices.models import DefinitionStatus, IndexDefinition
from thuocdo.apps.assessment.indices.queries import parsed
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.permissions import extent_of, may
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.evidence.actions import take_in
from thuocdo.apps.foundation.evidence.models import Upload
from thuocdo.apps.foundation.files.errors import ContentMismatchError, FileKindRefusedError
from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.foundation.org_units.queries import root_unit
from thuocdo.domain.scoring.catalogue.restating import restated
from thuocdo.domain.scoring.papers.drafting.header import DraftHeader
from thuocdo.domain.scoring.papers.files import read_paper

ARCHIVE = b"PK"
PAPERS = frozenset({".docx", ".xlsx", ".csv", ".txt"})


@transaction.atomic
def take_paper(*, file: UploadedFile[bytes], by: User) -> Upload:
    """Keep a paper that can be read; what is refused is told and does not stay."""
    try:
        upload = take_in(file=file, unit=by.unit, by=by, allowed=PAPERS)
    except (FileKindRefusedError, ContentMismatchError):
        _tell_what_it_is(file)
        raise
    try:
        read_upload(upload)
    except BaseException:
        # Rows roll back by themselves, files do not.
        upload.file.delete(save=False)
        raise
    return upload


def _tell_what_it_is(file: UploadedFile[bytes]) -> None:
    """Raise with what to ask for where the file is a PDF, a picture, an old or a locked one; archives stay closed."""
    file.seek(0)
    content = file.read()
    if not content.startswith(ARCHIVE):
        read_paper(content, str(file.name))


@transaction.atomic
def begin_from_paper(
    *, read: ReadUpload, header: DraftHeader, before: IndexDefinition | None, by: User, now: dt.datetime
) -> Draft:
    """Read a paper into a draft.

    With `before`, rows and inputs that mean the same keep their codes, and kinds of units and issuer are taken from it
    where nobody named others.
    """
    known = parsed(before) if before is not None else None
    if known is not None:
        header = replace(
            header, levels=header.levels or known.levels, issuer=header.issuer or known.legal.issuer
        )
    made = drafted(read, header, known)
    remarks = [plain_remark(remark) for remark in remarks_of(read, made)]
    return _begin(
        made.text.encode(),
        Deed.READ,
        read.upload.name,
        paper=read.upload,
        before=before,
        remarks=remarks,
        by=by,
        now=now,
    )


@transaction.atomic
def begin_from_rule_set(*, definition: IndexDefinition, rule_set: str, by: User, now: dt.datetime) -> Draft:
    """Begin the next rule set of an index from the text of one that is here."""
    content = restated(
        export_definition(definition=definition),
        {
            ("rule_set",): rule_set,
            ("status",): DefinitionStatus.DRAFT.value,
            ("valid", "from"): None,
            ("valid", "to"): None,
        },
    )
    return _begin(content, Deed.BEGUN, definition.reference, before=definition, by=by, now=now)


@transaction.atomic
def begin_from_text(*, content: bytes, name: str, by: User, now: dt.datetime) -> Draft:
    """Begin from an index.yaml that somebody wrote or was sent."""
    content = content.removeprefix(codecs.BOM_UTF8)
    definition_of(content)
    as_draft = restated(content, {("status",): DefinitionStatus.DRAFT.value})
    return _begin(as_draft, Deed.TAKEN, name, by=by, now=now)


def _begin(
    content: bytes,
    deed: Deed,
    subject: str,
    *,
    by: User,
    now: dt.datetime,
    paper: Upload | None = None,
    before: IndexDefinition | None = None,
    remarks: Sequence[Mapping[str, object]] = (),
) -> Draft:
    read = definition_of(content)
    draft = Draft.objects.create(
        index_code=read.index, rule_set=read.rule_set, title_vi=read.title.vi[:300], title_en=read.title.en[:300],
        unit=_unit_of(by), paper=paper, before=before, remarks=list(remarks), created_by=by, created_at=now,
    )  # fmt: skip
    stored = keep(draft, content, number=1, deed=deed, subject=subject, by=by, at=now)
    after = {"revision": stored.number, "deed": deed.value, "subject": subject, "version": stored.version}
    audit.record("drafts.begun", draft, by=by, after=after)
    return draft


def _unit_of(by: User) -> OrgUnit:
    """The root unit where that is within reach, else the unit for which the person keeps drafts."""
    root = root_unit()
    if root is not None and may(by, "draft", "manage", root):
        return root
    held = OrgUnit.objects.filter(pk__in=extent_of(by, "draft", "manage").subtree_ids).order_by("pk").first()
    if held is None:
        raise NoUnitError
    return held
