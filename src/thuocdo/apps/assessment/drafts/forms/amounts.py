"""Numbers of a rule as people type them: 80%, 1/2, 0,8; and what a band gives: points, or a share with % or /."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.scoring.sheets.number_words import read_number, write_number

_FRACTION = re.compile(r"\s*(-?\d{1,9})\s*/\s*([1-9]\d{0,8})\s*")
Amount = Fraction | str


class AmountField(forms.CharField):
    """A number, exact; a percentage or a fraction stays written as one."""

    default_error_messages = {
        "amount": _("This is no number. Write for example 20, 0,8, 80% or 1/2."),
        "ambiguous": _("This can be read as two numbers. Write it without a separator of thousands."),
    }

    def __init__(self, **options: Any) -> None:  # Any: Django's own options
        super().__init__(**{"required": False, "max_length": 40, **options})
        self.widget.attrs.update({"class": "form-control", "inputmode": "text", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:  # Any: Django's signature
        text = super().clean(value)
        return self.read(text) if text else None

    def read(self, text: str) -> Amount:
        """The amount of one text; refuses what is no number or could be two."""
        if _FRACTION.fullmatch(text):
            return text.replace(" ", "")
        written = read_number(text)
        if written is None:
            raise forms.ValidationError(self.error_messages["amount"], code="amount")
        number = written.read(None)
        if number is None:
            raise forms.ValidationError(self.error_messages["ambiguous"], code="ambiguous")
        return f"{_decimal(number * 100)}%" if written.is_percent else number


class BoundField(AmountField):
    """Where a band begins; `> 80%` leaves the 80% itself out."""

    def read(self, text: str) -> Any:  # Any: an amount and whether it is included
        bare = text.lstrip("≥>= ")
        return {"from": super().read(bare), "included": not text.lstrip().startswith(">") or "=" in text}


class AwardField(AmountField):
    """Points as a plain number, a share of the maximum with % or /."""

    def read(self, text: str) -> Any:  # Any: an award as plain data
        amount = super().read(re.sub(r"\s*(điểm|đ|points?)\s*$", "", text, flags=re.IGNORECASE))
        return {"share": amount} if isinstance(amount, str) else {"points": amount}


def shown(value: object) -> str:
    """An amount of a definition as the field shows it."""
    if value is None:
        return ""
    text = str(value)
    if text.endswith("%") or "/" in text:
        return _localised(text)
    return _localised(write_number(Fraction(text)))


def shown_award(award: object) -> str:
    """What a band gives, as the field shows it; None when it is not one award."""
    if not isinstance(award, dict):
        return _share(award)
    if "points" in award:
        return shown(award["points"])
    return _share(award.get("share", 0))


def _share(value: object) -> str:
    text = str(value)
    return (
        _localised(text)
        if text.endswith("%") or "/" in text
        else f"{_localised(_decimal(Fraction(text) * 100))}%"
    )


def _localised(text: str) -> str:
    return text.replace(".", ",") if language() == "vi" else text


def _decimal(number: Fraction) -> str:
    text = write_number(number)
    return text.rstrip("0").rstrip(".") if "." in text else text.strip("()")
