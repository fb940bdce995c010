from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rounds import HUE, NOW, TEXT, give, make_round, scored_round
from tests.world import World
from thuocdo.apps.assessment.indices.queries import parsed
from thuocdo.apps.assessment.scorecards.actions import score_round
from thuocdo.apps.assessment.scorecards.models import Round
from thuocdo.apps.assessment.scorecards.queries.comparison import compare_rounds
from thuocdo.apps.assessment.scorecards.queries.intake import sheet_of, take_in
from thuocdo.apps.assessment.scorecards.queries.scoreboard import scoreboard
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.domain.scoring.compare import compare
from thuocdo.domain.scoring.pipeline import score

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def leader(world: World, client_of: ClientOf) -> Client:
    return client_of(world.inside[Role.LEADER])


def test_the_board_says_its_finding_and_names_its_peer_set(world: World, leader: Client) -> None:
    scored_round(world)
    shown = page(leader, "/scoreboards/service-2026/")
    assert "Huế: 21,00, chưa xếp hạng; mất nhiều nhất ở Hài lòng: 5,00 điểm. 1 đơn vị chưa có điểm." in shown
    assert "2 thành phố" in shown


def test_a_rank_is_given_once_enough_peers_have_a_number(world: World, leader: Client) -> None:
    opened, _ = scored_round(world)
    give(world, "da-nang", {"satisfied": "90", "asked": "100"})
    score_round(round=opened, by=None, now=NOW)
    assert "Huế: 21,00, hạng 2/2" in page(leader, "/scoreboards/service-2026/")


def test_a_blocked_total_is_shown_as_a_range_and_not_as_nought(world: World, leader: Client) -> None:
    scored_round(world)
    assert "18,00 – 28,00" in page(leader, "/scoreboards/service-2026/")


def test_the_board_can_be_sorted_by_a_group_and_filtered_by_name_without_accents(
    world: World, leader: Client
) -> None:
    scored_round(world)
    shown = page(leader, "/scoreboards/service-2026/?sort=-group_time")
    assert shown.index(">Đà Nẵng</a>", shown.index("<tbody")) < shown.rindex(">Huế</a>")
    filtered = page(leader, "/scoreboards/service-2026/?q=da+nang")
    assert "1 dòng" in filtered


def test_the_export_has_exactly_the_rows_and_columns_that_are_seen(world: World, leader: Client) -> None:
    scored_round(world)
    file = leader.get("/scoreboards/service-2026/?q=hue&export=csv").content.decode("utf-8-sig").splitlines()
    assert file[0].split(",")[:3] == ["Đơn vị", "Hạng", "Tổng (điểm)"]
    assert file[1].startswith("Huế,,21.0,Tốt,16.0")
    assert len(file) == 2


def test_nought_points_are_exported_as_nought_and_unknown_ones_as_nothing(
    world: World, leader: Client
) -> None:
    opened, _ = scored_round(world)
    give(world, "hue", {"satisfied": "0"})
    score_round(round=opened, by=None, now=NOW)
    lines = leader.get("/scoreboards/service-2026/?export=csv").content.decode("utf-8-sig").splitlines()
    by_unit = {line.split(",")[0]: line.split(",") for line in lines}
    assert by_unit["Huế"][-1] == "0.0"
    assert by_unit["Đà Nẵng"][-1] == ""


