from __future__ import annotations

from collections import Counter
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from thuocdo.apps.assessment.scorecards.models import PublishedResult, Round, Score, Scoring, Track
from thuocdo.apps.assessment.scorecards.models.published import Check
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.measurement.values.models import Value

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(db: None) -> str:
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def total_of(code: str, unit: str, track: Track) -> Score:
    found = Round.objects.get(code=code)
    return Score.objects.in_force(found.pk, track).get(unit__code=unit, node="total")


def test_the_demonstration_is_what_was_published_and_can_be_repeated(told: str) -> None:
    counts = (
        Scoring.objects.count(),
        Value.objects.count(),
        PublishedResult.objects.count(),
        User.objects.count(),
    )
    call_command("demo", stdout=StringIO())
    assert counts == (
        Scoring.objects.count(), Value.objects.count(), PublishedResult.objects.count(), User.objects.count(),
    )  # fmt: skip
    assert not User.objects.exclude(password__startswith="!").exists()
    assert "Huế" in told
    assert "/enter/" in told


def test_hue_is_computed_from_its_counts_and_stands_beside_the_published_total(told: str) -> None:
    computed = total_of("766-2026-09-30", "hue", Track.SELF)
    published = total_of("766-2026-09-30", "hue", Track.OFFICIAL)
    assert (computed.points, published.points) == (Decimal("63.83"), Decimal("63.71"))
    checks = {
        one.node: one.check_result
        for one in PublishedResult.objects.filter(unit__code="hue", published_on="2026-09-30")
    }
    assert checks == {
        "CKMB": Check.AGREES, "TDGQ": Check.AGREES, "ONLINE": Check.AGREES, "TTTT": Check.AGREES,
        "MDSH": Check.DIFFERS, "MDHL": Check.DIFFERS, "total": Check.DIFFERS,
    }  # fmt: skip


def test_all_32_provinces_of_the_portal_agree_in_total_and_rank(told: str) -> None:
    this_round = Round.objects.get(code="766-2026-10-10")
    rows = {
        track: {
            score.unit_id: (score.points, score.rank)
            for score in Score.objects.in_force(this_round.pk, track).filter(
                node="total", points__isnull=False
            )
        }
        for track in (Track.SELF, Track.OFFICIAL)
    }
    assert len(rows[Track.SELF]) == 32
    computed, official = rows[Track.SELF], rows[Track.OFFICIAL]
    assert {unit: rank for unit, (_, rank) in computed.items()} == {
        unit: rank for unit, (_, rank) in official.items()
    }
    assert all(abs(points - official[unit][0]) <= Decimal("0.01") for unit, (points, _) in computed.items())


def test_five_provinces_of_2022_are_computed_again_and_the_others_have_a_range_around_the_published_value(
    told: str,
) -> None:
    this_round = Round.objects.get(code="dti-2022-63")
    official = {
        score.unit_id: score.value
        for score in Score.objects.in_force(this_round.pk, Track.OFFICIAL).filter(node="total")
    }
    computed = list(Score.objects.in_force(this_round.pk, Track.SELF).filter(node="total"))
    known = [score for score in computed if score.value is not None]
    assert (len(official), len(computed), len(known)) == (63, 63, 5)
    assert all(
        abs((score.value or 0) - (official[score.unit_id] or 0)) <= Decimal("0.0001") for score in known
    )
    for score in computed:
        assert score.value_low is not None
        assert score.value_high is not None
        published = official[score.unit_id] or Decimal(0)
        assert score.value_low - Decimal("0.0001") <= published <= score.value_high + Decimal("0.0001")


def test_merged_provinces_have_the_mean_of_their_parts_and_the_published_ranks(told: str) -> None:
    this_round = Round.objects.get(code="dti-2024-34")
    totals = {
        score.unit.code: (score.value, score.rank)
        for score in Score.objects.in_force(this_round.pk, Track.OFFICIAL)
        .filter(node="total")
        .select_related("unit")
    }
    assert len(totals) == 34
    known = PublishedResult.objects.filter(period="2024", peer_set__code="provinces-34")
    published = known.exclude(check_result=Check.DERIVED).select_related("unit")
    assert published.count() == 8
    for one in published:
        assert one.unit is not None
        value, rank = totals[one.unit.code]
        assert rank == one.rank
        assert one.value in (None, value)


def test_every_published_line_is_kept_with_its_verdict_and_its_reason(told: str) -> None:
    lines = PublishedResult.objects.filter(index_code="dti-province").exclude(check_result=Check.DERIVED)
    assert lines.count() == 1066
    verdicts = Counter(lines.values_list("check_result", flat=True))
    assert verdicts[Check.DIFFERS] == 0
    assert verdicts[Check.AGREES] > 20
    assert not lines.filter(check_result=Check.NOT_RECOMPUTABLE, reason_vi="").exists()
    assert not lines.filter(source="").exists()
