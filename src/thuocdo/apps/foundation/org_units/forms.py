"""Which class a unit belongs to, since when, and by which document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.foundation.org_units.queries import ClassReader
from thuocdo.apps.foundation.ui.templatetags._numbers import language


def _day(label: Any, **options: Any) -> forms.DateField:  # Any: lazy texts and Django's own options
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


class ClassForm(forms.Form):
    """A class that some index reads, from a day to a day."""

    unit_class = forms.ChoiceField(
        label=_("Unit class"), help_text=_("Behind each class: the index that reads it, and where.")
    )
    valid_from = _day(_("From"))
    valid_to = _day(_("To"), required=False, help_text=_("Empty: until somebody gives it a last day."))
    document = forms.CharField(
        label=_("Document"),
        max_length=300,
        help_text=_("Why the unit belongs to it: decision, date, article."),
    )

    def __init__(self, *args: Any, readers: Mapping[str, Sequence[ClassReader]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # Any: Django's signature
        choices = [(code, f"{code} · {_named(found)}") for code, found in readers.items()]
        self.fields["unit_class"].choices = choices  # type: ignore[attr-defined]  # declared above


class ClassEndForm(forms.Form):
    """The last day of a class, and the document that says so."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    valid_to = _day(_("Last day"))
    document = forms.CharField(label=_("Document"), max_length=300)


def _named(readers: Sequence[ClassReader]) -> str:
    return "; ".join(
        f"{reader.index.pick(language())} ({', '.join(reader.indicators)})" for reader in readers
    )
