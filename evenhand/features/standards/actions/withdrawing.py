"""Nobody is asked to read what holds no more: requests and questions about it are withdrawn with a word."""

from datetime import date

from evenhand.features.communication.actions import withdraw
from evenhand.features.communication.queries import open_rounds
from evenhand.features.standards import queries
from evenhand.features.standards.models import Standard, Target
from evenhand.features.standards.queries import STANDARD, TARGET
from evenhand.foundation.access.viewers import Actor


def withdraw_what_ended(*, by: Actor, today: date) -> int:
    """Of targets and standards that hold no more and will not again. Gives how many people were told."""
    told = 0
    goes_on = {one.version.target_id for one in queries.all_held() if one.until is None or one.until > today}  # fmt: skip
    targets = Target.objects.filter(ref__in=open_rounds(TARGET)).exclude(pk__in=goes_on)
    for one in targets.select_related("ending", "standard__withdrawal"):
        ended = getattr(one, "ending", None) or getattr(one.standard, "withdrawal", None)
        told += withdraw(by=by, object_type=TARGET, object_ref=one.ref, ended=ended)
    standards = Standard.objects.filter(
        ref__in=open_rounds(STANDARD), withdrawal__ends_on__lte=today
    )
    for one in standards.select_related("withdrawal"):
        told += withdraw(by=by, object_type=STANDARD, object_ref=one.ref, ended=one.withdrawal)
    return told
