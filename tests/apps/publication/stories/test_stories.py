from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rounds import DAY, HUE, NOW, TEXT, give, make_round
from tests.world import World
from thuocdo.apps.assessment.scorecards.actions import score_round
from thuocdo.apps.assessment.scorecards.actions.published import OfficialScore, keep_official
from thuocdo.apps.assessment.scorecards.models import PublishedResult, Round
from thuocdo.apps.assessment.targets.actions import set_target
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.publication.stories.queries.stories import year_story
from thuocdo.domain.scoring.story import ChainEnd

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
FULL = {"satisfied": "95", "asked": "100"}
STORY = "/stories/service/hue/2027/"


def year(
    world: World,
    period: str,
    hue: Mapping[str, str],
    da_nang: Mapping[str, str] | None = None,
    **options: object,
) -> Round:
    """A scored and published round of one year."""
    options = {"code": f"service-{period}", "period": period, "is_published": True} | options
    opened = make_round(world, **options)  # type: ignore[arg-type]  # of the types that the fixture names
    give(world, "hue", HUE | hue, period=period)
    give(world, "da-nang", da_nang or {**HUE, "on_time": "90"}, period=period)
    score_round(round=opened, by=None, now=NOW)
    return opened


def two_years(world: World) -> Round:
    """Huế: 16 + 10 = 26 of 30 in 2026; 18 + 10 = 28 in 2027. Satisfaction is at its maximum in both."""
    year(world, "2026", FULL)
    return year(world, "2027", {**FULL, "on_time": "90"})


def publish(world: World, this_round: Round, total: str, time: str) -> None:
    numbers = {"total": (total, "30"), "time": (time, "20")}
    scores = [
        OfficialScore(
            unit, node, int(node != "total"), Decimal(points), Decimal(points), Decimal(maximum),
            place if node == "total" else None, "", {"kind": "published"},
        )
        for place, unit in enumerate((world.hue, world.da_nang), start=1)
        for node, (points, maximum) in numbers.items()
    ]  # fmt: skip
    keep_official(round=this_round, scores=scores, by=None, now=NOW)


@pytest.fixture
def leader(world: World, client_of: ClientOf) -> Client:
    return client_of(world.inside[Role.LEADER])


def page(client: Client, address: str = STORY) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def words(shown: str) -> str:
    """What a person reads of the page."""
    return re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"<(svg|script).*?</\1>", "", shown, flags=re.S))
    )


def test_the_year_is_told_in_one_line(world: World, leader: Client) -> None:
    two_years(world)
    assert (
        "Huế 28,00 điểm tự chấm, tăng 2,00 so với 2026; 1 chỉ số tăng, 0 giảm; mất nhiều nhất ở Tiến độ: 2,00 điểm."
        in page(leader)
    )


def test_what_rose_is_shown_before_and_after_of_its_maximum_with_the_agency(
    world: World, leader: Client
) -> None:
    two_years(world)
    shown = words(page(leader))
    assert re.search(r"1\.1 Tỷ lệ đúng hạn Văn phòng 16,00 → 18,00 / 20 .{0,12}\+2,00", shown)


def test_what_is_held_at_its_maximum_is_told_with_years_and_why_they_end(
    world: World, leader: Client
) -> None:
    two_years(world)
    shown = words(page(leader))
    assert "1 chỉ số đạt tối đa, trong đó 1 đã đạt từ năm trước" in shown
    assert "Các năm đếm được: 2026, 2027; chưa có năm sớm hơn được chấm theo chỉ số." in shown


def test_lost_points_are_told_by_group_agency_and_kind_and_lead_to_their_reason(
    world: World, leader: Client
) -> None:
    two_years(world)
    shown = page(leader)
    assert "Mất nhiều nhất: Văn phòng, 2,00 trên 20 điểm" in shown
    assert "Mất nhiều nhất: theo tỷ lệ, 2,00 trên 30 điểm" in shown
    assert "/scorecards/service-2027/hue/why/time/?track=self" in shown


