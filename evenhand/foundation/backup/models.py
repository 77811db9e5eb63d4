"""What was erased and must stay erased, whatever backup comes back."""

from django.db import models
from django.utils import timezone

from evenhand.foundation.access.refs import new_ref


class Removal(models.Model):
    """Names a ref and a rule and nothing else about anybody, so it can be kept for as long as there are backups."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    kind = models.CharField(max_length=40)
    subject_ref = models.CharField(max_length=64)
    rule = models.CharField(max_length=120)
    by_ref = models.CharField(max_length=24, blank=True)
    at = models.DateTimeField(default=timezone.now)
    lines = models.JSONField(
        default=list
    )  # of the audit, whose content it takes: [[first, last], …]
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_ref} removed: {self.rule}"
