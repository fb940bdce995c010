from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ValuesConfig(AppConfig):
    name = "thuocdo.apps.measurement.values"
    label = "values"

    def ready(self) -> None:
        from thuocdo.apps.foundation.audit.queries import describe_verbs

        describe_verbs({"values.recorded": _("recorded values")})
