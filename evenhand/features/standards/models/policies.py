"""Policies: a draft apart from published versions, which the database refuses to change or remove."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.features.standards.models.kinds import Drafted, Published
from evenhand.features.standards.rules.monitoring import (  # fmt: skip
    Basis,
    Method,
    Monitoring,
    Purpose,
    monitoring_of,
)
from evenhand.features.standards.rules.versions import Section, sections_of
from evenhand.foundation.access.refs import new_ref

MONITORING, CHARTER = "monitoring", "charter"
# Kinds are data: a policy of any other kind is its sections and nothing more.
KINDS = {
    CHARTER: _("Customer charter"),
    MONITORING: _("Monitoring"),
    "discipline": _("Discipline"),
    "grievance": _("Grievance"),
    "performance": _("Under-performance"),
    "absence": _("Absence"),
    "equality": _("Equality"),
}
PURPOSES = {
    Purpose.FACTS: _("to establish what was said and agreed"),
    Purpose.STANDARDS: _("to see whether standards of service are met, and to train"),
    Purpose.COMPLIANCE: _("to comply with rules that bind us"),
    Purpose.CRIME: _("to prevent or detect crime"),
    Purpose.UNAUTHORISED_USE: _("to detect unauthorised use of our systems"),
}
BASES = {
    Basis.LEGITIMATE_INTERESTS: _("legitimate interests (Article 6(1)(f))"),
    Basis.LEGAL_OBLIGATION: _("a legal obligation (Article 6(1)(c))"),
    Basis.CONTRACT: _("a contract (Article 6(1)(b))"),
    Basis.PUBLIC_TASK: _("a public task (Article 6(1)(e))"),
}
METHODS = {
    Method.RECORDINGS: _("Recordings of calls"),
    Method.TRANSCRIPTS: _("Transcripts of chats, emails and calls"),
    Method.SCREENS: _("Pictures of screens"),
    Method.LIVE: _("Listening or watching live, side by side"),
    Method.EVALUATIONS: _("Scored reviews"),
    Method.RATINGS: _("Customers’ ratings"),
    Method.VOLUMES: _("How much and how long"),
}


class Policy(models.Model):
    """What all its versions are versions of."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    kind = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=150)
    # Answers what people ask about it.
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return self.title

    @property
    def is_monitoring(self) -> bool:
        return self.kind == MONITORING


class Draft(Drafted):
    """What may be published one day. `sections` are [{key, title, text}]; `parts` are a `Monitoring` as kept."""

    policy = models.OneToOneField(Policy, on_delete=models.CASCADE, related_name="draft")
    sections = models.JSONField(default=list)
    parts = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"draft of {self.policy}"

    @property
    def monitoring(self) -> Monitoring:
        return monitoring_of(self.parts)


class Consultation(models.Model):
    """Somebody was asked about a draft: their views, and the answer. At publication it goes into the version."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="consultations")
    whom = models.CharField(max_length=200)
    held_on = models.DateField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    views = models.TextField(blank=True)
    views_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["held_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(whom=""), name="standards_consulted_somebody"),
            models.CheckConstraint(
                condition=Q(answer="") | ~Q(views=""), name="standards_answers_views"
            ),
            models.CheckConstraint(
                condition=Q(views="", views_by__isnull=True)
                | (~Q(views="") & Q(views_by__isnull=False)),
                name="standards_views_have_a_name",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False)),
                name="standards_answer_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.whom} on {self.draft}"


class Version(Published):
    """Published for good: whoever used it pins its id; `key@number` cites a section. Triggers hold it."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="versions")
    title = models.CharField(max_length=150)
    sections = models.JSONField()  # all, those in plain words of the parts among them
    parts = models.JSONField(null=True)
    consulted = models.JSONField(
        default=list
    )  # [{ref, whom, held_on, views, views_by, answer, answered_by}]
    answered = models.PositiveIntegerField()  # of those consulted
    unconsulted_reason = models.TextField(blank=True)

    class Meta(Published.Meta):
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="standards_number_once"),
            models.UniqueConstraint(fields=["policy", "effective_from"], name="standards_one_a_day"),
            models.CheckConstraint(condition=Q(number__gte=1), name="standards_numbered_from_one"),
            models.CheckConstraint(condition=~Q(reason=""), name="standards_published_with_reason"),
            models.CheckConstraint(
                condition=Q(answered__gte=1) | ~Q(unconsulted_reason=""),
                name="standards_consulted_or_said_why_not",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return gettext("%(title)s, version %(number)s") % {
            "title": self.title,
            "number": self.number,
        }

    @property
    def monitoring(self) -> Monitoring:
        return monitoring_of(self.parts)

    @property
    def written(self) -> list[Section]:
        return sections_of(self.sections)
