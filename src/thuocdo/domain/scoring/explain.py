"""The derivation of one number, worked out exactly and only when somebody asks.

>>> derivation = explain(table, "hue", "MDHL.4")                                 # doctest: +SKIP
>>> derivation.points, derivation.rule.steps[-1].template                        # doctest: +SKIP
(Fraction(147, 25), '{0} / {1} × {2}')
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import thuocdo
from thuocdo.domain.primitives.provenance import CERTAINTY_LABELS
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.applicability import why_not
from thuocdo.domain.scoring.blockers import at_leaf, find_blockers
from thuocdo.domain.scoring.definition import AggregateKind, Definition
from thuocdo.domain.scoring.derivation import (
    BlockerShown,
    ChildShown,
    Derivation,
    FactorShown,
    GateShown,
    InputShown,
    PolicyShown,
    PublishedShown,
    ReferenceShown,
    RoundingShown,
    RuleShown,
)
from thuocdo.domain.scoring.exactness import Array, Scalar, is_nan
from thuocdo.domain.scoring.plan import ROOT, PlannedNode
from thuocdo.domain.scoring.policy_texts import MISSING_TEXTS, aggregate_words, not_applicable_words
from thuocdo.domain.scoring.readings import Readings, cell
from thuocdo.domain.scoring.results import ScoreTable, node_title
from thuocdo.domain.scoring.rules import Step
from thuocdo.domain.scoring.run import Fill, Outcome, origins_of
from thuocdo.domain.scoring.treatments import treatment_text
from thuocdo.domain.scoring.wording import say


def explain(table: ScoreTable, unit: str, code: str = "total") -> Derivation:
    """Everything behind one unit's number at one node; raises UnknownUnitError and UnknownNodeError."""
    row, planned = table.row(unit), table.plan.find(code)
    return _Explainer(table, row, planned).derivation()


