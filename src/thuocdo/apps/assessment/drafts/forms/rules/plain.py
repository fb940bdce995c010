"""Kinds whose fields are single values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.drafts.forms.amounts import AmountField, AwardField, shown_award
from thuocdo.apps.assessment.drafts.forms.rules.base import (
    WHEN_EMPTY,
    ChoiceOf,
    Flag,
    KindForm,
    PlainRule,
    QuantityField,
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
    when_empty = ChoiceOf(WHEN_EMPTY, label=_("When the whole is nought"))


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
