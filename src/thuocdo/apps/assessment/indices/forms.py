from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.periods import Period
from thuocdo.domain.primitives.yaml_text import MAX_BYTES


class InputFormChoice(forms.Form):
    """Whose input form, and for which period."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=OrgUnit.objects.none(), to_field_name="code", empty_label=None
    )
    period = forms.CharField(
        label=_("Period"), max_length=20, help_text=_("For example 2026, 2026-H1, 2026-Q3.")
    )

    def __init__(
        self, *args: Any, offered: Sequence[OrgUnit], **kwargs: Any
    ) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        field.queryset = OrgUnit.objects.all()  # type: ignore[attr-defined]  # declared above
        field.choices = [(one.code, one.label or one.name_vi) for one in offered]  # type: ignore[attr-defined]  # declared above

    def clean_period(self) -> str:
        """The period in its stable form."""
        try:
            return Period.parse(self.cleaned_data["period"]).code
        except ThuocDoError as error:
            raise forms.ValidationError(error.message(language())) from error


class CorrectionForm(forms.Form):
    """Another text of a rule set, and why; `number` is the text that was before the person's eyes."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    text = forms.CharField(
        label=_("Definition (YAML)"),
        strip=False,
        max_length=MAX_BYTES,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "idx-text"}),
    )
    reason = forms.CharField(
        label=_("Reason for the correction"),
        max_length=500,
        help_text=_(
            "What was wrong, and by which document. It stands in the history for whoever asks later."
        ),
    )

    def __init__(self, *args: Any, newline: str = "\n", **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        self.newline = newline

    def clean_text(self) -> str:
        """The text with the line ends of the stored one: browsers send their own."""
        plain = str(self.cleaned_data["text"]).replace("\r\n", "\n").replace("\r", "\n")
        return plain.replace("\n", self.newline)
