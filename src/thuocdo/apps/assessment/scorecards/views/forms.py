from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuocdo.apps.assessment.scorecards.actions.forms import content_of, hand_in_form, load_form
from thuocdo.apps.assessment.scorecards.actions.scoring import job_key
from thuocdo.apps.assessment.scorecards.forms import InputFormUpload
from thuocdo.apps.assessment.scorecards.marking import marked
from thuocdo.apps.assessment.scorecards.models import InputUpload, Round, UploadState
from thuocdo.apps.assessment.scorecards.queries.preview import preview_of
from thuocdo.apps.assessment.scorecards.queries.rounds import open_job
from thuocdo.apps.foundation.accounts.permissions import (
    MemberRequest,
    get_permitted_or_404,
    guarded,
    require,
    units_for,
)
from thuocdo.apps.foundation.ui.context import Crumb
from thuocdo.apps.foundation.ui.exports import XLSX_TYPE
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.primitives.errors import ThuocDoError


@guarded("input_form", "load")
def input_forms(request: MemberRequest, code: str) -> HttpResponse:
    this_round = _round_with_rules_or_404(request, code)
    form = InputFormUpload(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            handed_in = hand_in_form(
                round=this_round, file=form.cleaned_data["file"], by=request.user, now=timezone.now()
            )
        except ThuocDoError as error:
            form.add_error("file", error.message(language()))
        else:
            return redirect(handed_in)
    before = (
        InputUpload.objects.for_user(request.user)
        .filter(round=this_round)
        .select_related("upload", "by", "unit")
    )
    units = units_for(request.user, "input_form", "load").filter(peer_sets=this_round.peer_set)
    context = {
        "round": this_round,
        "form": form,
        "units": units.order_by("sort_key", "code"),
        "before": before[:50],
        "breadcrumbs": _crumbs(this_round, Crumb(_("Input forms"))),
    }
    return render(request, "scorecards/input_forms.html", context, status=422 if form.errors else 200)


@guarded("input_form", "view")
def input_form(request: MemberRequest, code: str, pk: int) -> HttpResponse:
    this_round = _round_with_rules_or_404(request, code)
    handed_in = _form_or_404(request, this_round, pk)
    if request.method == "POST":
        require(request.user, "input_form", "load", handed_in.unit)
        return _load(request, handed_in)
    content = content_of(handed_in)
    context = {
        "round": this_round,
        "handed_in": handed_in,
        "content": content,
        "preview": preview_of(this_round, content.entries),
        "is_open": handed_in.state == UploadState.CHECKED and content.is_good,
        "breadcrumbs": _crumbs(
            this_round,
            Crumb(_("Input forms"), reverse("scorecards:input_forms", args=[this_round.code])),
            Crumb(handed_in.upload.name),
        ),
    }
    return render(request, "scorecards/input_form.html", context)


@guarded("input_form", "view")
def marked_form(request: MemberRequest, code: str, pk: int) -> HttpResponse:
    handed_in = _form_or_404(request, _round_with_rules_or_404(request, code), pk)
    content = content_of(handed_in)
    with handed_in.upload.file.open("rb") as file:
        body = marked(file.read(), [*content.problems, *content.notes], language())
    response = HttpResponse(body, content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{handed_in.pk}-danh-dau.xlsx"'
    return response


def _load(request: MemberRequest, handed_in: InputUpload) -> HttpResponse:
    try:
        loaded = load_form(form=handed_in, by=request.user, now=timezone.now())
    except ThuocDoError as error:
        messages.error(request, error.message(language()))
        return redirect(handed_in)
    is_queued = open_job(loaded.round, job_key(loaded.round), request.user) is not None
    text = (
        ngettext(
            "%(count)s value loaded; the round is being scored, its page shows how far it is.",
            "%(count)s values loaded; the round is being scored, its page shows how far it is.",
            loaded.value_count,
        )
        if is_queued
        else ngettext(
            "%(count)s value loaded, the round is scored again.",
            "%(count)s values loaded, the round is scored again.",
            loaded.value_count,
        )
    )
    messages.success(request, text % {"count": loaded.value_count})
    return redirect(loaded.round)


def _round_with_rules_or_404(request: MemberRequest, code: str) -> Round:
    this_round = get_permitted_or_404(Round.objects.with_context(), request.user, code=code)
    if this_round.definition is None:
        raise Http404
    return this_round


def _form_or_404(request: MemberRequest, this_round: Round, pk: int) -> InputUpload:
    rows = InputUpload.objects.select_related("upload", "by", "unit", "round__definition")
    return get_permitted_or_404(rows, request.user, pk=pk, round=this_round)


def _crumbs(this_round: Round, *last: Crumb) -> list[Crumb]:
    return [Crumb(this_round.name.pick(language()), this_round.get_absolute_url()), *last]
