"""Service standards: what customers can expect, each derived from a section of the charter; drafts stand apart."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from evenhand.features.standards.models.kinds import Drafted, Ended, Published
from evenhand.features.standards.models.policies import Version
from evenhand.features.standards.rules.versions import Section, citation
from evenhand.foundation.access.refs import new_ref


class Standard(models.Model):
    """What all its versions are versions of."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    title = models.CharField(max_length=150)
    # Answers what people ask about it.
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class StandardDraft(Drafted):
    """What may be published one day. `goal` cites a section of the charter, as "reply@2"; "" while it is open."""

    standard = models.OneToOneField(Standard, on_delete=models.CASCADE, related_name="draft")
    text = models.TextField(blank=True)
    goal = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"draft of {self.standard}"


class StandardVersion(Published):
    """Published for good, with the owner of its day. Triggers refuse every change."""

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="versions")
    title = models.CharField(max_length=150)
    text = models.TextField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    goal_version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    goal_key = models.CharField(max_length=60)
    reply_by = models.DateField()

    class Meta(Published.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "number"], name="standards_standard_number_once"
            ),
            models.UniqueConstraint(
                fields=["standard", "effective_from"], name="standards_standard_one_a_day"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="standards_standard_from_one"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text="") & ~Q(reason="") & ~Q(goal_key=""),
                name="standards_standard_says_something",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return _("%(title)s, version %(number)s") % {"title": self.title, "number": self.number}

    @property
    def goal(self) -> Section | None:
        """The section of the charter that it serves, in the words that held when it was published."""
        return next((one for one in self.goal_version.written if one.key == self.goal_key), None)

    @property
    def goal_citation(self) -> str:
        return citation(self.goal_key, self.goal_version.number)

    @property
    def written(self) -> list[Section]:
        """As sections, so that two versions are compared as those of a policy are."""
        goal = self.goal
        return [
            Section("title", "", self.title),
            Section("text", "", self.text),
            Section("goal", "", f"{self.goal_citation} {goal.title if goal else ''}".strip()),
        ]


class Withdrawal(Ended):
    """From a day on a standard holds no more, and none of its targets. Triggers refuse every change."""

    standard = models.OneToOneField(Standard, on_delete=models.PROTECT, related_name="withdrawal")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="standards_withdrawn_with_reason"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.standard} until {self.ends_on}"
