"""What the search box finds among indices."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.assessment.indices.queries import newest_definitions, parsed
from thuocdo.apps.foundation.ui.search import SearchHit, fold
from thuocdo.apps.foundation.ui.templatetags._numbers import language


def find_indices(request: HttpRequest, words: str) -> Iterable[SearchHit]:
    """Indices by title, code or alias, and their groups and indicators by title or code."""
    wanted = fold(words)
    visible = IndexDefinition.objects.for_user(request.user)
    for stored in newest_definitions().filter(pk__in=visible.values("pk")):
        said = fold(" ".join([stored.title_vi, stored.title_en, stored.code, *stored.aliases]))
        if wanted in said:
            yield SearchHit(
                stored.title.pick(language()), stored.get_absolute_url(), _("Index"), stored.rule_set
            )
        for node in parsed(stored).root.walk():
            if node.code != "total" and wanted in fold(f"{node.code} {node.title.vi} {node.title.en}"):
                address = (
                    reverse("indices:node", args=[stored.code, node.code]) + f"?rule_set={stored.rule_set}"
                )
                yield SearchHit(
                    f"{node.code}. {node.title.pick(language())}", address, _("Indicator"), stored.reference
                )
