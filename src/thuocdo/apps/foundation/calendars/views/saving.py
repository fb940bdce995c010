from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.utils.translation import gettext as _

from thuocdo.apps.foundation.accounts.permissions import MemberRequest
from thuocdo.apps.foundation.calendars.forms import ChangeForm
from thuocdo.apps.foundation.calendars.models import CalendarRevision
from thuocdo.apps.foundation.calendars.problems import problems_of
from thuocdo.domain.primitives.errors import ThuocDoError


def saved_or_problems(
    request: MemberRequest, form: ChangeForm, change: Callable[[], CalendarRevision]
) -> tuple[CalendarRevision | None, list[object]]:
    """What a sent form has stored, told to the person; else why it could not be."""
    if request.method != "POST" or not form.is_valid():
        return None, []
    try:
        stored = change()
    except ThuocDoError as error:
        return None, problems_of(error)
    tell_saved(request, stored)
    return stored, []


def tell_saved(request: MemberRequest, stored: CalendarRevision) -> None:
    """Say under which number a text was kept."""
    said = _("Saved as revision %(n)s of %(file)s.") % {"n": stored.number, "file": stored.file}
    messages.success(request, said)
