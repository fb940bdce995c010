"""The usual kinds of rule as fields; whatever says more than the fields hold is edited as YAML.

A kind is a form here and a line in `KIND_FORMS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.drafts.forms.amounts import (
    AmountField,
    AwardField,
    BoundField,
    shown,
    shown_award,
)
from thuocdo.apps.foundation.ui.templatetags._numbers import pick
from thuocdo.domain.primitives.findings import Finding
from thuocdo.domain.primitives.yaml_text import read_yaml
from thuocdo.domain.scoring.papers.drafting.writing import block

PlainRule = dict[str, Any]  # Any: a rule as plain data
YAML_KIND = "yaml"
SPARE_PAIRS = 2


class QuantityField(forms.CharField):
    """An input, or a small expression over inputs; the browser offers the inputs that are declared."""

    def __init__(self, **options: Any) -> None:  # Any: Django's own options
        super().__init__(**{"max_length": 500, **options})
        self.widget.attrs.update(
            {"class": "form-control", "list": "inputs", "autocomplete": "off", "spellcheck": "false"}
        )


class ChoiceOf(forms.ChoiceField):
    """A closed list of words of the grammar."""

    def __init__(self, choices: Any, **options: Any) -> None:  # Any: Django's own options
        super().__init__(choices=choices, **{"required": False, **options})
        self.widget.attrs["class"] = "form-select"


class Flag(forms.BooleanField):
    """Yes or no."""

    def __init__(self, **options: Any) -> None:  # Any: Django's own options
        super().__init__(**{"required": False, **options})
        self.widget.attrs["class"] = "form-check-input"


class KindForm(forms.Form):
    """The fields of one kind. `defaults` are what the grammar means where a key is left out."""

    kind: ClassVar[str] = ""
    keys: ClassVar[dict[str, str]] = {}  # field → key of the rule
    defaults: ClassVar[dict[str, object]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **{"prefix": "rule", **kwargs})

    @classmethod
    def initial_of(cls, rule: Mapping[str, Any]) -> dict[str, Any] | None:  # Any: plain data
        """What the fields show for a rule; None when the rule says more than they hold."""
        if set(rule) - {"kind"} - set(cls.keys.values()):
            return None
        return {field: _text(rule.get(key, cls.defaults.get(key))) for field, key in cls.keys.items()}

    def rule(self) -> PlainRule:
        """The rule the fields say."""
        said: PlainRule = {"kind": self.kind}
        for field, key in self.keys.items():
            value = self.cleaned_data[field]
            if value not in (None, "") and value != self.defaults.get(key, False):
                said[key] = value
        return said


def _text(value: object) -> object:
    if isinstance(value, bool) or value is None:
        return value
    try:
        return shown(value)
    except (ValueError, ZeroDivisionError):
        return value


class PairsForm(KindForm):
    """A kind with a list of pairs, as many as there are and some to spare."""

    left: ClassVar[Any]  # Any: lazy texts
    right: ClassVar[Any]  # Any: lazy texts

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        for place in range(self._count()):
            self.fields[f"left_{place}"] = self.left_field(place)
            self.fields[f"right_{place}"] = AwardField(label=f"{self.right} {place + 1}")

    def left_field(self, place: int) -> forms.Field:
        """The field at the left of a pair."""
        return AmountField(label=f"{self.left} {place + 1}")

    def _count(self) -> int:
        names = self.data if self.is_bound else {f"{self.prefix}-{name}": 1 for name in self.initial}
        marks = [name for name in names if name.startswith(f"{self.prefix}-left_")]
        return min(len(marks) if self.is_bound else len(marks) + SPARE_PAIRS, 60)

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The pairs for the page."""
        return [(self[f"left_{place}"], self[f"right_{place}"]) for place in range(self._count())]

    def said_pairs(self) -> list[tuple[Any, Any]]:  # Any: what the two fields say
        """The pairs that say something."""
        data = self.cleaned_data
        both = [(data.get(f"left_{place}"), data.get(f"right_{place}")) for place in range(self._count())]
        return [(left, right) for left, right in both if right is not None or left not in (None, "")]

    def clean(self) -> dict[str, Any]:  # Any: Django's signature
        """Every pair says what it gives, and there is one at least."""
        cleaned = super().clean() or {}
        for place in range(self._count()):
            left, right = f"left_{place}", f"right_{place}"
            says_nothing = cleaned.get(right) is None and right not in self.errors
            if cleaned.get(left) not in (None, "") and says_nothing:
                self.add_error(right, _("Say what this level gives: points, or a share with %."))
        if not self.errors and not self.said_pairs():
            raise forms.ValidationError(_("Give at least one level."))
        return cleaned


