from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.apps.assessment.indices.queries import definitions_in_force
from thuocdo.apps.assessment.scorecards import actions, presentation
from thuocdo.apps.assessment.scorecards.actions.scoring import job_key
from thuocdo.apps.assessment.scorecards.errors import ScorecardsError
from thuocdo.apps.assessment.scorecards.forms import BoardFilter
from thuocdo.apps.assessment.scorecards.models import InputUpload, Round, UploadState
from thuocdo.apps.assessment.scorecards.queries.findings import board_finding
from thuocdo.apps.assessment.scorecards.queries.rounds import open_job
from thuocdo.apps.assessment.scorecards.queries.scoreboard import scoreboard as board_of
from thuocdo.apps.assessment.scorecards.tables import class_choices, scoreboard_table
from thuocdo.apps.foundation.accounts.permissions import (
    MemberRequest,
    for_members,
    get_permitted_or_404,
    guarded,
    may,
)
from thuocdo.apps.foundation.jobs.models import Job
from thuocdo.apps.foundation.ui.context import Crumb
from thuocdo.apps.foundation.ui.exports import export
from thuocdo.apps.foundation.ui.tables import prepare
from thuocdo.apps.foundation.ui.templatetags._numbers import language

ROUNDS_AT_HOME = 4


@for_members
def home(request: MemberRequest) -> HttpResponse:
    rounds = Round.objects.with_context().for_user(request.user)
    latest = [board_of(one, user=request.user) for one in rounds[:ROUNDS_AT_HOME]]
    own_boards = {board.round.index_code: board for board in reversed(latest) if board.own is not None}
    waiting = (
        InputUpload.objects.for_user(request.user).filter(by=request.user).exclude(state=UploadState.LOADED)
    )
    context = {
        "latest": [(board, board_finding(board)) for board in latest],
        "own_boards": list(own_boards.values())[::-1],
        "round_count": rounds.count(),
        "index_count": definitions_in_force(timezone.localdate()).count(),
        "source": presentation.source_of(latest[0]) if latest else None,
        "waiting": waiting.select_related("upload", "round")[:5],
    }
    return render(request, "scorecards/home.html", context)


@guarded("round", "view")
def rounds(request: MemberRequest) -> HttpResponse:
    found = Round.objects.with_context().for_user(request.user)
    may_manage = may(request.user, "round", "manage")
    context = {"rounds": found, "may_manage": may_manage, "breadcrumbs": [Crumb(_("Scoreboards"))]}
    return render(request, "scorecards/rounds.html", context)


@guarded("round", "view")
def scoreboard(request: MemberRequest, code: str) -> HttpResponse:
    this_round = get_permitted_or_404(Round.objects.with_context(), request.user, code=code)
    board = board_of(this_round, user=request.user, track=request.GET.get("track", ""))
    wanted = BoardFilter(request.GET, board, class_choices(board))
    table = prepare(scoreboard_table(board, wanted.rows()), request, per_page=None)
    notes = presentation.export_notes(board)
    title = this_round.name.pick(language())
    file = export(request, table, title=title, notes=notes, is_illustrative=this_round.is_illustrative)
    if file is not None:
        return file
    may_score = this_round.definition_id is not None and may(request.user, "round", "score")
    context = {
        "board": board,
        "round": this_round,
        "table": table,
        "filter": wanted,
        "finding": board_finding(board),
        "tabs": presentation.track_tabs(board, request.path),
        "track_note": presentation.track_note(board),
        "map": presentation.tile_map(board),
        "radar": presentation.radar(board, board.own),
        "losses": presentation.losses(board, board.own) if board.own is not None else [],
        "groups": [(one.title, board.middle(one.code), board.best(one.code)) for one in board.columns],
        "source": presentation.source_of(board),
        "may_score": may_score,
        "job": open_job(this_round, job_key(this_round), request.user) if may_score else None,
        "may_manage": may(request.user, "round", "manage"),
        "may_load": this_round.definition_id is not None and may(request.user, "input_form", "load"),
        "breadcrumbs": [
            Crumb(_("Scoreboards"), reverse("scorecards:rounds")),
            Crumb(this_round.name.pick(language())),
        ],
    }
    return render(request, "scorecards/scoreboard.html", context)


@require_POST
@guarded("round", "score")
def score(request: MemberRequest, code: str) -> HttpResponse:
    this_round = get_permitted_or_404(Round.objects.all(), request.user, "score", code=code)
    try:
        done = actions.score_or_queue(round=this_round, by=request.user, now=timezone.now())
    except ScorecardsError as error:
        messages.error(request, error.message(language()))
    else:
        said = (
            _("The round is being scored; the page shows how far it is.")
            if isinstance(done, Job)
            else _("Scored; this is scoring number %(number)s.") % {"number": done.number}
        )
        messages.success(request, said)
    return redirect(this_round)
