"""What every draft and everything published has, whether it is a policy, a standard or a target."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from evenhand.foundation.access.refs import new_ref


class Drafted(models.Model):
    """A draft: from when it would hold, and who wrote on it last."""

    effective_from = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=1)  # two who write at once: the second is told
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Published(models.Model):
    """A version: numbered from one, by a named person with a reason. Triggers refuse every change."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    number = models.PositiveIntegerField()
    effective_from = models.DateField()
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField()

    class Meta:
        abstract = True
        ordering = ["-number"]


class Ended(models.Model):
    """From a day on it holds no more. Triggers refuse every change."""

    ends_on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()

    class Meta:
        abstract = True
