from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.drafts import PAPER, paper, word_file
from tests.rounds import store_service_index
from tests.world import World
from thuocdo.apps.assessment.drafts.models import Deed, Draft
from thuocdo.apps.assessment.drafts.queries.texts import newest_revision, open_text
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.evidence.models import Upload

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db
TITLE = "Bộ chỉ số chuyển đổi số các sở, ngành"
HEAD = {"index": "so-nganh", "rule_set": "2026-01-10-15", "title_vi": "Bộ chỉ số sở, ngành", "points": "100"}


def hand_in(client: Client, name: str = "so-nganh.docx", content: bytes | None = None) -> str:
    file = SimpleUploadedFile(name, paper() if content is None else content)
    answer = client.post("/drafts/new/", {"how": "paper", "paper": file})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def read_and_make(client: Client, content: bytes, more: dict[str, object]) -> Draft:
    """Hand the paper in and make the draft of it."""
    head = HEAD | {"title_vi": TITLE, "points": "60"}
    answer = client.post(hand_in(client, content=content), head | more)
    assert answer.status_code == 302, answer.content.decode()
    return Draft.objects.latest("pk")


def test_the_columns_and_the_head_are_shown_before_there_is_a_draft(world: World, agency: Client) -> None:
    shown = agency.get(hand_in(agency)).content.decode()
    for said in ("Cách xác định và tính điểm", "Họp ban chỉ đạo", 'value="15/QĐ-UBND"', 'value="so-nganh"'):
        assert said in shown
    assert "Đọc được 6 dòng" in shown
    assert not Draft.objects.exists()


def test_a_word_file_becomes_a_draft_that_keeps_its_words(world: World, agency: Client) -> None:
    answer = agency.post(hand_in(agency), HEAD)
    draft = Draft.objects.get()
    assert answer["Location"] == draft.get_absolute_url()
    newest = newest_revision(draft)
    assert (newest.deed, newest.subject, newest.row_count) == (Deed.READ, "so-nganh.docx", 4)
    assert newest.settled_count == 2
    assert draft.paper == Upload.objects.get()
    site = open_text(newest.version).site("2.2")
    assert site is not None
    assert site.node.how.vi == "Theo ý kiến của tổ thẩm định, có xét đặc thù"
    assert site.node.reading is not None
    assert not site.node.reading.is_settled


def test_a_head_with_a_wrong_code_is_refused_and_stays_typed(world: World, agency: Client) -> None:
    answer = agency.post(hand_in(agency), HEAD | {"index": "Sở ngành"})
    assert answer.status_code == 422
    assert 'value="Sở ngành"' in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_draft_remembers_which_rule_set_it_follows(world: World, agency: Client) -> None:
    before = store_service_index()
    agency.post(hand_in(agency), HEAD | {"before": before.pk})
    assert Draft.objects.get().before == before


def test_a_csv_is_read_too(world: World, agency: Client) -> None:
    content = "TT;Chỉ số;Điểm tối đa;Cách tính\n1;Có kế hoạch;10;Có kế hoạch: 10 điểm; không có: 0 điểm\n"
    content = content.replace("điểm; không", "điểm, không")
    agency.post(hand_in(agency, "bang.csv", content.encode()), HEAD | {"points": ""})
    assert newest_revision(Draft.objects.get()).row_count == 1


def test_a_table_without_indicators_is_refused_with_the_next_step(world: World, agency: Client) -> None:
    file = SimpleUploadedFile("danh-ba.csv", b"Ho ten,Dien thoai\nAn,0905\n")
    answer = agency.post("/drafts/new/", {"how": "paper", "paper": file})
    assert answer.status_code == 422
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bang.csv", b"a;b\n1;2\n", "không có bảng nào"),
        ("quyet-dinh.pdf", b"%PDF-1.4 scan", "PDF"),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "cũ"),
    ],
)
def test_a_refused_file_says_what_it_is_and_is_not_kept(
    world: World, agency: Client, name: str, content: bytes, words: str
) -> None:
    file = SimpleUploadedFile(name, content)
    answer = agency.post("/drafts/new/", {"how": "paper", "paper": file})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Upload.objects.exists()


def test_a_title_that_is_here_already_is_taken_to_be_the_next_edition(world: World, agency: Client) -> None:
    sure = word_file([[PAPER[0], PAPER[3], ("2", *PAPER[5][1:]), ("", "Tổng cộng", "50", "", "")]])
    first = read_and_make(agency, sure, {"levels": ["department"], "points": "50"})
    decision = {"opened": "1", "number": "15/QĐ-UBND", "date": "2026-01-10", "issuer": "UBND thành phố"}
    signed = agency.post(first.get_absolute_url() + "sign/", decision | {"valid_from": "2026-01-10"})
    assert signed.status_code == 302, signed.content.decode()[-3000:]
    first.refresh_from_db()
    before = first.result
    assert before is not None

    shown = agency.get(hand_in(agency, content=sure)).content.decode()
    assert f'<option value="{before.pk}" selected>' in shown
    following = read_and_make(agency, sure, {"rule_set": "2027", "before": str(before.pk), "points": "50"})
    kept = open_text(newest_revision(following).version).definition
    assert kept.levels == ("department",)
    assert kept.legal.issuer == "UBND thành phố"
    early = agency.post(following.get_absolute_url() + "sign/", decision | {"valid_from": "2026-01-10"})
    assert "nối tiếp so-nganh@2026-01-10-15" in early.content.decode()
    later = agency.post(following.get_absolute_url() + "sign/", decision | {"valid_from": "2026-01-11"})
    assert later.status_code == 302


def test_somebody_elses_paper_cannot_be_opened(world: World, agency: Client, client_of: ClientOf) -> None:
    address = hand_in(agency)
    assert client_of(world.outside[Role.STANDING_AGENCY]).get(address).status_code == 404


def test_a_column_is_read_as_somebody_says(world: World, agency: Client) -> None:
    address = (
        hand_in(agency) + "?column_0=number&column_1=title&column_2=points&column_3=note&column_4=evidence"
    )
    assert agency.get(address).status_code == 200
    agency.post(address, HEAD)
    site = open_text(newest_revision(Draft.objects.get()).version).site("1.1")
    assert site is not None
    assert site.node.how.vi == ""
    assert site.node.note.startswith("Họp 4 lần")


def test_one_table_of_several_is_read_alone(world: World, agency: Client) -> None:
    heading = ("TT", "Chỉ số", "Điểm tối đa", "Cách tính")
    tables = [
        (heading, ("1", "Sở có kế hoạch", "10", "Có kế hoạch: 10 điểm; không có: 0 điểm")),
        (heading, ("1", "Xã có tổ công nghệ số", "20", "Có tổ: 20 điểm; không có: 0 điểm")),
    ]
    address = hand_in(agency, content=word_file(tables))
    assert "Bảng 2" in agency.get(address).content.decode()
    agency.post(address + "?table=B%E1%BA%A3ng+2", HEAD | {"points": ""})
    definition = open_text(newest_revision(Draft.objects.get()).version).definition
    assert [node.title.vi for node in definition.root.walk() if node.is_leaf] == ["Xã có tổ công nghệ số"]
