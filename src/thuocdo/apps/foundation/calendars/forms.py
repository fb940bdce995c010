from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.foundation.calendars.actions import Change
from thuocdo.apps.foundation.calendars.reckoning import UNIT_LABELS, Unit
from thuocdo.apps.foundation.calendars.year_text import DayOffEntry, SwapEntry
from thuocdo.apps.foundation.ui.templatetags._numbers import pick
from thuocdo.domain.calendars.working_calendar import DayOff, DayOffKind, Swap
from thuocdo.domain.primitives.provenance import CERTAINTY_LABELS, Certainty
from thuocdo.domain.primitives.texts import Text

MOST_UNITS = 2_000
OFFERED = (Certainty.SOURCED, Certainty.MEMORY)


def _day(label: Any, **options: Any) -> forms.DateField:  # Any: lazy texts and Django's own options
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


class ChangeForm(forms.Form):
    """What every change says: why, and which revision was before the eyes of whoever changes."""

    opened = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(
        label=_("Reason for the change"),
        max_length=500,
        help_text=_("Stands in the history, for whoever asks later."),
    )

    field_order: Iterable[str] | None = ("opened",)

    def change(self, *, by: Any, at: dt.datetime, document: str = "") -> Change:  # Any: the person
        """The change as the action takes it."""
        data = self.cleaned_data
        return Change(
            by=by,
            at=at,
            expected=data["opened"],
            reason=data["reason"],
            document=data.get("document", document),
        )


class EntryForm(ChangeForm):
    """What a day off and a swap have in common."""

    document = forms.CharField(
        label=_("Document: number, date, issuer"),
        max_length=300,
        required=False,
        help_text=_("For example: Thông báo số …/TB-BNV ngày …"),
    )
    certainty = forms.ChoiceField(label=_("How sure"))
    note = forms.CharField(label=_("Remark"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        current = self.initial.get("certainty")
        offered = OFFERED if current in (None, *OFFERED) else (Certainty(current), *OFFERED)
        choices = [(certainty.value, pick(CERTAINTY_LABELS[certainty])) for certainty in offered]
        self.fields["certainty"].choices = choices  # type: ignore[attr-defined]  # a choice field, declared above

    def clean(self) -> dict[str, Any]:  # Any: Django's signature
        """A row that rests on a source names it."""
        cleaned = super().clean() or {}
        if cleaned.get("certainty") == Certainty.SOURCED and not cleaned.get("document"):
            self.add_error(
                "document", _("A row that rests on a document names it. Give its number and date.")
            )
        return cleaned

    def stated(self) -> dict[str, Any]:  # Any: the arguments of an entry
        """Certainty, document and note for the entry."""
        data = self.cleaned_data
        return {
            "certainty": Certainty(data["certainty"]),
            "document": " ".join(data["document"].split()),
            "note": data["note"],
        }


class DayOffForm(EntryForm):
    """A public holiday or a day off in lieu."""

    day = _day(_("Day off"))
    name_vi = forms.CharField(label=_("Name in Vietnamese"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            (DayOffKind.HOLIDAY.value, _("Public holiday")),
            (DayOffKind.IN_LIEU.value, _("Day off in lieu")),
        ],
    )
    field_order: Iterable[str] | None = (
        "opened",
        "day",
        "name_vi",
        "name_en",
        "kind",
        "document",
        "certainty",
        "note",
        "reason",
    )

    def entry(self) -> DayOffEntry:
        """The row as it will stand in the text."""
        data = self.cleaned_data
        name = Text(" ".join(data["name_vi"].split()), " ".join(data["name_en"].split()))
        return DayOffEntry(data["day"], name, DayOffKind(data["kind"]), **self.stated())


class SwapForm(EntryForm):
    """A weekday taken off against a day of the weekend that is worked."""

    day = _day(_("Weekday off"))
    worked = _day(_("Day of the weekend worked instead"))
    field_order: Iterable[str] | None = (
        "opened",
        "day",
        "worked",
        "document",
        "certainty",
        "note",
        "reason",
    )

    def entry(self) -> SwapEntry:
        """The row as it will stand in the text."""
        return SwapEntry(self.cleaned_data["day"], self.cleaned_data["worked"], **self.stated())


class RemovalForm(ChangeForm):
    """Why a row is taken out, and by which document."""

    document = forms.CharField(label=_("Document: number, date, issuer"), max_length=300, required=False)
    field_order: Iterable[str] | None = ("opened", "reason", "document")


class TextForm(RemovalForm):
    """A whole text, for what the other forms do not reach."""

    text = forms.CharField(
        label=_("YAML text"),
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 26, "spellcheck": "false", "class": "cal-text"}),
    )
    field_order: Iterable[str] | None = ("opened", "text", "reason", "document")

    def clean_text(self) -> str:
        """Browsers send other line ends than files have."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n").replace("\r", "\n")
        return text if text.endswith("\n") else text + "\n"


class YearForm(TextForm):
    """A year to add, drafted beforehand."""

    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100, localize=False)
    field_order: Iterable[str] | None = ("opened", "year", "text", "reason", "document")


class DeadlineForm(forms.Form):
    """When something begins and how long the term is."""

    event = _day(_("Day of the event"))
    at = forms.TimeField(
        label=_("Hour (for working hours)"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    amount = forms.IntegerField(label=_("Term"), min_value=0, max_value=MOST_UNITS, localize=False)
    unit = forms.ChoiceField(label=_("Counted in"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        choices = [(unit.value, pick(label)) for unit, label in UNIT_LABELS.items()]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]  # a choice field, declared above

    def asked(self) -> tuple[dt.datetime, int, Unit]:
        """Event, amount and unit."""
        data = self.cleaned_data
        event = dt.datetime.combine(data["event"], data["at"] or dt.time(8))
        return event, data["amount"], Unit(data["unit"])


def initial_of_day_off(day_off: DayOff) -> dict[str, object]:
    """What the form of a day off starts with."""
    return {
        "day": day_off.day,
        "name_vi": day_off.name.vi,
        "name_en": day_off.name.en,
        "kind": day_off.kind.value,
        **_stated(day_off),
    }


def initial_of_swap(swap: Swap) -> dict[str, object]:
    """What the form of a swap starts with."""
    return {"day": swap.day_off, "worked": swap.worked, **_stated(swap)}


def _stated(row: DayOff | Swap) -> dict[str, object]:
    stated = row.provenance
    return {"certainty": stated.certainty.value, "document": stated.reference, "note": stated.note}
