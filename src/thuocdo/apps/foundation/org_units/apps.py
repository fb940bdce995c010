from __future__ import annotations

from collections.abc import Iterable

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from thuocdo.apps.foundation.ui import menu, search


class OrgUnitsConfig(AppConfig):
    name = "thuocdo.apps.foundation.org_units"
    label = "org_units"

    def ready(self) -> None:
        from thuocdo.apps.foundation.audit.queries import describe_fields, describe_verbs

        describe_verbs(
            {
                "org_units.classified": _("said to which class a unit belongs"),
                "org_units.class_ended": _("gave a class of a unit its last day"),
            }
        )
        describe_fields({"unit_class": _("Unit class")})
        menu.register(
            menu.MenuEntry(menu.ADMINISTER, _("Units"), "org_units:units", "org_unit.view", order=30)
        )
        search.register_provider("org_units", find_units)


def find_units(request: HttpRequest, words: str) -> Iterable[search.SearchHit]:
    """Units for the search over everything."""
    from django.utils import timezone

    from thuocdo.apps.foundation.org_units.queries import units_at

    if not request.user.has_perm("org_unit.view"):
        return
    units = units_at(timezone.localdate(), text=words).nearest_first(search.fold(words))
    for unit in units[: search.HITS_PER_PROVIDER]:
        yield search.SearchHit(unit.label, unit.get_absolute_url(), _("Unit"))
