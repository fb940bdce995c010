"""Why every indicator of an index is there: what for, whose figures, who answers, what proves it.

What a group says of data, agencies and evidence holds for the indicators below it that say nothing of their own.

    for reason in reasons(find("dti-commune").definition):
        print(reason.node.code, reason.data_from, reason.lacks)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import DataOrigin, Definition, Node

Lack = Literal["why", "data", "owner", "evidence"]
LACKS: tuple[Lack, ...] = get_args(Lack)
ORIGINS: tuple[DataOrigin, ...] = get_args(DataOrigin)


@dataclass(frozen=True, slots=True)
class Reason:
    """One scored indicator with everything said of it, by itself or by a group above it."""

    node: Node
    group: Node
    why: Text
    responsible: Text
    suppliers: tuple[Text, ...]
    verified_by: Text
    data_source: Text
    data_from: DataOrigin | None
    evidence: tuple[Text, ...]

    @property
    def points(self) -> Fraction | None:
        """Its maximum, None where it is unknown, differs by period or comes from elsewhere."""
        return self.node.points if isinstance(self.node.points, Fraction) else None

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What nobody has said of it."""
        said: dict[Lack, bool] = {
            "why": bool(self.why.vi),
            "data": bool(self.data_source.vi or self.data_from),
            "owner": bool(self.responsible.vi),
            "evidence": bool(self.evidence),
        }
        return tuple(name for name in LACKS if not said[name])


def reasons(definition: Definition) -> tuple[Reason, ...]:
    """The scored indicators in the order of the index, each with what it or its groups say."""
    return tuple(_reason(line) for top in definition.root.children for line in _lines(top, ()))


def lacks_of(line: Sequence[Node]) -> tuple[Lack, ...]:
    """What nobody has said of the last node of a line from its top group down."""
    return _reason(line).lacks


def _lines(node: Node, above: tuple[Node, ...]) -> Iterator[tuple[Node, ...]]:
    line = (*above, node)
    if not node.scored:
        return
    if node.is_leaf:
        yield line
    for child in node.children:
        yield from _lines(child, line)


def _reason(line: Sequence[Node]) -> Reason:
    upwards = tuple(reversed(line))
    return Reason(
        node=line[-1],
        group=line[0],
        why=line[-1].why,
        responsible=_first([node.responsible for node in upwards]),
        suppliers=next((node.suppliers for node in upwards if node.suppliers), ()),
        verified_by=_first([node.verified_by for node in upwards]),
        data_source=_first([node.data_source for node in upwards]),
        data_from=next((node.data_from for node in upwards if node.data_from), None),
        evidence=next((node.evidence for node in upwards if node.evidence), ()),
    )


def _first(texts: Sequence[Text]) -> Text:
    return next((text for text in texts if text.vi), Text(""))


@dataclass(frozen=True, slots=True)
class Origin:
    """How many indicators, worth how many points, get their figures in one way; None: the way is not said."""

    data_from: DataOrigin | None
    count: int
    points: Fraction
    unknown_points: int


def origins(found: Sequence[Reason]) -> tuple[Origin, ...]:
    """The indicators by where their figures come from, in the order of the grammar; those that do not say come last."""
    return tuple(
        _origin(kind, [reason for reason in found if reason.data_from == kind])
        for kind in (*ORIGINS, None)
        if any(reason.data_from == kind for reason in found)
    )


def _origin(kind: DataOrigin | None, found: Sequence[Reason]) -> Origin:
    known = [reason.points for reason in found if reason.points is not None]
    adjusting = sum(reason.node.adjusts for reason in found if reason.points is None)
    return Origin(kind, len(found), sum(known, Fraction(0)), len(found) - len(known) - adjusting)
