"""Why a unit has no total: the nodes at which knowledge ends, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.coverage import coverage_counts
from thuocdo.domain.scoring.exactness import is_nan
from thuocdo.domain.scoring.plan import ROOT, PlannedNode
from thuocdo.domain.scoring.rules.unknown import UnknownRule
from thuocdo.domain.scoring.run import Run
from thuocdo.domain.scoring.sheet import ValueState
from thuocdo.domain.scoring.soundness import references
from thuocdo.domain.scoring.wording import joined, say


@dataclass(frozen=True, slots=True)
class Blocker:
    """One cause: the node, a stable kind, the inputs concerned, and the sentence."""

    code: str
    kind: str
    inputs: tuple[str, ...]
    text: Text


def find_blockers(run: Run, index: int = ROOT) -> tuple[Blocker, ...]:
    """Every cause at or below a node for the first unit of an exact run, in the order of the tree."""
    found = list(_below(run, run.plan.nodes[index])) if _is_unknown(run, index) else []
    if index != ROOT:
        return tuple(dict.fromkeys(found))
    return tuple(dict.fromkeys(found)) or tuple(_too_little(run))


def _is_unknown(run: Run, index: int) -> bool:
    outcome = run.outcome(index)
    left_out = outcome.left_out is not None and bool(outcome.left_out[0])
    return is_nan(outcome.points[0]) and (not left_out or index == ROOT)


def _below(run: Run, planned: PlannedNode) -> Iterator[Blocker]:
    outcome = run.outcome(planned.index)
    if outcome.left_out is not None and outcome.left_out[0]:
        text = Text("Không có phần nào áp dụng cho đơn vị.", "Nothing of it applies to the unit.")
        yield Blocker(planned.code, "nothing_applies", (), text)
        return
    if planned.is_leaf:
        yield from at_leaf(run, planned)
        return
    unknown = [child for child in run.plan.counted_children(planned) if _is_unknown(run, child.index)]
    for child in unknown:
        yield from _below(run, child)
    for code in references(planned.node):
        if _is_unknown(run, run.plan.find(code).index):
            yield from _below(run, run.plan.find(code))
    if not unknown and not references(planned.node):
        yield Blocker(planned.code, "no_aggregate", (), _NO_AGGREGATE)


_NO_AGGREGATE = Text(
    "Không tổng hợp được từ các phần (chẳng hạn giá trị âm trong trung bình nhân, hoặc chưa biết điểm tối đa).",
    "The parts cannot be put together (a negative value in a geometric mean, or a maximum that is not known).",
)


def at_leaf(run: Run, planned: PlannedNode) -> Iterator[Blocker]:
    """The causes at one indicator."""
    if planned.node.rule is None and planned.node.given is None:
        yield Blocker(planned.code, "rule_unknown", (), Text("Chưa có cách tính điểm.", "It has no rule."))
    if planned.maximum is None:
        text = Text("Chưa biết điểm tối đa.", "The maximum is not known.")
        yield Blocker(planned.code, "points_unknown", (), text)
        if isinstance(planned.node.rule, UnknownRule):
            yield Blocker(planned.code, "rule_unknown", (), planned.node.rule.describe())
    yield from _missing_inputs(run, planned)
    # The lone unit comes first among the rows of its run; ancestors may follow.
    for reason, rows in run.outcome(planned.index).reasons:
        if rows[0]:
            yield Blocker(planned.code, reason.code, reason.inputs, reason.text)
    for code in references(planned.node):
        if _is_unknown(run, run.plan.find(code).index):
            yield from _below(run, run.plan.find(code))
    yield from _no_peers(run, planned)
    yield from _lost_in_treatment(run, planned)


def _lost_in_treatment(run: Run, planned: PlannedNode) -> Iterator[Blocker]:
    """Inputs whose figures are all there, but which have no value once computed or treated."""
    row, rule = run.rows[0] if run.rows else 0, planned.node.rule
    for name in rule.inputs() if rule is not None else ():
        asked = run.plan.asked_names((name,))
        is_reported = all(run.source.sheet.column(each).state(row) not in _WITHOUT_NUMBER for each in asked)
        touched = run.source.is_touched(name)
        if touched and is_reported and is_nan(run.source.fractions(name, [row])[0]):
            text = say(
                "«{title}» không có giá trị sau khi tính hoặc xử lý (chẳng hạn chia cho 0, logarit của số không "
                "dương, hoặc mọi đơn vị bằng nhau).",
                "'{title}' has no value once computed or treated (a division by zero, the logarithm of a number not "
                "above zero, or all units alike).",
                title=_title(run, name),
            )
            yield Blocker(planned.code, "no_value", (name,), text)


def _missing_inputs(run: Run, planned: PlannedNode) -> Iterator[Blocker]:
    row = run.rows[0] if run.rows else 0
    sheet = run.source.sheet
    states = {name: sheet.column(name).state(row) for name in run.plan.asked_inputs(planned)}
    for state, (kind, words) in _WITHOUT_NUMBER.items():
        names = tuple(name for name, found in states.items() if found is state)
        if names:
            listed = joined([_title(run, name) for name in names], ", ")
            text = say("{words}: {listed}.", "{words}: {listed}.", words=words, listed=listed)
            yield Blocker(planned.code, kind, names, text)


_WITHOUT_NUMBER = {
    ValueState.MISSING: ("input_missing", Text("Chưa có số liệu", "Not yet reported")),
    ValueState.NOT_AVAILABLE: (
        "input_not_available",
        Text("Đơn vị báo không có số liệu", "Reported as not available"),
    ),
}


def _title(run: Run, name: str) -> Text:
    spec = run.plan.definition.inputs.get(name)
    return spec.title if spec is not None and spec.title.vi else Text(name, name)


def _no_peers(run: Run, planned: PlannedNode) -> Iterator[Blocker]:
    rule = planned.node.rule
    if rule is None or rule.is_local or planned.maximum is None:
        return
    reason = rule.explain(run.readings(planned, run.arithmetic()), planned.maximum).reason
    if reason is not None:
        yield Blocker(planned.code, "peers_missing", rule.inputs(), reason)


def _too_little(run: Run) -> Iterator[Blocker]:
    least = run.plan.definition.min_coverage
    if least is None:
        yield Blocker("total", "no_aggregate", (), _NO_AGGREGATE)
        return
    covered, applying = (int(counts[0]) for counts in coverage_counts(run))
    needed = -(-least * applying // 1)
    text = Text(
        f"Mới có số liệu của {covered}/{applying} chỉ số; cần ít nhất {needed} chỉ số.",
        f"Only {covered} of {applying} indicators are reported; at least {needed} are needed.",
    )
    yield Blocker("total", "coverage", (), text)
