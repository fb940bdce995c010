from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from thuocdo.apps.assessment.scorecards import pictures
from thuocdo.apps.assessment.scorecards.models import Round
from thuocdo.apps.assessment.scorecards.presentation import track_note
from thuocdo.apps.assessment.scorecards.queries.comparison import Movement, compare_rounds
from thuocdo.apps.assessment.scorecards.queries.scoreboard import Scoreboard, previous_round
from thuocdo.apps.assessment.scorecards.queries.scoreboard import scoreboard as board_of
from thuocdo.apps.assessment.scorecards.tables import comparison_table
from thuocdo.apps.foundation.accounts.permissions import MemberRequest, get_permitted_or_404, guarded
from thuocdo.apps.foundation.ui.context import ContextChoice, Crumb
from thuocdo.apps.foundation.ui.exports import export
from thuocdo.apps.foundation.ui.tables import prepare
from thuocdo.apps.foundation.ui.templatetags._numbers import language


@guarded("round", "view")
def compare(request: MemberRequest) -> HttpResponse:
    rounds = list(Round.objects.with_context().for_user(request.user))
    after = _chosen(request, "after", rounds)
    if after is None:
        return render(request, "scorecards/compare.html", {"breadcrumbs": [Crumb(_("Compare two periods"))]})
    before = _chosen(request, "before", rounds) if request.GET.get("before") else previous_round(after)
    alike = [one for one in rounds if one.index_code == after.index_code and one.level == after.level]
    boards = (board_of(before or after, user=request.user), board_of(after, user=request.user))
    unit = request.GET.get("unit") or _first_unit(boards[1])
    comparison = compare_rounds(*boards, unit=unit)
    context: dict[str, object] = {
        "comparison": comparison,
        "context_choices": _choices(alike, before or after, after, boards[1], unit),
        "breadcrumbs": [
            Crumb(after.name.pick(language()), after.get_absolute_url()),
            Crumb(_("Compare two periods")),
        ],
    }
    if comparison is not None:
        table = prepare(comparison_table(comparison), request, per_page=None)
        title = _("Comparison of %(unit)s") % {"unit": comparison.row_after.name.pick(language())}
        is_illustrative = comparison.before.round.is_illustrative or comparison.after.round.is_illustrative
        notes = pictures.comparison_notes(comparison)
        file = export(request, table, title=title, notes=notes, is_illustrative=is_illustrative)
        if file is not None:
            return file
        context |= {
            "table": table,
            "track_notes": [track_note(board) for board in boards],
            "finding": pictures.comparison_finding(comparison),
            "waterfall": pictures.waterfall(comparison),
            "slope": pictures.slope(comparison),
            "rose": comparison.moved(Movement.ROSE),
            "fell": comparison.moved(Movement.FELL),
            "unchanged": comparison.moved(Movement.UNCHANGED),
        }
    return render(request, "scorecards/compare.html", context)


def _chosen(request: MemberRequest, name: str, rounds: list[Round]) -> Round | None:
    code = request.GET.get(name)
    if code:
        return get_permitted_or_404(Round.objects.with_context(), request.user, code=code)
    return next((one for one in rounds if previous_round(one) is not None), rounds[0] if rounds else None)


def _first_unit(board: Scoreboard) -> str:
    own = board.own
    return own.code if own is not None else (board.rows[0].code if board.rows else "")


def _choices(
    alike: list[Round], before: Round, after: Round, board: Scoreboard, unit: str
) -> list[ContextChoice]:
    rounds = [(one.code, one.name.pick(language())) for one in alike]
    units = sorted(board.rows, key=lambda row: row.sort_key)
    return [
        ContextChoice("before", _("Before"), before.code, rounds),
        ContextChoice("after", _("After"), after.code, rounds),
        ContextChoice("unit", _("Unit"), unit, [(row.code, row.name.pick(language())) for row in units]),
    ]
