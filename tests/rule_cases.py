"""A strategy for every rule kind: a rule of that kind and what its inputs may be. Tests draw from `CASES`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st
from pydantic import TypeAdapter

from thuocdo.domain.scoring.rules import Rule, RuleModel
from thuocdo.domain.scoring.sheet import Value

ADAPTER: TypeAdapter[RuleModel] = TypeAdapter(Rule)

counts = st.integers(0, 400)
amounts = st.decimals(-50, 200, places=2).map(Fraction)
shares = st.sampled_from([Fraction(n, 20) for n in range(21)] + [Fraction(1, 3), Fraction(2, 3)])
maxima = st.sampled_from([Fraction(n) for n in (1, 2, 4, 6, 10, 20)] + [Fraction(5, 2)])
clips = st.sampled_from(["both", "lower", "upper", "none"])


@dataclass(frozen=True)
class Case:
    """A rule with a strategy for each of its inputs; `step` is the grid on which its first input lives."""

    rule: RuleModel
    inputs: dict[str, st.SearchStrategy[object]]
    step: Fraction


def ascending(numbers: st.SearchStrategy[Fraction], least: int) -> st.SearchStrategy[list[Fraction]]:
    return st.lists(numbers, min_size=least, max_size=5, unique=True).map(sorted)


@st.composite
def ratio(draw: st.DrawFn) -> Case:
    lower = draw(st.booleans())
    full_at = draw(st.sampled_from(["0", "0.05", "1/3"] if lower else ["1", "0.8", "0.5", "1/3"]))
    rule = {
        "kind": "ratio",
        "of": "a",
        "to": "b",
        "full_at": full_at,
        "lower_is_better": lower,
        "cap": draw(st.booleans()),
    }
    rule["floor"] = "0" if lower else draw(st.sampled_from(["0", "0.3"]))
    rule["when_empty"] = draw(st.sampled_from(["unknown", "full", "zero"]))
    return Case(ADAPTER.validate_python(rule), {"a": counts, "b": counts}, Fraction(1))


@st.composite
def linear(draw: st.DrawFn) -> Case:
    ends = draw(st.lists(amounts, min_size=2, max_size=2, unique=True))
    rule = {"kind": "linear", "of": "a", "from": str(ends[0]), "to": str(ends[1]), "clip": draw(clips)}
    return Case(ADAPTER.validate_python(rule), {"a": amounts}, Fraction(1, 100))


@st.composite
def log(draw: st.DrawFn) -> Case:
    ends = draw(st.lists(st.integers(1, 500), min_size=2, max_size=2, unique=True))
    rule = {"kind": "log", "of": "a", "from": ends[0], "to": ends[1], "clip": draw(clips)}
    return Case(ADAPTER.validate_python(rule), {"a": counts}, Fraction(1))


@st.composite
def piecewise(draw: st.DrawFn) -> Case:
    at = draw(ascending(amounts, 2))
    heights = draw(st.lists(shares, min_size=len(at), max_size=len(at)))
    if draw(st.booleans()):
        heights = sorted(heights, reverse=draw(st.booleans()))
    points = [[str(x), str(y)] for x, y in zip(at, heights, strict=True)]
    rule = {"kind": "piecewise", "of": "a", "points": points, "clip": draw(clips)}
    return Case(ADAPTER.validate_python(rule), {"a": amounts}, Fraction(1, 100))


@st.composite
def bands(draw: st.DrawFn) -> Case:
    lower = draw(st.booleans())
    marks = draw(ascending(shares, 1))
    marks = marks if lower else marks[::-1]
    heights = sorted(
        draw(st.lists(shares, min_size=len(marks) + 1, max_size=len(marks) + 1)), reverse=draw(st.booleans())
    )
    listed: list[dict[str, object]] = [
        {"from": str(mark), "share": str(height), "included": draw(st.booleans())}
        for mark, height in zip(marks, heights, strict=False)
    ]
    rule = {
        "kind": "bands",
        "of": "a",
        "to": "b",
        "bands": [*listed, {"share": str(heights[-1])}],
        "lower_is_better": lower,
    }
    return Case(ADAPTER.validate_python(rule), {"a": counts, "b": st.integers(1, 400)}, Fraction(1))


@st.composite
def steps(draw: st.DrawFn) -> Case:
    at = draw(st.lists(st.integers(0, 12), min_size=1, max_size=5, unique=True))
    worth = draw(st.lists(st.integers(0, 20), min_size=len(at), max_size=len(at)))
    listed = [{"at_least": x, "points": y} for x, y in zip(sorted(at), sorted(worth), strict=True)]
    rule = {"kind": "steps", "of": "a", "steps": listed}
    return Case(ADAPTER.validate_python(rule), {"a": st.integers(0, 15)}, Fraction(1))


@st.composite
def levels(draw: st.DrawFn) -> Case:
    rule = {"kind": "levels", "of": "a", "levels": {"x": str(draw(shares)), "y": {"points": 3}}}
    rule["otherwise"] = draw(st.sampled_from(["unknown", 0]))
    choices = st.sampled_from(["x", "y", "z"]).map(lambda code: Value(choice=code))
    return Case(ADAPTER.validate_python(rule), {"a": choices}, Fraction(1))


@st.composite
def yes_no(draw: st.DrawFn) -> Case:
    rule = {"kind": "yes_no", "of": "a", "yes": str(draw(shares)), "no": str(draw(shares))}
    return Case(ADAPTER.validate_python(rule), {"a": st.integers(0, 1)}, Fraction(1))


@st.composite
def checklist(draw: st.DrawFn) -> Case:
    form = draw(st.sampled_from(["shares", "points", "list", "need", "each"]))
    rule: dict[str, object] = {"kind": "checklist", "items": ["a", "b", "c"]}
    if form in ("shares", "points"):
        rule |= {
            "items": {"a": "1/2", "b": "1/4", "c": "1/4"},
            "as": "share" if form == "shares" else "points",
        }
    if form == "need":
        rule |= {"need": draw(st.integers(1, 3)), "fewer": draw(st.sampled_from(["proportion", "zero"]))}
    if form == "each":
        rule |= {"each": 2}
    return Case(ADAPTER.validate_python(rule), dict.fromkeys("abc", st.integers(0, 1)), Fraction(1))


@st.composite
def per_count(draw: st.DrawFn) -> Case:
    rule: dict[str, object] = {
        "kind": "per_count",
        "of": "a",
        "each": str(draw(st.sampled_from(["0.5", "2", "1/3"]))),
    }
    if draw(st.booleans()):
        rule["up_to"] = draw(st.integers(1, 10))
    return Case(ADAPTER.validate_python(rule), {"a": st.integers(0, 30)}, Fraction(1))


@st.composite
def given_points(draw: st.DrawFn) -> Case:
    rule: dict[str, object] = {
        "kind": "given",
        "of": "a",
        "as": draw(st.sampled_from(["points", "share", "percent"])),
    }
    if rule["as"] == "points" and draw(st.booleans()):
        rule["out_of"] = 10
    return Case(ADAPTER.validate_python(rule), {"a": amounts}, Fraction(1, 100))


@st.composite
def adjustment(draw: st.DrawFn) -> Case:
    rule: dict[str, object] = {
        "kind": "adjustment",
        "of": "a",
        "each": str(draw(st.sampled_from(["-2", "-0.5", "1"]))),
    }
    rule |= {"min": -10, "max": draw(st.integers(0, 5))}
    return Case(ADAPTER.validate_python(rule), {"a": st.integers(0, 30)}, Fraction(1))


@st.composite
def relative(draw: st.DrawFn) -> Case:
    rule: dict[str, object] = {"kind": "relative", "of": "a", "to": "b"}
    rule["method"] = draw(st.sampled_from(["minmax", "zscore", "rank", "percentile", "distance_to_best"]))
    rule |= {
        "lower_is_better": draw(st.booleans()),
        "population": draw(st.sampled_from(["sample", "population"])),
    }
    rule["when_equal"] = draw(st.sampled_from(["unknown", "full", "zero", "half"]))
    return Case(ADAPTER.validate_python(rule), {"a": counts, "b": st.integers(1, 400)}, Fraction(1))


@st.composite
def constant(draw: st.DrawFn) -> Case:
    return Case(ADAPTER.validate_python({"kind": "constant", "share": str(draw(shares))}), {}, Fraction(1))


@st.composite
def expression(draw: st.DrawFn) -> Case:
    share = draw(
        st.sampled_from(
            [
                "a / b",
                "min(a, b) / max(a, b)",
                "if(a >= 20 and b > 3, a / (a + b), 0)",
                "clip(a - 2 * b, 0, 50) / 50",
                "a / 400",
                "(a ** 2) / (b ** 2 + 1)",
                "if(not a < b, 1, 1/2)",
                "abs(a - b) / 400",
                "round(a / b, 2)",
            ]
        )
    )
    rising = {"a / b", "a / 400", "clip(a - 2 * b, 0, 50) / 50", "(a ** 2) / (b ** 2 + 1)"}
    rule = {"kind": "expression", "share": share, "monotone": {"a": "increasing"} if share in rising else {}}
    return Case(ADAPTER.validate_python(rule), {"a": counts, "b": counts}, Fraction(1))


def unknown() -> st.SearchStrategy[Case]:
    return st.builds(lambda: Case(ADAPTER.validate_python({"kind": "unknown"}), {}, Fraction(1)))


CASES = {
    "ratio": ratio,
    "linear": linear,
    "log": log,
    "piecewise": piecewise,
    "bands": bands,
    "steps": steps,
    "levels": levels,
    "yes_no": yes_no,
    "checklist": checklist,
    "per_count": per_count,
    "given": given_points,
    "adjustment": adjustment,
    "relative": relative,
    "constant": constant,
    "expression": expression,
    "unknown": unknown,
}
