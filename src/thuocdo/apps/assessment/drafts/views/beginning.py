from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.apps.assessment.drafts import actions
from thuocdo.apps.assessment.drafts.forms import ColumnsForm, NewHeadForm, NextForm, PaperForm
from thuocdo.apps.assessment.drafts.models import Draft
from thuocdo.apps.assessment.drafts.queries.papers import (
    SHOWN_ROWS,
    ReadUpload,
    plain_remark,
    read_upload,
    remarks_of,
)
from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.indices.queries import newest_definitions
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, get_permitted_or_404, guarded
from thuocdo.apps.foundation.evidence.models import Upload
from thuocdo.apps.foundation.files.errors import FileTooLargeError
from thuocdo.apps.foundation.ui.context import Crumb
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.spelling import words

TEXTS = (".yaml", ".yml")
TEXT_LIMIT = 2 * 1024**2


@guarded("draft", "manage")
def new(request: MemberRequest) -> HttpResponse:
    is_next = request.POST.get("how") == "next"
    paper_form = PaperForm(None if is_next else request.POST or None, request.FILES or None)
    next_form = NextForm(
        request.POST if is_next else None, initial={"definition": request.GET.get("definition")}
    )
    form = next_form if is_next else paper_form
    if request.method == "POST" and form.is_valid():
        try:
            return _next(request, next_form) if is_next else _taken(request, paper_form)
        except ThuocDoError as error:
            form.add_error("rule_set" if is_next else "paper", error.message(language()))
    context = {
        "paper_form": paper_form,
        "next_form": next_form,
        "refused": form if form.errors else None,
        "limit_mb": settings.UPLOAD_LIMIT_MB,
        "breadcrumbs": _crumbs(Crumb(_("Load a decision"))),
    }
    return render(request, "drafts/new.html", context, status=422 if form.errors else 200)


@guarded("draft", "manage")
def paper(request: MemberRequest, upload_id: int) -> HttpResponse:
    upload = get_permitted_or_404(Upload.objects.select_related("unit"), request.user, pk=upload_id)
    try:
        columns, read = _read_as_said(request, upload)
    except ThuocDoError as error:
        messages.error(request, error.message(language()))
        return redirect("drafts:new")
    form = NewHeadForm(request.POST or None, initial=_initial(read))
    if request.method == "POST" and form.is_valid():
        try:
            begun = actions.begin_from_paper(
                read=read,
                header=form.header(),
                before=form.cleaned_data["before"],
                by=request.user,
                now=timezone.now(),
            )
        except ThuocDoError as error:
            form.add_error(None, error.message(language()))
        else:
            return redirect(begun)
    rows = [one for one in read.printed.rows if one.kind == "row"]
    context: dict[str, Any] = {  # Any: a template's context
        "form": form,
        "columns": columns,
        "upload": upload,
        "printed": read.printed,
        "row_count": len(rows),
        "sample": rows[:SHOWN_ROWS],
        "remarks": [plain_remark(remark) for remark in remarks_of(read)],
        "breadcrumbs": _crumbs(Crumb(_("Load a decision"), reverse("drafts:new")), Crumb(upload.name)),
    }
    return render(request, "drafts/paper.html", context, status=422 if form.errors else 200)


def _read_as_said(request: MemberRequest, upload: Upload) -> tuple[ColumnsForm, ReadUpload]:
    """The paper read once more where somebody says in the address what a column holds."""
    read = read_upload(upload)
    form = ColumnsForm(request.GET or None, columns=read.printed.columns, tables=read.tables)
    if not (form.is_bound and form.is_valid()):
        return form, read
    table = form.cleaned_data.get("table", "")
    return form, read_upload(upload, roles=form.roles(), table=table) if form.roles() or table else read


def _taken(request: MemberRequest, form: PaperForm) -> HttpResponse:
    file: UploadedFile[bytes] = form.cleaned_data["paper"]
    if str(file.name).lower().endswith(TEXTS):
        return redirect(_from_text(request, file))
    return redirect("drafts:paper", actions.take_paper(file=file, by=request.user).pk)


def _from_text(request: MemberRequest, file: UploadedFile[bytes]) -> Draft:
    if (file.size or 0) > TEXT_LIMIT:
        raise FileTooLargeError(file.name or "?", file.size or 0, TEXT_LIMIT)
    return actions.begin_from_text(
        content=file.read(), name=str(file.name), by=request.user, now=timezone.now()
    )


def _next(request: MemberRequest, form: NextForm) -> HttpResponse:
    chosen: IndexDefinition = form.cleaned_data["definition"]
    begun = actions.begin_from_rule_set(
        definition=chosen, rule_set=form.cleaned_data["rule_set"], by=request.user, now=timezone.now()
    )
    return redirect(begun)


def _initial(read: ReadUpload) -> dict[str, object]:
    """What the paper says of itself; with a title that is here already, it is taken to follow that rule set."""
    said, title = NewHeadForm.initial_of(read.header), words(read.header.title.vi)
    same = [stored for stored in newest_definitions() if title and words(stored.title_vi) == title]
    before = max(same, key=lambda stored: stored.valid_from or dt.date.min, default=None)
    return said | {"index": before.code, "before": before.pk} if before is not None else said


def _crumbs(*last: Crumb) -> list[Crumb]:
    return [Crumb(_("Drafts"), reverse("drafts:drafts")), *last]
