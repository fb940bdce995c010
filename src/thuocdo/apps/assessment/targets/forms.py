"""One target with its document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.targets.queries import Aim
from thuocdo.apps.foundation.org_units.models import OrgUnit, OrgUnitQuerySet
from thuocdo.apps.foundation.ui.formatting import write_number
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.periods import Period


class _UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, obj: OrgUnit) -> str:
        return obj.label or obj.name_vi


class TargetForm(forms.Form):
    """What is to be reached, by whom and when, and which document says so."""

    index = forms.ChoiceField(label=_("Index"))
    unit = _UnitField(label=_("Unit"), queryset=OrgUnit.objects.none(), to_field_name="code")
    period = forms.CharField(
        label=_("Period"), max_length=20, help_text=_("For example 2026, 2026-H1, 2026-Q3.")
    )
    value = forms.DecimalField(
        label=_("Target"),
        required=False,
        max_digits=24,
        decimal_places=10,
        localize=True,
        help_text=_("On the scale that the index publishes. Empty: the target is withdrawn."),
    )
    document_number = forms.CharField(label=_("Document number"), max_length=120)
    document_date = forms.DateField(
        label=_("Document date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=_("Remark"), max_length=500, required=False)

    def __init__(
        self, *args: Any, aims: Sequence[Aim], units: OrgUnitQuerySet, **kwargs: Any
    ) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        self.fields["index"].choices = [(aim.code, _named(aim)) for aim in aims]  # type: ignore[attr-defined]  # declared above
        self.fields["unit"].queryset = units.order_by("level", "sort_key")  # type: ignore[attr-defined]  # declared above

    def clean_period(self) -> str:
        """The period in its stable form."""
        try:
            return Period.parse(self.cleaned_data["period"]).code
        except ThuocDoError as error:
            raise forms.ValidationError(error.message(language())) from error


def _named(aim: Aim) -> str:
    title = aim.title.pick(language())
    return title if aim.highest is None else f"{title} (0 – {write_number(aim.highest, language())})"
