"""Reading what was said of something. Whoever asks has asked their own policy first."""

from collections.abc import Collection

from django.shortcuts import get_object_or_404

from evenhand.foundation.access.policy import require_writable
from evenhand.foundation.remarks.models import Remark


def remarks_on(object_type: str, refs: Collection[str]) -> dict[str, list[Remark]]:
    """By ref of the thing, in the order of time. Asks once for all."""
    found: dict[str, list[Remark]] = {}
    rows = Remark.objects.filter(object_type=object_type, object_ref__in=refs)
    for one in rows.select_related("author"):
        found.setdefault(one.object_ref, []).append(one)
    return found


def pins_of(object_type: str) -> frozenset[str]:
    """Of which states of such things anything was said."""
    found = Remark.objects.filter(object_type=object_type).order_by()
    return frozenset(found.values_list("pin", flat=True).distinct())


def remark_of(ref: str, object_type: str) -> Remark:
    require_writable(ref)
    return get_object_or_404(
        Remark.objects.select_related("author"), ref=ref, object_type=object_type
    )


def remarks_kept(user_id: int | None, subject_ref: str) -> int:
    """How many somebody wrote, or others wrote about what is theirs."""
    return (
        Remark.objects.filter(author_id=user_id) | Remark.objects.filter(subject_ref=subject_ref)
    ).count()
