"""The one inbox: short notes to one user, each with an address."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from evenhand.foundation.access.refs import new_ref


class Notice(models.Model):
    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(
                fields=["user"],
                name="notices_unread",
                condition=models.Q(read_at__isnull=True),
            ),
            models.Index(fields=["user", "-at"], name="notices_of_user"),
        ]

    def __str__(self) -> str:
        return self.text
