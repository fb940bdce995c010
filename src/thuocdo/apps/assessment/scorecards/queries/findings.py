"""What a screen says in one sentence, in the language of the reader."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language, gettext, ngettext

from thuocdo.apps.assessment.scorecards.queries.scoreboard import BoardRow, Scoreboard
from thuocdo.apps.foundation.ui.formatting import write_number


def language() -> str:
    """The language of the reader, `vi` or `en`."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def board_finding(board: Scoreboard) -> str:
    """Who leads, where the reader's own unit stands and where it loses most."""
    if not board.known_count:
        return _nobody_ranked(board)
    own = board.own
    parts = [_own_sentence(board, own)] if own is not None and own.quoted is not None else []
    parts.append(_leader_sentence(board) if board.ranked else _absent_sentence(board))
    return " ".join(parts)


def row_finding(board: Scoreboard, row: BoardRow) -> str:
    """One unit: its number, its rank within the named set, where most is lost; or why there is no number."""
    if row.quoted is None:
        return _range_sentence(board, row)
    return _own_sentence(board, row)


def number(board: Scoreboard, value: Decimal | None) -> str:
    """A quoted number with the decimals of the board."""
    return "–" if value is None else write_number(value, language(), digits=board.digits)


def _own_sentence(board: Scoreboard, row: BoardRow) -> str:
    values = {
        "unit": row.name.pick(language()),
        "value": number(board, row.quoted),
        "count": board.rank_base,
    }
    if board.shown_rank(row) is None:
        first = gettext("%(unit)s: %(value)s, not ranked") % values
    else:
        first = gettext("%(unit)s: %(value)s, rank %(rank)s/%(count)s") % {**values, "rank": row.rank}
    lost = row.lost
    if not lost or lost[0][1] <= 0:
        return first + "."
    column = board.column(lost[0][0])
    second = gettext("loses most in %(group)s: %(points)s points") % {
        "group": column.title.pick(language()) if column else lost[0][0],
        "points": write_number(lost[0][1], language(), digits=2),
    }
    return f"{first}; {second}."


def _leader_sentence(board: Scoreboard) -> str:
    first, last = board.ranked[0], board.ranked[-1]
    sentence = gettext(
        "%(first)s leads with %(best)s; the median is %(median)s; %(last)s is last with %(worst)s."
    ) % {
        "first": first.name.pick(language()),
        "best": number(board, first.quoted),
        "median": number(board, board.median),
        "last": last.name.pick(language()),
        "worst": number(board, last.quoted),
    }
    return f"{sentence} {_absent_sentence(board)}".strip()


def _absent_sentence(board: Scoreboard) -> str:
    absent = board.peer_count - board.known_count
    if not absent:
        return ""
    return ngettext("%(count)s unit has no number yet.", "%(count)s units have no number yet.", absent) % {
        "count": absent
    }


def _nobody_ranked(board: Scoreboard) -> str:
    blocked = sum(row.total.is_range for row in board.rows)
    if blocked:
        return gettext(
            "No total is known yet: %(count)s units have a range, and the missing parts are named."
        ) % {"count": blocked}
    return gettext("Nothing has been scored in this round yet.")


def _range_sentence(board: Scoreboard, row: BoardRow) -> str:
    total = row.total
    low = total.value_low if total.value_low is not None else total.low
    high = total.value_high if total.value_high is not None else total.high
    unit = row.name.pick(language())
    if low is None or high is None:
        return gettext("%(unit)s has no number in this round yet.") % {"unit": unit}
    if low == high:
        return _settled_sentence(board, unit, low)
    return gettext("%(unit)s: the total lies between %(low)s and %(high)s; what is missing is named below.") % {
        "unit": unit, "low": number(board, low), "high": number(board, high),
    }  # fmt: skip


def _settled_sentence(board: Scoreboard, unit: str, value: Decimal) -> str:
    """A total that what is missing cannot change: mostly since a gate is closed, which is named."""
    values = {"unit": unit, "value": number(board, value)}
    gate = board.definition.root.gate if board.definition is not None else None
    if gate is None or board.definition is None:
        return gettext("%(unit)s: %(value)s whatever the missing parts are.") % values
    titles = {node.code: node.title.pick(language()) for node in board.definition.root.walk()}
    return gettext("%(unit)s: %(value)s because the gate is closed: %(group)s has not reached its mark.") % {
        **values,
        "group": titles.get(gate.node, gate.node),
    }
