from __future__ import annotations

import io
from collections.abc import Callable
from io import StringIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rounds import make_round
from tests.world import World
from thuocdo.apps.assessment.scorecards.models import DataSet, PublishedResult
from thuocdo.apps.assessment.scorecards.models.published import Check
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
HEAD = "period,peer_set,unit,name,measure,value,rank,source"
SOURCE = "https://example.vn/2026"


@pytest.fixture
def peers(world: World) -> str:
    """The code of a peer set of two; the service index is stored."""
    return make_round(world).peer_set.code


@pytest.fixture
def agency(world: World, client_of: ClientOf) -> Client:
    return client_of(world.inside[Role.STANDING_AGENCY])


def table(peers: str, hue: str = "20", da_nang: str = "25", unit: str = "hue", source: str = SOURCE) -> bytes:
    return "\n".join(
        [
            HEAD,
            f"2026,{peers},{unit},Huế,total,{hue},2,{source}",
            f"2026,{peers},da-nang,Đà Nẵng,total,{da_nang},1,{source}",
        ]
    ).encode()


def hand_in(client: Client, content: bytes, day: str = "2026-12-01", name: str = "kết quả.csv") -> str:
    said = {"index": "service", "title": "Kết quả 2026", "published_on": day}
    return client.post(
        "/published/load/", said | {"file": SimpleUploadedFile(name, content)}
    ).content.decode()


def confirm(client: Client) -> str:
    return client.post("/published/load/confirm/", follow=True).content.decode()


def test_a_table_is_looked_at_first_and_kept_when_confirmed(agency: Client, peers: str) -> None:
    shown = hand_in(agency, table(peers))
    assert "2 dòng sẵn sàng" in shown
    assert PublishedResult.objects.count() == 0
    assert "Đã lưu 2 dòng" in confirm(agency)
    found = {row.subject: row for row in PublishedResult.objects.all()}
    assert found["Huế"].value == 20
    assert (found["Huế"].rank, found["Huế"].rule_set) == (2, "2026")
    assert "Hạng: đã tính lại, khớp" in found["Huế"].reason.vi


def test_nothing_of_a_table_with_one_wrong_row_is_kept(agency: Client, peers: str) -> None:
    shown = hand_in(agency, table(peers, unit="hues"))
    assert "không có đơn vị mã này" in shown
    assert "Lưu các kết quả này" not in shown
    confirm(agency)
    assert not PublishedResult.objects.exists()
    assert not DataSet.objects.exists()


def test_a_row_without_source_is_refused_and_a_wrong_rank_only_told(agency: Client, peers: str) -> None:
    assert "bắt buộc nhưng để trống" in hand_in(agency, table(peers, source=""))
    shown = hand_in(agency, table(peers, hue="26"))
    assert "2 giá trị trong bảng cho hạng 1; giữ hạng đã in" in shown
    assert "Lưu các kết quả này" in shown


def test_a_workbook_is_read_like_a_csv(agency: Client, peers: str) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in table(peers).decode().splitlines():
        book.active.append(line.split(","))
    buffer = io.BytesIO()
    book.save(buffer)
    assert "2 dòng sẵn sàng" in hand_in(agency, buffer.getvalue(), name="kết quả.xlsx")


def test_a_later_publication_is_a_row_of_its_own_and_the_same_one_again_changes_nothing(
    agency: Client, peers: str
) -> None:
    for day, hue in (("2026-12-01", "20"), ("2026-12-01", "20"), ("2026-12-20", "21")):
        hand_in(agency, table(peers, hue=hue), day)
        confirm(agency)
    rows = PublishedResult.objects.filter(unit__code="hue").order_by("published_on")
    assert [int(row.value or 0) for row in rows] == [20, 21]
    assert DataSet.objects.count() == 2
    clash = hand_in(agency, table(peers, hue="22"), "2026-12-01")
    assert "nguồn này đã có số khác" in clash
    assert '<th scope="row">2</th>' in clash


