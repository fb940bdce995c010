"""What all pages of a draft have in common: loading with permission, tabs, breadcrumbs, answers to a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.apps.assessment.drafts.actions import Edit
from thuocdo.apps.assessment.drafts.models import Deed, Draft, DraftRevision
from thuocdo.apps.assessment.drafts.queries.texts import OpenText, newest_revision, open_text
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, get_permitted_or_404, may
from thuocdo.apps.foundation.ui.components import Tab
from thuocdo.apps.foundation.ui.context import Crumb
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.primitives.errors import ThuocDoError

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz=&_")


@dataclass(frozen=True)
class OpenDraft:
    """A draft with its newest text, loaded for somebody who may."""

    draft: Draft
    revision: DraftRevision
    text: OpenText


def open_draft(request: MemberRequest, pk: int, verb: str = "view") -> OpenDraft:
    """The draft and its newest text, or 404, or 403."""
    rows = Draft.objects.select_related("unit", "paper", "created_by").defer("before__content")
    draft = get_permitted_or_404(rows, request.user, verb, pk=pk)
    revision = newest_revision(draft)
    return OpenDraft(draft, revision, open_text(revision.version))


def page_of(request: MemberRequest, one: OpenDraft, active: str, **more: object) -> dict[str, object]:
    """The context every page of a draft begins with."""
    return {
        "draft": one.draft,
        "revision": one.revision,
        "definition": one.text.definition,
        "tabs": _tabs(one.draft, active),
        "may_manage": one.draft.is_open and may(request.user, "draft", "manage", one.draft),
        "breadcrumbs": [
            Crumb(_("Drafts"), reverse("drafts:drafts")),
            Crumb(one.draft.title.pick(language()), one.draft.get_absolute_url()),
        ],
        **more,
    }


def opened_number(request: MemberRequest) -> int:
    """The number of the revision that was seen, as the form brings it along."""
    told = request.POST.get("opened", "")
    return int(told) if told.isdecimal() and len(told) < 9 else -1


def edit_of(request: MemberRequest) -> Edit:
    """Who changes it, now, having seen what."""
    return Edit(by=request.user, at=timezone.now(), expected=opened_number(request))


def way_back(request: MemberRequest) -> str:
    """The words of the list's address, to come back to the same view of it; nothing else is let through."""
    asked = request.POST.get("back", request.GET.get("back", ""))
    return asked if set(asked) <= _LETTERS else ""


def changed(
    request: MemberRequest, change: Callable[[], DraftRevision], *, to: str, otherwise: str = ""
) -> HttpResponse:
    """Do it and go on, or tell why not and go back."""
    try:
        stored = change()
    except ThuocDoError as error:
        messages.error(request, error.message(language()))
        return redirect(otherwise or to)
    tell_saved(request, stored)
    return redirect(to)


def tell_saved(request: MemberRequest, stored: DraftRevision) -> None:
    """Say what was done and that it can be undone."""
    messages.success(
        request,
        _("%(what)s. Saved as revision %(n)s; the history can take it back.")
        % {"what": deed_words(stored), "n": stored.number},
    )


def deed_words(revision: DraftRevision) -> str:
    """What made a revision, in a few words."""
    what = Deed(revision.deed).label.capitalize()
    return f"{what}: {revision.subject}" if revision.subject else str(what)


def _tabs(draft: Draft, active: str) -> list[Tab]:
    words = {
        "draft": _("Read and mend"),
        "checks": _("Checks and sums"),
        "preview": _("On last year's figures"),
        "changes": _("Against the version in force"),
        "history": _("History"),
        "sign": _("Sign"),
    }
    return [
        Tab(label, reverse(f"drafts:{name}", args=[draft.pk]), name == active)
        for name, label in words.items()
    ]
