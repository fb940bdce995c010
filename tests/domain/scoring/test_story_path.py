from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.story_path import Path, PathPoint, breaks_in

years = st.lists(
    st.tuples(
        st.sampled_from(["1726", "922", "405"]),
        st.none() | st.decimals(min_value=0, max_value=1, places=4),
    ),
    max_size=8,
)


def path_of(drawn: list[tuple[str, Decimal | None]]) -> Path:
    points = (PathPoint(str(2020 + place), rules, value) for place, (rules, value) in enumerate(drawn))
    return Path("hue", Text("Huế"), tuple(points))


def test_no_change_is_told_beside_an_unknown_year() -> None:
    path = path_of([("922", Decimal("0.5")), ("922", None), ("922", Decimal("0.7"))])
    assert path.changes == (None, None, None)
    assert len(path.known) == 2


@given(years)
def test_every_year_has_a_change_or_none_and_none_across_a_break(
    drawn: list[tuple[str, Decimal | None]],
) -> None:
    path = path_of(drawn)
    assert len(path.changes) == len(path.points)
    broken = {found.before for found in breaks_in(path.points)}
    assert all(path.changes[place] is None for place in broken)


@given(years)
def test_a_break_stands_exactly_where_two_neighbours_have_different_rules(
    drawn: list[tuple[str, Decimal | None]],
) -> None:
    found = {one.before for one in breaks_in(path_of(drawn).points)}
    assert found == {place for place in range(1, len(drawn)) if drawn[place][0] != drawn[place - 1][0]}
