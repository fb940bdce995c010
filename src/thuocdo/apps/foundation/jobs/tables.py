"""The list of jobs."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import date as date_text
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.foundation.jobs.kinds import kind_label
from thuocdo.apps.foundation.jobs.models import Job
from thuocdo.apps.foundation.ui.columns import KitColumn, RowColumn, TextColumn
from thuocdo.apps.foundation.ui.tables import DataTable


class JobTable(DataTable):
    """Jobs with how far they are."""

    kind = RowColumn(verbose_name=_("Job"), address=lambda row: str(row.get_absolute_url()))
    state = TextColumn(verbose_name=_("State"), accessor="get_state_display", order_by=("state",))
    progress = TextColumn(verbose_name=_("Progress"), orderable=False, empty_values=(), accessor="pk")
    message = TextColumn(verbose_name=_("Message"), orderable=False)
    started_by = TextColumn(verbose_name=_("Started by"), order_by=("started_by__sort_key",), default="")
    created_at = KitColumn(verbose_name=_("When"))

    class Meta(DataTable.Meta):
        empty_text = _("No jobs yet. Work that takes longer than a page appears here with its progress.")

    def render_kind(self, value: str, record: Job, column: RowColumn) -> str:
        """What it does, with its number."""
        return column.render(f"{kind_label(value)} #{record.pk}", record)

    def render_progress(self, record: Job) -> str:
        """How many of how many."""
        return f"{record.progress_done} / {record.progress_total}" if record.progress_total else ""

    def value_progress(self, record: Job) -> str:
        """The same for files."""
        return self.render_progress(record)

    def render_created_at(self, value: Any) -> str:  # Any: a moment
        """The moment as people write it."""
        return date_text(localtime(value), "SHORT_DATETIME_FORMAT")
