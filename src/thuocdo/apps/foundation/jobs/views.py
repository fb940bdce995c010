from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.apps.foundation.accounts.permissions import MemberRequest, get_permitted_or_404, guarded, may
from thuocdo.apps.foundation.jobs import actions, queries
from thuocdo.apps.foundation.jobs.models import Job
from thuocdo.apps.foundation.jobs.tables import JobTable
from thuocdo.apps.foundation.ui.exports import export
from thuocdo.apps.foundation.ui.tables import prepare

HTMX_STOP_POLLING = 286


@guarded("job", "view")
def jobs(request: MemberRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    rows = queries.jobs_for(request.user, state=state)
    table = prepare(JobTable(rows, caption=_("Jobs")), request)
    if file := export(request, table, title=_("Jobs")):
        return file
    return render(request, "jobs/jobs.html", {"table": table, "state": state, "states": Job.State.choices})


@guarded("job", "view")
def job(request: MemberRequest, job_id: int) -> HttpResponse:
    found = get_permitted_or_404(Job.objects.select_related("started_by", "unit"), request.user, pk=job_id)
    may_cancel = found.is_cancellable and may(request.user, "job", "cancel", found)
    return render(request, "jobs/job.html", {"job": found, "may_cancel": may_cancel})


@guarded("job", "view")
def progress(request: MemberRequest, job_id: int) -> HttpResponse:
    found = get_permitted_or_404(Job.objects.select_related("unit"), request.user, pk=job_id)
    status = 200 if found.is_open else HTMX_STOP_POLLING
    return render(request, "jobs/_progress.html", {"job": found}, status=status)


@guarded("job", "cancel")
@require_POST
def cancel(request: MemberRequest, job_id: int) -> HttpResponse:
    found = get_permitted_or_404(Job.objects.all(), request.user, "cancel", pk=job_id)
    actions.cancel_job(job=found, by=request.user)
    return redirect(found)
