"""Records about contacts: who opened words, how often, and what people say is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from evenhand.analysis.behind import Whole
from evenhand.features.contacts.models import Correction, Opening
from evenhand.features.contacts.policy import decidable_corrections, visible_corrections
from evenhand.features.contacts.rules.corrections import CREDITING, State, credit_of
from evenhand.features.contacts.rules.purposes import Monitored, Purpose, is_used_up
from evenhand.features.people import queries as people
from evenhand.features.people.models import Person
from evenhand.foundation.access.policy import require_writable
from evenhand.foundation.access.viewers import Viewer


def monitored(today: date) -> Monitored:
    """What the monitoring policy in force allows. Asked of EVENHAND_MONITORING, so that nothing imports upwards."""
    return import_string(settings.EVENHAND_MONITORING)(today)


# Openings


def open_now(viewer: Viewer, contact_id: UUID, *, now: datetime) -> Opening | None:
    """By which the viewer may read this contact's words at this moment."""
    mine = Opening.objects.filter(by_id=viewer.user_id, contact_id=contact_id)
    return mine.filter(at__lte=now, until__gt=now).first()


def opened_of(viewer: Viewer, contact_id: UUID):
    """Who opened the viewer's own part of it, and what the viewer opened; what others did stays between the two."""
    found = Opening.objects.filter(contact_id=contact_id).select_related("by", "person")
    return found.filter(person__user_id=viewer.user_id) | found.filter(by_id=viewer.user_id)


def openings_about(viewer: Viewer):
    """Every opening of the viewer's own words, the latest first."""
    if not viewer.is_someone:
        return Opening.objects.none()
    return Opening.objects.filter(person__user_id=viewer.user_id).select_related("by")


@dataclass(frozen=True)
class Used:
    """What a viewer has opened in this month, of what the policy allows (None: no limit)."""

    transcripts: int
    people: int
    limit: int | None

    @property
    def is_used_up(self) -> bool:
        return is_used_up(self.transcripts, self.limit)


def used(viewer: Viewer) -> Used:
    """In the calendar month of the viewer's today. The same contact opened on two days is one transcript."""
    first = timezone.make_aware(datetime.combine(viewer.today.replace(day=1), time.min))
    found = Opening.objects.filter(by_id=viewer.user_id, at__gte=first)
    return Used(
        found.values("contact_id").distinct().count(),
        found.filter(person__isnull=False).values("person_id").distinct().count(),
        monitored(viewer.today).openings_a_month,
    )


def occasions(whole: Whole, *, named: bool = True) -> dict[Purpose, str]:
    """What on this contact calls for opening its words, in words; not `named`, without who said what."""
    found = {}
    if whole.is_drawn:
        found[Purpose.DRAWN] = _("A monitoring plan drew this contact by chance.")
    asked = Correction.objects.filter(
        contact_id=whole.contact["contact_id"], state=State.ASKED, person_id__in=whole.people
    )
    for one in asked.select_related("person")[:1]:
        if not named:
            found[Purpose.SECOND_LOOK] = _("Somebody said that something is wrong with it.")
            continue
        found[Purpose.SECOND_LOOK] = _("%(name)s asked on %(day)s: “%(words)s”") % {
            "name": one.person.name,
            "day": date_format(timezone.localtime(one.asked_at), _("j F")),
            "words": one.words,
        }
    return found


# Corrections


def corrections(viewer: Viewer, *, state: str = ""):
    found = Correction.objects.filter(visible_corrections(viewer))
    found = found.filter(state=state) if state else found
    return found.select_related("person", "decided_by", "to_person", "to_team")


def corrections_of(viewer: Viewer, contact_id: UUID):
    return corrections(viewer).filter(contact_id=contact_id)


def to_answer(viewer: Viewer):
    """Those that wait for an answer which this viewer may give."""
    found = Correction.objects.filter(decidable_corrections(viewer), state=State.ASKED)
    return found.select_related("person")


def correction_of(viewer: Viewer, ref: str) -> Correction:
    require_writable(ref)
    return get_object_or_404(corrections(viewer), ref=ref)


def correction_to_answer(viewer: Viewer, ref: str) -> Correction:
    require_writable(ref)
    found = corrections(viewer).filter(decidable_corrections(viewer))
    return get_object_or_404(found, ref=ref)


def own_correction(viewer: Viewer, ref: str) -> Correction:
    require_writable(ref)
    return get_object_or_404(corrections(viewer).filter(person__user_id=viewer.user_id), ref=ref)


def whom_to_tell(person: Person, *, today) -> list[int]:
    """The accounts of those who lead the person's team today."""
    team = people.team_on(person, today)
    leaders: Iterable[Person] = people.leaders(team, today) if team else ()
    return [one.user_id for one in leaders if one.user_id and one.pk != person.pk]


def claims_of(person: Person):
    """What somebody said is wrong, for an erasure: shown to nobody but counted."""
    return Correction.objects.filter(person=person)


def credits() -> tuple[tuple[str, int, int | None, int | None, str], ...]:
    """To whom accepted corrections credit whose part of which contact, the latest last: for publishing, complete,
    shown to nobody."""
    accepted = Correction.objects.filter(state=State.ACCEPTED, kind__in=CREDITING)
    found = []
    for one in accepted.order_by("decided_at", "id"):
        credit = credit_of(
            one.kind, asker=one.person_id, person=one.to_person_id, team=one.to_team_id
        )
        if credit:
            found.append(
                (str(one.contact_id), one.person_id, credit.person, credit.team, credit.rule)
            )
    return tuple(found)
