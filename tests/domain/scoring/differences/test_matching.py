from __future__ import annotations

import random

import pytest

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.catalogue import find
from thuocdo.domain.scoring.definition import Definition, Node
from thuocdo.domain.scoring.differences.matching import match, similarity


def next_edition(old: Definition, chance: random.Random) -> tuple[Definition, dict[str, str]]:
    """As offices write the year after: rows go, the others are numbered anew, some titles change a little."""
    came_from: dict[str, str] = {}
    groups = []
    for group in old.groups:
        rows = [row for row in group.indicators if chance.random() > 0.3]
        if chance.random() < 0.3:
            chance.shuffle(rows)
        renumbered = []
        for place, row in enumerate(rows, start=1):
            code = f"{group.code}.{place}"
            came_from[code] = row.code
            renumbered.append(row.model_copy(update={"code": code, "title": Text(written(row, chance))}))
        groups.append(group.model_copy(update={"indicators": tuple(renumbered)}))
    return old.model_copy(update={"groups": tuple(groups)}), came_from


def written(row: Node, chance: random.Random) -> str:
    """The title, now and then with a letter lost or a word more."""
    title, dice = row.title.vi, chance.random()
    if dice < 0.25:
        letters = [place for place, letter in enumerate(title) if letter.isalpha()]
        lost = chance.choice(letters)
        return title[:lost] + title[lost + 1 :]
    return f"{title} của tỉnh" if dice < 0.35 else title


@pytest.mark.parametrize("seed", range(8))
def test_rows_of_a_renumbered_edition_are_found_again(seed: int) -> None:
    old = find("dti@2022").definition
    new, came_from = next_edition(old, random.Random(seed))
    matched = match(old, new)
    found = {row.code: before.code for row, before in matched.before.items() if row.node.is_leaf}
    assert {code: was for code, was in found.items() if came_from[code] != was} == {}
    assert len(found) >= len(came_from) - 1


def test_a_plan_of_five_years_is_not_a_yearly_one() -> None:
    whole = find("dti@2022").definition
    group = whole.groups[1]
    five_years, yearly = group.indicators[1:3]
    assert similarity(five_years.title.vi, yearly.title.vi) > 0.8
    yearly = yearly.model_copy(update={"code": "2.9"})
    old, new = (
        whole.model_copy(update={"groups": (group.model_copy(update={"indicators": (row,)}),)})
        for row in (five_years, yearly)
    )
    assert [row.code for row in match(old, new).before] == ["2"]
