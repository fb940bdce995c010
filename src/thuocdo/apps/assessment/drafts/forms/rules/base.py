"""What every kind of rule has in common as fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.drafts.forms.amounts import AmountField, shown

PlainRule = dict[str, Any]  # Any: a rule as plain data
WHEN_EMPTY = (
    ("unknown", _("unknown")),
    ("full", _("full points")),
    ("zero", _("no points")),
    ("not_applicable", _("does not apply")),
)


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
        return {
            field: cls._shown(field, rule.get(key, cls.defaults.get(key))) for field, key in cls.keys.items()
        }

    @classmethod
    def _shown(cls, field: str, value: object) -> object:
        """Numbers in the reader's language; formulas and words exactly as they are written."""
        return shown(value) if isinstance(cls.base_fields[field], AmountField) else value

    def rule(self) -> PlainRule:
        """The rule the fields say."""
        said: PlainRule = {"kind": self.kind}
        for field, key in self.keys.items():
            value = self.cleaned_data[field]
            if value not in (None, "") and value != self.defaults.get(key, False):
                said[key] = value
        return said