def test_an_unknown_indicator_is_shown_as_unknown_and_not_as_lost(world: World, leader: Client) -> None:
    opened = make_round(world, code="service-2027", period="2027", is_published=True)
    give(world, "hue", {"on_time": "90", "dossiers": "100"}, period="2027")
    score_round(round=opened, by=None, now=NOW)
    shown = words(page(leader))
    assert "tổng điểm trong khoảng 18,00 – 28,00" in shown
    assert "1 chưa rõ, nhiều nhất 10" in shown
    told = year_story(world.inside[Role.LEADER], index="service", unit=world.hue, period="2027")
    assert told is not None
    assert (told.story.lost, told.story.lost_known) == (None, Decimal(2))


def test_a_change_of_rules_is_said_and_never_bridged(world: World, leader: Client) -> None:
    year(world, "2026", FULL)
    text = TEXT.replace('rule_set: "2026"', 'rule_set: "2027"')
    year(world, "2027", {**FULL, "on_time": "90"}, text=text)
    shown = words(page(leader))
    assert "không so sánh chặt với 2026 vì quy tắc đã đổi" in shown
    assert "chỉ số tăng" not in shown
    assert "Từ 2026 sang 2027: hai tổng điểm không so sánh chặt được" in shown
    told = year_story(world.inside[Role.LEADER], index="service", unit=world.hue, period="2027")
    assert told is not None
    assert told.story.chain_end is ChainEnd.RULES


def test_the_first_year_is_told_without_a_year_before(world: World, leader: Client) -> None:
    year(world, "2027", FULL)
    assert "chưa có năm sớm hơn ở đây" in words(page(leader))


def test_the_target_and_the_gap_to_it_are_shown(world: World, leader: Client) -> None:
    two_years(world)
    assert "chưa có mục tiêu" in words(page(leader))
    set_target(
        index_code="service", unit=world.hue, period="2027", value=Decimal("29.5"), document_number="12/KH-UBND",
        document_date=DAY, by=None, now=NOW,
    )  # fmt: skip
    shown = words(page(leader))
    assert "Mục tiêu 29,50" in shown
    assert "số này thấp hơn 1,50" in shown
    assert "12/KH-UBND, 30/09/2026" in shown


def test_the_published_result_stands_beside_with_what_separates_the_two(world: World, leader: Client) -> None:
    opened = two_years(world)
    publish(world, opened, "27.5", "17.5")
    told = words(page(leader))
    assert "Cao hơn 0,50 điểm so với số công bố 27,50 (chưa ghi ngày công bố): số này tự chấm" in told
    assert "theo 1/QĐ-UBND" in told


def test_the_story_can_be_told_by_the_published_result(world: World, leader: Client) -> None:
    opened = two_years(world)
    publish(world, opened, "27.5", "17.5")
    shown = words(page(leader, f"{STORY}?account=service-2027.official"))
    assert "Huế 27,50 điểm công bố" in shown
    assert "Ở đây chỉ biết điểm theo nhóm" in shown
    assert "1/2 2 thành phố" in shown


def test_peers_stand_beside_with_their_set_and_number(world: World, leader: Client) -> None:
    two_years(world)
    shown = words(page(leader))
    assert "2 thành phố, n = 2" in shown


def test_an_illustrative_year_says_so_on_screen_and_in_the_file(world: World, leader: Client) -> None:
    opened = two_years(world)
    Round.objects.filter(pk=opened.pk).update(is_illustrative=True)
    assert "Dữ liệu minh hoạ" in page(leader)
    assert "tự chấm (minh hoạ)" in page(leader)
    assert any(
        "minh hoạ" in line.lower() for line in first_column(leader.get(f"{STORY}?export=xlsx").content)
    )


