"""The history of an index, and the differences of two texts, as tables that copy and export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.assessment.indices.models import IndexDefinition, RuleSetState
from thuocdo.apps.assessment.indices.queries import StoredText
from thuocdo.apps.foundation.ui import marks
from thuocdo.apps.foundation.ui.columns import NumberColumn, RowColumn, TextColumn
from thuocdo.apps.foundation.ui.tables import DataTable
from thuocdo.domain.scoring.differences import KIND_LABELS, DefinitionChange

CHIPS = {
    RuleSetState.DRAFT: "draft",
    RuleSetState.ILLUSTRATIVE: "waiting",
    RuleSetState.COMING: "waiting",
    RuleSetState.IN_FORCE: "in_force",
    RuleSetState.SUPERSEDED: "ended",
}


class StateColumn(TextColumn):
    """What the rule set is today, as a chip; a text that another has followed says so."""

    def cell(self, value: RuleSetState | None, record: Any) -> SafeString:  # noqa: ARG002 -- the kit's signature
        return marks.status_chip(CHIPS[value], value.label) if value else marks.status_chip("ended", _EARLIER)

    def value(self, value: object) -> str:
        return str(value.label if isinstance(value, RuleSetState) else _EARLIER)


_EARLIER = _("Earlier text")


class LinkColumn(TextColumn):
    """A link with the same words in every row."""

    empty_values = ()

    def __init__(self, words: Any, **options: Any) -> None:  # Any: lazy texts and the library's own options
        super().__init__(**options)
        self.words = words

    def cell(self, value: str, record: Any) -> SafeString | str:  # noqa: ARG002 -- the kit's signature
        return format_html('<a class="idx-short" href="{}">{}</a>', value, self.words) if value else ""

    def value(self, value: object) -> str:
        return str(value or "")


class HistoryTable(DataTable):
    """Every text of an index: what it is, who stored it, when, by which decision, and how many scorings cite it."""

    text = RowColumn(verbose_name=_("Rule set and text"), address="address")
    state = StateColumn(verbose_name=_("State"), empty_values=())
    validity = TextColumn(verbose_name=_("Validity"), orderable=False)
    step = TextColumn(verbose_name=_("Step"))
    who = TextColumn(verbose_name=_("Who"))
    when = TextColumn(verbose_name=_("When"), order_by="at")
    decision = TextColumn(verbose_name=_("Decision"), default="–")
    reason = TextColumn(verbose_name=_("Reason"), orderable=False, default="–")
    scorings = NumberColumn(verbose_name=_("Scorings that cite it"), digits=0)
    differences = LinkColumn(_("What changed"), verbose_name=_("Compare"), orderable=False)
    download = LinkColumn(_("YAML"), verbose_name=_("Stored text"), orderable=False)
    version = TextColumn(verbose_name=_("Version (SHA-256)"), orderable=False)

    hidden_at_first: ClassVar[tuple[str, ...]] = ("version",)


def history_table(history: Sequence[StoredText]) -> HistoryTable:
    """The stored texts of an index as a table."""
    return HistoryTable([_text_row(one) for one in history], caption=gettext("History of the rule sets"))


def _text_row(one: StoredText) -> dict[str, object]:
    stored, step = one.stored, one.last_step
    at = step.at if step else stored.stored_at
    who = step.by if step else stored.stored_by
    said = [each.get_step_display() for each in one.steps] or [gettext("Loaded")]
    return {
        "text": stored.text_reference.removeprefix(f"{stored.code}@"),
        "address": address_of(stored),
        "state": one.state,
        "validity": validity_of(stored),
        "step": ", ".join(said),
        "who": str(who) if who else gettext("the system"),
        "when": date_format(localtime(at), "SHORT_DATETIME_FORMAT"),
        "at": at,
        "decision": step.decision if step else stored.legal_number,
        "reason": step.reason if step else "",
        "scorings": one.scoring_count,
        "differences": f"{reverse('indices:diff', args=[stored.code])}?to={text_name(stored)}",
        "download": f"{reverse('indices:text', args=[stored.code])}?{_query(stored)}",
        "version": stored.version,
    }


def address_of(stored: IndexDefinition) -> str:
    """The page of one stored text."""
    return f"{reverse('indices:index', args=[stored.code])}?{_query(stored)}"


def _query(stored: IndexDefinition) -> str:
    return f"rule_set={stored.rule_set}&number={stored.number}"


def text_name(stored: IndexDefinition) -> str:
    """A text of an index by one word of an address: its rule set and number."""
    return f"{stored.rule_set}@{stored.number}"


def validity_of(stored: IndexDefinition) -> str:
    """The dates of force as people write them."""
    return f"{_day(stored.valid_from)} – {_day(stored.valid_to)}"


def _day(day: dt.date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else "…"


class ChangeTable(DataTable):
    """What changed between two texts, one row for each thing, for the export."""

    group = TextColumn(verbose_name=_("Group"))
    code = TextColumn(verbose_name=_("Code"))
    old_code = TextColumn(verbose_name=_("Code before"))
    title = TextColumn(verbose_name=_("Name"))
    kind = TextColumn(verbose_name=_("Kind of change"))
    detail = TextColumn(verbose_name=_("What changed"))
    before = TextColumn(verbose_name=_("Before"))
    after = TextColumn(verbose_name=_("After"))


def change_table(changes: Iterable[DefinitionChange]) -> ChangeTable:
    """The changes in the order of the paper."""
    rows = [
        {
            "group": change.group,
            "code": change.code,
            "old_code": change.old_code,
            "title": change.title,
            "kind": KIND_LABELS[change.kind],
            "detail": change.detail,
            "before": change.before,
            "after": change.after,
        }
        for change in changes
    ]
    return ChangeTable(rows, caption=gettext("What changed"))
