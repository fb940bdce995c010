"""The list of units."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import date as date_text
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.foundation.org_units.models import OrgUnit
from thuocdo.apps.foundation.org_units.templatetags.org_units import level_label
from thuocdo.apps.foundation.ui.columns import KitColumn, RowColumn, TextColumn
from thuocdo.apps.foundation.ui.tables import DataTable


class UnitTable(DataTable):
    """Units of a day."""

    label = RowColumn(
        verbose_name=_("Unit"), address=lambda row: str(row.get_absolute_url()), order_by=("sort_key", "code")
    )
    level = TextColumn(verbose_name=_("Level"))
    parents = TextColumn(verbose_name=_("Belongs to"), orderable=False, empty_values=(), accessor="pk")
    valid_from = KitColumn(verbose_name=_("From"), default="")
    valid_to = KitColumn(verbose_name=_("To"), default="")
    national_code = TextColumn(verbose_name=_("National code"), default="")
    code = TextColumn(verbose_name=_("Code"))

    hidden_at_first = ("code", "national_code")

    class Meta(DataTable.Meta):
        empty_text = _("No unit of that name on that day. Try a part of the name, or another day.")

    def render_level(self, value: str) -> str:
        """In words."""
        return level_label(value)

    def render_parents(self, record: OrgUnit) -> str:
        """The units right above on that day."""
        return "; ".join(link.parent.label for link in record.links_now)  # type: ignore[attr-defined]  # prefetched

    def value_parents(self, record: OrgUnit) -> str:
        """The same for files."""
        return self.render_parents(record)

    def render_valid_from(self, value: Any) -> str:  # Any: a date
        """The day as people write it."""
        return date_text(value, "SHORT_DATE_FORMAT")

    def render_valid_to(self, value: Any) -> str:  # Any: a date
        """The day as people write it."""
        return date_text(value, "SHORT_DATE_FORMAT")
