from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.rounds import NOW, TEXT, scored_round, store_service_index
from tests.world import World
from thuocdo.apps.assessment.indices.actions import correct_rule_set, load_catalogues
from thuocdo.apps.assessment.indices.models import IndexDefinition
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.domain.primitives.paths import catalogues_root

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
CORRECT = "/indices/service/correct/?rule_set=2026"
MENDED = TEXT.replace("points: 20\n        rule", "points: 19\n        rule").replace(
    "points: 20\n", "points: 19\n"
)
MENDED = MENDED.replace("points: 30\n", "points: 29\n")


@pytest.fixture
def reader(world: World, client_of: ClientOf) -> Client:
    return client_of(world.nobody)


@pytest.fixture
def keeper(world: World, client_of: ClientOf) -> Client:
    return client_of(world.inside[Role.STANDING_AGENCY])


@pytest.fixture
def catalogues() -> None:
    load_catalogues(root=catalogues_root(), by=None, now=NOW)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def corrected(world: World) -> IndexDefinition:
    return correct_rule_set(
        definition=store_service_index(),
        content=TEXT.replace("Tỷ lệ đúng hạn", "Tỷ lệ hồ sơ đúng hạn").encode(),
        reason="Ghi thiếu chữ hồ sơ",
        by=world.administrator,
        now=NOW,
    )


def test_the_history_says_what_is_in_force_and_what_came_before(reader: Client, catalogues: None) -> None:
    shown = page(reader, "/indices/service-quality-766/versions/")
    assert "2 phiên bản quy tắc, 2 văn bản đã lưu" in shown
    assert "đang có hiệu lực: 2026-09-01-portal (01/09/2026 – …)" in shown
    older = page(reader, "/indices/dti-province/versions/")
    assert "20/05/2022 – 02/04/2025" in older
    assert older.count("Đã thay thế") == 2


def test_a_correction_stands_with_who_when_and_why(world: World, reader: Client) -> None:
    corrected(world)
    shown = page(reader, "/indices/service/versions/")
    for said in ("2026 #2", "2026 #1", "Đính chính", "Khánh Huế", "Ghi thiếu chữ hồ sơ", "Văn bản trước"):
        assert said in shown


def test_scorings_are_counted_at_the_text_they_cite(world: World, reader: Client) -> None:
    scored_round(world)
    corrected(world)
    rows = csv.DictReader(
        io.StringIO(reader.get("/indices/service/versions/?export=csv").content.decode("utf-8-sig"))
    )
    assert [(row["Phiên bản và văn bản"], row["Lần chấm dẫn chiếu"]) for row in rows] == [
        ("2026 #2", "0"),
        ("2026 #1", "1"),
    ]


def test_an_earlier_text_opens_and_says_that_it_is_one(world: World, reader: Client) -> None:
    corrected(world)
    old = page(reader, "/indices/service/?rule_set=2026&number=1")
    assert "Đây là văn bản số 1" in old
    assert "1.1. Tỷ lệ đúng hạn" in old
    assert reader.get("/indices/service/text/?rule_set=2026&number=1").content == TEXT.encode()
    assert "Đây là văn bản số" not in page(reader, "/indices/service/?rule_set=2026")


def test_what_changed_is_told_in_words_below_its_group(reader: Client, catalogues: None) -> None:
    shown = page(
        reader,
        "/indices/service-quality-766/diff/?from=2022-06-23-written&to=2026-09-01-portal",
    )
    assert "26 → 26 chỉ số; đổi cách tính 4, 34 thay đổi khác, 33 dòng đổi nguồn dẫn; tổng 100 → 100" in shown
    assert "MDSH. Số hóa hồ sơ" in shown
    assert "cách tính: bỏ “đạt tối đa từ 80% trở lên”" in shown
    assert "33 dòng chỉ đổi nguồn dẫn" in shown
    assert "nguồn của dòng này" not in shown


def test_changes_are_filtered_by_kind_and_exported(reader: Client, catalogues: None) -> None:
    address = "/indices/service-quality-766/diff/?from=2022-06-23-written&to=2026-09-01-portal&kind=rule"
    assert "không dùng nữa" not in page(reader, address)
    text = reader.get(address + "&export=csv").content.decode("utf-8-sig")
    assert [row["Mã"] for row in csv.DictReader(io.StringIO(text))] == ["3.6", "4.2", "4.4", "4.6"]


def test_without_names_the_newest_is_compared_with_the_one_before(world: World, reader: Client) -> None:
    corrected(world)
    shown = page(reader, "/indices/service/diff/")
    assert "tên: “Tỷ lệ đúng hạn” → “Tỷ lệ hồ sơ đúng hạn”" in shown


def test_rule_sets_are_compared_in_their_order(reader: Client, catalogues: None) -> None:
    assert "3 → 98 chỉ số; thêm 98, bỏ 3" in page(reader, "/indices/dti-province/diff/?to=2022-05-20-922")


def test_the_only_text_has_nothing_to_compare(reader: Client) -> None:
    store_service_index()
    assert "mới có một văn bản" in page(reader, "/indices/service/diff/")


@pytest.mark.parametrize("query", ["?to=9999", "?from=2026@7", "?to=2026@x", "?to=@"])
def test_texts_that_are_not_there_are_not_found(reader: Client, query: str) -> None:
    store_service_index()
    assert reader.get("/indices/service/diff/" + query).status_code in (200, 404)
    assert reader.get("/indices/service/diff/?to=9999").status_code == 404
    assert reader.get("/indices/service/diff/?from=2026@7").status_code == 404


def test_the_keeper_corrects_a_rule_set_on_screen(keeper: Client) -> None:
    store_service_index()
    assert "Tỷ lệ hài lòng" in page(keeper, CORRECT)
    sent = {"number": 1, "text": MENDED.replace("\n", "\r\n"), "reason": "Sai điểm"}
    answer = keeper.post(CORRECT, sent)
    assert answer.headers["Location"] == "/indices/service/diff/?to=2026@2"
    assert bytes(IndexDefinition.objects.get(number=2).content) == MENDED.encode()
    assert "1.1" in page(keeper, answer.headers["Location"])


def test_what_is_wrong_with_a_correction_is_told_by_line_and_nothing_is_lost(keeper: Client) -> None:
    store_service_index()
    wrong = TEXT.replace("points: 30", "points: 31")
    shown = keeper.post(CORRECT, {"number": 1, "text": wrong, "reason": "Sai"}).content.decode()
    assert "dòng 6" in shown
    assert "points: 31" in shown
    assert IndexDefinition.objects.count() == 1


def test_a_correction_that_came_second_is_told(keeper: Client, world: World) -> None:
    corrected(world)
    shown = keeper.post(CORRECT, {"number": 1, "text": MENDED, "reason": "Sai"}).content.decode()
    assert "đã được Khánh Huế sửa" in shown


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.STANDING_AGENCY, Role.ADMINISTRATOR)]
)
def test_only_keepers_correct(world: World, client_of: ClientOf, role: Role) -> None:
    store_service_index()
    client = client_of(world.inside[role])
    assert client.get(CORRECT).status_code == 403
    assert "/correct/" not in page(client, "/indices/service/versions/")


def test_pages_ask_little_of_the_database(
    reader: Client, catalogues: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page(reader, "/indices/dti-province/diff/")
    with django_assert_max_num_queries(12):
        page(reader, "/indices/dti-province/versions/")
    with django_assert_max_num_queries(12):
        page(reader, "/indices/dti-province/diff/")
