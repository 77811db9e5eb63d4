"""A person's own words on any record or figure: named as the audit names things, by type and ref."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from evenhand.foundation.access.refs import new_ref

LONGEST = 2000


class Remark(models.Model):
    """What somebody said of something. Nobody changes it; whoever wrote it may take it back, and then that is said.

    `object_ref` names what lasts (a person's figure of a target), `pin` which state of it the words are about (its
    days, definition and generation), so that they stand beside it for as long as it exists. `subject_ref`: whom the
    thing is about.
    """

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    object_type = models.CharField(max_length=40)
    object_ref = models.CharField(max_length=64)
    pin = models.CharField(max_length=120, blank=True)
    subject_ref = models.CharField(max_length=24, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(max_length=LONGEST)
    at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["object_type", "object_ref"], name="remarks_of")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(taken_back_at__isnull=True) & ~Q(words=""))
                | Q(taken_back_at__isnull=False, words=""),
                name="remarks_words_or_taken_back",
            ),
        ]

    def __str__(self) -> str:
        return f"Remark {self.ref}"
