"""Rule kinds: how inputs become points. A new kind is a new file here and one line in `KINDS` and in `Rule`.

>>> from pydantic import TypeAdapter
>>> TypeAdapter(Rule).validate_python({"kind": "ratio", "of": "a", "to": "b"}).inputs()
('a', 'b')
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from thuocdo.domain.scoring.quantity import Quantity
from thuocdo.domain.scoring.rules.adjustment import Adjustment
from thuocdo.domain.scoring.rules.bands import Bands
from thuocdo.domain.scoring.rules.base import (
    Award,
    NotInvertible,
    RuleExplanation,
    RuleFinding,
    RuleModel,
    Step,
    Wanted,
)
from thuocdo.domain.scoring.rules.checklist import Checklist
from thuocdo.domain.scoring.rules.constant import Constant
from thuocdo.domain.scoring.rules.expression import Expression
from thuocdo.domain.scoring.rules.given import Given
from thuocdo.domain.scoring.rules.levels import Levels
from thuocdo.domain.scoring.rules.linear import Linear
from thuocdo.domain.scoring.rules.log import Log
from thuocdo.domain.scoring.rules.per_count import PerCount
from thuocdo.domain.scoring.rules.piecewise import Piecewise
from thuocdo.domain.scoring.rules.ratio import Ratio
from thuocdo.domain.scoring.rules.relative import Relative
from thuocdo.domain.scoring.rules.steps import Steps
from thuocdo.domain.scoring.rules.unknown import UnknownRule
from thuocdo.domain.scoring.rules.yes_no import YesNo

KINDS: dict[str, type[RuleModel]] = {
    "ratio": Ratio,
    "linear": Linear,
    "log": Log,
    "piecewise": Piecewise,
    "bands": Bands,
    "steps": Steps,
    "levels": Levels,
    "yes_no": YesNo,
    "checklist": Checklist,
    "per_count": PerCount,
    "given": Given,
    "adjustment": Adjustment,
    "relative": Relative,
    "constant": Constant,
    "expression": Expression,
    "unknown": UnknownRule,
}

Rule = Annotated[
    Ratio
    | Linear
    | Log
    | Piecewise
    | Bands
    | Steps
    | Levels
    | YesNo
    | Checklist
    | PerCount
    | Given
    | Adjustment
    | Relative
    | Constant
    | Expression
    | UnknownRule,
    Field(discriminator="kind"),
]

__all__ = [
    "KINDS",
    "Award",
    "NotInvertible",
    "Quantity",
    "Rule",
    "RuleExplanation",
    "RuleFinding",
    "RuleModel",
    "Step",
    "Wanted",
]
