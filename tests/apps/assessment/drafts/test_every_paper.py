from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.annexes import Annex, annexes
from thuocdo.apps.assessment.drafts.models import Draft
from thuocdo.apps.assessment.drafts.queries.texts import newest_revision, open_text
from thuocdo.domain.scoring.definition import Node

pytestmark = pytest.mark.django_db
HEAD = {"index": "paper", "rule_set": "2026", "title_vi": "Bộ chỉ số", "points": ""}
PAGES = (
    "",
    "?order=paper",
    "?only=open",
    "checks/",
    "preview/",
    "changes/",
    "history/",
    "sign/",
    "confirm/",
    "head/",
)


def load(client: Client, annex: Annex) -> Draft:
    file = SimpleUploadedFile(annex.file, annex.content())
    asked = client.post("/drafts/new/", {"how": "paper", "paper": file})
    assert asked.status_code == 302, asked.content.decode()
    assert client.post(str(asked["Location"]), HEAD).status_code == 302
    return Draft.objects.get()


def as_shown(page: Any) -> dict[str, str]:
    """The fields of a row as a browser sends them when nobody touched any."""
    forms = [page.row, *([page.rule] if page.rule is not None else []), *page.inputs]
    values = {field.html_name: field.value() for form in forms for field in form}
    return {
        name: "on" if value is True else value for name, value in values.items() if value not in (None, False)
    }


def meaning(node: Node) -> tuple[object, ...]:
    """What a row says besides how surely it was read."""
    return (
        node.title,
        node.points,
        node.how,
        node.evidence,
        node.responsible,
        node.data_source,
        node.suppliers,
    )


@pytest.mark.parametrize("annex", annexes(), ids=lambda annex: annex.name)
def test_every_row_of_every_paper_is_opened_and_saved_as_it_was(agency: Client, annex: Annex) -> None:
    draft = load(agency, annex)
    for path in PAGES:
        assert agency.get(draft.get_absolute_url() + path).status_code == 200, path
    first = open_text(newest_revision(draft).version)
    for site in first.subject.sites:
        if not site.node.is_leaf or not site.node.scored:
            continue
        address = f"{draft.get_absolute_url()}rows/{site.node.code}/"
        shown = agency.get(address)
        answer = agency.post(address, as_shown(shown.context["page"]))
        assert answer.status_code == 302, f"{site.node.code}"
        after = open_text(newest_revision(draft).version).site(site.node.code)
        assert after is not None
        assert meaning(after.node) == meaning(site.node)
        reading = site.node.reading
        settled = reading.proposal if reading is not None and reading.proposal is not None else site.node.rule
        assert after.node.rule == settled
    newest = newest_revision(draft)
    assert newest.settled_count == newest.row_count
