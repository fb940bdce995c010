from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "thuocdo.apps.foundation.evidence"
    label = "evidence"

    def ready(self) -> None:
        from thuocdo.apps.foundation.audit.queries import describe_fields, describe_verbs

        describe_verbs(
            {"evidence.taken_in": _("File handed in"), "evidence.downloaded": _("File downloaded")}
        )
        describe_fields({"sha256": _("Fingerprint (SHA-256)"), "size": _("Size in bytes")})
