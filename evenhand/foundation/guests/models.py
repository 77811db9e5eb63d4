"""Who was let in to one record, as what, until when. A row holds on the days [starts_on, ends_on) unless it was closed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evenhand.foundation.access.refs import new_ref


class Part(models.TextChoices):
    COMPANION = "companion", _("Companion")
    DECIDER = "decider", _("External decider")
    ASSESSOR = "assessor", _("Assessor")
    REPRESENTATIVE = "representative", _("Representative")


class Participation(models.Model):
    """No foreign key to what was opened: its type and ref, as in the audit, so that every slice can open its own."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    object_type = models.CharField(max_length=40)
    object_ref = models.CharField(max_length=64)
    part = models.CharField(max_length=20, choices=Part)
    reason = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        indexes = [
            models.Index(fields=["user", "object_type"], name="guests_of_user"),
            models.Index(fields=["object_type", "object_ref"], name="guests_of_object"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="guests_dates"),
            models.CheckConstraint(condition=~Q(reason=""), name="guests_reason"),
            models.UniqueConstraint(
                fields=["user", "object_type", "object_ref"],
                condition=Q(closed_at__isnull=True),
                name="guests_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.part} at {self.object_type} {self.object_ref}"
