"""`unknown`: nobody has found the rule yet; the total is a range until somebody does.

>>> UnknownRule(kind="unknown", note="annex not seen").describe().en
'rule not known: annex not seen'
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import numpy as np

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.exactness import NAN, Array, objects
from thuocdo.domain.scoring.readings import Readings, Reason
from thuocdo.domain.scoring.rules.base import NO_TITLES, ZERO, Bounds, RuleExplanation, RuleModel, Titles


class UnknownRule(RuleModel):
    """Blocks the total; `would_read` names inputs that are believed to matter, so that a form can ask for them."""

    kind: Literal["unknown"]
    note: str = ""
    would_read: tuple[str, ...] = ()

    def inputs(self) -> tuple[str, ...]:
        """None that it reads today."""
        return ()

    def evaluate(self, read: Readings, maximum: Fraction) -> Array:
        """Unknown for every row."""
        del maximum
        read.because(self._reason(), np.ones(read.size, dtype=np.bool_))
        return objects([NAN] * read.size) if read.is_exact else np.full(read.size, np.nan)

    def _reason(self) -> Reason:
        return Reason("rule_unknown", Text("Chưa biết cách tính điểm.", "The rule is not known."))

    def range(self, maximum: Fraction) -> Bounds:
        """Anything up to the maximum."""
        return ZERO, maximum

    def explain(self, read: Readings, maximum: Fraction) -> RuleExplanation:
        """Nothing to explain but that."""
        del read, maximum
        return RuleExplanation(self.kind, reason=self._reason().text)

    def describe(self, titles: Titles = NO_TITLES) -> Text:
        """The rule in plain words."""
        del titles
        note = f": {self.note}" if self.note else ""
        return Text(f"chưa biết cách tính điểm{note}", f"rule not known{note}")