def test_a_rank_is_shown_within_its_peer_set(agency: Client, peers: str) -> None:
    hand_in(agency, table(peers))
    shown = confirm(agency)
    assert '<span class="td-badge-rank td-place-2">2</span><span class="td-of">/2</span>' in shown


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.STANDING_AGENCY])
def test_only_the_standing_agency_loads_and_everybody_reads(
    world: World, client_of: ClientOf, role: Role
) -> None:
    client = client_of(world.inside[role])
    assert client.get("/published/").status_code == 200
    assert client.get("/published/load/").status_code == 403
    assert client.post("/published/load/confirm/").status_code == 403


def test_an_outsider_cannot_confirm_what_somebody_else_handed_in(
    world: World, client_of: ClientOf, agency: Client, peers: str
) -> None:
    hand_in(agency, table(peers))
    outsider = client_of(world.outside[Role.STANDING_AGENCY])
    assert "Không có bảng nào đang chờ" in confirm(outsider)
    assert not PublishedResult.objects.exists()
    assert client_of(world.nobody).get("/published/load/").status_code == 403
    assert Client().get("/published/").status_code == 302


def test_a_data_set_is_filtered_and_exported_in_a_constant_number_of_queries(
    agency: Client, peers: str
) -> None:
    hand_in(agency, table(peers))
    confirm(agency)
    address = DataSet.objects.get().get_absolute_url()
    with CaptureQueriesContext(connection) as few:
        shown = agency.get(address).content.decode()
    assert "example.vn</a>" in shown
    with CaptureQueriesContext(connection) as listed:
        assert "Kết quả 2026" in agency.get("/published/").content.decode()
    hand_in(
        agency, table(peers, hue="21") + f"\n2026,{peers},hue,Huế,time,5,,{SOURCE}".encode(), "2026-12-20"
    )
    confirm(agency)
    newest = DataSet.objects.get(as_of="2026-12-20").get_absolute_url()
    with CaptureQueriesContext(connection) as more:
        agency.get(newest)
    assert len(more) == len(few) <= 12
    with CaptureQueriesContext(connection) as listed_more:
        agency.get("/published/")
    assert len(listed_more) == len(listed) <= 12
    lines = agency.get(f"{newest}?measure=time&export=csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("Huế,2026,Tiến độ,5")


def test_the_shipped_tables_are_loaded_without_the_demonstration_and_as_often_as_wanted() -> None:
    call_command("load_units", stdout=StringIO())
    call_command("load_published", stdout=StringIO())
    count = PublishedResult.objects.count()
    assert set(DataSet.objects.values_list("code", flat=True)) == {
        "dti-province-2020-2024",
        "service-quality-766-2026-10-10",
    }
    out = StringIO()
    call_command("load_published", "dti-province-2020-2024", stdout=out)
    assert "1066 dòng đã công bố" in out.getvalue()
    assert PublishedResult.objects.count() == count
    derived = PublishedResult.objects.filter(check_result=Check.DERIVED, node="total", period="2024")
    made_of = {row.subject: row for row in derived}
    assert all(row.rank and row.value and row.peer_set_id for row in derived)
    assert "trung bình cộng trước sáp nhập: ha-nam, nam-dinh, ninh-binh" in made_of["Ninh Bình"].reason.vi
    assert len(made_of) == 21
    assert not {"Huế", "Hà Nội", "Hải Phòng"} & set(made_of)
    portal = PublishedResult.objects.filter(data_set__index_code="service-quality-766", node="total")
    assert portal.filter(check_result=Check.AGREES, unit__isnull=False).count() == 32
    with pytest.raises(CommandError, match="dti-province-2020-2024"):
        call_command("load_published", "dti-province-2020-2025", stdout=StringIO())


def test_a_table_in_an_old_encoding_is_refused_by_name_and_nothing_waits(agency: Client, peers: str) -> None:
    shown = hand_in(agency, HEAD.encode() + b"\n2026,x,hue,Hu\xaa\xb8\xae,total,1,1,x\n")
    assert "TCVN3" in shown
    confirm(agency)
    assert not DataSet.objects.exists()
