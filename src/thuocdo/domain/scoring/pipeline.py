"""From a sheet of inputs to points, by the steps of `node_steps`.

>>> from thuocdo.domain.scoring.sheet import InputSheet
>>> definition = Definition.model_validate({
...     "schema": 1, "index": "demo", "rule_set": "1", "title": "Demo", "points": 10,
...     "rounding": {"indicator": {"digits": 2}},
...     "indicators": [{"code": "a", "points": 10, "rule": {"kind": "ratio", "of": "done", "to": "all"}}]})
>>> sheet = InputSheet.from_values("2026", [("hue", "done", 2), ("hue", "all", 3)])
>>> score(definition, sheet).decimal("hue", "a")
Decimal('6.67')
"""

from __future__ import annotations

from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.plan import make_plan
from thuocdo.domain.scoring.prepare import PreparedSource
from thuocdo.domain.scoring.results import ScoreTable
from thuocdo.domain.scoring.sheet import InputSheet


def score(definition: Definition, sheet: InputSheet, *, version: str = "") -> ScoreTable:
    """Every unit of the sheet by one rule set; ranges, reasons and derivations are worked out only when asked.

    `version` is the hash of the definition's text, to be cited by every derivation.
    """
    plan = make_plan(definition, sheet.period)
    table = ScoreTable(definition, sheet, plan, PreparedSource(plan, sheet), version)
    table.total  # noqa: B018 - scored here, so that a definition that cannot be scored fails here
    return table