class _Explainer:
    """One unit, one node, one exact run."""

    def __init__(self, table: ScoreTable, row: int, planned: PlannedNode) -> None:
        self.table, self.row, self.planned = table, row, planned
        self.run = table.exactly(row)
        self.outcome = self.run.outcome(planned.index)
        self.unit = table.sheet.units[row]
        level = planned.node.copied_from
        # What was copied down was worked out from the inputs of the unit above.
        self.read_row = row if level is None else int(origins_of(table.source, level)[row])

    def derivation(self) -> Derivation:
        table, node, planned = self.table, self.planned.node, self.planned
        state = table.state(self.unit.code, planned.code)
        points = self._points()
        low, high = (points, points) if points is not None else (self._end("low"), self._end("high"))
        return Derivation(
            index=table.definition.index,
            index_title=table.definition.title,
            rule_set=table.definition.rule_set,
            version=table.version,
            engine_version=thuocdo.__version__,
            period=table.sheet.period,
            unit=self.unit.code,
            unit_name=self.unit.name or self.unit.code,
            code=planned.code,
            title=node_title(planned),
            level=planned.level,
            state=state,
            points=points,
            maximum=self._maximum(planned, self.outcome),
            low=low,
            high=high,
            rounding=self._rounding(points),
            reference=self._reference(),
            inputs=tuple(self._inputs()),
            rule=self._rule(),
            aggregate=None
            if planned.is_leaf or self._is_given()
            else aggregate_words(node.aggregate.kind, is_even=node.weighs_evenly),
            aggregate_steps=() if planned.is_leaf else self._aggregate_steps(),
            children=tuple(self._child(table.plan.nodes[index]) for index in planned.children),
            factor=self._factor(),
            gate=self._gate(),
            policies=tuple(self._policies()),
            published=self._published() if planned.index == ROOT else None,
            blockers=self._blockers() if state == "unknown" else (),
            responsible=node.responsible,
            evidence=node.evidence,
        )

    def _points(self) -> Fraction | None:
        if self.planned.index == ROOT and self.table.is_blocked[self.row]:
            return None
        return first(self.outcome.points)

    def _end(self, fill: Fill) -> Fraction | None:
        run = self.table.run(rows=[self.row], exact=True, fill=fill)
        end = run.outcome(self.planned.index).points[0]
        if self.planned.index == ROOT and self.table.is_too_little[self.row]:
            return None
        return None if isinstance(end, float) else Fraction(end)

    def _maximum(self, planned: PlannedNode, outcome: Outcome) -> Fraction | None:
        lost = first(outcome.lost) if outcome.lost is not None else None
        return planned.maximum if planned.maximum is None else planned.maximum - (lost or 0)

    def _rounding(self, points: Fraction | None) -> RoundingShown:
        stage = self.planned.stage
        return RoundingShown(first(self.outcome.raw), stage.digits, points, stage.parent_reads)

    def _reference(self) -> ReferenceShown:
        node, index = self.planned.node, self.table.definition
        legal = node.legal if node.legal.number or node.legal.article else index.legal
        source = index.source if self.planned.index == ROOT else node.source
        return ReferenceShown(
            number=legal.number or index.legal.number,
            date=str(legal.date or index.legal.date or ""),
            issuer=legal.issuer or index.legal.issuer,
            article=legal.article,
            certainty=source.status.value,
            certainty_text=CERTAINTY_LABELS[source.status],
            source=source.ref,
            note=source.note or node.note,
        )

    # Inputs and rule

    def _inputs(self) -> Iterator[InputShown]:
        rule, given = self.planned.node.rule, self.planned.node.given
        names = (rule.inputs() if rule else ()) + ((given,) if given else ())
        for name in self._with_what_they_derive_from(names):
            yield self._input(name)

    def _with_what_they_derive_from(self, names: tuple[str, ...]) -> dict[str, None]:
        """Every input once; a computed one is followed by those it is computed from."""
        found: dict[str, None] = {}
        for name in names:
            derivation = self.table.plan.derived.get(name)
            if name not in found:
                found[name] = None
                found |= self._with_what_they_derive_from(derivation.names if derivation else ())
        return found

    def _input(self, name: str) -> InputShown:
        spec = self.table.definition.inputs.get(name)
        column, source = self.table.sheet.column(name), self.table.source
        row = self.read_row
        written, read = cell(column, row), source.fractions(name, [row])[0]
        derivation = self.table.plan.derived.get(name)
        state = column.state(row).word if derivation is None else "derived"
        return InputShown(
            name=name,
            title=spec.title if spec and spec.title.vi else Text(name),
            type=spec.type if spec else "number",
            state=state,
            value=known(read if derivation else written),
            choice=column.choices.get(row, ""),
            unit_of_measure=spec.unit_of_measure if spec else Text(""),
            source=column.sources.get(row, ""),
            reason=column.reasons.get(row, ""),
            derived_from=str(derivation) if derivation else "",
            treatments=tuple(treatment_text(step) for step in source.treatments_of(name)),
            read_as=known(read) if source.treatments_of(name) else None,
        )

    def _readings(self) -> Readings:
        read = self.run.readings(self.planned, self.run.arithmetic())
        return Readings(read.source, read.arithmetic, (self.read_row,), read.applies)

    def _rule(self) -> RuleShown | None:
        rule, maximum = self.planned.node.rule, self.planned.maximum
        if rule is None:
            return None
        parameters = rule.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
        shown = RuleShown(
            rule.kind, parameters, rule.describe(input_titles(self.table.definition)), self.planned.node.how
        )
        if maximum is None:
            return shown
        told = rule.explain(self._readings(), maximum)
        return RuleShown(
            rule.kind,
            parameters,
            shown.words,
            shown.how,
            told.steps,
            told.band,
            told.reason,
            told.points,
        )

    # Groups

    def _child(self, child: PlannedNode) -> ChildShown:
        outcome = self.run.outcome(child.index)
        return ChildShown(
            code=child.code,
            title=node_title(child),
            points=first(outcome.handed),
            maximum=self._maximum(child, outcome),
            weight=child.weight,
            state=self.table.state(self.unit.code, child.code),
            counts=child.counts,
            adjusts=child.node.adjusts,
        )

    def _aggregate_steps(self) -> tuple[Step, ...]:
        raw, kind = first(self.outcome.raw), self.planned.node.aggregate.kind
        counted = self.table.plan.counted_children(self.planned)
        children = [child for child in counted if not _is_left_out(self.run.outcome(child.index))]
        points = [first(self.run.outcome(child.index).handed) for child in children]
        numbers = [number for number in points if number is not None]
        if raw is None or len(numbers) < len(points) or not numbers or self._is_given():
            return ()
        if kind is AggregateKind.SUM:
            return self._sum_steps(children, numbers)
        shares = [
            number / maximum
            for number, child in zip(numbers, children, strict=True)
            if (maximum := self._maximum(child, self.run.outcome(child.index)))
        ]
        weights = [child.weight for child in children]
        return (_mean_step(kind, shares, weights, raw, self.planned.maximum or Fraction(1)),)

    def _sum_steps(self, children: list[PlannedNode], numbers: list[Fraction]) -> tuple[Step, ...]:
        label, total = say("cộng", "sum"), sum(numbers, Fraction(0))
        template = " + ".join(f"{{{place}}}" for place in range(len(numbers)))
        step = Step(label, template, tuple(numbers), total)
        stretched = self._stretched()
        if not stretched or self.planned.maximum is None:
            return (step,)
        maximum = self._maximum(self.planned, self.outcome) or Fraction(0)
        plain = sum(
            (n for n, child in zip(numbers, children, strict=True) if not child.node.adjusts), Fraction(0)
        )
        stretch = Step(
            say("quy đổi cho phần không tính", "stretched over what is left out"),
            "{0} × {1} / ({1} − {2})",
            (plain, maximum, stretched),
            plain * maximum / (maximum - stretched) if maximum != stretched else None,
        )
        return step, stretch

    def _stretched(self) -> Fraction:
        """Points of the parts that are left out and stretched over."""
        total = Fraction(0)
        for child in self.table.plan.counted_children(self.planned):
            stretched = self.run.outcome(child.index).stretched
            if stretched is not None and stretched[0] and not child.node.adjusts:
                total += child.maximum or 0
        return total

    def _is_given(self) -> bool:
        name = self.planned.node.given
        return name is not None and not is_nan(self.table.source.fractions(name, [self.row])[0])

    # Steps after the rule

    def _factor(self) -> FactorShown | None:
        times = self.planned.node.times
        if times is None:
            return None
        other = self.table.plan.find(times.indicator)
        value = None if self.outcome.multiplier is None else first(self.outcome.multiplier)
        return FactorShown(other.code, node_title(other), times.read, value)

    def _gate(self) -> GateShown | None:
        gate = self.planned.node.gate
        if gate is None:
            return None
        is_closed = self.outcome.gated is not None and bool(self.outcome.gated[0])
        other = self.table.plan.find(gate.node)
        return GateShown(gate.node, node_title(other), gate.at_least, gate.read, gate.else_cap, is_closed)

    def _policies(self) -> Iterator[PolicyShown]:
        outcome, planned = self.outcome, self.planned
        if not planned.in_force:
            yield PolicyShown(
                "not_in_force", Text("chưa hoặc không còn hiệu lực trong kỳ", "not in force in this period")
            )
        if outcome.not_applicable is not None and outcome.not_applicable[0]:
            reason = why_not(planned.node.applies_to, self.table.sheet.units[self.read_row])
            words = not_applicable_words(planned.not_applicable, reason)
            yield PolicyShown(f"not_applicable.{planned.not_applicable}", words)
        if outcome.forgiven is not None and outcome.forgiven[0]:
            yield PolicyShown(f"missing.{planned.missing}", MISSING_TEXTS[planned.missing])
        if self._is_given():
            yield PolicyShown(
                "given", Text("lấy theo kết quả đã cho của nhóm", "taken as the result given for it")
            )
        if planned.node.copied_from:
            yield from self._copied(planned.node.copied_from)
        left_out = [
            child.code
            for child in self.table.plan.counted_children(planned)
            if _is_left_out(self.run.outcome(child.index))
        ]
        if left_out:
            codes = ", ".join(left_out)
            yield PolicyShown("left_out", Text(f"không tính: {codes}", f"left out: {codes}"))

    def _copied(self, level: str) -> Iterator[PolicyShown]:
        origin = int(origins_of(self.table.source, level)[self.row])
        if origin != self.row:
            above = self.table.sheet.units[origin]
            name = above.name or above.code
            yield PolicyShown(
                "copied", Text(f"lấy theo kết quả của {name}", f"taken from the result of {name}")
            )

    def _published(self) -> PublishedShown:
        table, published = self.table, self.table.definition.published
        value = table.published[self.row]
        code = table.class_of(self.row)
        titles = {band.code: band.title for band in table.definition.classes.bands}
        low, high = (None, None)
        if is_nan(float(value)):
            low, high = (_finite(ends[self.row]) for ends in table.published_range)
        exact = None if is_nan(float(value)) else table.exact_published(self.row, published.digits)
        return PublishedShown(
            published.label,
            published.divide_by,
            published.digits,
            exact,
            low,
            high,
            titles.get(code) if code else None,
        )

    def _blockers(self) -> tuple[BlockerShown, ...]:
        found = (
            find_blockers(self.run, self.planned.index)
            if not self.planned.is_leaf
            else tuple(dict.fromkeys(at_leaf(self.run, self.planned)))
        )
        return tuple(
            BlockerShown(one.code, one.kind, one.inputs, one.text, node_title(self.table.plan.find(one.code)))
            for one in found
        )


