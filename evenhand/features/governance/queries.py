"""Reading who looked at what about whom."""

from django.http import Http404

from evenhand.features.governance.policy import MAY, Ability
from evenhand.features.people import queries as people
from evenhand.features.people.models import Person
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit import queries as audit
from evenhand.foundation.audit.queries import Filter

OPENED = "list of looks opened"


def person_of(viewer: Viewer, ref: str) -> Person:
    """Somebody whose list may be asked for."""
    require(viewer, Ability.READ_LOOKS_OF_OTHERS, MAY)
    found = people.persons([ref]).get(ref) if "\0" not in ref else None
    if found is None:
        raise Http404
    return found


def is_open(viewer: Viewer, person: Person) -> bool:
    """Whether the viewer gave a purpose today."""
    asked = Filter(verb=OPENED, actor_ref=viewer.ref, since=viewer.today)
    return audit.about_person(person.ref, asked).exists()


def looks(viewer: Viewer, person: Person, chosen: Filter | None = None):
    """What was done about a person, for whoever gave a purpose today; nothing for anybody else."""
    require(viewer, Ability.READ_LOOKS_OF_OTHERS, MAY)
    if not is_open(viewer, person):
        raise Http404
    return audit.about_person(person.ref, chosen)
