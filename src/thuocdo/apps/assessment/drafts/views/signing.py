from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from thuocdo.apps.assessment.drafts import actions
from thuocdo.apps.assessment.drafts.forms import SignForm
from thuocdo.apps.assessment.drafts.queries.checks import blockers_of, unsettled_in
from thuocdo.apps.assessment.drafts.queries.preview import preview_of, rounds_to_try
from thuocdo.apps.assessment.drafts.views.frame import OpenDraft, open_draft, page_of
from thuocdo.apps.assessment.drafts.views.workbooks import changes_workbook
from thuocdo.apps.assessment.indices.errors import UnknownIndexError
from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.indices.queries import find_definition, parsed, rule_sets_of
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, guarded, require
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.scoring.differences import KIND_LABELS, ChangeKind, definition_differences


@guarded("draft", "view")
def preview(request: MemberRequest, pk: int) -> HttpResponse:
    one = open_draft(request, pk)
    rounds = rounds_to_try(one.draft, request.user)
    asked = request.GET.get("round", "")
    chosen = next((found for found in rounds if found.code == asked), rounds[0] if rounds else None)
    found, problem = None, None
    if chosen is not None:
        try:
            found = preview_of(one.text, chosen, request.user, unit=request.GET.get("of", ""))
        except ThuocDoError as error:
            problem = error
    context = page_of(
        request,
        one,
        "preview",
        rounds=rounds,
        chosen=chosen,
        found=found,
        problem=problem,
        of=request.GET.get("of", ""),
    )
    return render(request, "drafts/preview.html", context)


@guarded("draft", "view")
def changes(request: MemberRequest, pk: int) -> HttpResponse:
    one = open_draft(request, pk)
    others = [stored for stored in rule_sets_of(one.draft.index_code) if stored != one.draft.result]
    before = _before(one, others, request.GET.get("with", ""))
    kind = request.GET.get("kind", "")
    found = definition_differences(parsed(before), one.text.definition) if before is not None else None
    shown = (
        [change for change in found.changes if not kind or change.kind == kind] if found is not None else []
    )
    if before is not None and found is not None and request.GET.get("export") == "xlsx":
        return changes_workbook(one, before.reference, found, shown)
    context = page_of(
        request,
        one,
        "changes",
        others=others,
        before=before,
        found=found,
        shown=[(KIND_LABELS[change.kind], change) for change in shown],
        kinds=[(name, KIND_LABELS[name], count) for name, count in found.counts().items()] if found else [],
        kind=kind if kind in list(ChangeKind) else "",
    )
    return render(request, "drafts/changes.html", context)


@guarded("draft", "manage")
def sign(request: MemberRequest, pk: int) -> HttpResponse:
    one = open_draft(request, pk, "manage")
    if one.draft.result is not None:
        return render(request, "drafts/signed.html", page_of(request, one, "sign", result=one.draft.result))
    require(request.user, "index", "manage")
    head = one.text.definition
    initial = {
        "opened": one.revision.number,
        "number": head.legal.number,
        "date": head.legal.date,
        "issuer": head.legal.issuer,
        "valid_from": head.valid.start,
    }
    blockers, unsettled = blockers_of(one.text), unsettled_in(one.text)
    form = SignForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        edit = actions.Edit(by=request.user, at=timezone.now(), expected=data["opened"])
        try:
            actions.put_draft_in_force(
                draft=one.draft, number=data["number"], date=data["date"], issuer=data["issuer"],
                valid_from=data["valid_from"], edit=edit, reason=data["reason"],
            )  # fmt: skip
        except ThuocDoError as error:
            form.add_error(None, error.message(language()))
        else:
            return redirect("drafts:sign", pk)
    context = page_of(
        request,
        one,
        "sign",
        form=form,
        blockers=blockers,
        unsettled=unsettled,
        in_the_way=len(blockers) + len(unsettled),
    )
    return render(request, "drafts/sign.html", context, status=422 if form.errors else 200)


def _before(one: OpenDraft, others: Sequence[IndexDefinition], asked: str) -> IndexDefinition | None:
    """What the draft is compared with: what was asked for, what it follows, else what is in force."""
    chosen = next((stored for stored in others if stored.rule_set == asked), None)
    if chosen is not None or one.draft.before is not None:
        return chosen or one.draft.before
    try:
        return find_definition(one.draft.index_code) if others else None
    except UnknownIndexError:
        return None