_EMPTY = (
    ("unknown", _("unknown")),
    ("full", _("full points")),
    ("zero", _("no points")),
    ("not_applicable", _("does not apply")),
)


class RatioForm(KindForm):
    """A part of a whole."""

    kind = "ratio"
    keys: ClassVar = {
        name: name for name in ("of", "to", "full_at", "floor", "lower_is_better", "when_empty")
    }
    defaults: ClassVar = {"when_empty": "unknown"}

    of = QuantityField(label=_("Part (a)"))
    to = QuantityField(label=_("Whole (b)"))
    full_at = AmountField(label=_("Full points from"), help_text=_("For example 80%. Empty: 100%."))
    floor = AmountField(label=_("No points below"), help_text=_("Empty: none."))
    lower_is_better = Flag(label=_("Less is better"))
    when_empty = ChoiceOf(_EMPTY, label=_("When the whole is nought"))


class BandsForm(PairsForm):
    """Points by the range a value lies in."""

    kind = "bands"
    left, right = _("Beginning at"), _("Gives")
    keys: ClassVar = {name: name for name in ("of", "to", "lower_is_better", "when_empty")}
    defaults: ClassVar = {"when_empty": "unknown"}

    of = QuantityField(label=_("Value (a)"))
    to = QuantityField(label=_("Divided by (b)"), required=False, help_text=_("Empty: the value as it is."))
    lower_is_better = Flag(label=_("Less is better: read downwards"))
    when_empty = ChoiceOf(_EMPTY, label=_("When the whole is nought"))

    def left_field(self, place: int) -> forms.Field:
        """Where the band begins; the last has none."""
        return BoundField(label=f"{self.left} {place + 1}")

    @classmethod
    def initial_of(cls, rule: Mapping[str, Any]) -> dict[str, Any] | None:  # Any: plain data
        """The bands as pairs."""
        bands = rule.get("bands") or []
        initial = super().initial_of({key: value for key, value in rule.items() if key != "bands"})
        if initial is None:
            return None
        for place, band in enumerate(bands):
            mark = "" if band.get("included", True) else "> "
            initial[f"left_{place}"] = mark + shown(band["from"]) if "from" in band else ""
            initial[f"right_{place}"] = shown_award(band)
        return initial

    def rule(self) -> PlainRule:
        """The bands from the top."""
        bands = []
        for bound, award in self.said_pairs():
            start = bound or {"included": True}
            included = {} if start.pop("included") else {"included": False}
            bands.append({**start, **included, **(award or {})})
        return super().rule() | {"bands": bands}


class StepsForm(PairsForm):
    """Points by how many."""

    kind = "steps"
    left, right = _("At least"), _("Gives")
    keys: ClassVar = {"of": "of"}

    of = QuantityField(label=_("Count"))

    @classmethod
    def initial_of(cls, rule: Mapping[str, Any]) -> dict[str, Any] | None:  # Any: plain data
        """The steps as pairs."""
        initial = super().initial_of({key: value for key, value in rule.items() if key != "steps"})
        for place, step in enumerate(rule.get("steps") or []):
            if initial is not None:
                initial |= {f"left_{place}": shown(step["at_least"]), f"right_{place}": shown_award(step)}
        return initial

    def rule(self) -> PlainRule:
        """The steps in the order typed."""
        return super().rule() | {
            "steps": [{"at_least": least, **award} for least, award in self.said_pairs() if least is not None]
        }


