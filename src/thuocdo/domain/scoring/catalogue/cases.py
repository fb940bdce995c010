"""Worked cases: small files beside a definition that say what must come out, run as tests and by `lint`.

    - name: Nine of ten satisfied gives full points
      reference: formula document, row 5.4
      input: {dossiers_satisfied: 9, dossiers_rated: 10}
      output: {nodes: {"5.4": 6}}

A case says as much of the result as it wants: total, published value, class, rank, points of nodes and views,
what blocks it and the range it then lies in. Results are compared exactly at the declared digits;
`tolerance` is only for figures that others published from rounded numbers, which then are said to be theirs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from pydantic import Field, TypeAdapter, ValidationError

from thuocdo.domain.primitives.findings import Finding, Place
from thuocdo.domain.primitives.rounding import exact, round_half_up
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_text import read_yaml
from thuocdo.domain.scoring.catalogue.errors import CaseError
from thuocdo.domain.scoring.catalogue.loading import LoadedDefinition
from thuocdo.domain.scoring.catalogue.refusals import refusals
from thuocdo.domain.scoring.definition import Code, Definition, Strict
from thuocdo.domain.scoring.errors import ScoringError
from thuocdo.domain.scoring.numbers import Number
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.results import ScoreTable
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow, Value, ValueState

FOLDER = "cases"
_STATES = {state.word: state for state in ValueState}
# A node without a rounding stage is compared at the digits the case writes, at least this many.
_LEAST_DIGITS = 4
# Columns are floats: what lies beyond these digits is not part of the number.
_SETTLED_DIGITS = 9
TOTAL = "total"


class CaseValue(Strict):
    """A value that is not a plain number: its state, why, and where it comes from."""

    value: Number | None = None
    state: str = "given"
    reason: str = ""
    source: str = ""


CaseInput = dict[Code, Number | CaseValue | str | bool]


class CaseUnit(Strict):
    """A unit of the case; peers and parents bring their own inputs."""

    code: Code = "unit"
    level: str = ""
    parent: str = ""
    classes: tuple[str, ...] = ()
    input: CaseInput = {}


class CaseOutput(Strict):
    """What must come out for one unit; what is not said is not compared."""

    total: Number | None = None
    published: Number | None = None
    share: Number | None = None
    band: str | None = Field(default=None, alias="class")
    rank: int | None = None
    nodes: dict[Code, Number | None] = {}
    views: dict[Code, Number | None] = {}
    blocked_by: tuple[Code, ...] | None = None
    range: tuple[Number | None, Number | None] | None = None


class Case(Strict):
    """One worked case."""

    name: str
    reference: str = ""
    period: Code = "2026"
    unit: CaseUnit = CaseUnit()
    units: tuple[CaseUnit, ...] = ()
    input: CaseInput = {}
    output: CaseOutput = CaseOutput()
    outputs: dict[Code, CaseOutput] = {}  # of several units
    tolerance: Number = Fraction(0)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One figure that came out differently."""

    what: Text
    expected: str
    actual: str


@dataclass(frozen=True)
class CaseResult:
    """A case that was run."""

    case: Case
    place: Place
    mismatches: tuple[Mismatch, ...] = ()
    problem: Text | None = None  # why it could not be run at all

    @property
    def passed(self) -> bool:
        """Whether everything came out as written."""
        return not self.mismatches and self.problem is None


_FILE: TypeAdapter[tuple[Case, ...]] = TypeAdapter(tuple[Case, ...])


def case_files(loaded: LoadedDefinition) -> list[Path]:
    """The case files beside a definition."""
    return sorted((loaded.path.parent / FOLDER).glob("*.yaml")) if loaded.path is not None else []


def read_cases(path: Path) -> tuple[list[tuple[Case, Place]], list[Finding]]:
    """The cases of one file with their places, and what is wrong with the file."""
    source = read_yaml(path.read_bytes(), str(path))
    findings = list(source.findings)
    try:
        cases = _FILE.validate_python(source.data) if not findings else ()
    except ValidationError as error:
        return [], [*findings, *refusals(error, source, Case)]
    return [(case, source.place((position,))) for position, case in enumerate(cases)], findings


def run_cases(loaded: LoadedDefinition) -> list[CaseResult]:
    """Run every readable case beside the definition; `check_cases` also tells what could not be read."""
    return [
        run_case(loaded.definition, case, place)
        for path in case_files(loaded)
        for case, place in read_cases(path)[0]
    ]


