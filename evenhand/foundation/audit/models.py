"""One line for everything that was done, sealed in batches; what it says about people can be removed apart.

The database itself refuses to change any of it (migration 0003). No foreign key leads out: a line must outlive
whatever it speaks of.
"""

from django.db import models
from django.utils import timezone

from evenhand.foundation.audit.rules import digests

# The verb of the line that every lawful removal of a content leaves behind; triggers look for it.
REMOVED = "audit content removed"
SEARCHED = "searched"
LOOKED = "looked at"  # at a page about somebody, one line a day


class AuditEntry(models.Model):
    """Who did what and when, without a word about whom: that is in the payload."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor_ref = models.CharField(max_length=24, blank=True)  # empty: Evenhand itself
    actor_roles = models.CharField(max_length=200, blank=True)  # held then, by comma
    on_behalf_of = models.CharField(max_length=24, blank=True)
    verb = models.CharField(max_length=80)
    object_type = models.CharField(max_length=40)
    object_ref = models.CharField(max_length=64, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    payload_digest = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)  # of all the above but the salt, salted

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["object_type", "object_ref"], name="audit_object"),
            models.Index(fields=["verb", "-at"], name="audit_verb"),
            models.Index(fields=["actor_ref", "-at"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.object_type} {self.object_ref}"

    def fields_under_digest(self) -> tuple[str, ...]:
        return (digests.moment(self.at), *(getattr(self, name) for name in digests.ENTRY))

    @property
    def content(self) -> "AuditPayload | None":
        """None once it was removed."""
        return getattr(self, "payload", None)


class AuditPayload(models.Model):
    """What a line says about people. Removed alone, by `actions.remove_contents`."""

    entry = models.OneToOneField(
        AuditEntry,
        primary_key=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="payload",
    )
    subject_ref = models.CharField(max_length=64, blank=True)  # the person it is about
    reason = models.TextField(blank=True)
    before = models.TextField(blank=True)  # canonical JSON
    after = models.TextField(blank=True)
    salt = models.CharField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["subject_ref", "-entry"], name="audit_subject")]

    def __str__(self) -> str:
        return f"content of line {self.entry_id}"


class AuditTombstone(models.Model):
    """Stands where a content was removed, and names the rule. `removal` is the line that says so under the seal."""

    entry_id = models.BigIntegerField(primary_key=True)
    removal_id = models.BigIntegerField(db_index=True)
    payload_digest = models.CharField(max_length=64)
    rule = models.CharField(max_length=120)
    by_ref = models.CharField(max_length=24, blank=True)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"content of line {self.entry_id} removed: {self.rule}"


class AuditSeal(models.Model):
    """Closes the lines from `first_id` to `last_id`. Each seal names the hash of the one before it."""

    number = models.PositiveBigIntegerField(primary_key=True)
    first_id = models.BigIntegerField()  # the id after the last one of the seal before
    last_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    leaves = models.BinaryField()  # of each line its id and digest: see rules/digests.py
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"seal {self.number}: lines {self.first_id} to {self.last_id}"
