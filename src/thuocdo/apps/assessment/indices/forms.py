from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.domain.primitives.yaml_text import MAX_BYTES


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
