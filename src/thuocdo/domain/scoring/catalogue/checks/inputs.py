"""Inputs are what their rules take them for, and each preparation says what it needs."""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.primitives.yaml_text import Path
from thuocdo.domain.scoring.catalogue.checks.subject import Subject, listed, plain
from thuocdo.domain.scoring.definition import InputSpec, Preparation, PreparationKind


def check_input_specs(subject: Subject) -> Iterator[Finding]:
    """Choices belong to choices, limits run upwards, nothing is part of itself."""
    for name, spec in subject.definition.inputs.items():
        at: Path = ("inputs", name)
        if spec.type == "choice" and not spec.choices:
            yield subject.finding(
                "error",
                "no-choices",
                at,
                f"Số liệu «{name}» là lựa chọn nhưng chưa có «choices».",
                f"The input '{name}' is a choice without 'choices'.",
            )
        elif spec.choices and spec.type != "choice":
            yield subject.finding(
                "error",
                "stray-choices",
                (*at, "choices"),
                f"Số liệu «{name}» có «choices» nhưng kiểu là «{spec.type}».",
                f"The input '{name}' has 'choices' but its type is '{spec.type}'.",
                fix=Text("Ghi «type: choice».", "Write 'type: choice'."),
            )
        yield from _limits(subject, name, spec)


def _limits(subject: Subject, name: str, spec: InputSpec) -> Iterator[Finding]:
    if spec.min is not None and spec.max is not None and spec.min > spec.max:
        yield subject.finding(
            "error",
            "limits",
            ("inputs", name, "min"),
            f"Số liệu «{name}»: min {plain(spec.min)} lớn hơn max {plain(spec.max)}.",
            f"Input '{name}': min {plain(spec.min)} is above max {plain(spec.max)}.",
        )
    if spec.part_of == name:
        yield subject.finding(
            "error",
            "part-of-itself",
            ("inputs", name, "part_of"),
            f"Số liệu «{name}» không thể là phần của chính nó.",
            f"The input '{name}' cannot be part of itself.",
        )


def check_input_types(subject: Subject) -> Iterator[Finding]:
    """A choice is looked up, a number is computed with."""
    inputs = subject.definition.inputs
    for site in subject.sites:
        rule = site.node.rule
        if rule is None:
            continue
        wants_choice = rule.kind == "levels"
        wrong = [
            name
            for name in rule.inputs()
            if name in inputs and (inputs[name].type == "choice") != wants_choice
        ]
        if wrong:
            wanted_vi, wanted_en = ("lựa chọn", "a choice") if wants_choice else ("số", "a number")
            yield subject.finding(
                "error",
                "input-type",
                (*site.path, "rule"),
                f"{site.label}: quy tắc {rule.kind} cần {wanted_vi}, không hợp với {listed(wrong)}.",
                f"{site.label}: the rule {rule.kind} needs {wanted_en}, which does not fit {listed(wrong)}.",
                fix=Text(
                    "Đổi «type» của số liệu hoặc loại quy tắc.",
                    "Change the input's 'type' or the rule's kind.",
                ),
            )


def check_preparations(subject: Subject) -> Iterator[Finding]:
    """Every step of data treatment has what it works with."""
    steps: list[tuple[Path, Preparation]] = [
        (("prepare", place), step) for place, step in enumerate(subject.definition.prepare)
    ]
    for name, spec in subject.definition.inputs.items():
        steps += [(("inputs", name, "prepare", place), step) for place, step in enumerate(spec.prepare)]
    for path, step in steps:
        lacking = _lacking(step)
        if lacking:
            yield subject.finding(
                "error",
                "preparation",
                path,
                f"Bước «{step.kind.value}» thiếu {lacking}.",
                f"The step '{step.kind.value}' lacks {lacking}.",
            )


def _lacking(step: Preparation) -> str:
    if step.kind is PreparationKind.DENOMINATE and step.by is None:
        return "by"
    if step.kind is PreparationKind.IMPUTE and step.method == "value" and step.value is None:
        return "value"
    by_shape = (step.lower, step.upper, step.skew, step.kurtosis)
    if step.kind is PreparationKind.WINSORISE and all(limit is None for limit in by_shape):
        return "lower/upper, skew/kurtosis"
    return ""
