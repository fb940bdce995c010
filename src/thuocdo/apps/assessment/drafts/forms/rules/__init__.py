"""The usual kinds of rule as fields; whatever says more than the fields hold is edited as YAML.

A new kind is a form in a file here and a line in `KIND_FORMS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from thuocdo.apps.assessment.drafts.forms.rules.as_yaml import YAML_KIND, YamlForm
from thuocdo.apps.assessment.drafts.forms.rules.base import ChoiceOf, KindForm
from thuocdo.apps.assessment.drafts.forms.rules.pairs import BandsForm, ChecklistForm, LevelsForm, StepsForm
from thuocdo.apps.assessment.drafts.forms.rules.plain import (
    GivenForm,
    PerCountForm,
    RatioForm,
    RelativeForm,
    UnknownForm,
    YesNoForm,
)

__all__ = ["KIND_FORMS", "YAML_KIND", "ChoiceOf", "KindForm", "form_for"]

KIND_FORMS: dict[str, type[KindForm]] = {
    form.kind: form
    for form in (
        RatioForm, BandsForm, StepsForm, LevelsForm, YesNoForm, ChecklistForm, PerCountForm, GivenForm,
        RelativeForm, UnknownForm, YamlForm,
    )
}  # fmt: skip


def form_for(rule: Mapping[str, Any]) -> KindForm:  # Any: plain data
    """The fields that hold a rule, or its YAML where they do not."""
    known = KIND_FORMS.get(str(rule.get("kind", "unknown")))
    initial = known.initial_of(rule) if known is not None else None
    if known is None or initial is None:
        return YamlForm(initial=YamlForm.initial_of(rule))
    return known(initial=initial)
