"""What this app leaves to the worker."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.scorecards.actions.scoring import SCORE_JOB, score_round
from thuocdo.apps.assessment.scorecards.models import Round
from thuocdo.apps.foundation.jobs.kinds import JobResult, job_kind
from thuocdo.apps.foundation.jobs.progress import JobRun
from thuocdo.domain.primitives.texts import Text


@job_kind(SCORE_JOB, label=_("Score a round"))
def score_a_round(run: JobRun, *, round_id: int, reason: str = "") -> JobResult:
    """Score a round of many units; the whole is one transaction, so a killed job leaves nothing half done."""
    this_round = Round.objects.select_related("definition", "peer_set").get(pk=round_id)
    scoring = score_round(
        round=this_round, by=run.job.started_by, now=timezone.now(), reason=reason, on_step=run.step
    )
    return JobResult(
        Text(
            f"{this_round.name.vi}: lần chấm thứ {scoring.number}.",
            f"{this_round.name.pick('en')}: scoring number {scoring.number}.",
        ),
        link=this_round.get_absolute_url(),
    )
