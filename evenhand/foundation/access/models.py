"""Accounts and the roles they hold, each role from a day to a day."""

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
    is_sample = models.BooleanField(
        default=False
    )  # may be entered by one click, in a sample centre
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
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def user_id(self) -> int:
        return self.pk


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
