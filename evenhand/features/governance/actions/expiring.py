"""Removing what has been kept for long enough, by the periods in force."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evenhand.analysis.warehouse.expiring import expire
from evenhand.features.attainment.actions import remove_runs, thin_runs
from evenhand.features.governance import queries
from evenhand.features.governance.actions.erasing import decide_erasure
from evenhand.features.governance.actions.keeping import require_no_hold_since
from evenhand.features.governance.policy import MAY, Ability
from evenhand.features.governance.rules.retention import PERIOD
from evenhand.features.people.queries import directory
from evenhand.features.sources.actions import empty_old_files
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit.actions import record, remove_contents
from evenhand.foundation.backup.models import Removal
from evenhand.foundation.backup.removals import done, leave_no_trace, note, permit, require_logged
from evenhand.foundation.facts import definitions, store
from evenhand.foundation.notices.actions import remove_before


@transaction.atomic
def decide_expiry(*, by: Viewer) -> Removal:
    """Somebody answers for the day on which things go. A hold on anybody keeps all facts and files as they are.

    The job that follows carries it out; what went stays gone when an older backup comes back. Each leaver whose record
    is due is a decision of its own, as if they had asked."""
    require(by, Ability.ERASE_PEOPLE, MAY)
    if queries.anybody_is_held():
        raise ValidationError(
            _("There is a legal hold. Facts and files may hold what it keeps: end it first.")
        )
    counted = queries.due(by.today)
    reason = str(_("the period in force has run out"))
    removal = note(by=by, kind=PERIOD, subject_ref="", rule=reason)
    record(
        by=by,
        verb="removal by period decided",
        object_type="removal",
        object_ref=removal.ref,
        after=counted,
    )
    for person in queries.leavers_due(by.today):
        decide_erasure(by=by, person=person, rule=reason)
    return removal


def carry_out_expiry(removal: Removal) -> None:
    """Safe to repeat after any interruption, and after a restore: what has gone is found no more."""
    require_logged(removal)
    require_no_hold_since(removal)
    today, reason = timezone.localdate(removal.at), removal.rule
    by = Viewer(None, "", frozenset(), today, removal.by_ref)
    cuts = queries.cut_offs(today)
    before = queries.grains_before(today)
    expire(store(), before, directory=directory(), kpis=definitions(today))
    require_no_hold_since(removal)  # asked before each step: publishing can take minutes
    empty_old_files(by=by, before=cuts["files"], reason=reason)
    lines = queries.due_lines(cuts["audit"])  # of days that are over: none is added
    permit(removal, lines)
    with transaction.atomic():
        require_no_hold_since(removal)
        remove_before(before=cuts["notices"])
        remove_runs(before=cuts["standings"], today=today)
        thin_runs(before=cuts["nights"], today=today)
        remove_contents(by=by, entry_ids=lines, rule=reason, decision=removal.ref)
        record(
            by=by,
            verb="removed by period",
            object_type="removal",
            object_ref=removal.ref,
            reason=reason,
        )
    leave_no_trace()
    done(removal)