def first_column(content: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [str(cell.value) for sheet in book.worksheets for cell in sheet["A"] if cell.value is not None]


def test_all_tables_go_away_in_one_workbook_with_numbers_as_numbers(world: World, leader: Client) -> None:
    opened = two_years(world)
    publish(world, opened, "27.5", "17.5")
    answer = leader.get(f"{STORY}?export=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert len(book.sheetnames) == 7
    rows = [row for row in book["Mọi chỉ số"].iter_rows(values_only=True) if row[0] == "1.1"]
    assert rows[0][2:6] == (16, 18, 20, 2)


def test_who_may_not_read_a_score_reads_no_story_of_it(world: World, client_of: ClientOf) -> None:
    opened = two_years(world)
    Round.objects.filter(pk=opened.pk).update(is_published=False)
    assert client_of(world.inside[Role.LEADER]).get(STORY).status_code == 200
    assert client_of(world.outside[Role.LEADER]).get(STORY).status_code == 404
    assert client_of(world.nobody).get(STORY).status_code == 404


@pytest.mark.parametrize(
    "address", ["/stories/nowhere/hue/2027/", "/stories/service/nobody/2027/", "/stories/service/hue/1999/"]
)
def test_what_is_not_there_is_not_found(world: World, leader: Client, address: str) -> None:
    two_years(world)
    assert leader.get(address).status_code == 404


def test_the_story_takes_the_same_number_of_queries_however_many_years_and_peers(
    world: World, leader: Client
) -> None:
    two_years(world)
    page(leader)
    with CaptureQueriesContext(connection) as few:
        page(leader)
    year(world, "2025", FULL)
    opened = Round.objects.get(code="service-2027")
    opened.peer_set.members.create(unit=world.department, name_vi="Sở")
    score_round(round=opened, by=None, now=NOW, reason="more peers")
    page(leader)
    with CaptureQueriesContext(connection) as more:
        page(leader)
    assert len(more) == len(few)
    assert len(few) <= 18


def test_the_list_shows_the_years_of_ones_own_unit_and_teaches_the_first_step(
    world: World, client_of: ClientOf
) -> None:
    client = client_of(world.officer)
    assert "Chưa có câu chuyện nào để kể" in page(client, "/stories/")
    two_years(world)
    shown = words(page(client, "/stories/"))
    assert "có 2 năm để đọc" in shown
    assert "28,00 / 30" in shown
    with CaptureQueriesContext(connection) as asked:
        page(client, "/stories/")
    assert len(asked) <= 12


def test_another_unit_is_chosen_in_the_address(world: World, leader: Client) -> None:
    two_years(world)
    assert "/stories/service/da-nang/2027/" in page(leader, "/stories/?unit=da-nang")


def result(world: World, period: str, rule_set: str, value: str | None, rank: int | None) -> PublishedResult:
    return PublishedResult(
        index_code="service", rule_set=rule_set, period=period, unit=world.hue, subject="Huế", node="total",
        peer_set=Round.objects.get(code="service-2027").peer_set, value=None if value is None else Decimal(value),
        rank=rank, source=f"https://example.vn/{period}", published_on=dt.date(2027, 1, 1),
    )  # fmt: skip


def test_a_path_breaks_where_the_rules_change_and_names_peer_sets(world: World, leader: Client) -> None:
    two_years(world)
    PublishedResult.objects.bulk_create(
        [
            result(world, "2024", "old", "0.5", 2), result(world, "2025", "old", "0.6", 1),
            result(world, "2026", "2026", "25", 2), result(world, "2027", "2026", "28", 1),
        ]
    )  # fmt: skip
    answer = leader.get("/paths/service/hue/")
    assert answer.status_code == 200
    shown = words(answer.content.decode())
    assert "Quy tắc đã đổi giữa chừng nên đây là các chuỗi riêng" in shown
    assert "Hạng 2 thành phố" in shown
    assert [row.ranks for row in answer.context["rows"]] == [["2/2"], ["1/2"], ["2/2"], ["1/2"]]
    told = answer.context["told"]
    assert list(told.own.changes) == [None, Decimal("0.1"), None, Decimal(3)]
    option = answer.context["picture"].option
    assert option["xAxis"]["data"][2] == "old\n→ 1"
    assert option["series"][0]["data"][2] is None


def test_a_path_falls_back_on_what_was_scored_here_and_says_so(world: World, leader: Client) -> None:
    two_years(world)
    shown = words(page(leader, "/paths/service/hue/?with=da-nang"))
    assert "Tính tại đây, chưa công bố" in shown
    assert "Đà Nẵng" in shown


def test_illustrative_rounds_are_no_part_of_a_path(world: World, leader: Client) -> None:
    two_years(world)
    Round.objects.update(is_illustrative=True)
    assert leader.get("/paths/service/hue/").status_code == 404


def test_at_most_four_others_are_set_beside(world: World, leader: Client) -> None:
    two_years(world)
    query = "&".join(f"with={code}" for code in world.units)
    answer = leader.get(f"/paths/service/hue/?{query}")
    assert len(answer.context["others"]) == 4


def test_a_path_takes_the_same_number_of_queries_for_more_units(world: World, leader: Client) -> None:
    two_years(world)
    page(leader, "/paths/service/hue/")
    with CaptureQueriesContext(connection) as few:
        page(leader, "/paths/service/hue/?with=da-nang")
    with CaptureQueriesContext(connection) as more:
        page(leader, "/paths/service/hue/?with=da-nang&with=hue.so-yt&with=hue.phu-xuan")
    assert len(more) == len(few) <= 15


def test_a_path_goes_away_as_a_workbook(world: World, leader: Client) -> None:
    two_years(world)
    book = openpyxl.load_workbook(io.BytesIO(leader.get("/paths/service/hue/?export=xlsx").content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert any(row[1] == "2027" and row[3] == 28 and row[4] == 2 for row in rows)


def test_a_scorecard_leads_to_the_story_and_the_path(world: World, leader: Client) -> None:
    two_years(world)
    shown = page(leader, "/scorecards/service-2027/hue/")
    assert 'href="/stories/service/hue/2027/"' in shown
    assert 'href="/paths/service/hue/"' in shown


def test_search_finds_the_story_and_the_path_of_a_unit_without_accents(world: World, leader: Client) -> None:
    two_years(world)
    for asked in ("hue", unicodedata.normalize("NFD", "Huế")):
        shown = leader.get("/search/", {"q": asked}).content.decode()
        assert 'href="/stories/service/hue/2027/"' in shown
        assert 'href="/paths/service/hue/"' in shown


def test_search_tells_an_outsider_of_no_story(world: World, client_of: ClientOf) -> None:
    two_years(world)
    Round.objects.update(is_published=False)
    shown = client_of(world.nobody).get("/search/", {"q": "hue"}).content.decode()
    assert "/stories/service/" not in shown


def test_what_was_lost_names_who_supplies_its_data(world: World, leader: Client) -> None:
    two_years(world)
    answer = leader.get(STORY)
    assert [(one.code, one.lost) for one, _ in answer.context["losing"]] == [("1.1", Decimal(2))]
    assert "Ai cung cấp số liệu của phần điểm mất" in words(page(leader))


def test_what_separates_the_two_is_told_by_group_and_adds_up(world: World, leader: Client) -> None:
    publish(world, two_years(world), "25", "17")
    (beside,) = [
        one for one in leader.get(STORY).context["told"].beside if one.account.round.period == "2027"
    ]
    known = sum(one.gap for one in beside.groups if one.gap is not None)
    assert beside.gap == known + (beside.gap_elsewhere or 0)
    assert any(one.official is None for one in beside.groups)


def test_the_day_of_a_published_result_is_told(world: World, leader: Client) -> None:
    publish(world, two_years(world), "25", "17")
    one = result(world, "2027", "2026", "25", 1)
    one.published_on = dt.date(2028, 2, 3)
    one.save()
    assert "(03/02/2028)" in words(page(leader))
    assert "công bố ngày 03/02/2028" in words(page(leader, f"{STORY}?account=service-2027.official"))