def input_titles(definition: Definition) -> dict[str, Text]:
    """What people call the inputs of an index, for those that have a title."""
    return {name: spec.title for name, spec in definition.inputs.items() if spec.title.vi}


def first(column: Array) -> Fraction | None:
    """The unit's own cell of an exact column."""
    return known(column[0])


def known(value: Scalar) -> Fraction | None:
    """A cell as a fraction, None where unknown."""
    return None if isinstance(value, float) else Fraction(value)


def _finite(value: float) -> Fraction | None:
    return Fraction(repr(float(value))) if abs(value) < float("inf") else None


def _is_left_out(outcome: Outcome) -> bool:
    return outcome.left_out is not None and bool(outcome.left_out[0])


def _mean_step(
    kind: AggregateKind, shares: list[Fraction], weights: list[Fraction], result: Fraction, maximum: Fraction
) -> Step:
    numbers, count = tuple(shares), len(shares)
    is_even = len(set(weights)) == 1
    label = aggregate_words(kind, is_even=is_even)
    if kind in (AggregateKind.MIN, AggregateKind.MAX):
        return Step(
            label, f"{kind}(" + "; ".join(f"{{{place}}}" for place in range(count)) + ")", numbers, result
        )
    share = result / maximum
    if is_even and kind is AggregateKind.MEAN:
        return Step(
            label, "(" + " + ".join(f"{{{place}}}" for place in range(count)) + f") / {count}", numbers, share
        )
    if is_even and kind is AggregateKind.GEOMETRIC:
        return Step(
            label,
            "(" + " × ".join(f"{{{place}}}" for place in range(count)) + f")^(1/{count})",
            numbers,
            share,
        )
    pairs = tuple(number for pair in zip(weights, shares, strict=True) for number in pair)
    template = "; ".join(f"{{{2 * place}}} : {{{2 * place + 1}}}" for place in range(count))
    return Step(label, template, pairs, share)
