"""The one acknowledgement: "I have seen this; it does not mean I agree", of any version of anything."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.features.communication.rules.acknowledging import Standing, State
from evenhand.foundation.access.refs import new_ref

STATES = {
    State.WAITING: _("not answered yet"),
    State.ACKNOWLEDGED: _("seen"),
    State.DECLINED: _("declined to acknowledge"),
}
STANDINGS = {
    Standing.ACKNOWLEDGED: _("Seen"),
    Standing.DECLINED: _("Declined to acknowledge"),
    Standing.ASKS: _("Asked a question, which waits for an answer"),
    Standing.WAITING: _("Not answered yet"),
    Standing.NO_REPLY: _("No reply by the date"),
    Standing.WITHDRAWN: _("Needs no reading any more"),
}


class Round(models.Model):
    """People are asked about one version of one thing, named as in the audit: by type, ref and version.

    Once withdrawn, nobody need read it any more: somebody ended it from a day on, or its own days ran out.
    """

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    object_type = models.CharField(max_length=40)
    object_ref = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    url = models.CharField(max_length=300)
    # Answers questions; who sees the whole round may stand in.
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_from = models.DateField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_because = models.CharField(max_length=400, blank=True)  # in their own words

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_ref", "version"], name="communication_one_round"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_from=None, withdrawn_by=None, withdrawn_because="")
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_from__isnull=False)
                    & Q(withdrawn_by__isnull=False)
                    & ~Q(withdrawn_because="")
                ),
                name="communication_ended_with_a_word",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def why_withdrawn(self) -> str:
        """In words for those who were asked, put together anew each time: no name is kept in them."""
        if self.withdrawn_by is None:
            return gettext("Its last day is over.")
        return gettext("It holds no more from %(day)s. %(who)s: “%(why)s”") % {
            "day": date_format(self.withdrawn_from, gettext("j F Y")),
            "who": self.withdrawn_by.name,
            "why": self.withdrawn_because,
        }


class Request(models.Model):
    """One person is asked to acknowledge, and what came of it."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    reply_by = models.DateField()
    state = models.CharField(
        max_length=12, choices=[(s.value, STATES[s]) for s in State], default=State.WAITING
    )
    words = models.TextField(blank=True)  # whatever they want beside it
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="communication_asked_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="communication_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.WAITING, answered_at__isnull=True)
                | (~Q(state=State.WAITING) & Q(answered_at__isnull=False)),
                name="communication_answered_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.round}"


class Question(models.Model):
    """What somebody asks before or after they answer, and what they are told."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="questions")
    words = models.TextField()
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="communication_asks_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="communication_answer_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"question on {self.request.round}"
