"""Persons, teams and reporting lines, all with dates: a past figure belongs to the team of its day."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from evenhand.foundation.access.refs import new_ref
from evenhand.foundation.access.secrecy import SecretFields


class Team(models.Model):
    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="people_team_name_once")]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody whose work is counted or who looks after those whose work is. May have an account."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        error_messages={"unique": _("This account belongs to somebody else already.")},
    )  # fmt: skip
    # Employed on the days [starts_on, ends_on), as far as anybody said.
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gt=F("starts_on")),
                name="people_employment_dates",
            )
        ]

    def __str__(self) -> str:
        return self.name


def _dated(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name=name
    )


class Membership(models.Model):
    """Somebody works in a team, from a day up to (not including) another."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            _dated("people_membership_dates"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ends_on__isnull=True), name="people_one_team_now"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.team}"


class Leadership(models.Model):
    """Somebody leads a team, from a day up to (not including) another."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="leaderships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="leaderships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            _dated("people_leadership_dates"),
            models.UniqueConstraint(
                fields=["person", "team"],
                condition=Q(ends_on__isnull=True),
                name="people_leads_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} leads {self.team}"


class SourceKey(models.Model):
    """By which key a source means this person. An empty source means every source."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="keys")
    source = models.CharField(max_length=120, blank=True)
    key = models.CharField(max_length=200)

    class Meta:
        ordering = ["source", "key"]
        constraints = [models.UniqueConstraint("source", Lower("key"), name="people_key_means_one")]

    def __str__(self) -> str:
        return self.key


class Adjustment(SecretFields):
    """A reasonable adjustment that was agreed with somebody: what is done differently and, if they want it kept, why."""

    SECRET = frozenset({"words", "because"})

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    words = models.TextField(max_length=2000)
    because = models.TextField(max_length=2000, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta(SecretFields.Meta):
        ordering = ["-starts_on", "-id"]
        constraints = [_dated("people_adjustment_dates")]

    def __str__(self) -> str:
        return f"Adjustment {self.ref}"
