"""Targets that are derived from a standard: versions that stay, who was handed a copy, and one person's own threshold."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import Kpi
from evenhand.features.people.models import Person
from evenhand.features.standards.models.kinds import Ended, Published
from evenhand.features.standards.models.services import Standard, StandardVersion
from evenhand.features.standards.rules.periods import Period
from evenhand.features.standards.rules.targets import MOST_WEEKS, About, Direction, Every, Where
from evenhand.foundation import wording
from evenhand.foundation.access.refs import new_ref
from evenhand.foundation.access.secrecy import SecretFields
from evenhand.foundation.choices import choices, one_of


class Target(models.Model):
    """Of which KPI it is and whose figure is held against it: that stays in all its versions."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="targets")
    kpi_key = models.CharField(max_length=60)
    about = models.CharField(max_length=10, choices=choices(About))

    class Meta:
        ordering = ["standard__title", "kpi_key", "id"]
        constraints = [one_of("about", About, "standards_target_about_known")]

    def __str__(self) -> str:
        kpi = catalogue.BY_KEY.get(self.kpi_key)
        return f"{wording.said(kpi.title) if kpi else self.kpi_key}: {self.standard}"


class TargetVersion(Published):
    """Published for good: threshold in the KPI's own unit, on the days [effective_from, effective_to). Triggers hold it.

    `keys`: ids of teams or people, or names of channels or topics, as `where` says. `kpi_version` and `parameters`
    pin the definition. It ends earlier when a later version begins, or the target or its standard is ended.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="versions")
    standard_version = models.ForeignKey(
        StandardVersion, on_delete=models.PROTECT, related_name="target_versions"
    )
    kpi_version = models.PositiveIntegerField()
    parameters = models.JSONField(default=dict)
    where = models.CharField(max_length=12, choices=choices(Where))
    keys = models.JSONField(default=list)
    direction = models.CharField(max_length=10, choices=choices(Direction))
    threshold = models.FloatField()
    every = models.CharField(max_length=10, choices=choices(Every))
    weeks = models.PositiveSmallIntegerField(null=True)
    minimum_volume = models.PositiveIntegerField()
    counter_key = models.CharField(max_length=60, blank=True)
    counter_version = models.PositiveIntegerField(null=True)
    effective_to = models.DateField(null=True)
    reply_by = models.DateField()

    class Meta(Published.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["target", "number"], name="standards_target_number_once"
            ),
            models.UniqueConstraint(
                fields=["target", "effective_from"], name="standards_target_one_a_day"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="standards_target_from_one"),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gt=F("effective_from")),
                name="standards_target_dates",
            ),
            models.CheckConstraint(
                condition=Q(minimum_volume__gte=1), name="standards_target_minimum"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="standards_target_reason"),
            models.CheckConstraint(
                condition=Q(
                    every=Every.ROLLING,
                    weeks__isnull=False,  # an unknown would pass
                    weeks__gte=1,
                    weeks__lte=MOST_WEEKS,
                )
                | (~Q(every=Every.ROLLING) & Q(weeks__isnull=True)),
                name="standards_target_weeks",
            ),
            models.CheckConstraint(
                condition=Q(counter_key="", counter_version__isnull=True)
                | (~Q(counter_key="") & Q(counter_version__isnull=False)),
                name="standards_target_counter_pinned",
            ),
            one_of("where", Where, "standards_target_where_known"),
            one_of("direction", Direction, "standards_target_direction_known"),
            one_of("every", Every, "standards_target_every_known"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return _("%(title)s, version %(number)s") % {"title": self.target, "number": self.number}

    @property
    def kpi(self) -> Kpi:
        """The definition with the parameters pinned. KeyError where the catalogue has it no more."""
        return catalogue.in_force(self.target.kpi_key, self.parameters)

    @property
    def counter(self) -> Kpi | None:
        return catalogue.BY_KEY.get(self.counter_key)

    @property
    def period(self) -> Period:
        return Period(Every(self.every), self.weeks)

    @property
    def about(self) -> About:
        return About(self.target.about)


class TargetEnding(Ended):
    """From a day on a target holds no more, and no other takes its place. Triggers refuse every change."""

    target = models.OneToOneField(Target, on_delete=models.PROTECT, related_name="ending")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="standards_ended_with_reason"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.target} until {self.ends_on}"


class CopyGiven(models.Model):
    """Somebody was handed a target outside Evenhand: on paper, without an account, or before Evenhand came."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    version = models.ForeignKey(TargetVersion, on_delete=models.PROTECT, related_name="copies")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    given_on = models.DateField()
    reply_by = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["given_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "person"], name="standards_copy_once"),
            models.CheckConstraint(
                condition=Q(reply_by__gt=F("given_on")), name="standards_copy_days_to_read"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} was given {self.version}"


class TargetAdjustment(SecretFields):
    """An adjustment that was agreed with one person: their own threshold, or (none) that they are left out."""

    SECRET = frozenset({"threshold"})

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    threshold = models.FloatField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta(SecretFields.Meta):
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="standards_adjusted_dates",
            ),
            models.UniqueConstraint(
                fields=["target", "person"], condition=Q(ends_on__isnull=True),
                name="standards_adjusted_once_now",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Adjustment {self.ref}"
