from __future__ import annotations

import pytest

from tests.world import World
from thuocdo.apps.foundation.accounts.models import User
from thuocdo.apps.foundation.audit.errors import StaleObjectError


def test_a_save_at_the_expected_version_raises_the_version(world: World) -> None:
    person = User.objects.get(pk=world.officer.pk)
    person.phone = "0234"
    person.save_versioned(expected=1, by=world.administrator, fields=["phone"])
    stored = User.objects.get(pk=person.pk)
    assert (stored.phone, stored.version, stored.changed_by_name) == ("0234", 2, "administrator.hue")


def test_the_second_of_two_savers_learns_who_was_first(world: World) -> None:
    first, second = User.objects.get(pk=world.officer.pk), User.objects.get(pk=world.officer.pk)
    first.phone = "1"
    first.save_versioned(expected=1, by=world.administrator, fields=["phone"])
    second.phone = "2"
    with pytest.raises(StaleObjectError) as caught:
        second.save_versioned(expected=1, by=world.officer, fields=["phone"])
    assert caught.value.changed_by == "administrator.hue"
    assert "administrator.hue" in caught.value.message("en")
    assert User.objects.get(pk=world.officer.pk).phone == "1"
