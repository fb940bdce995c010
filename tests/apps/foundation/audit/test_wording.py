from __future__ import annotations

import pytest
from django.utils.translation import override

from tests.world import World
from thuocdo.apps.foundation.audit import actions as audit
from thuocdo.apps.foundation.audit.queries import change_lines, verb_label


@pytest.mark.parametrize(("language", "told"), [("vi", "Giao vai trò"), ("en", "Role granted")])
def test_verbs_are_told_in_the_language_of_the_reader(language: str, told: str) -> None:
    with override(language):
        assert verb_label("accounts.role_granted") == told


def test_a_verb_without_words_shows_itself() -> None:
    assert verb_label("tests.unheard_of") == "tests.unheard_of"


def test_fields_and_values_are_told_in_words(world: World) -> None:
    entry = audit.record(
        "tests.done",
        world.hue,
        by=None,
        before={"role": "officer", "n": None},
        after={"role": "leader", "n": [1, 2]},
    )
    with override("vi"):
        lines = change_lines(entry)
    assert (lines[0].field, lines[0].sentence) == ("Vai trò", "Cán bộ nhập liệu → Lãnh đạo Ban Chỉ đạo")
    assert lines[1].sentence == "1, 2"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("2026-07-01", "01/07/2026"),
        ("2026-07-01T03:00:00Z", "10:00 01/07/2026"),
        ("2026-99-99", "2026-99-99"),
        ("2026-01-10-15", "2026-01-10-15"),
        ("2026", "2026"),
        (True, "có"),
        ("", ""),
    ],
)
def test_days_and_moments_are_told_as_people_write_them(world: World, value: object, told: str) -> None:
    entry = audit.record("tests.done", world.hue, by=None, before={"x": "?"}, after={"x": value})
    with override("vi"):
        assert change_lines(entry)[0].after == told


def test_a_field_that_stays_empty_is_no_change_to_tell(world: World) -> None:
    entry = audit.record("tests.done", world.hue, by=None, after={"email": "", "full_name": "An Huế"})
    assert [line.after for line in change_lines(entry)] == ["An Huế"]
