"""The lists of people and of what they did."""

from __future__ import annotations

from typing import Any, ClassVar

from django.template.defaultfilters import date as date_text
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit.models import AuditEntry
from thuocdo.apps.foundation.audit.wording import change_lines, verb_label
from thuocdo.apps.foundation.ui.columns import KitColumn, RowColumn, TextColumn
from thuocdo.apps.foundation.ui.tables import DataTable


class PeopleTable(DataTable):
    """Who is there, for which unit, in which roles."""

    full_name = RowColumn(
        verbose_name=_("Full name"),
        address=lambda row: str(row.get_absolute_url()),
        order_by=("sort_key", "username"),
    )
    username = TextColumn(verbose_name=_("User name"))
    unit = TextColumn(verbose_name=_("Unit"), order_by=("unit__sort_key",), accessor="unit__label")
    roles = TextColumn(verbose_name=_("Roles today"), orderable=False, empty_values=(), accessor="pk")
    email = TextColumn(verbose_name=_("E-mail"))
    phone = TextColumn(verbose_name=_("Phone"))
    left_on = KitColumn(verbose_name=_("Left on"), default="")

    hidden_at_first = ("email", "phone", "left_on")

    class Meta(DataTable.Meta):
        empty_text = _("Nobody matches. Change the filter, or add the person.")

    def render_roles(self, record: User) -> str:
        """Each role held today, with its unit where that is not the person's own."""
        return "; ".join(_role_text(held) for held in record.assignments.all())

    def value_roles(self, record: User) -> str:
        """The same for files."""
        return self.render_roles(record)

    def render_left_on(self, value: Any) -> str:  # Any: a date
        """The day as people write it."""
        return date_text(value, "SHORT_DATE_FORMAT")


def _role_text(held: Any) -> str:  # Any: a role assignment, loaded with its unit
    role = str(held.get_role_display())
    return role if held.unit_id == held.user.unit_id else f"{role} ({held.unit.label})"


class AuditTable(DataTable):
    """Who did what, when, why and from where."""

    at = KitColumn(verbose_name=_("When"))
    actor_name = TextColumn(verbose_name=_("Who"), empty_values=())
    verb = TextColumn(verbose_name=_("What happened"))
    object_label = TextColumn(verbose_name=_("To what"))
    changes = TextColumn(verbose_name=_("Change"), orderable=False, empty_values=(), accessor="pk")
    reason = TextColumn(verbose_name=_("Why"), default="")
    origin = TextColumn(verbose_name=_("From where"), default="")
    unit_code = TextColumn(verbose_name=_("Unit"), default="")

    hidden_at_first = ("unit_code",)

    class Meta(DataTable.Meta):
        empty_text = _("Nothing matches. Widen the filter.")
        attrs: ClassVar[dict[str, str]] = {"class": "td-table"}

    def render_at(self, value: Any) -> SafeString:  # Any: a moment
        """The moment, to the minute on screen and exactly for machines."""
        shown = date_text(localtime(value), "SHORT_DATETIME_FORMAT")
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)

    def value_at(self, value: Any) -> str:  # Any: a moment
        """The exact moment."""
        return str(localtime(value).isoformat(timespec="seconds"))

    def render_actor_name(self, value: str) -> str:
        """Whoever it was."""
        return value or gettext("the system")

    def render_verb(self, value: str) -> str:
        """In words."""
        return verb_label(value)

    def render_changes(self, record: AuditEntry) -> str:
        """Field: before → after."""
        return "; ".join(f"{line.field}: {line.sentence}" for line in change_lines(record))

    def value_changes(self, record: AuditEntry) -> str:
        """The same for files."""
        return self.render_changes(record)
