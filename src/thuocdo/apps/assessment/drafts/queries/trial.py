"""A rule tried on figures that somebody types: through the real engine, on an index of one row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from thuocdo.apps.assessment.indices.queries import plain_points
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition, InputSpec
from thuocdo.domain.scoring.explain import explain
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.sentences import step_text
from thuocdo.domain.scoring.sheet import InputSheet, Value
from thuocdo.domain.scoring.sheets.cell_values import read_cell

UNIT = "thu"
ROW = "row"
NOTHING = Text("")


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule makes of the figures: points of a maximum, how it came to them, or why there are none."""

    points: Decimal | None = None
    maximum: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    band: Text = NOTHING
    steps: tuple[Text, ...] = ()
    reasons: tuple[Text, ...] = ()


def try_rule(
    *,
    rule: Mapping[str, Any],  # Any: a rule as plain data
    points: object,
    specs: Mapping[str, Any],
    typed: Mapping[str, str],
    period: str = "2026",
) -> Trial:
    """The points of one made-up unit; what cannot be read or scored is told instead."""
    try:
        definition = _definition(rule, points, specs)
    except (ValidationError, ThuocDoError):
        return Trial(reasons=(_NOT_A_RULE,))
    cells, reasons = _cells(definition.inputs, typed)
    if reasons:
        return Trial(reasons=tuple(reasons))
    try:
        shown = explain(
            score(definition, InputSheet.from_values(period, [(UNIT, *cell) for cell in cells])), UNIT, ROW
        )
    except ThuocDoError as error:
        return Trial(reasons=(error.text,))
    rule_shown = shown.rule
    told = [blocker.text for blocker in shown.blockers]
    if rule_shown is not None and rule_shown.reason is not None and not told:
        told = [rule_shown.reason]
    return Trial(
        points=plain_points(shown.points),
        maximum=plain_points(shown.maximum),
        low=plain_points(shown.low),
        high=plain_points(shown.high),
        band=(rule_shown.band if rule_shown else None) or NOTHING,
        steps=tuple(step_text(step) for step in rule_shown.steps) if rule_shown else (),
        reasons=tuple(told),
    )


_NOT_A_RULE = Text(
    "Chưa thử được vì cách tính chưa đủ hoặc chưa đúng; hãy điền nốt các ô bên trên.",
    "Nothing to try yet: the rule is not complete; fill in the fields above.",
)


def _definition(rule: Mapping[str, Any], points: object, specs: Mapping[str, Any]) -> Definition:
    row = {"code": ROW, "title": "Dòng đang thử", "points": points, "rule": dict(rule)}
    return Definition.model_validate(
        {
            "schema": 1,
            "index": "trial",
            "rule_set": "trial",
            "title": "Thử",
            "points": points,
            "indicators": [row],
            "inputs": dict(specs),
        }
    )


def _cells(
    specs: Mapping[str, InputSpec], typed: Mapping[str, str]
) -> tuple[list[tuple[str, Value]], Sequence[Text]]:
    cells: list[tuple[str, Value]] = []
    reasons: list[Text] = []
    for name, text in typed.items():
        if name not in specs or not text.strip():
            continue
        found = read_cell(text.strip(), None, specs[name], None)
        if isinstance(found, Value):
            cells.append((name, found))
        else:
            reasons.append(_about(specs[name].title, found.reason))
    return cells, reasons


def _about(title: Text, reason: Text) -> Text:
    return Text(f"{title.vi}: {reason.vi}", f"{title.pick('en')}: {reason.pick('en')}")