def run_case(definition: Definition, case: Case, place: Place | None = None) -> CaseResult:
    """Score the units of one case and compare."""
    place = place or Place(case.name)
    try:
        return CaseResult(case, place, tuple(_compare(definition, case)))
    except ScoringError as error:
        return CaseResult(case, place, problem=error.text)


def _compare(definition: Definition, case: Case) -> Iterator[Mismatch]:
    table = score(definition, sheet_of(case, definition))
    wanted = {case.unit.code: case.output, **case.outputs}
    for unit, output in wanted.items():
        yield from _Comparison(table, unit, case.tolerance).of(output, name_unit=len(wanted) > 1)


def sheet_of(case: Case, definition: Definition) -> InputSheet:
    """The inputs of a case as a sheet."""
    units = {unit.code: unit for unit in case.units}
    first = units.pop(case.unit.code, case.unit)
    everyone = [first, *units.values()]
    cells = [
        (unit.code, name, _cell(name, value, definition))
        for unit in everyone
        for name, value in {**unit.input, **(case.input if unit is first else {})}.items()
    ]
    rows = [UnitRow(unit.code, unit.code, unit.level, unit.parent, unit.classes) for unit in everyone]
    return InputSheet.from_values(case.period, cells, rows)


def _refused(vi: str, en: str) -> CaseError:
    return CaseError(Text(vi, en))


def _cell(name: str, value: Fraction | CaseValue | str | bool, definition: Definition) -> Value:
    if definition.inputs and name not in definition.inputs:
        raise _refused(f"không có số liệu «{name}»", f"there is no input '{name}'")
    if isinstance(value, bool):
        return Value(Fraction(int(value)))
    if isinstance(value, Fraction):
        return Value(value)
    if isinstance(value, str):
        return _word(name, value, definition)
    if value.state not in _STATES:
        known = ", ".join(_STATES)
        raise _refused(
            f"«{name}» có trạng thái «{value.state}», chỉ dùng {known}",
            f"'{name}' has the state '{value.state}'; use {known}",
        )
    return Value(value.value, _STATES[value.state], source=value.source, reason=value.reason)


def _word(name: str, word: str, definition: Definition) -> Value:
    """A state, a yes or no, or a choice."""
    if word in _STATES and word != "given":
        return Value(None, _STATES[word])
    spec = definition.inputs.get(name)
    if spec is not None and spec.type == "yes_no" and word in ("yes", "no"):
        return Value(Fraction(int(word == "yes")))
    if spec is not None and spec.type != "choice":
        raise _refused(
            f"«{name}»: «{word}» không phải số hay trạng thái",
            f"'{name}': '{word}' is no number and no state",
        )
    if spec is not None and word not in spec.choices:
        raise _refused(
            f"«{name}»: không có lựa chọn «{word}», chỉ có {', '.join(spec.choices)}",
            f"'{name}': there is no choice '{word}'; use {', '.join(spec.choices)}",
        )
    return Value(choice=word)


