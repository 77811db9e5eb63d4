"""Where everyone stood: one run, what it held against which days, and one row for each person and each total.

Nothing here is ever changed; triggers hold it. What must go (erasure, retention) is deleted as a whole.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from evenhand.analysis.kpis.definition import Kpi
from evenhand.analysis.scope import Window
from evenhand.analysis.statistics.states import State
from evenhand.features.attainment.rules.naming import Begins, Unnamed
from evenhand.features.attainment.rules.places import Lies
from evenhand.features.attainment.rules.secrecy import said
from evenhand.features.attainment.rules.ways import Unsaid, Way
from evenhand.features.people.models import Person, Team
from evenhand.features.standards.models import TargetVersion
from evenhand.foundation.access.refs import new_ref
from evenhand.foundation.access.secrecy import SecretFields
from evenhand.foundation.choices import choices, one_of

SAID = tuple(dict.fromkeys(said(state) for state in State))


class Reckoning(models.Model):
    """One run over all targets. It holds until the next one: a day without anything new needs no run."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    day = models.DateField()
    generation = models.PositiveIntegerField()
    # Of everything that it read; the same again says that there is nothing to do.
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-day", "-id"]
        indexes = [models.Index(fields=["-day", "-id"], name="attainment_latest")]

    def __str__(self) -> str:
        return f"Reckoning of {self.day}"


class Assessment(models.Model):
    """One version of a target held against the local days [first, end). `is_final`: the period is over and settled.

    `people`: how many measured people had something counted; `wide`: so few that how much people differ is itself
    unsure. `typical`, `middle_*`: of those people, on the usual mix. `unsaid`: why nothing is said of persons. Of scores: how many `reviews`
    tell how strict reviewers are, how many of them `crossed` teams, into how many groups `apart` they fall.
    """

    reckoning = models.ForeignKey(Reckoning, on_delete=models.CASCADE, related_name="assessments")
    version = models.ForeignKey(TargetVersion, on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    end = models.DateField()
    is_final = models.BooleanField()
    definition = models.CharField(max_length=80)  # key@version
    method = models.CharField(max_length=20)
    way = models.CharField(max_length=10, choices=choices(Way))
    unsaid = models.CharField(max_length=60, blank=True)
    # Why a look at a period that is over named nobody, where that was decided before the figures were.
    unnamed = models.CharField(max_length=60, choices=choices(Unnamed), blank=True)
    # The one look at these days at which findings are made.
    is_first_look = models.BooleanField(default=False)
    zone = models.CharField(max_length=60)
    people = models.PositiveIntegerField(default=0)
    wide = models.BooleanField(default=False)
    typical = models.FloatField(null=True)
    middle_low = models.FloatField(null=True)
    middle_high = models.FloatField(null=True)
    reviews = models.PositiveIntegerField(null=True)
    crossed = models.PositiveIntegerField(null=True)
    apart = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("first")), name="attainment_days"),
            models.UniqueConstraint(
                fields=["reckoning", "version", "is_final"], name="attainment_one_assessment"
            ),
            models.UniqueConstraint(
                fields=["version", "first", "end"], condition=Q(is_first_look=True),
                name="attainment_one_first_look",
            ),
            one_of("way", Way, "attainment_way_known"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["version", "first", "end"], name="attainment_of_days"),
        ]

    def __str__(self) -> str:
        return f"{self.version} over {self.first} to {self.end}"

    @property
    def window(self) -> Window:
        return Window(self.first, self.end)

    @property
    def kpi(self) -> Kpi:
        return self.version.kpi

    @property
    def why_unsaid(self) -> Unsaid | None:
        return Unsaid(self.unsaid) if self.unsaid else None


class Counted(models.Model):
    """A figure as it was: value and 95% interval in the unit of the KPI, and what it was made of."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    n = models.PositiveIntegerField()
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class PersonStanding(SecretFields, Counted):
    """Where one person stood. `said` is what everybody reads who may read the row at all; the rest is for few.

    `since`: the first day that counts for them, `begins`: why none before. `shared`: False where something was adjusted for them: then the row is
    in no shared list, chart or count. `formal_use`: False where customers' ratings alone stand behind it.
    `more`, `months`: about how many more contacts would settle it, and in about how many months they will be there.
    `unsaid`: why nothing is said of this one person. `by_reviewers`: what their own reviewers add to a score beside everybody's reviewers, below nought where stricter.
    """

    SECRET = frozenset({
        "state", "threshold", "expected", "level", "level_low", "level_high", "p_normal", "p_npmle", "more", "months",
        "by_reviewers",
    })  # fmt: skip

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="persons")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    since = models.DateField()
    begins = models.CharField(max_length=10, choices=choices(Begins), blank=True)
    shared = models.BooleanField(default=True)
    formal_use = models.BooleanField()
    said = models.CharField(max_length=12, choices=choices(SAID), blank=True)
    state = models.CharField(max_length=12, choices=choices(State), blank=True)
    threshold = models.FloatField()
    expected = models.FloatField(null=True)
    level = models.FloatField(null=True)
    level_low = models.FloatField(null=True)
    level_high = models.FloatField(null=True)
    p_normal = models.FloatField(null=True)
    p_npmle = models.FloatField(null=True)
    more = models.PositiveIntegerField(null=True)
    months = models.PositiveSmallIntegerField(null=True)
    by_reviewers = models.FloatField(null=True)
    unsaid = models.CharField(max_length=60, choices=choices([Unsaid.UNTIED]), blank=True)

    class Meta(SecretFields.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "person"], name="attainment_person_once"
            ),
            models.CheckConstraint(
                condition=Q(said="") | Q(said__in=[one.value for one in SAID]),
                name="attainment_said_is_never_likely_below",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["person", "assessment"], name="attainment_of_person")]

    def __str__(self) -> str:
        return f"Standing {self.ref}"


class PlaceStanding(Counted):
    """Where a total lay: of a team, a channel or topic (`name`), or of the organisation (neither)."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="places")
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=500, blank=True)
    lies = models.CharField(max_length=10, choices=choices(Lies))
    people = models.PositiveIntegerField(null=True)  # whose work is in it
    # Worse than in the two periods before, by more than chance: nobody in the team is named for the first time.
    fell = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "team", "name"], name="attainment_place_once"
            ),
            one_of("lies", Lies, "attainment_lies_known"),
        ]

    def __str__(self) -> str:
        return f"{self.team or self.name or 'all'}: {self.lies}"


class TeamNotice(models.Model):
    """On a day whoever leads a team was told to look at its figures."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["team", "day"], name="attainment_notice_once_a_day"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.team} on {self.day}"
