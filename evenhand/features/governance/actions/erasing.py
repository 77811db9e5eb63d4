"""Erasing one person everywhere: facts on both levels, records, files, what the audit says of them, and backups.

The decision is noted first, so that neither a crash nor an older backup forgets it. Files go before facts, for
the facts say which files are theirs, and facts before records, for the records say which facts are; each step finds nothing to do when it is repeated.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evenhand.analysis.warehouse.erasing import erase as erase_facts
from evenhand.features.attainment.actions import erase_standings
from evenhand.features.communication.actions import erase_replies
from evenhand.features.contacts.actions import erase_claims
from evenhand.features.governance import queries
from evenhand.features.governance.actions.keeping import require_no_hold_since
from evenhand.features.governance.models import LegalHold
from evenhand.features.governance.policy import MAY, Ability
from evenhand.features.governance.rules.erasure import PERSON
from evenhand.features.insights.actions import erase_views
from evenhand.features.people.actions import erase_person
from evenhand.features.people.models import Person
from evenhand.features.people.queries import directory
from evenhand.features.sources.actions import erase_from_runs
from evenhand.features.standards.actions import erase_told
from evenhand.foundation.access.actions import erase_user
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit.actions import record, remove_contents
from evenhand.foundation.backup.models import Removal
from evenhand.foundation.backup.removals import done, leave_no_trace, note, permit, require_logged
from evenhand.foundation.facts import definitions, store
from evenhand.foundation.guests.actions import erase_participations
from evenhand.foundation.notices.actions import erase_notices
from evenhand.foundation.remarks.actions import erase_remarks


@transaction.atomic
def decide_erasure(*, by: Viewer, person: Person, rule: str) -> Removal:
    """Note that somebody is to be erased, and by which rule. The job that follows carries it out."""
    require(by, Ability.ERASE_PEOPLE, MAY)
    found = queries.obstacles_of(person, by.today)
    if not rule.strip():
        found.append(_("Say by which rule: their request, or a period that has run out."))
    if found:
        raise ValidationError(found)
    removal = note(by=by, kind=PERSON, subject_ref=person.ref, rule=rule.strip())
    record(
        by=by,
        verb="erasure decided",
        object_type="removal",
        object_ref=removal.ref,
        reason=removal.rule,
    )
    return removal


def carry_out(removal: Removal) -> None:
    """Erase. Safe to repeat after any interruption, and after a restore."""
    today = timezone.localdate()
    person = Person.objects.select_related("user").filter(ref=removal.subject_ref).first()
    if person is not None:
        require_logged(removal)
        require_no_hold_since(removal)
        by = Viewer(None, "", frozenset(), today, removal.by_ref)
        names = queries.called(person)
        erase_from_runs(by=by, person_id=person.pk, names=names, reason=removal.rule)
        require_no_hold_since(removal)
        erase_facts(store(), person.pk, names=names, directory=directory(), kpis=definitions(today))
        while not _erase_records(by, person, names, removal, _permitted(person, removal)):
            pass  # somebody wrote a line about them meanwhile
        leave_no_trace()
    done(removal)


def _permitted(person: Person, removal: Removal) -> set[int]:
    """The log outside the database hears first what goes from the audit; outside the transaction, for it is a file."""
    lines = queries.lines_naming(person)
    permit(removal, lines)
    return set(lines)


@transaction.atomic
def _erase_records(
    by: Viewer, person: Person, names, removal: Removal, permitted: set[int]
) -> bool:
    """False, with nothing done, where more would go from the audit than was permitted."""
    require_no_hold_since(removal)
    rule = removal.rule
    lines = queries.lines_naming(person)
    if not permitted.issuperset(lines):
        return False
    erase_claims(person=person)
    erase_standings(person=person)
    erase_remarks(user_id=person.user_id, subject_ref=person.ref)
    LegalHold.objects.filter(person=person).update(reason="–")
    erase_participations(user_id=person.user_id, object_type="person", object_ref=person.ref)
    erase_notices(user_id=person.user_id, names=names[:1])
    if person.user:
        erase_views(user_id=person.user_id)
        erase_replies(user_id=person.user_id)
        erase_user(user=person.user)
    erase_told(person=person)
    erase_person(person=person)
    remove_contents(by=by, entry_ids=lines, rule=rule, decision=removal.ref)
    record(by=by, verb="person erased", object_type="person", object_ref=person.ref, reason=rule)
    return True
