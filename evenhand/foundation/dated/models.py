"""Business rules and facts of law as rows with a date: the past keeps what held then."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class DatedSetting(models.Model):
    key = models.CharField(max_length=100)
    value = models.JSONField(null=True)  # a rule may be that there is none
    in_force_from = models.DateField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField()

    class Meta:
        ordering = ["key", "-in_force_from"]
        constraints = [
            models.UniqueConstraint(fields=["key", "in_force_from"], name="dated_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.key} from {self.in_force_from}"