class LevelsForm(PairsForm):
    """Points by a chosen level."""

    kind = "levels"
    left, right = _("Code of the level"), _("Gives")
    keys: ClassVar = {"of": "of"}

    of = QuantityField(label=_("Choice"))
    otherwise = AwardField(label=_("Any other choice"), help_text=_("Empty: unknown."))

    def left_field(self, place: int) -> forms.Field:
        """A code of the input's choices."""
        return QuantityField(label=f"{self.left} {place + 1}", required=False)

    @classmethod
    def initial_of(cls, rule: Mapping[str, Any]) -> dict[str, Any] | None:  # Any: plain data
        """The levels as pairs."""
        held = {"levels", "otherwise"}
        initial = super().initial_of({key: value for key, value in rule.items() if key not in held})
        if initial is None:
            return None
        other = rule.get("otherwise", "unknown")
        initial["otherwise"] = "" if other == "unknown" else shown_award(other)
        for place, (code, award) in enumerate((rule.get("levels") or {}).items()):
            initial |= {f"left_{place}": str(code), f"right_{place}": shown_award(award)}
        return initial

    def rule(self) -> PlainRule:
        """The levels by their codes."""
        said = super().rule() | {"levels": {code: award for code, award in self.said_pairs() if code}}
        other = self.cleaned_data.get("otherwise")
        return said | ({"otherwise": other} if other is not None else {})


class ChecklistForm(PairsForm):
    """Parts that add up."""

    kind = "checklist"
    left, right = _("Part"), _("Gives")

    def left_field(self, place: int) -> forms.Field:
        """An input of yes and no."""
        return QuantityField(label=f"{self.left} {place + 1}", required=False)

    @classmethod
    def initial_of(cls, rule: Mapping[str, Any]) -> dict[str, Any] | None:  # Any: plain data
        """The parts as pairs; parts that all weigh the same are edited as YAML."""
        items = rule.get("items")
        if not isinstance(items, dict) or set(rule) - {"kind", "items", "as"}:
            return None if items else {}
        in_points = rule.get("as") == "points"
        initial: dict[str, Any] = {}
        for place, (name, worth) in enumerate(items.items()):
            initial |= {
                f"left_{place}": name,
                f"right_{place}": shown(worth) if in_points else shown_award(worth),
            }
        return initial

    def clean(self) -> dict[str, Any]:  # Any: Django's signature
        """All parts are said in points, or all as shares."""
        cleaned = super().clean()
        if not self.errors and len({next(iter(award)) for _name, award in self.said_pairs() if award}) > 1:
            raise forms.ValidationError(_("Give all parts in points, or all as shares with %."))
        return cleaned

    def rule(self) -> PlainRule:
        """The parts with what each gives."""
        pairs = [(name, award) for name, award in self.said_pairs() if name and award]
        in_points = any("points" in award for _name, award in pairs)
        items = {name: next(iter(award.values())) for name, award in pairs}
        return {"kind": self.kind, "items": items} | ({"as": "points"} if in_points else {})


class YesNoForm(KindForm):
    """A condition that is met or not."""

    kind = "yes_no"
    keys: ClassVar = {"of": "of"}

    of = QuantityField(label=_("Condition"))
    yes = AwardField(label=_("If so"), help_text=_("Empty: full points."))
    no = AwardField(label=_("If not"), help_text=_("Empty: no points."))

    @classmethod
    def initial_of(cls, rule: Mapping[str, Any]) -> dict[str, Any] | None:  # Any: plain data
        """Both answers as awards."""
        initial = super().initial_of({key: value for key, value in rule.items() if key not in ("yes", "no")})
        answers = {key: shown_award(rule[key]) for key in ("yes", "no") if key in rule}
        return None if initial is None else initial | answers

    def rule(self) -> PlainRule:
        """The answers that differ from all and nothing."""
        answers = {
            key: self.cleaned_data[key] for key in ("yes", "no") if self.cleaned_data.get(key) is not None
        }
        return super().rule() | answers


