"""Opening a round, naming a peer set, changing and publishing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.scorecards.models import COMPUTED_TRACKS, PeerSet, Track
from thuocdo.apps.assessment.scorecards.queries.rounds import Candidate, candidates, peer_sets
from thuocdo.apps.foundation.ui.templatetags._numbers import language, pick
from thuocdo.domain.org_units.units import LEVEL_LABELS, Level
from thuocdo.domain.primitives.errors import ThuocDoError
from thuocdo.domain.primitives.periods import Period


def _levels() -> list[tuple[str, str]]:
    return [(level.value, pick(label)) for level, label in LEVEL_LABELS.items()]


def _day(label: Any, **options: Any) -> forms.DateField:  # Any: lazy texts and Django's own options
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


class _DefinitionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, obj: IndexDefinition) -> str:
        return f"{obj.title.pick(language())} · {obj.reference}"


class _PeerSetField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, obj: PeerSet) -> str:
        size: int = obj.size  # type: ignore[attr-defined]  # annotated by the query
        return f"{obj.name.pick(language())} ({size})"


class RoundForm(forms.Form):
    """Rule set × level × period × peer set, and the day after which values no longer count."""

    definition = _DefinitionField(label=_("Index and rule set"), queryset=IndexDefinition.objects.none())
    level = forms.ChoiceField(label=_("Level"))
    period = forms.CharField(
        label=_("Period"),
        max_length=20,
        help_text=_("For example 2026, 2026-H1, 2026-Q3, 2026-11, 2026-11@15."),
    )
    peer_set = _PeerSetField(
        label=_("Peer set"),
        queryset=PeerSet.objects.none(),
        help_text=_("Ranks are taken within these units. Missing yours? Name it first."),
    )
    values_until = _day(
        _("Values until"),
        required=False,
        help_text=_("Figures observed later do not count. Empty: all count."),
    )
    name_vi = forms.CharField(
        label=_("Name in Vietnamese"), max_length=200, required=False, help_text=_("Empty: index and period.")
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    computed_track = forms.ChoiceField(
        label=_("Whose numbers are computed"),
        required=False,
        initial=Track.SELF.value,
        choices=[(one.value, one.label) for one in COMPUTED_TRACKS],
        help_text=_(
            "The units' own account, or figures of which nobody knows whose they are. It stands beside every score."
        ),
    )
    is_illustrative = forms.BooleanField(
        label=_("Illustrative data"),
        required=False,
        help_text=_("A band says so on every screen and export."),
    )

    def __init__(self, *args: Any, definitions: Any, **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        self.fields["definition"].queryset = definitions  # type: ignore[attr-defined]  # declared above
        self.fields["peer_set"].queryset = peer_sets()  # type: ignore[attr-defined]  # declared above
        self.fields["level"].choices = _levels()  # type: ignore[attr-defined]  # declared above

    def clean_period(self) -> str:
        """The period in its stable form, which values are kept under."""
        try:
            return Period.parse(self.cleaned_data["period"]).code
        except ThuocDoError as error:
            raise forms.ValidationError(error.message(language())) from error

    def clean_computed_track(self) -> Track:
        """The track; the units' own account where nobody chose."""
        return Track(self.cleaned_data["computed_track"] or Track.SELF)


class CandidateForm(forms.Form):
    """Which units there are to choose from."""

    level = forms.ChoiceField(label=_("Level"))
    at = _day(_("As on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = _levels()  # type: ignore[attr-defined]  # declared above

    def found(self) -> list[Candidate]:
        """The units of the level on the day."""
        return candidates(Level(self.cleaned_data["level"]), self.cleaned_data["at"])


class PeerSetForm(forms.Form):
    """The name of the set and its units."""

    name_vi = forms.CharField(label=_("Name in Vietnamese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    units = forms.MultipleChoiceField(label=_("Units"), widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, found: Sequence[Candidate], **kwargs: Any
    ) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        choices = [(one.unit.code, one.name) for one in found]
        self.fields["units"].choices = choices  # type: ignore[attr-defined]  # declared above


class _SeenForm(forms.Form):
    """Which version of the round was before the eyes of whoever changes it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class PeerSetChangeForm(_SeenForm):
    """Another peer set, and why."""

    peer_set = _PeerSetField(label=_("Peer set"), queryset=PeerSet.objects.none())
    reason = forms.CharField(label=_("Reason for the change"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        self.fields["peer_set"].queryset = peer_sets()  # type: ignore[attr-defined]  # declared above


class AdoptForm(_SeenForm):
    """The corrected text that was before somebody's eyes, and why the round goes by it."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = forms.CharField(label=_("Reason for taking it over"), max_length=500)


class PublishForm(_SeenForm):
    """The button that opens the scores to everybody."""

    reason = forms.CharField(
        label=_("Decided by, or remark"),
        max_length=500,
        required=False,
        help_text=_("Stands in the history."),
    )
