"""Filters of a data set, and what is said about a table of results that is handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.scorecards.models import PublishedResult
from thuocdo.apps.assessment.scorecards.models.published import Check
from thuocdo.apps.foundation.ui.search import fold
from thuocdo.apps.foundation.ui.templatetags._numbers import language
from thuocdo.domain.primitives.texts import Text


class ResultFilterForm(forms.Form):
    """Narrow published figures down."""

    q = forms.CharField(label=_("Unit"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    year = forms.ChoiceField(label=_("Period"), required=False)
    peers = forms.ChoiceField(label=_("Peer set"), required=False)
    measure = forms.ChoiceField(label=_("Published measure"), required=False)
    verdict = forms.ChoiceField(
        label=_("Computed again"), required=False, choices=[("", _("all")), *Check.choices]
    )


class ResultFilter:
    """The filter of a data set, with the choices that its rows offer."""

    def __init__(self, data: QueryDict, found: Sequence[PublishedResult], titles: Mapping[str, Text]) -> None:
        self.found = found
        self.form = ResultFilterForm(data)
        peers = {row.peer_set.code: row.peer_set.name for row in found if row.peer_set is not None}
        self._offer("year", [(period, period) for period in dict.fromkeys(row.period for row in found)])
        self._offer("peers", [(code, name.pick(language())) for code, name in peers.items()])
        nodes = dict.fromkeys(row.node for row in found)
        self._offer("measure", [(node, titles.get(node, Text(node)).pick(language())) for node in nodes])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.form.fields[name].choices = [("", _("all")), *choices]  # type: ignore[attr-defined]  # declared above

    def rows(self) -> list[PublishedResult]:
        """The rows that pass; an address that makes no sense filters nothing."""
        if not self.form.is_valid():
            return list(self.found)
        wanted = self.form.cleaned_data
        words = fold(wanted["q"])
        return [
            row
            for row in self.found
            if (not words or words in fold(row.subject))
            and wanted["year"] in ("", row.period)
            and wanted["peers"] in ("", row.peer_set.code if row.peer_set is not None else None)
            and wanted["measure"] in ("", row.node)
            and wanted["verdict"] in ("", row.check_result)
        ]


class ResultsUploadForm(forms.Form):
    """A table of results with the index it is of and the day it was published."""

    index = forms.ChoiceField(label=_("Index"))
    title = forms.CharField(label=_("Name of the data set"), max_length=300)
    published_on = forms.DateField(
        label=_("Published on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    file = forms.FileField(
        label=_("Table of results (CSV or XLSX)"),
        help_text=_("Columns: period, peer_set, unit, name, measure, value, rank, source."),
    )

    def __init__(
        self, *args: Any, indices: Mapping[str, Text], **kwargs: Any
    ) -> None:  # Any: Django's signature
        super().__init__(*args, **kwargs)
        choices = [(code, title.pick(language())) for code, title in indices.items()]
        self.fields["index"].choices = choices  # type: ignore[attr-defined]  # declared above
