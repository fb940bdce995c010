from __future__ import annotations

import io
import json
from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client

from tests.rounds import NOW, TEXT, store_service_index
from tests.world import World
from thuocdo.apps.assessment.indices.actions import load_catalogues
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.domain.primitives.paths import catalogues_root

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def reader(world: World, client_of: ClientOf) -> Client:
    """Somebody without any role: indices are no secret."""
    return client_of(world.nobody)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_names_what_is_in_force_and_how_sure_it_is(reader: Client) -> None:
    load_catalogues(root=catalogues_root(), by=None, now=NOW)
    shown = page(reader, "/indices/")
    assert "766/QĐ-TTg" in shown
    assert "95 chỉ số chưa biết điểm hoặc cách tính" in shown
    assert "Đã thay thế" in shown


def test_an_empty_list_says_how_to_load_indices(reader: Client) -> None:
    assert "load_catalogues" in page(reader, "/indices/")


def test_an_index_is_shown_as_a_tree_with_rules_in_plain_words(reader: Client) -> None:
    store_service_index()
    shown = page(reader, "/indices/service/")
    assert "1.1. Tỷ lệ đúng hạn" in shown
    assert "“Hồ sơ đúng hạn” / “Hồ sơ”" in shown
    assert "chưa kiểm chứng" in shown


def test_a_node_names_who_is_responsible_and_what_it_reads(reader: Client) -> None:
    store_service_index()
    shown = page(reader, "/indices/service/1.1/")
    for said in ("Văn phòng", "1/QĐ-UBND", "on_time", "Phụ lục I"):
        assert said in shown


def test_the_text_is_downloaded_byte_for_byte(reader: Client) -> None:
    store_service_index()
    assert reader.get("/indices/service/text/").content == TEXT.encode()


def test_a_rule_set_is_picked_by_the_address(reader: Client) -> None:
    store_service_index()
    store_service_index(
        TEXT.replace('rule_set: "2026"', 'rule_set: "2027"').replace("points: 30", "points: 30 # again")
    )
    assert b"# again" in reader.get("/indices/service/text/?rule_set=2027").content
    assert b"# again" not in reader.get("/indices/service/text/?rule_set=2026").content


def test_the_input_form_carries_unit_period_and_version(world: World, reader: Client) -> None:
    stored = store_service_index()
    answer = reader.get("/indices/service/form/?unit=hue&period=2026")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    said = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"hue", "2026", stored.version} <= {text.strip() for text in said} or any(
        stored.version in text for text in said
    )
    assert "on_time" in said


def test_the_schema_is_served_for_editors(reader: Client) -> None:
    assert json.loads(reader.get("/indices/schema.json").content)["type"] == "object"


@pytest.mark.parametrize(
    "address", ["/indices/nothing/", "/indices/service/no-such-node/", "/indices/nothing/text/"]
)
def test_what_is_not_there_is_not_found(reader: Client, address: str) -> None:
    store_service_index()
    assert reader.get(address).status_code == 404