class PerCountForm(KindForm):
    """So many points for each."""

    kind = "per_count"
    keys: ClassVar = {name: name for name in ("of", "each", "up_to")}

    of = QuantityField(label=_("Count"))
    each = AmountField(label=_("Points for each"), required=True)
    up_to = AmountField(label=_("At most"), help_text=_("Empty: the row's maximum."))


class GivenForm(KindForm):
    """Points somebody else gave."""

    kind = "given"
    keys: ClassVar = {"of": "of", "given_as": "as", "out_of": "out_of"}
    defaults: ClassVar = {"as": "points"}

    of = QuantityField(label=_("What is given"))
    given_as = ChoiceOf(
        (("points", _("points")), ("share", _("a share from 0 to 1")), ("percent", _("a percentage"))),
        label=_("Given as"),
    )
    out_of = AmountField(
        label=_("Out of"), help_text=_("The scale of what is given, for example 5. Empty: the maximum.")
    )


class RelativeForm(KindForm):
    """By the place among peers."""

    kind = "relative"
    keys: ClassVar = {name: name for name in ("of", "to", "method", "within", "lower_is_better")}
    defaults: ClassVar = {"within": "all"}

    of = QuantityField(label=_("Value (a)"))
    to = QuantityField(label=_("Divided by (b)"), required=False)
    method = ChoiceOf(
        (
            ("minmax", _("between the lowest and the highest")),
            ("rank", _("by rank")),
            ("percentile", _("by the part of peers that are worse")),
            ("distance_to_best", _("against the best")),
            ("zscore", _("in standard deviations")),
        ),
        label=_("Compared"),
        required=True,
    )
    within = ChoiceOf(
        (
            ("all", _("all peers")),
            ("class", _("peers of the same class")),
            ("level", _("peers of the same level")),
        ),
        label=_("Within"),
    )
    lower_is_better = Flag(label=_("Less is better"))


class UnknownForm(KindForm):
    """Nobody has found the rule yet."""

    kind = "unknown"
    keys: ClassVar = {"note": "note"}

    note = forms.CharField(
        label=_("Why it is not known"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text=_("The row scores nothing and keeps the total a range."),
    )


class YamlForm(KindForm):
    """Any rule of the grammar, as it is written."""

    kind = YAML_KIND
    text = forms.CharField(
        label=_("Rule as YAML"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"class": "form-control dr-yaml", "rows": 8, "spellcheck": "false"}),
    )

    @classmethod
    def initial_of(cls, rule: Mapping[str, Any]) -> dict[str, Any]:  # Any: plain data
        """The rule as lines."""
        return {"text": "\n".join(block(dict(rule)))}

    def clean_text(self) -> str:
        """It must be YAML and a mapping."""
        read = read_yaml(self.cleaned_data["text"], "rule")
        if read.findings:
            raise forms.ValidationError([_line_of(found) for found in read.findings])
        if not isinstance(read.data, dict) or "kind" not in read.data:
            raise forms.ValidationError(_("Write a mapping that begins with “kind: …”."))
        return str(self.cleaned_data["text"])

    def rule(self) -> PlainRule:
        """The mapping as plain data."""
        data = read_yaml(self.cleaned_data["text"], "rule").data
        assert isinstance(data, dict)  # noqa: S101 - clean_text said so
        return data


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


def _line_of(found: Finding) -> str:
    return str(_("Line %(n)s: %(what)s")) % {"n": found.line, "what": pick(found.text)}
