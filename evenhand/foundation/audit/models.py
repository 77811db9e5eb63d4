"""One line for everything that was done. The database itself refuses to change or remove any."""

from django.db import models
from django.utils import timezone


class AuditEntry(models.Model):
    """No foreign key: a line must outlive whatever it speaks of."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor_ref = models.CharField(max_length=24, blank=True)  # empty: Evenhand itself
    actor_name = models.CharField(max_length=150, blank=True)  # as it was then
    on_behalf_of = models.CharField(max_length=24, blank=True)
    verb = models.CharField(max_length=80)
    object_type = models.CharField(max_length=40)
    object_ref = models.CharField(max_length=64, blank=True)
    subject_ref = models.CharField(max_length=64, blank=True)  # the person it is about
    reason = models.TextField(blank=True)
    before = models.TextField(blank=True)  # canonical JSON
    after = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["subject_ref", "-at"], name="audit_subject"),
            models.Index(fields=["object_type", "object_ref"], name="audit_object"),
            models.Index(fields=["verb", "-at"], name="audit_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.object_type} {self.object_ref}"
