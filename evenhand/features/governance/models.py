"""Records of governance: what must not be removed for now, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from evenhand.features.people.models import Person
from evenhand.foundation.access.refs import new_ref


class LegalHold(models.Model):
    """Nothing about this person is removed while it stands, whatever a period says."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(max_length=500)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-set_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="governance_one_hold"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="governance_hold_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"hold on {self.person}"
