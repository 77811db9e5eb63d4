"""Accounts and the roles they hold, each role from a day to a day."""

from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evenhand.foundation.access.refs import new_ref
from evenhand.foundation.access.roles import CHOICES, Role


class Users(BaseUserManager["User"]):
    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    email = models.EmailField(_("work email"), max_length=254)
    name = models.CharField(_("name"), max_length=150)
    is_active = models.BooleanField(default=True)
    # By which the organisation's own systems name this person; empty where none does.
    external_id = models.CharField(max_length=200, blank=True)
    ends_on = models.DateField(null=True, blank=True)  # from this day on nobody comes in
    is_sample = models.BooleanField(
        default=False
    )  # may be entered by one click, in a sample centre
    # Somebody else set the password and may know it: its owner chooses one at their next sign-in.
    must_choose_password = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = Users()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="access_user_email_once",
                violation_error_message=_("There is already an account with this email."),
            ),
            models.UniqueConstraint(
                Lower("external_id"),
                condition=~Q(external_id=""),
                name="access_user_external_id_once",
                violation_error_message=_("There is already an account with this id."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def user_id(self) -> int:
        return self.pk

    def may_come_in(self, day: date) -> bool:
        return self.is_active and (self.ends_on is None or day < self.ends_on)


class RoleGrant(models.Model):
    """A role held on the days [starts_on, ends_on)."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=32, choices=CHOICES)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="grants_given"
    )
    granted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(ends_on__isnull=True),
                name="access_role_held_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="access_role_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="access_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"

    @property
    def title(self) -> str:
        return Role(self.role).title

    def holds_on(self, day) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


class ApiToken(models.Model):
    """What another system shows instead of signing in. Only a digest of it is kept."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)  # SHA-256, as hex
    start = models.CharField(max_length=12)  # of the token, by which people tell them apart
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ends_on = models.DateField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def user_id(self) -> int:
        """What the token does is done in the name of whoever made it."""
        return self.made_by_id

    def is_good_on(self, day: date) -> bool:
        return self.revoked_at is None and day < self.ends_on and self.made_by.may_come_in(day)


class BreakGlass(models.Model):
    """An administrator opened, for a reason and a short time, what is otherwise closed to them."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    reason = models.TextField()
    opened_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("opened_at")), name="access_break_glass_ends"
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ended_at__isnull=True),
                name="access_break_glass_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.opened_at:%Y-%m-%d %H:%M}"

    def is_open_at(self, moment: datetime) -> bool:
        return self.ended_at is None and self.opened_at <= moment < self.until
