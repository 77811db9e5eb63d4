"""A file belongs to a record and is kept under the hash of its content."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from evenhand.foundation.access.refs import new_ref


class File(models.Model):
    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    owner_type = models.CharField(max_length=40)
    owner_ref = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["sha256"], name="files_sha256"),
            models.Index(fields=["owner_type", "owner_ref"], name="files_owner"),
        ]

    def __str__(self) -> str:
        return self.name
