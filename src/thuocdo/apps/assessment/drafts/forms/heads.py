"""Beginning a draft, its head, its whole text, its signature."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.drafts.forms.amounts import AmountField, shown
from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.indices.queries import newest_definitions
from thuocdo.apps.foundation.ui.templatetags._numbers import language, pick
from thuocdo.domain.org_units.units import LEVEL_LABELS
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition
from thuocdo.domain.scoring.papers.drafting.header import DraftHeader
from thuocdo.domain.scoring.papers.headings import Role

_code = RegexValidator(
    r"^[a-z0-9][a-z0-9.\-]*$", _("Small letters without marks, digits, dots and dashes only.")
)


COLUMN_WORDS = {
    "number": _("Number"),
    "title": _("Indicator"),
    "points": _("Maximum points"),
    "method": _("How points come about"),
    "evidence": _("Evidence"),
    "source": _("Source of data"),
    "responsible": _("Responsible"),
    "suppliers": _("Suppliers of data"),
    "verifier": _("Verified by"),
    "note": _("Remark"),
    "other": _("left out"),
}


def _day(label: Any, **options: Any) -> forms.DateField:  # Any: lazy texts and Django's own options
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


def _levels() -> list[tuple[str, str]]:
    return [(level.value, pick(label)) for level, label in LEVEL_LABELS.items()]


class _DefinitionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, obj: IndexDefinition) -> str:
        return f"{obj.title.pick(language())} · {obj.reference}"


class PaperForm(forms.Form):
    """The file a decision came in."""

    paper = forms.FileField(label=_("The decision's table"))


class ColumnsForm(forms.Form):
    """What each column of the paper holds, and which of its tables to read."""

    table = forms.ChoiceField(label=_("Table"), required=False)

    def __init__(
        self, *args: Any, columns: Sequence[tuple[str, str]], tables: Sequence[str], **kwargs: Any
    ) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        self.columns = columns
        self.fields["table"].choices = [("", _("all tables as one")), *((one, one) for one in tables)]  # type: ignore[attr-defined]  # declared above
        if len(tables) < 2:
            del self.fields["table"]
        for place, (role, heading) in enumerate(columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=f"“{heading}”",
                choices=list(COLUMN_WORDS.items()),
                initial=role or "other",
                required=False,
            )
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    def roles(self) -> dict[str, Role]:
        """Heading → what a person says it holds, where that is not what was read."""
        said = {
            heading: self.cleaned_data.get(f"column_{place}")
            for place, (_role, heading) in enumerate(self.columns)
        }
        return {
            heading: role
            for (was, heading) in self.columns
            if (role := said[heading]) and role != (was or "other")
        }


class NextForm(forms.Form):
    """The next rule set of an index that is here."""

    definition = _DefinitionField(label=_("Begin from"), queryset=IndexDefinition.objects.none())
    rule_set = forms.CharField(
        label=_("Code of the new rule set"),
        max_length=80,
        validators=[_code],
        help_text=_("Usually day and number of the decision, such as 2027-01-15-123."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        self.fields["definition"].queryset = newest_definitions()  # type: ignore[attr-defined]  # declared above


class HeadForm(forms.Form):
    """What stands above the tree."""

    index = forms.CharField(
        label=_("Code of the index"),
        max_length=80,
        validators=[_code],
        help_text=_("Stays the same over the years, such as hue-dti-departments."),
    )
    rule_set = forms.CharField(
        label=_("Code of this rule set"),
        max_length=80,
        validators=[_code],
        help_text=_("Usually day and number of the decision, such as 2027-01-15-123."),
    )
    title_vi = forms.CharField(label=_("Title"), max_length=300)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)
    number = forms.CharField(label=_("Number of the decision"), max_length=120, required=False)
    date = _day(_("Signed on"), required=False)
    issuer = forms.CharField(label=_("Issued by"), max_length=200, required=False)
    valid_from = _day(_("In force from"), required=False)
    points = AmountField(label=_("Total points"), help_text=_("Empty: as printed in the paper."))


class NewHeadForm(HeadForm):
    """The head of a draft about to be read, and the rule set it follows."""

    levels = forms.MultipleChoiceField(
        label=_("Kinds of units it assesses"), required=False, widget=forms.CheckboxSelectMultiple
    )
    before = _DefinitionField(
        label=_("Follows"),
        queryset=IndexDefinition.objects.none(),
        required=False,
        help_text=_(
            "Rows and figures that mean the same keep their codes, so last year's figures still score."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        self.fields["levels"].choices = _levels()  # type: ignore[attr-defined]  # declared above
        self.fields["before"].queryset = newest_definitions()  # type: ignore[attr-defined]  # declared above

    def header(self) -> DraftHeader:
        """The head as the reader takes it."""
        data = self.cleaned_data
        return DraftHeader(
            index=data["index"],
            rule_set=data["rule_set"],
            title=Text(data["title_vi"], data["title_en"]),
            number=data["number"],
            date=data["date"],
            issuer=data["issuer"],
            valid_from=data["valid_from"],
            levels=tuple(data["levels"]),
            points=data["points"],
        )

    @staticmethod
    def initial_of(header: DraftHeader) -> dict[str, object]:
        """What the paper says of itself."""
        return {
            "index": header.index,
            "rule_set": header.rule_set,
            "title_vi": header.title.vi,
            "title_en": header.title.en,
            "number": header.number,
            "date": header.date,
            "issuer": header.issuer,
            "valid_from": header.valid_from,
            "points": shown(header.points),
            "levels": list(header.levels),
        }


class ChangedHeadForm(HeadForm):
    """The head of a draft under way."""

    opened = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @staticmethod
    def initial_of(definition: Definition, opened: int) -> dict[str, object]:
        """What the text says."""
        points = definition.points
        return {
            "opened": opened,
            "index": definition.index,
            "rule_set": definition.rule_set,
            "title_vi": definition.title.vi,
            "title_en": definition.title.en,
            "number": definition.legal.number,
            "date": definition.legal.date,
            "issuer": definition.legal.issuer,
            "valid_from": definition.valid.start,
            "points": shown(points) if not isinstance(points, str) and hasattr(points, "numerator") else "",
        }

    def changes(self, title: object) -> dict[tuple[str, ...], object]:
        """Key → value for what was changed on the page; `title` as it is written now, in one language or both."""
        keys: dict[str, tuple[str, ...]] = {
            "index": ("index",),
            "rule_set": ("rule_set",),
            "number": ("legal", "number"),
            "date": ("legal", "date"),
            "issuer": ("legal", "issuer"),
            "valid_from": ("valid", "from"),
            "points": ("points",),
            "title_vi": ("title", "vi") if isinstance(title, dict) else ("title",),
            "title_en": ("title", "en"),
        }
        return {keys[name]: self.cleaned_data[name] for name in self.changed_data if name in keys}


class TextForm(forms.Form):
    """The whole text, for what no field holds."""

    opened = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    text = forms.CharField(
        label=_("Text of the draft (YAML)"),
        max_length=2_000_000,
        strip=False,
        widget=forms.Textarea(attrs={"class": "dr-yaml", "rows": 30, "spellcheck": "false"}),
    )


class SignForm(forms.Form):
    """The signed decision."""

    opened = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    number = forms.CharField(label=_("Number of the decision"), max_length=120)
    date = _day(_("Signed on"))
    issuer = forms.CharField(label=_("Issued by"), max_length=200)
    valid_from = _day(_("In force from"), help_text=_("The rule set before it ends the day before."))
    reason = forms.CharField(
        label=_("Remark"), max_length=500, required=False, help_text=_("Stands in the history.")
    )

    def clean_date(self) -> dt.date:
        """Nobody has signed tomorrow."""
        day: dt.date = self.cleaned_data["date"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("A decision cannot have been signed after today."))
        return day
