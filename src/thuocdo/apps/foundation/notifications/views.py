from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from thuocdo.apps.foundation.accounts.permissions import MemberRequest, for_members
from thuocdo.apps.foundation.notifications import actions
from thuocdo.apps.foundation.notifications.models import Notice

PAGE_SIZE = 50


@for_members
def notices(request: MemberRequest) -> HttpResponse:
    rows = Notice.objects.for_user(request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "notifications/notices.html", {"page": page})


@for_members
@require_POST
def read_all(request: MemberRequest) -> HttpResponse:
    actions.mark_all_read(user=request.user, now=timezone.now())
    return redirect("notifications:notices")
