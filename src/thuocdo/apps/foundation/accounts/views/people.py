from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thuocdo.apps.foundation.accounts import actions, queries
from thuocdo.apps.foundation.accounts.forms import PersonForm, ReasonForm, RoleForm
from thuocdo.apps.foundation.accounts.models import OneTimeLink, RoleAssignment, User, UserQuerySet
from thuocdo.apps.foundation.accounts.permissions import (
    MemberRequest,
    get_permitted_or_404,
    guarded,
    may,
)
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.accounts.tables import PeopleTable
from thuocdo.apps.foundation.audit.errors import StaleObjectError
from thuocdo.apps.foundation.ui.exports import export
from thuocdo.apps.foundation.ui.tables import prepare
from thuocdo.domain.primitives.errors import ThuocDoError


@guarded("account", "list")
def people(request: MemberRequest) -> HttpResponse:
    text, role = request.GET.get("q", "").strip(), request.GET.get("role", "")
    state = request.GET.get("state", "active")
    rows = queries.people_for(request.user, text=text, role=role, state=state)
    table = prepare(PeopleTable(rows, caption=_("People")), request)
    if file := export(request, table, title=_("People")):
        return file
    context = {
        "table": table,
        "text": text,
        "role": role,
        "roles": Role.choices,
        "state": state,
        "may_manage": may(request.user, "account", "manage"),
    }
    return render(request, "accounts/people.html", context)


@guarded("account", "view")
def person(request: MemberRequest, person_id: int) -> HttpResponse:
    found = _load(request, person_id)
    context = {
        "person": found,
        "assignments": found.assignments.select_related("unit", "granted_by"),
        "links": found.links.all()[:5],
        "may_manage": may(request.user, "account", "manage", found),
        "is_self": found.pk == request.user.pk,
        "today": timezone.localdate(),
        "reason_form": ReasonForm(),
    }
    return render(request, "accounts/person.html", context)


@guarded("account", "manage")
def add(request: MemberRequest) -> HttpResponse:
    form = PersonForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = actions.create_person(
            username=data["username"],
            full_name=data["full_name"],
            unit=data["unit"],
            email=data["email"],
            phone=data["phone"],
            by=request.user,
        )
        return redirect("accounts:person", made.pk)
    return render(request, "accounts/person_form.html", {"form": form})


@guarded("account", "manage")
def edit(request: MemberRequest, person_id: int) -> HttpResponse:
    found = _load(request, person_id, "manage")
    form = PersonForm(request.POST or None, instance=found, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_person(
                person=form.instance, expected_version=form.cleaned_data["version"] or 0, by=request.user
            )
        except StaleObjectError as error:
            form.add_error(None, error.message(get_language() or "vi"))
        else:
            return redirect("accounts:person", found.pk)
    return render(request, "accounts/person_form.html", {"form": form, "person": found})


@guarded("account", "manage")
def grant_role(request: MemberRequest, person_id: int) -> HttpResponse:
    found = _load(request, person_id, "manage")
    form = RoleForm(request.POST or None, by=request.user, initial={"valid_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.grant_role(
                person=found,
                role=Role(data["role"]),
                unit=data["unit"],
                valid_from=data["valid_from"],
                valid_to=data["valid_to"],
                reason=data["reason"],
                by=request.user,
            )
        except ThuocDoError as error:
            form.add_error(None, error.message(get_language() or "vi"))
        else:
            return redirect("accounts:person", found.pk)
    return render(request, "accounts/role_form.html", {"form": form, "person": found})


@guarded("account", "manage")
@require_POST
def end_role(request: MemberRequest, person_id: int, assignment_id: int) -> HttpResponse:
    found = _load(request, person_id, "manage")
    roles = RoleAssignment.objects.filter(user=found).select_related("user", "unit")
    assignment = get_permitted_or_404(roles, request.user, "manage", pk=assignment_id)
    reason = request.POST.get("reason", "")
    today = timezone.localdate()
    return _try(
        request,
        found,
        lambda: actions.end_role(assignment=assignment, on=today, by=request.user, reason=reason),
    )


@guarded("account", "manage")
@require_POST
@never_cache
def issue_link(request: MemberRequest, person_id: int) -> HttpResponse:
    found = _load(request, person_id, "manage")
    is_new = not found.has_usable_password()
    purpose = OneTimeLink.Purpose.INVITATION if is_new else OneTimeLink.Purpose.RESET
    token = actions.issue_link(person=found, purpose=purpose, by=request.user)
    # Shown on this page only, once, for printing or handing over; it is stored nowhere.
    address = request.build_absolute_uri(reverse("accounts:link", args=[token]))
    link = found.links.first()
    return render(request, "accounts/link_issued.html", {"person": found, "address": address, "link": link})


@guarded("account", "manage")
@require_POST
def close(request: MemberRequest, person_id: int) -> HttpResponse:
    found = _load(request, person_id, "manage")
    reason, today = request.POST.get("reason", ""), timezone.localdate()
    return _try(
        request, found, lambda: actions.close_account(person=found, on=today, by=request.user, reason=reason)
    )


@guarded("account", "manage")
@require_POST
def reopen(request: MemberRequest, person_id: int) -> HttpResponse:
    found = _load(request, person_id, "manage")
    reason = request.POST.get("reason", "")
    return _try(request, found, lambda: actions.reopen_account(person=found, by=request.user, reason=reason))


@guarded("account", "manage")
@require_POST
def remove_second_factors(request: MemberRequest, person_id: int) -> HttpResponse:
    found = _load(request, person_id, "manage")
    reason = request.POST.get("reason", "")
    return _try(
        request, found, lambda: actions.remove_second_factors(person=found, by=request.user, reason=reason)
    )


def _load(request: MemberRequest, person_id: int, verb: str = "view") -> User:
    people: UserQuerySet = User.objects.select_related("unit")
    return get_permitted_or_404(people, request.user, verb, pk=person_id)


def _try(request: MemberRequest, person: User, change: Callable[[], object]) -> HttpResponse:
    try:
        change()
    except ThuocDoError as error:
        messages.error(request, error.message(get_language() or "vi"))
    else:
        messages.success(request, _("Done."))
    return redirect("accounts:person", person.pk)
