"""Where facts come from, and each time that some were brought in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evenhand.foundation.access.refs import new_ref
from evenhand.foundation.files.models import File


class Source(models.Model):
    """A system that exports tables. Its last confirmed mapping is proposed for its next file."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    name = models.CharField(max_length=120)
    mapping = models.JSONField(default=dict)
    # What the values of its columns looked like, without any of them (`analysis.intake.profile`).
    profile = models.JSONField(default=dict)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="sources_name_once")]

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    LOOKED_AT = "looked_at", _("Columns to be matched")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked, not yet brought in")
    BRINGING_IN = "bringing_in", _("Being brought in")
    DONE = "done", _("Brought in")
    TAKING_BACK = "taking_back", _("Being taken back")
    TAKEN_BACK = "taken_back", _("Taken back")
    FAILED = "failed", _("Not brought in")
    DISCARDED = "discarded", _("Discarded")


# From where each move may start: everything else is refused by compare-and-set.
MOVES = {
    State.LOOKED_AT: (State.LOOKED_AT, State.CHECKED, State.FAILED),
    State.CHECKING: (State.LOOKED_AT, State.CHECKED, State.FAILED, State.CHECKING),
    State.CHECKED: (State.CHECKING,),
    State.BRINGING_IN: (State.CHECKED, State.BRINGING_IN),
    State.DONE: (State.BRINGING_IN,),
    State.TAKING_BACK: (State.DONE, State.TAKING_BACK),
    State.TAKEN_BACK: (State.TAKING_BACK,),
    State.FAILED: (State.CHECKING, State.BRINGING_IN),
    State.DISCARDED: (State.LOOKED_AT, State.CHECKED, State.FAILED),
}


class ImportRun(models.Model):
    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="runs")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    shape = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State, default=State.LOOKED_AT)
    problem = models.CharField(max_length=500, blank=True)
    job_ref = models.CharField(max_length=24, blank=True)
    lines = models.BigIntegerField(null=True)
    accepted = models.BigIntegerField(null=True)
    rejected = models.BigIntegerField(null=True)
    already_here = models.BigIntegerField(null=True)
    updates = models.BigIntegerField(null=True)
    summary = models.JSONField(default=dict)
    # The run whose rejected lines come back here, corrected.
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="sources_run_state_known"
            ),
            models.CheckConstraint(
                condition=Q(lines__isnull=True)
                | Q(lines=F("accepted") + F("rejected") + F("already_here")),
                name="sources_every_line_accounted_for",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
