"""People, the roles they hold, and the one-time links with which they come in."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar, Self

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from rules.permissions import has_perm as has_rule_perm

from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.accounts.scoping import Guard, Person, ScopedQuerySet, extent_of
from thuocdo.apps.foundation.audit.models import Versioned
from thuocdo.apps.foundation.org_units.models import OrgUnit

if TYPE_CHECKING:  # Django lets it be imported only once all models are there
    from django.contrib.auth.models import AnonymousUser


class UserQuerySet(ScopedQuerySet["User"]):
    def for_user(self, user: Person | AnonymousUser, verb: str = "view") -> Self:
        """People within reach; managing also needs every unit for which the person holds a role.

        Else somebody could print a new password for a person who may do more than they may.
        """
        people = super().for_user(user, verb)
        if verb != "manage":
            return people
        held = RoleAssignment.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=timezone.localdate()))
        beyond = held.exclude(unit__in=extent_of(user, "account", "manage").units())
        return people.exclude(pk__in=beyond.values("user"))

    def matching(self, folded_text: str) -> UserQuerySet:
        """People whose name, user name or address holds the text, without accents."""
        return self.filter(
            Q(folded__contains=folded_text)
            | Q(username__icontains=folded_text)
            | Q(email__icontains=folded_text)
        )

    def with_units(self) -> UserQuerySet:
        """With what a list shows, in a constant number of queries."""
        return self.select_related("unit").prefetch_related(
            models.Prefetch(
                "assignments",
                RoleAssignment.objects.in_force(timezone.localdate()).select_related("unit", "user"),
            )
        )


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]  # made at run time
    pass


@pghistory.track(exclude=["password", "last_login", "session_epoch"])
class User(AbstractBaseUser, Versioned):
    """One person. There is no superuser: whatever anybody may do comes from dated roles."""

    username = models.CharField(_("user name"), max_length=150, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    full_name = models.CharField(_("full name"), max_length=200)
    folded = models.CharField(max_length=200, db_index=True, editable=False)
    sort_key = models.CharField(max_length=600, editable=False)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="people", verbose_name=_("unit"))
    is_active = models.BooleanField(_("active"), default=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    guard = Guard("account", unit="unit", owner="pk")
    objects = UserManager()

    class Meta:
        ordering: ClassVar = ["sort_key", "username"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("username"), name="user_name_once"),
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="user_email_once"),
            models.CheckConstraint(
                name="who_left_is_closed", condition=Q(left_on__isnull=True) | Q(is_active=False)
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_absolute_url(self) -> str:
        return reverse("accounts:person", args=[self.pk])

    @property
    def audit_unit_code(self) -> str:
        return self.unit.code

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.rsplit(" ", 1)[-1] or self.username

    def holdings(self) -> tuple[RoleAssignment, ...]:
        """The roles held today; read once for each loaded person."""
        cached: tuple[RoleAssignment, ...] | None = self.__dict__.get("_holdings")
        if cached is None:
            cached = tuple(self.assignments.in_force(timezone.localdate()))
            self.__dict__["_holdings"] = cached
        return cached

    def forget_holdings(self) -> None:
        """Read the roles anew, after they changed."""
        self.__dict__.pop("_holdings", None)

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Whether the permission table grants `kind.verb`."""
        return self.is_active and bool(has_rule_perm(perm, self, obj))  # type: ignore[no-untyped-call]  # ships no types

    def has_module_perms(self, app_label: str) -> bool:  # noqa: ARG002 - Django's signature
        """Django's admin asks this; nobody has it."""
        return False

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        # The epoch ends every session of a person at once, also of one who has no password.
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac("thuocdo.accounts.session", value, secret=secret, algorithm="sha256").hexdigest()


def display_name(user: User) -> str:
    """How a person is called on screen."""
    return str(user)


class RoleAssignmentQuerySet(ScopedQuerySet["RoleAssignment"]):
    def in_force(self, on: date) -> RoleAssignmentQuerySet:
        """Those valid on a day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


@pghistory.track()
class RoleAssignment(Versioned):
    """A person holds a role for a unit from a day to a day, both included."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, related_name="+", verbose_name=_("for the unit")
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now, editable=False)

    guard = Guard("account", unit="unit", owner="user")
    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-valid_from", "role"]
        indexes: ClassVar = [models.Index(fields=["user", "valid_from", "valid_to"], name="role_by_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="role_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(name="role_is_known", condition=Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.unit}"

    @property
    def audit_unit_code(self) -> str:
        return self.unit.code


class OneTimeLink(models.Model):
    """A link that lets one person in once. The link itself is shown once; only its hash is kept."""

    class Purpose(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        RESET = "reset", _("New password")
        DEMO = "demo", _("Demonstration sign-in")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=20, choices=Purpose)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by_name = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} · {self.user}"

    def is_open(self, now: datetime) -> bool:
        """Whether it still lets somebody in."""
        return (
            self.used_at is None and self.revoked_at is None and now < self.expires_at and self.user.is_active
        )
