from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.rounds import NOW, store_service_index
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


@pytest.fixture
def shipped() -> None:
    load_catalogues(root=catalogues_root(), by=None, now=NOW)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.usefixtures("shipped")
def test_the_commune_set_lacks_nothing_and_says_how_much_is_counted(reader: Client) -> None:
    shown = page(reader, "/indices/dti-commune/why/")
    assert "52 chỉ số, không chỉ số nào thiếu nguồn số liệu; 22% điểm đếm được từ hồ sơ." in shown
    assert "Thiếu đơn vị chủ trì" not in shown


@pytest.mark.usefixtures("shipped")
def test_the_same_in_english(reader: Client) -> None:
    reader.cookies["django_language"] = "en"
    shown = page(reader, "/indices/dti-department/why/")
    assert "40 indicators, none lacks a source of data; 25% of the points are counted from dossiers." in shown
    assert "Department of Science and Technology" in shown


@pytest.mark.usefixtures("shipped")
def test_the_decree_of_2022_says_how_many_indicators_lack_an_owner(reader: Client) -> None:
    shown = page(reader, "/indices/dti-province/why/?rule_set=2022-05-20-922")
    assert "95 chỉ số" in shown
    assert "95 thiếu đơn vị chủ trì" in shown
    assert "1 thiếu tài liệu kiểm chứng" in shown
    assert "điểm đếm được từ hồ sơ" not in shown


@pytest.mark.usefixtures("shipped")
def test_the_index_of_service_quality_names_owner_data_and_evidence_of_all(reader: Client) -> None:
    shown = page(reader, "/indices/service-quality-766/why/?rule_set=2026-09-01-portal")
    assert "21 chỉ số, không chỉ số nào thiếu nguồn số liệu; " in shown
    assert "Chưa ghi loại số liệu" not in shown


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    text = client.get(address).content.decode("utf-8-sig")
    lines = text.splitlines()
    head = next(place for place, line in enumerate(lines) if line.startswith("Nhóm,"))
    return list(csv.DictReader(io.StringIO("\n".join(lines[head:]))))


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("show", "count"),
    [("", 52), ("dossiers", 8), ("survey", 4), ("measurement", 11), ("values", 29), ("data", 0), ("x", 52)],
)
def test_the_export_holds_what_the_filter_leaves(reader: Client, show: str, count: int) -> None:
    assert len(rows_of(reader, f"/indices/dti-commune/why/?export=csv&show={show}")) == count


@pytest.mark.usefixtures("shipped")
def test_what_nothing_matches_says_so(reader: Client) -> None:
    assert "Không có chỉ số nào như vậy" in page(reader, "/indices/dti-commune/why/?show=owner")


def test_a_small_index_shows_what_is_missing_row_by_row(reader: Client) -> None:
    store_service_index()
    shown = page(reader, "/indices/service/why/")
    assert "Thiếu nguồn số liệu" in shown
    assert "Văn phòng" in shown


@pytest.mark.usefixtures("shipped")
def test_it_takes_the_same_number_of_queries_for_a_long_and_a_short_index(
    reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    store_service_index()
    for code in ("dti-commune", "service"):
        page(reader, f"/indices/{code}/why/")  # the definition is read once per process
        with django_assert_num_queries(QUERIES):
            page(reader, f"/indices/{code}/why/")


QUERIES = 4


def test_an_index_that_is_not_there_is_not_found(reader: Client) -> None:
    assert reader.get("/indices/nothing/why/").status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client) -> None:
    store_service_index()
    assert client.get("/indices/service/why/").status_code == 302
