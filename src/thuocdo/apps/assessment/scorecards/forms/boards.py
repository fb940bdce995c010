"""Filters of a board, and the forms that bring input forms in."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.scorecards.queries.scoreboard import BoardRow, Scoreboard
from thuocdo.apps.foundation.ui.search import fold

KNOWN, BLOCKED = "known", "blocked"


class BoardFilterForm(forms.Form):
    """Narrow a board down by name, class and whether there is a number."""

    q = forms.CharField(label=_("Unit"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    class_code = forms.ChoiceField(label=_("Class"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), (KNOWN, _("with a number")), (BLOCKED, _("range or no number"))],
    )

    def __init__(self, data: QueryDict, *, classes: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        if classes:
            self.fields["class_code"] = forms.ChoiceField(
                label=_("Class"), required=False, choices=[("", _("all")), *classes]
            )
        else:
            del self.fields["class_code"]


class BoardFilter:
    """The filter of a board, in the shape the kit draws."""

    def __init__(self, data: QueryDict, board: Scoreboard, classes: Sequence[tuple[str, str]]) -> None:
        self.form = BoardFilterForm(data, classes=classes)
        self.board = board

    def rows(self) -> list[BoardRow]:
        """The rows that pass; an address that makes no sense filters nothing."""
        rows = list(self.board.rows)
        if not self.form.is_valid():
            return rows
        wanted = self.form.cleaned_data
        if words := fold(wanted["q"]):
            rows = [row for row in rows if words in fold(f"{row.name.vi} {row.name.en} {row.code}")]
        if chosen := wanted.get("class_code"):
            rows = [row for row in rows if row.class_code == chosen]
        if wanted["state"]:
            rows = [row for row in rows if (row.quoted is not None) == (wanted["state"] == KNOWN)]
        return rows


class InputFormUpload(forms.Form):
    """One filled input form."""

    file = forms.FileField(
        label=_("Input form (XLSX or CSV)"),
        help_text=_("Nothing is loaded before you have seen what is in it and confirmed."),
    )
