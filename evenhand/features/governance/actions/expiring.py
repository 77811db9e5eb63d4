"""Removing what has been kept for long enough, by the periods in force."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.analysis.warehouse.expiring import expire
from evenhand.features.governance import queries
from evenhand.features.governance.policy import MAY, Ability
from evenhand.features.people.queries import directory
from evenhand.features.sources.actions import empty_old_files
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Actor, Viewer
from evenhand.foundation.audit.actions import record, remove_contents
from evenhand.foundation.backup.removals import leave_no_trace
from evenhand.foundation.facts import definitions, store
from evenhand.foundation.notices.actions import remove_before


def decide_expiry(*, by: Viewer) -> None:
    """Somebody answers for the day on which things go. A hold on anybody keeps all facts and files as they are."""
    require(by, Ability.ERASE_PEOPLE, MAY)
    if queries.anybody_is_held():
        raise ValidationError(
            _("There is a legal hold. Facts and files may hold what it keeps: end it first.")
        )
    counted = queries.due(by.today)
    record(
        by=by, verb="removal by period decided", object_type="removal", object_ref="", after=counted
    )


def carry_out_expiry(*, by: Actor, today) -> None:
    """Safe to repeat after any interruption: what has gone is found no more."""
    cuts, reason = queries.cut_offs(today), str(_("the period in force has run out"))
    before = queries.grains_before(today)
    expire(store(), before, directory=directory(), kpis=definitions(today))
    empty_old_files(by=by, before=cuts["files"], reason=reason)
    with transaction.atomic():
        remove_before(before=cuts["notices"])
        remove_contents(by=by, entry_ids=queries.due_lines(cuts["audit"]), rule=reason)
        record(by=by, verb="removed by period", object_type="removal", object_ref="", reason=reason)
    leave_no_trace()