@dataclass(frozen=True)
class _Comparison:
    """A unit's results against what a case says."""

    table: ScoreTable
    unit: str
    tolerance: Fraction

    def of(self, output: CaseOutput, *, name_unit: bool) -> Iterator[Mismatch]:
        """Every figure that differs."""
        prefix = f"{self.unit} " if name_unit else ""
        for vi, en, expected, actual in self._pairs(output):
            if not self._agrees(expected, actual):
                yield Mismatch(Text(prefix + vi, prefix + en), _told(expected), _told(actual))

    def _pairs(self, output: CaseOutput) -> Iterator[tuple[str, str, object, object]]:
        said = output.model_fields_set
        table, unit = self.table, self.unit
        row = table.row(unit)
        if "total" in said:
            yield "tổng điểm", "total", output.total, table.decimal(unit, TOTAL)
        if "published" in said:
            yield "giá trị công bố", "published value", output.published, table.published_decimal(unit)
        if "share" in said:
            yield "tỷ lệ", "share", output.share, _number(table.share("total")[row])
        if "band" in said:
            yield "xếp loại", "class", output.band, table.classes()[row]
        if "rank" in said:
            yield "hạng", "rank", output.rank, int(table.ranks()[row])
        for code, points in output.nodes.items():
            yield f"điểm {code}", f"points of {code}", points, table.decimal(unit, code)
        for code, value in output.views.items():
            if code not in table.views:
                raise _refused(f"không có trụ cột «{code}»", f"there is no view '{code}'")
            yield f"trụ cột {code}", f"view {code}", value, _number(table.views[code][row])
        yield from self._unknowns(output)

    def _unknowns(self, output: CaseOutput) -> Iterator[tuple[str, str, object, object]]:
        if output.blocked_by is not None:
            blockers = {blocker.code for blocker in self.table.blockers(self.unit)}
            yield "điều chặn tổng điểm", "what blocks it", sorted(output.blocked_by), sorted(blockers)
        if output.range is not None:
            row = self.table.row(self.unit)
            low, high = self.table.low(TOTAL)[row], self.table.high(TOTAL)[row]
            yield "thấp nhất có thể", "lowest possible", output.range[0], _number(low)
            yield "cao nhất có thể", "highest possible", output.range[1], _number(high)

    def _agrees(self, expected: object, actual: object) -> bool:
        if isinstance(expected, Fraction) and isinstance(actual, Decimal | Fraction):
            return abs(_at_digits_of(expected, Fraction(actual)) - expected) <= self.tolerance
        return expected == actual


def _at_digits_of(expected: Fraction, actual: Fraction) -> Fraction:
    """`actual` at the digits somebody wrote, for results that no stage rounds."""
    digits = _digits(expected)
    if actual == expected or digits < _LEAST_DIGITS or _digits(actual) <= digits:
        return actual
    return Fraction(round_half_up(actual, digits))


def _number(value: float) -> Fraction | None:
    """A float of a column as the number it stands for; None where there is none."""
    return Fraction(round_half_up(exact(float(value)), _SETTLED_DIGITS)) if math.isfinite(value) else None


def _digits(number: Fraction) -> int:
    """How many decimals write the number; a great many when none do.

    >>> _digits(Fraction(1, 4)), _digits(Fraction(1, 3))
    (2, 99)
    """
    for digits in range(13):
        if (number * 10**digits).denominator == 1:
            return digits
    return 99


def _told(value: object) -> str:
    if isinstance(value, Fraction):
        digits = _digits(value)
        return str(round_half_up(value, digits)) if digits < 99 else str(value)
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return "–" if value is None or value == "" else str(value)


def check_cases(loaded: LoadedDefinition) -> Iterator[Finding]:
    """Failing cases are errors, unreadable case files too; no cases at all is a warning."""
    files = case_files(loaded)
    if loaded.path is not None and not files:
        yield Finding(
            "warning",
            "lint.no-cases",
            Place(str(loaded.path)),
            "",
            Text("Chưa có ca kiểm tra nào.", "There are no worked cases."),
            Text(f"Thêm {FOLDER}/….yaml cạnh tệp này.", f"Add {FOLDER}/….yaml beside this file."),
        )
    for path in files:
        cases, findings = read_cases(path)
        yield from findings
        for case, place in cases:
            yield from failures(run_case(loaded.definition, case, place))


def failures(result: CaseResult) -> Iterator[Finding]:
    """One finding for every figure of a case that came out differently."""
    name = result.case.name
    if result.problem is not None:
        told = Text(
            f"Không chạy được ca kiểm tra «{name}»: {result.problem.vi.rstrip('.')}.",
            f"Case '{name}' cannot be run: {result.problem.pick('en').rstrip('.')}.",
        )
        yield _failing(result, told, Text("Sửa ca kiểm tra.", "Correct the case."))
    for found in result.mismatches:
        told = Text(
            f"Ca kiểm tra «{name}»: {found.what.vi} phải là {found.expected}, tính ra {found.actual}.",
            f"Case '{name}': {found.what.pick('en')} should be {found.expected}, is {found.actual}.",
        )
        yield _failing(result, told, _COMPARE)


def _failing(result: CaseResult, told: Text, fix: Text) -> Finding:
    return Finding("error", "lint.case-fails", result.place, "", told, fix)


_COMPARE = Text(
    "Đối chiếu quy tắc với văn bản, hoặc sửa ca kiểm tra.",
    "Compare the rule with the document, or correct the case.",
)


__all__ = ["Case", "CaseResult", "case_files", "check_cases", "read_cases", "run_case", "run_cases"]
