from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.apps.assessment.drafts import actions
from thuocdo.apps.assessment.drafts.errors import DraftRefusedError
from thuocdo.apps.assessment.drafts.forms import ChangedHeadForm, TextForm
from thuocdo.apps.assessment.drafts.queries.rows import rows_of
from thuocdo.apps.assessment.drafts.queries.texts import content_of, first_version, open_text
from thuocdo.apps.assessment.drafts.views.frame import (
    changed,
    edit_of,
    open_draft,
    page_of,
    tell_saved,
    way_back,
)
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, guarded
from thuocdo.apps.foundation.ui.context import Crumb
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.texts import Text


@require_POST
@guarded("draft", "manage")
def confirm(request: MemberRequest, pk: int, code: str) -> HttpResponse:
    one = open_draft(request, pk, "manage")
    if one.text.site(code) is None:
        raise Http404
    then = request.POST.get("next", "")
    query = way_back(request)
    to = f"{one.draft.get_absolute_url()}?{query}{'&' if query else ''}at={then or code}"
    return changed(
        request,
        lambda: actions.confirm_rows(draft=one.draft, codes=[code], edit=edit_of(request)),
        to=f"{to}#row-{then or code}",
    )


@guarded("draft", "manage")
def confirm_many(request: MemberRequest, pk: int) -> HttpResponse:
    one = open_draft(request, pk, "manage")
    waiting = [row for row in rows_of(one.text, open_text(first_version(one.draft))) if row.can_be_confirmed]
    likely = [row for row in waiting if row.certainty == "likely"]
    unsure = [row for row in waiting if row.certainty != "likely"]
    if request.method == "POST":
        known = {row.code for row in waiting}
        chosen = [code for code in request.POST.getlist("codes") if code in known]
        if chosen:
            return changed(
                request,
                lambda: actions.confirm_rows(draft=one.draft, codes=chosen, edit=edit_of(request)),
                to=one.draft.get_absolute_url(),
            )
        messages.error(request, _("No row was chosen; nothing was confirmed."))
    context = page_of(request, one, "draft", likely=likely, unsure=unsure)
    return render(request, "drafts/confirm.html", context)


@guarded("draft", "manage")
def head(request: MemberRequest, pk: int) -> HttpResponse:
    one = open_draft(request, pk, "manage")
    form = ChangedHeadForm(
        request.POST or None, initial=ChangedHeadForm.initial_of(one.text.definition, one.revision.number)
    )
    if request.method == "POST" and form.is_valid():
        edit = actions.Edit(by=request.user, at=timezone.now(), expected=form.cleaned_data["opened"])
        try:
            stored = actions.change_head(
                draft=one.draft, changes=form.changes(one.text.at(("title",))), edit=edit
            )
        except ThuocDoError as error:
            form.add_error(None, error.message(language()))
        else:
            tell_saved(request, stored)
            return redirect(one.draft)
    context = page_of(request, one, "draft", form=form)
    context["breadcrumbs"] = [*_crumbs(context), Crumb(_("Head"))]
    return render(request, "drafts/head.html", context, status=422 if form.errors else 200)


@guarded("draft", "manage")
def edit_text(request: MemberRequest, pk: int) -> HttpResponse:
    one = open_draft(request, pk, "manage")
    initial = {"opened": one.revision.number, "text": content_of(one.revision.version).decode("utf-8-sig")}
    form = TextForm(request.POST or None, initial=initial)
    problems: list[object] = []
    if request.method == "POST" and form.is_valid():
        edit = actions.Edit(by=request.user, at=timezone.now(), expected=form.cleaned_data["opened"])
        try:
            stored = actions.change_text(draft=one.draft, text=form.cleaned_data["text"], edit=edit)
        except DraftRefusedError as error:
            problems = [_with_line(found) for found in error.findings]
        except ThuocDoError as error:
            problems = [error]
        else:
            tell_saved(request, stored)
            return redirect(one.draft)
    context = page_of(request, one, "draft", form=form, problems=problems)
    context["breadcrumbs"] = [*_crumbs(context), Crumb(_("Text"))]
    return render(request, "drafts/text_form.html", context, status=422 if problems or form.errors else 200)


@require_POST
@guarded("draft", "manage")
def restore(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    one = open_draft(request, pk, "manage")
    if not one.draft.revisions.filter(number=number).exists():
        raise Http404
    return changed(
        request,
        lambda: actions.restore(draft=one.draft, number=number, edit=edit_of(request)),
        to=f"{one.draft.get_absolute_url()}?{way_back(request)}"
        if "undo" in request.POST
        else reverse("drafts:history", args=[pk]),
    )


@require_POST
@guarded("draft", "manage")
def drop(request: MemberRequest, pk: int) -> HttpResponse:
    one = open_draft(request, pk, "manage")
    try:
        actions.drop(draft=one.draft, edit=edit_of(request))
    except ThuocDoError as error:
        messages.error(request, error.message(language()))
        return redirect(one.draft)
    messages.success(request, _("The draft is given up. Its text and history stay readable here."))
    return redirect("drafts:drafts")


def _crumbs(context: dict[str, object]) -> list[Crumb]:
    crumbs = context["breadcrumbs"]
    return list(crumbs) if isinstance(crumbs, list) else []


def _with_line(found: Finding) -> Text:
    return Text(f"dòng {found.line}: {found.text.vi}", f"line {found.line}: {found.text.pick('en')}")
