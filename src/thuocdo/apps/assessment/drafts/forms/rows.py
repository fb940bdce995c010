"""One row of a draft: title, points, the kind of its rule, and the inputs the rule reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.drafts.forms.amounts import AmountField, shown
from thuocdo.apps.assessment.drafts.forms.rules import KIND_FORMS, YAML_KIND, ChoiceOf
from thuocdo.apps.foundation.ui.templatetags._numbers import pick
from thuocdo.domain.scoring.definition import InputSpec, Node
from thuocdo.domain.scoring.story_years import KIND_WORDS

INPUT_TYPES = (
    ("count", _("count")),
    ("number", _("number")),
    ("percent", _("percentage")),
    ("yes_no", _("yes or no")),
    ("choice", _("choice")),
    ("points", _("points")),
    ("money", _("money")),
)
ORIGINS = (
    ("", _("not said")),
    ("values", _("reported figures")),
    ("dossiers", _("counted dossiers")),
    ("survey", _("a survey")),
    ("measurement", _("automatic measurement")),
)
DUTIES = ("responsible", "verified_by", "data_source", "data_from")
_CHOICE = re.compile(r"\s*([\w.\-]+)\s*=\s*(.+?)\s*")


def _kinds() -> list[tuple[str, Any]]:  # Any: lazy texts
    named = [(kind, pick(KIND_WORDS[kind])) for kind in KIND_FORMS if kind != YAML_KIND]
    return [*named, (YAML_KIND, _("another rule, as YAML"))]


def _line(label: Any, **options: Any) -> forms.CharField:  # Any: lazy texts and Django's own options
    attributes = {"class": "form-control", "autocomplete": "off"}
    return forms.CharField(label=label, widget=forms.TextInput(attrs=attributes), **options)


class RowForm(forms.Form):
    """What stands beside the rule."""

    opened = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    title_vi = _line(_("Title"), max_length=1000)
    title_en = _line(_("Title in English"), max_length=1000, required=False)
    points = AmountField(label=_("Maximum points"), help_text=_("Empty: not known."))
    responsible = _line(_("Responsible"), max_length=500, required=False)
    verified_by = _line(_("Verified by"), max_length=500, required=False)
    data_source = _line(_("Source of data"), max_length=500, required=False)
    data_from = ChoiceOf(ORIGINS, label=_("Where the figures come from"))
    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
        help_text=_("One document a line."),
    )
    kind = forms.ChoiceField(
        label=_("How points come about"), widget=forms.Select(attrs={"class": "form-select"})
    )

    def __init__(self, *args: Any, has_rule: bool = True, **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        if has_rule:
            self.fields["kind"].choices = _kinds()  # type: ignore[attr-defined]  # declared above
        else:
            del self.fields["kind"]

    def duties(self) -> dict[str, object]:
        """Who answers for the row, where its figures come from, what proves it: only what was changed on the page."""
        changed = [name for name in (*DUTIES, "evidence") if name in self.changed_data and name in self.data]
        said: dict[str, object] = {name: self.cleaned_data[name] or None for name in changed}
        if "evidence" in said:
            lines = [line.strip() for line in self.cleaned_data["evidence"].splitlines()]
            said["evidence"] = [line for line in lines if line] or None
        return said

    def clean_points(self) -> Fraction | None:
        """A number of points, not a share."""
        value = self.cleaned_data["points"]
        if isinstance(value, str) and value.endswith("%"):
            raise forms.ValidationError(_("A maximum is a number of points, not a percentage."))
        return None if value is None else Fraction(value)


class InputForm(forms.Form):
    """One input: what the form asks for."""

    title = _line(_("What it is"), max_length=500)
    type = ChoiceOf(INPUT_TYPES, label=_("Kind of value"), required=True)
    part_of = _line(_("Never more than"), max_length=120, required=False)
    choices = forms.CharField(
        label=_("Choices"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
        help_text=_("One a line: code = words."),
    )

    def __init__(
        self, *args: Any, name: str, is_new: bool = False, **kwargs: Any
    ) -> None:  # Any: Django's signature
        super().__init__(*args, **{"prefix": f"input-{name}", **kwargs})
        self.name, self.is_new = name, is_new

    def clean_choices(self) -> dict[str, str]:
        """Code → words."""
        found: dict[str, str] = {}
        for line in self.cleaned_data["choices"].splitlines():
            if not line.strip():
                continue
            match = _CHOICE.fullmatch(line)
            if match is None:
                raise forms.ValidationError(_("Write “code = words” on every line."))
            found[match[1]] = match[2]
        return found

    def clean(self) -> dict[str, Any]:  # Any: Django's signature
        """A choice names what can be chosen."""
        cleaned = super().clean() or {}
        if cleaned.get("type") == "choice" and not cleaned.get("choices") and "choices" not in self.errors:
            self.add_error("choices", _("A choice needs its choices, one a line."))
        return cleaned

    def plain(self, known: Mapping[str, Any]) -> dict[str, Any]:  # Any: an input as plain data
        """The input as plain data: what the fields say, and of the rest what was said before."""
        data = self.cleaned_data
        said: dict[str, Any] = {"title": _title(known.get("title"), data["title"]), "type": data["type"]}
        if data["part_of"]:
            said["part_of"] = data["part_of"]
        if data["type"] == "choice":
            said["choices"] = _choices(known.get("choices") or {}, data["choices"])
        kept = {
            key: value for key, value in known.items() if key not in ("title", "type", "part_of", "choices")
        }
        return said | kept

    @staticmethod
    def initial_of(spec: InputSpec) -> dict[str, str]:
        """What the fields show for a declared input."""
        return {
            "title": spec.title.vi,
            "type": spec.type,
            "part_of": spec.part_of or "",
            "choices": "\n".join(f"{code} = {label.vi}" for code, label in spec.choices.items()),
        }


def _title(known: object, said: str) -> object:
    """The title as typed; its English stays while the Vietnamese does."""
    if isinstance(known, dict) and known.get("vi") == said:
        return known
    return said


def _choices(known: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, Any]:  # Any: plain data
    return {code: _title(known.get(code), words) for code, words in said.items()}


class TrialForm(forms.Form):
    """A figure for every input the rule reads, to see what it gives."""

    def __init__(
        self, *args: Any, specs: Mapping[str, InputSpec], **kwargs: Any
    ) -> None:  # Any: Django's signature
        super().__init__(*args, **{"prefix": "try", **kwargs})
        for name, spec in specs.items():
            self.fields[name] = _figure(name, spec)

    def typed(self) -> dict[str, str]:
        """What was typed, as it was typed."""
        return {name: str(self.data.get(self.add_prefix(name), "")) for name in self.fields}


def _figure(name: str, spec: InputSpec) -> forms.Field:
    label = pick(spec.title) or name
    if spec.type == "yes_no":
        return ChoiceOf((("", "–"), ("1", _("yes")), ("0", _("no"))), label=label)
    if spec.type == "choice":
        return ChoiceOf(
            (("", "–"), *((code, pick(words)) for code, words in spec.choices.items())), label=label
        )
    return _line(label, max_length=60, required=False, help_text=pick(spec.unit_of_measure))


def initial_row(node: Node, *, kind: str, opened: int) -> dict[str, object]:
    """What the row's fields show."""
    return {
        "opened": opened,
        "title_vi": node.title.vi,
        "title_en": node.title.en,
        "points": shown(node.points) if isinstance(node.points, Fraction) else "",
        "kind": kind,
        "responsible": node.responsible.vi,
        "verified_by": node.verified_by.vi,
        "data_source": node.data_source.vi,
        "data_from": node.data_from or "",
        "evidence": "\n".join(one.vi for one in node.evidence),
    }


def readable(name: str) -> str:
    """A first title for an input nobody has named yet.

    >>> readable("so_ho_so")
    'so ho so'
    """
    return name.replace("_", " ")


def named(names: Iterable[str], declared: Mapping[str, InputSpec]) -> list[str]:
    """The inputs a page asks about: those the rule names, without computed ones."""
    return [name for name in names if name not in declared or declared[name].derive is None]
