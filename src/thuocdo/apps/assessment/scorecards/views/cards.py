from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from thuocdo.apps.assessment.scorecards import presentation
from thuocdo.apps.assessment.scorecards.models import Round
from thuocdo.apps.assessment.scorecards.queries.explanation import Explanation, explanation_of
from thuocdo.apps.assessment.scorecards.queries.findings import row_finding
from thuocdo.apps.assessment.scorecards.queries.scoreboard import BoardRow, Scoreboard
from thuocdo.apps.assessment.scorecards.queries.scoreboard import scoreboard as board_of
from thuocdo.apps.assessment.scorecards.queries.scorecard import scorecard as card_of
from thuocdo.apps.assessment.scorecards.tables import card_table, class_title
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, get_permitted_or_404, guarded
from thuocdo.apps.foundation.ui.context import Crumb
from thuocdo.apps.foundation.ui.exports import export
from thuocdo.apps.foundation.ui.related import Subject, related_pages
from thuocdo.apps.foundation.ui.tables import prepare
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.scoring.sentences import tell

PILLAR_DIGITS = 4


@guarded("round", "view")
def scorecard(request: MemberRequest, code: str, unit: str) -> HttpResponse:
    board, row = _board_and_row(request, code, unit)
    this_round = board.round
    card = card_of(this_round, unit_id=row.unit_id, track=board.track, definition=board.definition)
    table = prepare(card_table(board, row, card), request, per_page=None)
    title = f"{row.name.pick(language())} – {this_round.name.pick(language())}"
    file = export(
        request,
        table,
        title=title,
        notes=presentation.export_notes(board),
        is_illustrative=this_round.is_illustrative,
    )
    if file is not None:
        return file
    context = {
        "board": board,
        "row": row,
        "rank": board.shown_rank(row),
        "card": card,
        "pillar_digits": max(PILLAR_DIGITS, board.digits),
        "class_title": class_title(board, row.class_code),
        "round": this_round,
        "table": table,
        "finding": row_finding(board, row),
        "tabs": presentation.track_tabs(board, request.path),
        "track_note": presentation.track_note(board),
        "radar": presentation.radar(board, row),
        "groups": [
            (
                one.title,
                row.groups[one.code],
                reverse("scorecards:why", args=[this_round.code, row.code, one.code])
                + f"?track={board.track}",
            )
            for one in board.columns
            if one.code in row.groups
        ],
        "losses": presentation.losses(board, row),
        "published": presentation.published_lines(board, card),
        "source": presentation.source_of(board, card.scoring),
        "neighbours": presentation.neighbours(board, row),
        "related": related_pages(request, Subject(this_round.index_code, row.code, this_round.period)),
        "breadcrumbs": [
            Crumb(_("Scoreboards"), reverse("scorecards:rounds")),
            Crumb(this_round.name.pick(language()), this_round.get_absolute_url()),
            Crumb(row.name.pick(language())),
        ],
    }
    return render(request, "scorecards/scorecard.html", context)


@guarded("round", "view")
def why(request: MemberRequest, code: str, unit: str, node: str) -> HttpResponse:
    board, row = _board_and_row(request, code, unit)
    explanation = _explanation_or_404(board, row, node)
    context = {
        "board": board,
        "row": row,
        "round": board.round,
        "track_note": presentation.track_note(board),
        "explanation": explanation,
        "digits": max(PILLAR_DIGITS, board.digits) if explanation.kind == "pillar" else board.digits,
        "sentences": tell(explanation.derivation, language()) if explanation.derivation is not None else [],
        "breadcrumbs": [
            Crumb(board.round.name.pick(language()), board.round.get_absolute_url()),
            Crumb(
                row.name.pick(language()), reverse("scorecards:scorecard", args=[board.round.code, row.code])
            ),
            Crumb(_("Why?")),
        ],
    }
    return render(request, "scorecards/why.html", context)


@guarded("round", "view")
def why_json(request: MemberRequest, code: str, unit: str, node: str) -> HttpResponse:
    board, row = _board_and_row(request, code, unit)
    explanation = _explanation_or_404(board, row, node)
    return JsonResponse(explanation.as_json(), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _board_and_row(request: MemberRequest, code: str, unit: str) -> tuple[Scoreboard, BoardRow]:
    this_round = get_permitted_or_404(Round.objects.with_context(), request.user, code=code)
    board = board_of(this_round, user=request.user, track=request.GET.get("track", ""))
    row = next((row for row in board.rows if row.code == unit), None)
    if row is None:
        raise Http404
    return board, row


def _explanation_or_404(board: Scoreboard, row: BoardRow, node: str) -> Explanation:
    explanation = explanation_of(
        board.round, unit_code=row.code, unit_id=row.unit_id, node=node, track=board.track
    )
    if explanation is None:
        raise Http404
    return explanation
