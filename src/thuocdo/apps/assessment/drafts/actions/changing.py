"""Changing the text of an open draft. Each change is checked whole and kept as one more revision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.db import transaction

from thuocdo.apps.assessment.drafts.actions.keeping import keep, locked
from thuocdo.apps.assessment.drafts.errors import NoRuleError, UnchangedError, UnknownRowError
from thuocdo.apps.assessment.drafts.models import Deed, Draft, DraftRevision
from thuocdo.apps.assessment.drafts.queries.rows import SETTLED, certainty_of
from thuocdo.apps.assessment.drafts.queries.texts import OpenText, content_of, newest_revision, open_text
from thuocdo.apps.assessment.drafts.rewriting import RowChange, confirmed, mended, refuse_broken, rewritten
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.audit.errors import StaleObjectError
from thuocdo.domain.scoring.catalogue.restating import restated

__all__ = ["Edit", "RowChange", "change_head", "change_text", "confirm_rows", "mend_row", "restore"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Who changes a draft, when, and which revision they had before their eyes."""

    by: User
    at: dt.datetime
    expected: int


@transaction.atomic
def mend_row(*, draft: Draft, code: str, change: RowChange, edit: Edit) -> DraftRevision:
    """Write a row as somebody settled it. Edits of other rows in the meantime do not stand in its way."""
    draft = locked(draft)
    newest = _refuse_stale_rows(draft, edit, [code])
    text = open_text(newest.version)
    content = rewritten(content_of(newest.version), {code: mended(text, code, change)})
    refuse_broken(content, code)
    return _keep(draft, newest, content, Deed.MENDED, code, edit)


@transaction.atomic
def confirm_rows(*, draft: Draft, codes: Collection[str], edit: Edit) -> DraftRevision:
    """Confirm rows as they were read; a proposal becomes the rule."""
    draft = locked(draft)
    newest = _refuse_stale_rows(draft, edit, codes)
    text = open_text(newest.version)
    wanted = [code for code in codes if _is_open(text, code)]
    changes = {code: confirmed(text, code) for code in wanted}
    content = rewritten(content_of(newest.version), changes)
    one = len(codes) == 1
    subject = next(iter(codes)) if one else str(len(wanted))
    return _keep(draft, newest, content, Deed.CONFIRMED if one else Deed.CONFIRMED_MANY, subject, edit)


@transaction.atomic
def change_head(*, draft: Draft, changes: Mapping[tuple[str, ...], object], edit: Edit) -> DraftRevision:
    """Change what the head says: title, codes, decision, dates, total."""
    return _change(draft, edit, lambda content: restated(content, changes), Deed.HEAD)


@transaction.atomic
def change_text(*, draft: Draft, text: str, edit: Edit) -> DraftRevision:
    """Put another text in the place of the whole."""
    return _change(draft, edit, lambda content: _with_line_ends_of(content, text), Deed.TEXT)


@transaction.atomic
def restore(*, draft: Draft, number: int, edit: Edit) -> DraftRevision:
    """Make an earlier revision the newest again; nothing in between is lost."""
    earlier = draft.revisions.get(number=number)
    return _change(draft, edit, lambda _: content_of(earlier.version), Deed.RESTORED, str(number))


def _with_line_ends_of(content: bytes, text: str) -> bytes:
    """A browser sends every line with both signs; the text keeps those it had."""
    lines = text.replace("\r\n", "\n").encode()
    return lines.replace(b"\n", b"\r\n") if b"\r\n" in content else lines


def _change(
    draft: Draft, edit: Edit, rewrite: Callable[[bytes], bytes], deed: Deed, subject: str = ""
) -> DraftRevision:
    draft = locked(draft)
    newest = newest_revision(draft)
    if newest.number != edit.expected:
        raise _stale(draft, newest)
    return _keep(draft, newest, rewrite(content_of(newest.version)), deed, subject, edit)


def _keep(
    draft: Draft, newest: DraftRevision, content: bytes, deed: Deed, subject: str, edit: Edit
) -> DraftRevision:
    if content == content_of(newest.version):
        raise UnchangedError
    stored = keep(
        draft, content, number=newest.number + 1, deed=deed, subject=subject, by=edit.by, at=edit.at
    )
    audit.record(
        "drafts.changed",
        draft,
        by=edit.by,
        before={"revision": newest.number},
        after={"revision": stored.number, "deed": deed.value, "subject": subject, "version": stored.version},
    )
    return stored


def _refuse_stale_rows(draft: Draft, edit: Edit, codes: Collection[str]) -> DraftRevision:
    """The newest revision, as long as the rows stand in it as they did in the one that was seen."""
    newest = newest_revision(draft)
    if newest.number == edit.expected:
        return newest
    seen = draft.revisions.filter(number=edit.expected).first()
    if seen is None:
        raise _stale(draft, newest)
    before, now = open_text(seen.version), open_text(newest.version)
    if any(_written(before, code) != _written(now, code) for code in codes):
        raise _stale(draft, newest)
    return newest


def _written(text: OpenText, code: str) -> object:
    site = text.site(code)
    return text.plain(site) if site is not None else None


def _is_open(text: OpenText, code: str) -> bool:
    """Whether the row is there and waits to be confirmed; refuses one that has nothing to confirm."""
    site = text.site(code)
    if site is None:
        raise UnknownRowError(code)
    node = site.node
    if certainty_of(node) in SETTLED:
        return False
    is_unknown = node.is_leaf and (node.rule is None or node.rule.kind == "unknown")
    if is_unknown and (node.reading is None or node.reading.proposal is None):
        raise NoRuleError(code)
    return True


def _stale(draft: Draft, newest: DraftRevision) -> StaleObjectError:
    return StaleObjectError(str(draft), str(newest.stored_by), newest.stored_at)
