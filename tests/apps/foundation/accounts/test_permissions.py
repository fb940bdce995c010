from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from tests.factories import make_job, make_upload
from tests.world import World
from thuocdo.apps.foundation.accounts.models import RoleAssignment, User
from thuocdo.apps.foundation.accounts.permissions import get_permitted_or_404, may, table, units_for
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.evidence.models import Upload
from thuocdo.apps.foundation.jobs.models import Job


def test_an_administrator_sees_the_people_of_the_subtree_only(world: World) -> None:
    seen = set(User.objects.for_user(world.administrator, "list"))
    assert world.officer in seen
    assert world.outside[Role.OFFICER] not in seen


def test_a_role_for_the_unit_itself_does_not_reach_below(world: World) -> None:
    at_department = make_upload(world.administrator, world.department)
    at_province = make_upload(world.administrator, world.hue)
    assert list(Upload.objects.for_user(world.officer)) == [at_department]
    assert set(Upload.objects.for_user(world.inside[Role.APPRAISER])) == {at_department, at_province}


def test_everybody_sees_their_own_jobs_and_no_others(world: World) -> None:
    mine, _ = make_job(world.officer), make_job(world.administrator)
    assert list(Job.objects.for_user(world.officer)) == [mine]


@pytest.mark.parametrize(
    ("begins", "ends", "counts"), [(1, None, False), (-5, -1, False), (-5, 0, True), (0, None, True)]
)
def test_a_role_counts_from_its_first_to_its_last_day(
    world: World, begins: int, ends: int | None, counts: bool
) -> None:
    today = timezone.localdate()
    RoleAssignment.objects.create(
        user=world.nobody,
        role=Role.AUDITOR,
        unit=world.hue,
        valid_from=today + timedelta(days=begins),
        valid_to=None if ends is None else today + timedelta(days=ends),
    )
    assert may(world.nobody, "account", "list") is counts


def test_whoever_is_closed_may_nothing(world: World) -> None:
    person = world.administrator
    person.is_active = False
    assert not may(person, "account", "list")
    assert not may(person, "org_unit", "view")


def test_whoever_may_do_more_is_not_managed_from_below(world: World) -> None:
    auditor = world.inside[Role.AUDITOR]
    assert may(world.administrator, "account", "manage", auditor)
    RoleAssignment.objects.create(
        user=auditor,
        role=Role.AUDITOR,
        unit=world.unit("vn"),
        valid_from=timezone.localdate() + timedelta(days=3),
    )
    assert may(world.administrator, "account", "view", auditor)
    assert not may(world.administrator, "account", "manage", auditor)


def test_a_role_of_the_past_does_not_count_against_managing(world: World) -> None:
    auditor, yesterday = world.inside[Role.AUDITOR], timezone.localdate() - timedelta(days=1)
    RoleAssignment.objects.create(
        user=auditor,
        role=Role.AUDITOR,
        unit=world.unit("vn"),
        valid_from=date(2021, 1, 1),
        valid_to=yesterday,
    )
    assert may(world.administrator, "account", "manage", auditor)


def test_a_unit_itself_can_be_asked_about(world: World) -> None:
    assert world.nobody.has_perm("org_unit.view", world.da_nang)
    assert world.administrator.has_perm("account.manage", world.hue)
    assert not world.administrator.has_perm("account.manage", world.da_nang)


def test_an_unknown_permission_is_a_mistake_not_a_refusal(world: World) -> None:
    with pytest.raises(KeyError):
        may(world.administrator, "account", "explode")


def test_unseen_is_404_and_seen_but_not_allowed_is_403(world: World) -> None:
    rows = User.objects.all()
    with pytest.raises(Http404):
        get_permitted_or_404(rows, world.administrator, "manage", pk=world.outside[Role.OFFICER].pk)
    with pytest.raises(PermissionDenied):
        get_permitted_or_404(rows, world.inside[Role.AUDITOR], "manage", pk=world.officer.pk)
    assert get_permitted_or_404(rows, world.administrator, "manage", pk=world.officer.pk) == world.officer


def test_django_asks_the_same_table(world: World) -> None:
    assert world.administrator.has_perm("account.manage", world.officer)
    assert not world.administrator.has_perm("account.manage", world.outside[Role.OFFICER])
    assert not world.officer.has_perm("account.manage")


def test_choices_of_units_end_at_the_reach(world: World) -> None:
    codes = set(units_for(world.administrator, "account", "manage").values_list("code", flat=True))
    assert codes == {"hue", "hue.so-khcn", "hue.so-yt", "hue.phu-xuan", "hue.a-luoi-1"}
    assert not units_for(world.officer, "account", "manage").exists()


def test_every_row_of_the_table_names_known_roles() -> None:
    assert {role for row in table.rows() for role in row.roles} <= set(Role)
    assert all(row.roles or row.everybody != "nothing" for row in table.rows())


def test_roles_are_read_once_for_a_loaded_person(world: World, django_assert_num_queries: object) -> None:
    person = User.objects.get(pk=world.administrator.pk)
    with django_assert_num_queries(1):  # type: ignore[operator]
        may(person, "account", "list")
        may(person, "audit_entry", "view")


def test_dates_far_back_do_not_count(world: World) -> None:
    RoleAssignment.objects.filter(user=world.administrator).update(valid_to=date(2021, 1, 1))
    world.administrator.forget_holdings()
    assert not may(world.administrator, "account", "manage")
