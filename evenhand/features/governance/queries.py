"""Reading who looked at what about whom, and what is known about people, why and for how long."""

from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.http import Http404

from evenhand.features.governance.policy import MAY, Ability
from evenhand.features.governance.rules.retention import KEY, KINDS, Kind
from evenhand.features.people import queries as people
from evenhand.features.people.models import Person
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit import queries as audit
from evenhand.foundation.audit.queries import Filter
from evenhand.foundation.dated.models import DatedSetting
from evenhand.foundation.dated.queries import all_in_force, history
from evenhand.foundation.personal import Declared, data_map

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


# --- what is known, why, for how long ------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """A kind of record and how long it is kept today; `row` says who set that (None: the default)."""

    kind: Kind
    days: int
    row: DatedSetting | None = None

    @property
    def months(self) -> int:
        return round(self.days / 30.44)


def retention_rules(today: date) -> list[Rule]:
    set_here = all_in_force(KEY, today)
    return [_rule(kind, set_here.get(kind.setting)) for kind in KINDS]


def retention_rule(key: str, today: date) -> Rule:
    """The rule of one kind of record; not here when there is no such kind."""
    found = {rule.kind.key: rule for rule in retention_rules(today)}
    if key not in found:
        raise Http404
    return found[key]


def retention_history(kind: Kind) -> list[DatedSetting]:
    return history(kind.setting)


def _rule(kind: Kind, row: DatedSetting | None) -> Rule:
    return Rule(kind, row.value if row else kind.days, row)


def own_data_map() -> list[Declared]:
    """Every field that says something about a person."""
    ours = (one for one in apps.get_app_configs() if one.name.startswith("evenhand."))
    return list(data_map(ours))