def test_the_board_takes_the_same_number_of_queries_for_more_peers(world: World, leader: Client) -> None:
    scored_round(world)
    leader.get("/scoreboards/service-2026/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        leader.get("/scoreboards/service-2026/")
    opened = make_round(world)
    opened.peer_set.members.create(unit=world.department, name_vi="Sở")
    score_round(round=opened, by=None, now=NOW, reason="more peers")
    with CaptureQueriesContext(connection) as more:
        leader.get("/scoreboards/service-2026/")
    assert len(more) == len(few)
    assert len(few) <= 14


def test_the_scorecard_shows_values_rule_reference_and_what_is_missing(world: World, leader: Client) -> None:
    scored_round(world)
    shown = page(leader, "/scorecards/service-2026/da-nang/")
    assert "tổng nằm trong khoảng 18,00 đến 28,00" in shown
    assert "1 mục còn thiếu" in shown
    assert "Được hỏi" in shown
    assert "“Hồ sơ đúng hạn” / “Hồ sơ”" in shown
    assert "1/QĐ-UBND" in shown


def test_why_tells_inputs_rule_rounding_and_reference(world: World, leader: Client) -> None:
    scored_round(world)
    shown = page(leader, "/scorecards/service-2026/hue/why/1.1/")
    for said in ("Hồ sơ đúng hạn", "80 / 100", "16", "làm tròn 2 chữ số", "1/QĐ-UBND"):
        assert said in shown


def test_why_is_given_as_json_with_the_version_of_the_rules(world: World, leader: Client) -> None:
    _, scoring = scored_round(world)
    told = json.loads(leader.get("/scorecards/service-2026/hue/why/total/json/").content)
    assert told["points"] in ("21", 21, "21.00")
    assert scoring.definition is not None
    assert told["version"] == scoring.definition.version


def test_a_scoring_is_explained_with_the_values_it_took_and_not_with_later_ones(
    world: World, leader: Client
) -> None:
    scored_round(world)
    give(world, "hue", {"on_time": "99"})
    assert "80 / 100" in page(leader, "/scorecards/service-2026/hue/why/1.1/")


def test_two_periods_are_compared_group_by_group(world: World, leader: Client) -> None:
    scored_round(world)
    later = make_round(world, code="service-2027", period="2027", is_published=True)
    give(world, "hue", HUE | {"on_time": "90"}, period="2027")
    score_round(round=later, by=None, now=NOW)
    shown = page(leader, "/compare/?before=service-2026&after=service-2027&unit=hue")
    assert "Thành phố Huế tăng" not in shown
    assert "Huế tăng: 21,00 → 23,00 (+2,00); biến động lớn nhất ở Tiến độ: +2,00 điểm" in shown
    assert "Quy tắc đã đổi" not in shown


def test_a_comparison_across_rule_sets_says_that_the_series_breaks(world: World, leader: Client) -> None:
    scored_round(world)
    text = TEXT.replace('rule_set: "2026"', 'rule_set: "2027"').replace("code: mood", "code: joy")
    later = make_round(world, code="service-2027", period="2027", is_published=True, text=text)
    give(world, "hue", HUE, period="2027")
    score_round(round=later, by=None, now=NOW)
    shown = page(leader, "/compare/?before=service-2026&after=service-2027&unit=hue")
    assert "Quy tắc đã đổi giữa hai kỳ" in shown
    assert "chỉ có trong một quy tắc" in shown


def test_scores_of_a_round_in_progress_are_seen_by_reach_only(world: World, client_of: ClientOf) -> None:
    scored_round(world, is_published=False)
    shown = page(client_of(world.inside[Role.LEADER]), "/scoreboards/service-2026/")
    assert ">Huế</a>" in shown
    assert ">Đà Nẵng</a>" not in shown
    outside = client_of(world.outside[Role.LEADER])
    assert outside.get("/scorecards/service-2026/hue/").status_code == 404
    assert outside.get("/scorecards/service-2026/hue/why/1.1/json/").status_code == 404


def test_only_the_standing_agency_may_score_again(world: World, client_of: ClientOf) -> None:
    scored_round(world)
    address = "/scoreboards/service-2026/score/"
    assert client_of(world.inside[Role.LEADER]).post(address).status_code == 403
    assert client_of(world.inside[Role.STANDING_AGENCY]).post(address).status_code == 302
    assert client_of(world.inside[Role.STANDING_AGENCY]).get(address).status_code == 405


def test_the_home_page_says_where_the_own_unit_stands(world: World, leader: Client) -> None:
    scored_round(world)
    shown = page(leader, "/")
    assert "Huế: 21,00, chưa xếp hạng" in shown


def test_an_empty_home_page_teaches_the_next_step(leader: Client) -> None:
    shown = page(leader, "/")
    assert "Chưa mở đợt đánh giá nào" in shown
    assert "Đọc các bộ chỉ số" in shown


def test_everything_is_there_in_english_too(world: World, leader: Client) -> None:
    scored_round(world)
    leader.cookies["django_language"] = "en"
    shown = page(leader, "/scoreboards/service-2026/")
    assert "Huế: 21.00, not ranked; loses most in Satisfaction: 5.00 points." in shown


def test_an_illustrative_round_says_so_on_the_screen_and_in_the_export(world: World, leader: Client) -> None:
    opened, _ = scored_round(world)
    type(opened).objects.filter(pk=opened.pk).update(is_illustrative=True)
    assert "td-band" in page(leader, "/scoreboards/service-2026/")
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(leader.get("/scoreboards/service-2026/?export=xlsx").content))
    said = [str(cell.value) for row in book.active.iter_rows(max_row=8) for cell in row if cell.value]
    assert any("inh hoạ" in text for text in said)


def test_search_finds_a_unit_without_accents(world: World, leader: Client) -> None:
    scored_round(world)
    assert "/scorecards/service-2026/da-nang/" in page(leader, "/search/?q=da+nang")


@pytest.mark.parametrize(
    ("address", "most"), [("/scoreboards/", 6), ("/scoreboards/service-2026/inputs/", 9)]
)
def test_a_list_takes_the_same_number_of_queries_however_long_it_is(
    world: World, client_of: ClientOf, address: str, most: int
) -> None:
    agency = client_of(world.inside[Role.STANDING_AGENCY])
    scored_round(world)
    for year in ("2027", "2028", "2029"):
        make_round(world, code=f"service-{year}", period=year)
    agency.get(address)
    with CaptureQueriesContext(connection) as asked:
        agency.get(address)
    assert len(asked) <= most


def test_stored_scores_give_the_comparison_that_their_tables_give(world: World) -> None:
    scored_round(world)
    later = make_round(world, code="service-2027", period="2027", is_published=True)
    give(world, "hue", HUE | {"on_time": "90"}, period="2027")
    score_round(round=later, by=None, now=NOW)
    rounds = [Round.objects.with_context().get(code=code) for code in ("service-2026", "service-2027")]
    reader = world.inside[Role.LEADER]
    stored = compare_rounds(*(scoreboard(one, user=reader) for one in rounds), unit="hue")
    assert stored is not None
    sheets = []
    for one in rounds:
        assert one.definition is not None
        definition = parsed(one.definition)
        sheets.append(
            score(definition, sheet_of(one, take_in(one, definition)), version=one.definition.version)
        )
    direct = compare(*sheets, "hue")
    told = [
        [(node.code, node.before, node.after, node.maximum_after, node.direction) for node in one.nodes]
        for one in (stored.found, direct)
    ]
    assert told[0] == told[1]
    assert [bar.change for bar in stored.waterfall] == [bar.change for bar in direct.waterfall]
    assert stored.change == direct.value.change == 2


def test_the_map_says_who_stands_highest_and_lowest(world: World, leader: Client) -> None:
    opened = make_round(world, is_published=True)
    give(world, "hue", HUE)
    give(world, "da-nang", HUE | {"on_time": "60"})
    score_round(round=opened, by=None, now=NOW)
    shown = page(leader, "/scoreboards/service-2026/")
    assert "Huế cao nhất 21,00, Đà Nẵng thấp nhất 17,00; càng đậm càng cao" in shown
