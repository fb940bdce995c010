"""Points by the place among all units.

"(giá trị − thấp nhất)/(cao nhất − thấp nhất) × điểm tối đa", "giá trị/giá trị cao nhất × điểm tối đa",
"Địa phương cao nhất: điểm tối đa; các địa phương khác: giá trị/giá trị cao nhất × điểm tối đa".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from thuocdo.domain.primitives.spelling import words
from thuocdo.domain.scoring.papers.wording.clauses import Equation
from thuocdo.domain.scoring.papers.wording.formulas import (
    MAX,
    RATE,
    Form,
    Formula,
    Name,
    Operation,
    form,
    quantity,
)
from thuocdo.domain.scoring.papers.wording.material import Candidate, Material
from thuocdo.domain.scoring.papers.wording.measures import measure_of
from thuocdo.domain.scoring.papers.wording.names import HIGHEST, LOWEST, names_extreme, type_of

_OWN = ("gia tri", "ket qua", "so lieu", "chi so", "ty le", "muc dat", "gia tri thuc te", "gia tri dat duoc")
_OTHERS = (
    "cac don vi khac",
    "cac dia phuong khac",
    "cac tinh khac",
    "don vi khac",
    "dia phuong khac",
    "cac tinh con lai",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A relative method, what is compared, and whether less is better."""

    method: str
    own: Name
    lower_is_better: bool = False


def read(material: Material) -> Candidate | None:
    """A formula over the highest and lowest of all units."""
    formulas = [(place, score.formula) for place, score in material.scores]
    if len(formulas) == 1 and not material.clauses and not material.eaches:
        place, formula = formulas[0]
        found = _placed(_without_maximum(formula), material)
        return _candidate(found, frozenset({place}), material) if found else None
    return _best_and_others(material)


def _candidate(found: Place, claimed: frozenset[int], material: Material) -> Candidate | None:
    own = found.own.name
    named = words(material.definitions.get(own, own))
    generic = named in _OWN or named.startswith(tuple(f"{word} cua" for word in _OWN)) or named == "x"
    base = quantity(RATE) if generic and own not in material.definitions else quantity(own)
    measure = measure_of(base, material)
    if measure is None:
        return None
    if generic and type_of(material.title) != "percent" and len(measure.inputs) == 1:
        measure = replace(measure, inputs=(replace(measure.inputs[0], type="number"),))
    rule: dict[str, object] = {"kind": "relative", **measure.fields, "method": found.method}
    if found.lower_is_better:
        rule["lower_is_better"] = True
    used = claimed | {said.place for said in material.said if said.place in material.naming}
    return Candidate("peers", rule, measure.inputs, frozenset(used), measure.doubts)


def _without_maximum(formula: Formula) -> Formula | None:
    """The formula without its factor "điểm tối đa"."""
    match formula:
        case Operation(sign="*", left=left, right=Name(name=name)) if name == MAX:
            return left
        case Operation(sign="*", left=Name(name=name), right=right) if name == MAX:
            return right
        case Operation(sign="/", left=left, right=right):
            inner = _without_maximum(left)
            return None if inner is None else Operation("/", inner, right)
    return None


def _placed(formula: Formula | None, material: Material) -> Place | None:
    match formula:
        case Operation(
            sign="/",
            left=Operation(sign="-", left=own, right=low),
            right=Operation(sign="-", left=top, right=end),
        ):
            return _between(own, low, top, end, material)
        case Operation(sign="/", left=Name() as own, right=Name() as best) if _is(best, HIGHEST, material):
            return None if _is_extreme(own, material) else Place("distance_to_best", own)
        case Operation(sign="/", left=Name() as best, right=Name() as own) if _is(best, LOWEST, material):
            return (
                None if _is_extreme(own, material) else Place("distance_to_best", own, lower_is_better=True)
            )
    return None


def _between(own: Formula, low: Formula, top: Formula, end: Formula, material: Material) -> Place | None:
    """(x − lowest)/(highest − lowest), or (highest − x)/(highest − lowest) where less is better."""
    if not (_is(top, HIGHEST, material) and _is(end, LOWEST, material)):
        return None
    if isinstance(own, Name) and not _is_extreme(own, material) and _is(low, LOWEST, material):
        return Place("minmax", own)
    if isinstance(low, Name) and not _is_extreme(low, material) and _is(own, HIGHEST, material):
        return Place("minmax", low, lower_is_better=True)
    return None


def _is(formula: Formula, what: tuple[str, ...], material: Material) -> bool:
    if not isinstance(formula, Name):
        return False
    found = words(material.definitions.get(formula.name, formula.name))
    short = (
        {"max", "xmax", "gtmax", "x max", "gia tri max"}
        if what is HIGHEST
        else {"min", "xmin", "gtmin", "x min", "gia tri min"}
    )
    return found in short or any(word in found for word in what)


def _is_extreme(formula: Formula, material: Material) -> bool:
    return _is(formula, HIGHEST, material) or _is(formula, LOWEST, material)


def _best_and_others(material: Material) -> Candidate | None:
    """The best gets the maximum, the others in proportion to it."""
    if material.eaches or len(material.clauses) + len(material.scores) > 2:
        return None
    bests = [
        place
        for place, clause in material.clauses
        if clause.award.form.share == 1 and names_extreme(clause.text)
    ]
    if len(bests) != 1:
        return None
    for place, formula in _others(material):
        share = (
            formula.put(MAX, Form({(): next(iter(formula.terms.values())) * 0 + 1}))
            if len(formula.terms) == 1
            else None
        )
        found = _quotient(share, material) if share is not None else None
        if found is not None:
            return _candidate(found, frozenset({bests[0], place}), material)
    return None


def _others(material: Material) -> Iterator[tuple[int, Form]]:
    for place, clause in material.clauses:
        if clause.otherwise or words(clause.text) in _OTHERS:
            yield place, clause.award.form
    for said in material.said:
        if isinstance(said.item, Equation) and words(said.item.name) in _OTHERS:
            yield said.place, said.item.form
    for place, score in material.scores:
        value = form(score.formula)
        if value is not None:
            yield place, value


def _quotient(share: Form, material: Material) -> Place | None:
    ((term, number),) = share.terms.items()
    powers = dict(term)
    if number != 1 or sorted(powers.values()) != [-1, 1]:
        return None
    own = next(name for name, power in powers.items() if power == 1)
    under = next(name for name, power in powers.items() if power == -1)
    return _placed(Operation("/", Name(own, own), Name(under, under)), material)
