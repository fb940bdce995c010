from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation
from pydantic import TypeAdapter

from thuocdo.apps.assessment.drafts.forms import KIND_FORMS, KindForm, form_for
from thuocdo.apps.assessment.drafts.forms.amounts import AmountField, AwardField
from thuocdo.domain.primitives.paths import catalogues_root
from thuocdo.domain.primitives.yaml_text import read_yaml
from thuocdo.domain.scoring.rules import Rule, RuleModel

RULES: TypeAdapter[RuleModel] = TypeAdapter(Rule)
EXAMPLES = """
- {kind: ratio, of: on_time, to: dossiers, full_at: 80%, when_empty: full}
- {kind: ratio, of: late, to: dossiers, full_at: 1/3, floor: 0.125, lower_is_better: true}
- {kind: ratio, of: a, to: b, cap: false}
- {kind: bands, of: on_time, to: dossiers, bands: [{from: 95%, share: 1}, {from: 80%, points: 5}, {share: 0}]}
- kind: bands
  of: days
  lower_is_better: true
  bands: [{from: 5, points: 2.5}, {from: 30, included: false, share: 1/3}, {points: 0}]
- {kind: steps, of: meetings, steps: [{at_least: 4, points: 20}, {at_least: 1, share: 0.25}]}
- {kind: levels, of: chair, levels: {chairman: 1, deputy: 1/2, "3": {points: 2}}, otherwise: 0}
- {kind: levels, of: chair, levels: {chairman: 1}}
- {kind: yes_no, of: has_plan, yes: {points: 10}, no: 0}
- {kind: yes_no, of: has_plan}
- {kind: checklist, items: {plan: 1/2, budget: 1/4, report: 25%}}
- {kind: checklist, items: {plan: 3, budget: 2}, as: points}
- {kind: checklist, items: [plan, budget], need: 1}
- {kind: per_count, of: initiatives, each: 2, up_to: 10}
- {kind: per_count, of: initiatives, each: 1/3}
- {kind: given, of: survey, as: points, out_of: 5}
- {kind: given, of: survey, as: share}
- {kind: relative, of: turnover / people, method: minmax, scale: [0.01, 1]}
- {kind: relative, of: turnover, to: people, method: rank, within: level}
- {kind: ratio, of: 0.5 * late + done, to: "(a + b) / 1.25"}
- {kind: unknown, note: "annex 1/2 not seen, see page 1.5."}
- {kind: piecewise, of: days, points: [[1, 1], [5, 1/2], [30, 0]]}
- {kind: expression, share: "if(staff >= 5, trained / staff, 0)", monotone: {trained: increasing}}
"""


def examples() -> list[dict[str, Any]]:
    data = read_yaml(EXAMPLES, "examples").data
    assert isinstance(data, list)
    return data


def written_rules() -> Iterator[dict[str, Any]]:
    for file in sorted(catalogues_root().rglob("index.yaml")):
        yield from rules_in(read_yaml(file.read_bytes(), file.name).data)


def rules_in(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        if isinstance(data.get("rule"), dict):
            yield data["rule"]
        for value in data.values():
            yield from rules_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from rules_in(value)


def sent_back(form: KindForm) -> KindForm:
    """The same form as a browser sends it when nobody touched it."""
    data = {form.add_prefix(name): form[name].value() for name in form.fields}
    return type(form)(
        {name: "on" if value is True else value for name, value in data.items() if value not in (None, False)}
    )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_rule_that_nobody_touched_comes_back_as_it_was(language: str) -> None:
    wrong = []
    with translation.override(language):
        for rule in [*examples(), *written_rules()]:
            form = sent_back(form_for(rule))
            if not form.is_valid():
                wrong.append(f"{rule}: {form.errors.as_text()}")
            elif RULES.validate_python(form.rule()) != RULES.validate_python(rule):
                wrong.append(f"{rule} became {form.rule()}")
    assert not wrong, "\n".join(wrong[:20])


def test_what_no_field_holds_is_edited_as_yaml() -> None:
    kinds = [form_for(rule).kind for rule in examples()]
    assert kinds.count("yaml") == 5
    assert set(kinds) == set(KIND_FORMS)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("80%", "80%"),
        ("0,8", "4/5"),
        ("0.8", "4/5"),
        (" 1/2 ", "1/2"),
        ("1.234.567", "1234567"),
        ("12,5%", "12.5%"),
        ("", "None"),
    ],
)
def test_amounts_are_read_as_people_write_them(typed: str, means: str) -> None:
    assert str(AmountField().clean(typed)) == means


@pytest.mark.parametrize("typed", ["mười", "1.234", "1/0", "80%%", "--", "1e400"])
def test_amounts_that_say_nothing_or_two_things_are_refused(typed: str) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        AmountField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("10", {"points": 10}),
        ("10 điểm", {"points": 10}),
        ("50%", {"share": "50%"}),
        ("1/3", {"share": "1/3"}),
    ],
)
def test_an_award_is_points_or_a_share(typed: str, means: dict[str, object]) -> None:
    assert AwardField().clean(typed) == means
