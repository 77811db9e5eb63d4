"""Saying something about a record or a figure, and taking it back. The slice of the record asks its own policy first."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evenhand.foundation.access.policy import not_here
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit.actions import record
from evenhand.foundation.remarks.models import LONGEST, Remark


@transaction.atomic
def remark(
    *,
    by: Viewer,
    object_type: str,
    object_ref: str,
    words: str,
    subject_ref: str = "",
    pin: str = "",
) -> Remark:
    """Add one's words. What others said stays as it is."""
    words = words.strip()
    if not words:
        raise ValidationError({"words": _("Write down what you want to say.")})
    if len(words) > LONGEST:
        raise ValidationError({"words": _("That is too long: %(n)s characters at most.") % {"n": LONGEST}})  # fmt: skip
    made = Remark.objects.create(
        object_type=object_type, object_ref=object_ref, subject_ref=subject_ref, pin=pin, author_id=by.user_id,
        words=words,
    )  # fmt: skip
    _record(by, "words added", made)
    return made


@transaction.atomic
def take_back(*, by: Viewer, remark: Remark) -> None:
    """One's own alone. The words go; that there were some stays, for somebody may have answered them."""
    if remark.author_id != by.user_id:
        not_here()
    held = Remark.objects.filter(pk=remark.pk, taken_back_at__isnull=True)
    if held.update(words="", taken_back_at=timezone.now()):
        _record(by, "words taken back", remark)


def erase_remarks(*, user_id: int | None, subject_ref: str) -> None:
    """What somebody said anywhere, and what others said of what is theirs. Within an erasure, which is audited."""
    Remark.objects.filter(author_id=user_id).delete()
    Remark.objects.filter(subject_ref=subject_ref).delete()


def remove_remarks(*, object_type: str, before: date, but_about: Collection[str]) -> None:
    """Old words whose thing is gone: all but those about these states of it. Within a removal, which is audited."""
    old = Remark.objects.filter(object_type=object_type, at__date__lt=before)
    gone = [pk for pk, pin in old.values_list("pk", "pin") if pin not in but_about]
    Remark.objects.filter(pk__in=gone).delete()


def _record(by: Viewer, verb: str, made: Remark) -> None:
    """Not the words: they can be taken back, and an audit line is read by more people than they were said to."""
    record(
        by=by,
        verb=verb,
        object_type=made.object_type,
        object_ref=made.object_ref,
        subject_ref=made.subject_ref,
        after={"remark": made.ref},
    )
