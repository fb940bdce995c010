"""An index as data: what one rule set's YAML file says, typed and checked.

The file is the source; this module is its grammar. A node is a group (it has children and an aggregate) or an
indicator (it has a rule). Every node's result is counted in points of its maximum; an index whose values are
not points (a development index between 0 and 1) has `points: 1`.

Three things are not the same and stay apart everywhere: a maximum or rule that is *not known* (`points: unknown`,
`rule: {kind: unknown}`), a value that is *missing*, and an indicator that does *not apply* to a unit.
"""

from __future__ import annotations

from thuocdo.domain.scoring.definition.basics import Code, Label, Legal, Source, Strict, Validity
from thuocdo.domain.scoring.definition.inputs import InputSpec, Preparation, PreparationKind
from thuocdo.domain.scoring.definition.nodes import DataOrigin, Node, PaperReading
from thuocdo.domain.scoring.definition.policies import (
    Aggregate,
    AggregateKind,
    Applicability,
    ByPeriod,
    Factor,
    Gate,
    MissingPolicy,
    NotApplicablePolicy,
    Points,
    Rounding,
    Stage,
    Unknown,
    Weight,
)
from thuocdo.domain.scoring.definition.rule_set import (
    ClassBand,
    Classes,
    Definition,
    Published,
    Ranking,
    View,
)

__all__ = [
    "Aggregate", "AggregateKind", "Applicability", "ByPeriod", "ClassBand", "Classes", "Code", "DataOrigin",
    "Definition", "Factor", "Gate", "InputSpec", "Label", "Legal", "MissingPolicy", "Node",
    "NotApplicablePolicy", "PaperReading", "Points", "Preparation", "PreparationKind", "Published",
    "Ranking", "Rounding", "Source", "Stage", "Strict", "Unknown", "Validity", "View", "Weight",
]  # fmt: skip
