"""Reading who looked at what about whom, and what is known about people, why and for how long."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy

from evenhand.analysis.warehouse.erasing import count_of
from evenhand.analysis.warehouse.expiring import count_due
from evenhand.features.attainment.queries import old_rows, spare_rows, standings_kept
from evenhand.features.communication.queries import replies_kept
from evenhand.features.contacts.queries import claims_of
from evenhand.features.governance.models import LegalHold
from evenhand.features.governance.policy import MAY, Ability
from evenhand.features.governance.rules.erasure import PERSON, Standing, obstacles
from evenhand.features.governance.rules.retention import KEY, KINDS, Kind
from evenhand.features.insights.queries import views_kept
from evenhand.features.people import queries as people
from evenhand.features.people.models import Person
from evenhand.features.people.policy import holding
from evenhand.features.sources.queries import are_under_way, old_runs, runs_naming
from evenhand.features.standards.queries import told_kept
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit import queries as audit
from evenhand.foundation.audit.queries import Filter
from evenhand.foundation.backup.models import Removal
from evenhand.foundation.dated.models import DatedSetting
from evenhand.foundation.dated.queries import all_in_force, history
from evenhand.foundation.facts import store
from evenhand.foundation.guests import queries as guests
from evenhand.foundation.notices.queries import notices_about, old_notices
from evenhand.foundation.personal import Declared, data_map
from evenhand.foundation.remarks.queries import remarks_kept

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
    # The floor holds also for what was set before there was one, or past the form.
    return Rule(kind, max(row.value, kind.least) if row else kind.days, row)


def own_data_map() -> list[Declared]:
    """Every field that says something about a person."""
    ours = (one for one in apps.get_app_configs() if one.name.startswith("evenhand."))
    return list(data_map(ours))


# --- erasure -------------------------------------------------------------------------------------


SENTENCES = {
    "held": gettext_lazy(
        "There is a legal hold on this person. End it first, with whoever set it."
    ),
    "works_here": gettext_lazy("They work in or lead a team today. End that first, from a day."),
    "has_open_account": gettext_lazy("Their account is open. Close it first."),
    "files_under_way": gettext_lazy(
        "A file is being checked or brought in, and may name them. Finish or leave it first."
    ),
}


def person_to_erase(viewer: Viewer, ref: str) -> Person:
    require(viewer, Ability.ERASE_PEOPLE, MAY)
    return person_of(viewer, ref)


def obstacles_of(person: Person, today: date) -> list[str]:
    """What speaks against erasing somebody now, all of it, in words."""
    return [str(SENTENCES[name]) for name in obstacles(standing(person, today))]


def called(person: Person) -> tuple[str, ...]:
    """Every name and number by which files may mean this person; the name first."""
    keys = [key.key for key in person.keys.all()]
    return tuple(dict.fromkeys([person.name, *keys, *filter(None, [person.email])]))


def standing(person: Person, today: date) -> Standing:
    works = person.memberships.filter(holding(today)) or person.leaderships.filter(holding(today))
    return Standing(
        held=LegalHold.objects.filter(person=person, ended_at=None).exists(),
        works_here=bool(works),
        has_open_account=bool(person.user and person.user.is_active),
        files_under_way=are_under_way(),
    )


def holds_of(person: Person) -> list[LegalHold]:
    return list(LegalHold.objects.filter(person=person).select_related("set_by", "ended_by"))


def lines_naming(person: Person) -> list[int]:
    """Lines of the audit that say something about the person, or about their account."""
    refs = [person.ref, *([person.user.ref] if person.user else [])]
    return audit.lines_about(refs)


def would_go(person: Person) -> dict[str, int]:
    """What an erasure would remove or make nameless now, by kind: for reading before anybody decides."""
    names = called(person)
    return {
        **count_of(store(), person.pk, names=names, directory=people.directory()),
        "team": person.memberships.count() + person.leaderships.count(),
        "key": person.keys.count(),
        "correction": claims_of(person).count(),
        "file": len(runs_naming(person.pk, names)),
        **_records_of(person),
        "audit": len(lines_naming(person)),
    }


def _records_of(person: Person) -> dict[str, int]:
    opened = guests.kept_of(user_id=person.user_id, object_type="person", object_ref=person.ref)
    told = notices_about(user_id=person.user_id, names=[person.name])
    return {
        "adjustment": people.adjustments_kept(person),
        "target": told_kept(person),
        "opened": opened.count(),
        "hold": LegalHold.objects.filter(person=person).count(),
        "view": views_kept(person.user_id),
        "reply": replies_kept(person.user_id),
        "standing": standings_kept(person),
        "remark": remarks_kept(person.user_id, person.ref),
        "notice": told.count(),
        "account": 1 if person.user else 0,
    }


def removal(ref: str) -> Removal:
    return Removal.objects.get(ref=ref)


def removals(viewer: Viewer):
    require(viewer, Ability.ERASE_PEOPLE, MAY)
    return Removal.objects.order_by("-at", "-id")


def unfinished_removals() -> list[Removal]:
    """Begun, or still to begin; without what a hold stops that came after the decision."""
    return [one for one in Removal.objects.filter(done_at=None) if not is_held_since(one)]


def is_held_since(removal: Removal) -> bool:
    """Whether a hold that was set after the decision keeps what it would take. One from before does not: nothing is
    decided against a hold, so that it is one which an older backup has brought back."""
    holds = LegalHold.objects.filter(ended_at=None, set_at__gt=removal.at)
    if removal.kind == PERSON:
        holds = holds.filter(person__ref=removal.subject_ref)
    return holds.exists()


# --- what has been kept for long enough ----------------------------------------------------------

# Which grains of facts a kind of record is.
GRAINS = {
    "transcripts": ("message",),
    "contacts": ("contact", "leg", "response"),
    "evaluations": ("evaluation",),
}


def cut_offs(today: date) -> dict[str, date]:
    """Of each kind of record the first day that is still kept."""
    return {one.kind.key: today - timedelta(days=one.days) for one in retention_rules(today)}


def grains_before(today: date) -> dict[str, date]:
    cuts = cut_offs(today)
    return {grain: cuts[kind] for kind, grains in GRAINS.items() for grain in grains}


def due(today: date) -> dict[str, int]:
    """How many of each kind of record have been kept for long enough: what a removal would take now."""
    counted = count_due(store(), grains_before(today), directory=people.directory())
    cuts = cut_offs(today)
    found = {kind: sum(counted[grain] for grain in grains) for kind, grains in GRAINS.items()}
    return found | {
        "files": len(old_runs(cuts["files"])),
        "people": len(leavers_due(today)),
        "audit": len(due_lines(cuts["audit"])),
        "notices": old_notices(cuts["notices"]).count(),
        "standings": old_rows(cuts["standings"], today),
        "nights": spare_rows(cuts["nights"], today),
    }


def leavers_due(today: date) -> list[Person]:
    """Whose last team ended as long ago as their record is kept, and against whose erasure nothing speaks. Who was
    never in a team has no such day: they go when somebody asks for it."""
    cut = cut_offs(today)["people"]
    old = Q(memberships__ends_on__lte=cut) | Q(leaderships__ends_on__lte=cut)
    found = Person.objects.filter(old).distinct().order_by("pk")
    found = found.select_related("user").prefetch_related("memberships", "leaderships")
    return [one for one in found if _left(one, cut) and not obstacles(standing(one, today))]


def _left(person: Person, cut: date) -> bool:
    """Whether every time in a team, or at its head, had ended by then."""
    ends = [one.ends_on for one in (*person.memberships.all(), *person.leaderships.all())]
    return all(day is not None and day <= cut for day in ends)


def due_lines(before: date) -> list[int]:
    """Old lines of the audit that say something, but for those about somebody on whom there is a hold."""
    held = LegalHold.objects.filter(ended_at=None).values_list("person__ref", flat=True)
    return audit.lines_before(before, except_about=list(held))


def anybody_is_held() -> bool:
    return LegalHold.objects.filter(ended_at=None).exists()
