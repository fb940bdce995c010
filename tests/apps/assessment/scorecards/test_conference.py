from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from tests.world import World
from thuocdo.apps.assessment.indices.actions import store_definition
from thuocdo.apps.assessment.scorecards.actions import score_round
from thuocdo.apps.assessment.scorecards.demonstration.conference import INDEX, RULES, load_conference
from thuocdo.apps.assessment.scorecards.models import Round, Score, Scoring, Track
from thuocdo.apps.assessment.scorecards.queries.scoreboard import previous_round
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.measurement.values.actions import NewValue, record_values
from thuocdo.apps.measurement.values.models import SourceKind, Value
from thuocdo.domain.org_units.loading import load_units
from thuocdo.domain.primitives.paths import catalogues_root

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
BAND = "Dữ liệu minh hoạ"
UNKNOWN = "Chưa rõ là tự chấm hay thẩm định"


@pytest.fixture
def told(world: World) -> list[Round]:
    path = catalogues_root() / INDEX / RULES / "index.yaml"
    store_definition(content=path.read_bytes(), path=str(path.name), by=None, now=timezone.now())
    return load_conference(registry=load_units(), now=timezone.now())


@pytest.fixture
def leader(world: World, client_of: ClientOf, told: list[Round]) -> Client:
    return client_of(world.inside[Role.LEADER])


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_total_stands_on_its_own_track_and_on_no_other(told: list[Round]) -> None:
    totals = {
        (score.scoring.round.period, score.scoring.track): score.points
        for score in Score.objects.filter(node="total").select_related("scoring__round")
    }
    assert totals == {("2023", Track.SELF): Decimal("774.45"), ("2022", Track.UNKNOWN): Decimal("697.55")}


def test_every_value_and_both_rounds_are_illustrative(told: list[Round]) -> None:
    assert Counter(Value.objects.values_list("source_kind", flat=True)) == {SourceKind.ILLUSTRATIVE: 292}
    assert all(one.is_illustrative and one.is_published for one in told)


def test_loading_again_changes_nothing(told: list[Round]) -> None:
    counts = Scoring.objects.count(), Value.objects.count(), Score.objects.count()
    load_conference(registry=load_units(), now=timezone.now())
    assert (Scoring.objects.count(), Value.objects.count(), Score.objects.count()) == counts


def test_scoring_again_keeps_the_track(told: list[Round], world: World) -> None:
    this_round = Round.objects.get(code="dti-2022-conference")
    entry = NewValue(f"{INDEX}.satisfaction", world.hue, Decimal(90))
    record_values(
        period="2022", entries=[entry], source_kind=SourceKind.MANUAL, observed_on=timezone.localdate(),
        by=world.administrator, now=timezone.now(),
    )  # fmt: skip
    again = score_round(round=this_round, by=world.administrator, now=timezone.now())
    assert (again.track, again.number) == (Track.UNKNOWN, 2)


def test_2023_follows_2022(told: list[Round]) -> None:
    assert previous_round(told[0]) == told[1]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "address",
    [
        "/scoreboards/dti-2022-conference/",
        "/scoreboards/dti-2023-conference/",
        "/scorecards/dti-2022-conference/hue/",
        "/scorecards/dti-2023-conference/hue/",
        "/scorecards/dti-2022-conference/hue/why/total/",
        "/scorecards/dti-2023-conference/hue/why/7.6/",
        "/scorecards/dti-2023-conference/hue/why/chinh-quyen-so/",
        "/compare/?before=dti-2022-conference&after=dti-2023-conference&unit=hue",
        "/rounds/dti-2022-conference/manage/",
        "/scoreboards/dti-2022-conference/inputs/",
    ],
)
def test_every_screen_carries_the_band(
    world: World, told: list[Round], client_of: ClientOf, address: str, language: str
) -> None:
    keeper = client_of(world.inside[Role.STANDING_AGENCY])
    keeper.cookies["django_language"] = language
    shown = page(keeper, address)
    assert "td-band" in shown
    assert (BAND if language == "vi" else "Illustrative data") in shown


@pytest.mark.parametrize(
    "address",
    [
        "/scoreboards/dti-2022-conference/?export=xlsx",
        "/scorecards/dti-2022-conference/hue/?export=xlsx",
        "/compare/?before=dti-2022-conference&after=dti-2023-conference&unit=hue&export=xlsx",
    ],
)
def test_every_export_says_that_it_is_illustrative(leader: Client, address: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(leader.get(address).content))
    words = [str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if cell]
    assert any(BAND in word for word in words)


@pytest.mark.parametrize(
    "address",
    [
        "/scoreboards/dti-2022-conference/",
        "/scorecards/dti-2022-conference/hue/",
        "/scorecards/dti-2022-conference/hue/why/total/",
    ],
)
def test_2022_says_that_nobody_knows_whose_number_it_is(leader: Client, address: str) -> None:
    shown = page(leader, address)
    assert UNKNOWN in shown
    assert "Số của ai: Tự chấm" not in shown


def test_2023_says_that_it_is_a_self_score(leader: Client) -> None:
    shown = page(leader, "/scorecards/dti-2023-conference/hue/")
    assert "Số của ai: Tự chấm" in shown
    assert UNKNOWN not in shown


def test_a_province_alone_has_no_rank(leader: Client) -> None:
    assert "774,45, chưa xếp hạng" in page(leader, "/scoreboards/dti-2023-conference/")


def test_the_pictures_of_a_province_alone_state_what_they_show(leader: Client) -> None:
    said = "Thừa Thiên Huế đạt cao nhất ở Nhận thức số, thấp nhất ở Hoạt động xã hội số"
    assert said in page(leader, "/scorecards/dti-2022-conference/hue/")
    shown = page(leader, "/compare/?before=dti-2022-conference&after=dti-2023-conference&unit=hue")
    assert "làm đổi tổng nhiều nhất: +" in shown
    assert "7/8 nhóm tăng, 1 nhóm giảm" in shown


def test_the_comparison_counts_indicators_and_not_their_groups_again(leader: Client) -> None:
    shown = page(leader, "/compare/?before=dti-2022-conference&after=dti-2023-conference&unit=hue")
    assert "22 · 1 · 72" in shown
    assert "51 đạt tối đa" in shown
    assert (UNKNOWN in shown, "Số của ai: Tự chấm" in shown, "hạng" in shown.split("td-stats")[1][:2000]) == (
        True, True, False,
    )  # fmt: skip


def test_pillars_are_told_with_four_decimals(leader: Client) -> None:
    assert "0,7867" in page(leader, "/scorecards/dti-2022-conference/hue/")
    assert "0,7867" in page(leader, "/scorecards/dti-2022-conference/hue/why/chinh-quyen-so/")


def test_a_number_on_the_unknown_track_is_explained_like_any_other(leader: Client) -> None:
    said = leader.get("/scorecards/dti-2022-conference/hue/why/7.6/json/").json()
    assert (said["code"], said["points"]) == ("7.6", "15")
