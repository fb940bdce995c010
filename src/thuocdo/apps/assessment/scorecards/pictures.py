"""The pictures and sentences of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from thuocdo.apps.assessment.scorecards.presentation import Picture, track_note
from thuocdo.apps.assessment.scorecards.queries.comparison import ComparedNode, Comparison, Movement
from thuocdo.apps.assessment.scorecards.queries.findings import number
from thuocdo.apps.foundation.ui import charts
from thuocdo.apps.foundation.ui.components import ChartTable
from thuocdo.apps.foundation.ui.formatting import write_number
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.scoring.compare import WaterfallStep

SLOPE_LABEL_PIXELS = 56


def comparison_finding(comparison: Comparison) -> str:
    """The change of the total and the group that moved most, in one sentence."""
    change = comparison.change
    unit = comparison.row_after.name.pick(language())
    if change is None:
        return _("%(unit)s: one of the two totals is not known, so only parts can be compared.") % {
            "unit": unit
        }
    verb = _("rose") if change > 0 else _("fell") if change < 0 else _("did not change")
    said = _("%(unit)s %(verb)s from %(before)s to %(after)s (%(change)s)") % {
        "unit": unit,
        "verb": verb,
        "before": number(comparison.before, comparison.row_before.quoted),
        "after": number(comparison.after, comparison.row_after.quoted),
        "change": write_number(change, language(), digits=comparison.after.digits, signed=True),
    }
    movers = [node for node in comparison.tops if node.change]
    if not movers:
        return said + "."
    most = max(movers, key=lambda node: abs(node.change or Decimal(0)))
    return _("%(said)s; the greatest move is in %(group)s: %(change)s.") % {
        "said": said, "group": most.title.pick(language()), "change": _written(most),
    }  # fmt: skip


def waterfall(comparison: Comparison) -> Picture | None:
    """The change of the total in points, group by group; what no group explains stands as its own step."""
    bars = comparison.waterfall
    if not bars:
        return None
    steps = [charts.Step(_step_name(bar), bar.change) for bar in bars[1:-1]]
    before, after = bars[0].end, bars[-1].end
    ends = (
        comparison.before.round.period_text.pick(language()),
        comparison.after.round.period_text.pick(language()),
    )
    title = _waterfall_finding(bars[1:-1])
    option = charts.waterfall(
        steps, start=(ends[0], before), end=(ends[1], after), summary=title, unit=_("points")
    )
    rows: list[tuple[object, ...]] = [
        (ends[0], before),
        *((step.name, step.change) for step in steps),
        (ends[1], after),
    ]
    return Picture(option, title, ChartTable([_("Step"), _("Points")], rows), height=400)


def _waterfall_finding(steps: Sequence[WaterfallStep]) -> str:
    """The step that moved the total most."""
    most = max(steps, key=lambda step: abs(step.change), default=None)
    if most is None or not most.change:
        return _("No group moved the total")
    change = write_number(most.change, language(), digits=2, signed=True)
    return _("%(group)s moved the total most: %(change)s points") % {
        "group": _step_name(most),
        "change": change,
    }


def _step_name(bar: WaterfallStep) -> str:
    return _("not published apart") if bar.kind == "rest" else bar.title.pick(language())


def slope(comparison: Comparison) -> Picture | None:
    """The share reached in every top group, before and after."""
    pairs = []
    rows = []
    for node in comparison.tops:
        if node.movement is Movement.UNMATCHED or node.before.share is None or node.after.share is None:
            continue
        before, after = node.before.share * 100, node.after.share * 100
        role: charts.theme.Role = "rise" if after > before else "fall" if after < before else "median"
        pairs.append(charts.Pair(node.title.pick(language()), before, after, role))
        rows.append((node.title, before, after))
    if len(pairs) < 2:
        return None
    ends = (
        comparison.before.round.period_text.pick(language()),
        comparison.after.round.period_text.pick(language()),
    )
    title = _slope_finding(pairs)
    height = max(400, SLOPE_LABEL_PIXELS * len(pairs))
    option = charts.slope(pairs, ends, summary=title, unit="%", digits=1, height=height)
    return Picture(option, title, ChartTable([_("Group"), *ends], rows, digits=1), height=height)


def _slope_finding(pairs: Sequence[charts.Pair]) -> str:
    """How many groups came closer to their greatest possible points."""
    up, down = (sum(pair.role == role for pair in pairs) for role in ("rise", "fall"))
    return _("Share of the greatest possible points: %(up)s of %(all)s groups rose, %(down)s fell") % {
        "up": up, "all": len(pairs), "down": down,
    }  # fmt: skip


def comparison_notes(comparison: Comparison) -> list[str]:
    """The lines that travel with an export."""
    notes = [
        ". ".join(
            filter(
                None,
                (
                    f"{board.round.name.pick(language())}: {board.round.index_code}@{board.round.rule_set}",
                    track_note(board),
                ),
            )
        )
        for board in (comparison.before, comparison.after)
    ]
    if comparison.is_break:
        notes.append(
            _("The rule set changed between the two rounds: the numbers are not strictly comparable.")
        )
    return notes


def _written(node: ComparedNode) -> str:
    if node.change is None:
        return "–"
    if node.in_points:
        return _("%(change)s points") % {
            "change": write_number(node.change, language(), digits=2, signed=True)
        }
    return write_number(node.change, language(), digits=4, signed=True)
