"""Reading people and teams, always as somebody; and the directory that publishing needs."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404
from django.urls import reverse

from evenhand.analysis.calendar import OpeningHours
from evenhand.analysis.warehouse.directory import Directory
from evenhand.features.people.models import (
    Adjustment,
    Leadership,
    Membership,
    Person,
    SourceKey,
    Team,
)
from evenhand.features.people.policy import (
    MAY,
    Ability,
    holding,
    opened_people,
    relations,
    visible_people,
    visible_teams,
)
from evenhand.features.people.rules import likeness, opening
from evenhand.features.people.rules.likeness import Known
from evenhand.foundation.access.policy import may, require_writable
from evenhand.foundation.access.queries import roles_on
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.dated.models import DatedSetting
from evenhand.foundation.dated.queries import history
from evenhand.foundation.facts import credits
from evenhand.foundation.looking import called


def person_ref_of(user_id: int) -> str:
    """The person that an account belongs to; empty when there is none."""
    return Person.objects.filter(user_id=user_id).values_list("ref", flat=True).first() or ""


def people(viewer: Viewer, *, name: str = "", team: str = "", who: str = ""):
    """By name, each with the teams of today as `.teams_now`. `team`: its ref; `who`: as `_standing` has them."""
    now = Membership.objects.filter(holding(viewer.today)).select_related("team")
    found = Person.objects.filter(visible_people(viewer)).prefetch_related(
        Prefetch("memberships", queryset=now, to_attr="teams_now")
    )
    found = found.order_by(Lower("name"), "id")
    if team:
        found = found.filter(pk__in=now.filter(team__ref=team).values("person_id"))
    if who:
        found = found.filter(_standing(who, viewer.today))
    return called(found, name, "name")


def _standing(who: str, today: date) -> Q:
    """Of the people on a list; who has left needs no team and no account."""
    gone = Q(ends_on__isnull=False, ends_on__lte=today)
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=today)
    with_team = Membership.objects.filter(holding(today)).values("person_id")
    return {
        "here": begun & ~gone,
        "gone": gone,
        "no_team": ~gone & ~Q(pk__in=with_team),
        "no_account": ~gone & Q(user__isnull=True),
    }[who]


def person_of(viewer: Viewer, ref: str) -> Person:
    require_writable(ref)
    return get_object_or_404(Person, visible_people(viewer), ref=ref)


def person_with_figures(viewer: Viewer, ref: str) -> Person:
    """Somebody whose record the viewer may open, or whose figures were opened to them."""
    require_writable(ref)
    return get_object_or_404(Person, visible_people(viewer) | opened_people(viewer), ref=ref)


def opens_record(viewer: Viewer, person: Person) -> bool:
    return Person.objects.filter(visible_people(viewer), pk=person.pk).exists()


def opened_figures(viewer: Viewer, ref: str) -> tuple[str, str]:
    """The name of a person whose figures were opened to the viewer, and the page; empty when they are gone."""
    person = Person.objects.filter(opened_people(viewer), ref=ref).first()
    return (person.name, reverse("person_figures", args=[ref])) if person else ("", "")


@dataclass(frozen=True)
class Adjusted:
    """What was adjusted, and why as far as the viewer may know it (None: they may not)."""

    ref: str
    words: str
    because: str | None
    starts_on: date
    ends_on: date | None


def adjustments(viewer: Viewer, person: Person) -> list[Adjusted]:
    """Of a person, the latest first; nothing for whoever may not know, as if there were none."""
    holds = relations(viewer, person)
    if not may(viewer, Ability.SEE_ADJUSTMENT, MAY, holds=holds):
        return []
    why = may(viewer, Ability.SEE_WHY_ADJUSTED, MAY, holds=holds)
    return [
        Adjusted(one.ref, one.words, one.because if why else None, one.starts_on, one.ends_on)
        for one in Adjustment.opened.filter(person=person)
    ]


def adjustments_kept(person: Person) -> int:
    """How many there are, without opening one."""
    return Adjustment.objects.filter(person=person).count()


def adjustment_of(person: Person, ref: str) -> Adjustment:
    return get_object_or_404(Adjustment, person=person, ref=ref)


def teams(viewer: Viewer, *, name: str = ""):
    found = Team.objects.filter(visible_teams(viewer))
    return called(found, name, "name")


def team_of(viewer: Viewer, ref: str) -> Team:
    require_writable(ref)
    return get_object_or_404(Team, visible_teams(viewer), ref=ref)


def own_person(viewer: Viewer) -> Person | None:
    return Person.objects.filter(user_id=viewer.user_id).first() if viewer.is_someone else None


def members(viewer: Viewer, team: Team, *, day: date):
    """Who worked in the team on that day, by name, as far as this viewer may see people one by one."""
    held = Membership.objects.filter(holding(day), team=team).values("person_id")
    return Person.objects.filter(visible_people(viewer), pk__in=held)


def team_on(person: Person, day: date) -> Team | None:
    held = Membership.objects.filter(holding(day), person=person).select_related("team").first()
    return held.team if held else None


def record_of(person: Person) -> dict:
    """Everything dated about a person, for their record page."""
    return {
        "memberships": person.memberships.select_related("team").order_by("-starts_on"),
        "leaderships": person.leaderships.select_related("team").order_by("-starts_on"),
        "keys": person.keys.all(),
    }


def names(person_ids) -> dict[int, Person]:
    return Person.objects.in_bulk([i for i in person_ids if i is not None])


def team_names(team_ids) -> dict[int, Team]:
    return Team.objects.in_bulk([i for i in team_ids if i is not None])


def leaders(team: Team, day: date) -> list[Person]:
    held = Leadership.objects.filter(holding(day), team=team).select_related("person")
    return [one.person for one in held]


def directory() -> Directory:
    """Who is who, for publishing facts. Complete: it is not shown to anybody."""
    return Directory(
        keys=tuple(SourceKey.objects.values_list("source", "key", "person_id")),
        memberships=tuple(
            Membership.objects.values_list("person_id", "team_id", "starts_on", "ends_on")
        ),
        opening=opening_hours(),
        credits=tuple(credits()),
    )


@dataclass(frozen=True)
class Spell:
    """Hours from a day on; `row` says who set them and why (None: the usual office hours, nobody set them)."""

    hours: OpeningHours
    row: DatedSetting | None = None

    @property
    def week(self) -> list:
        return opening.written(self.hours)


def opening_spells() -> list[Spell]:
    """Newest first, and last the office hours that hold until the first that somebody set."""
    rows = history(opening.KEY)
    return [
        *(Spell(opening.counted(row.value, row.in_force_from), row) for row in rows),
        Spell(OpeningHours()),
    ]


def opening_hours() -> tuple[OpeningHours, ...]:
    return tuple(spell.hours for spell in opening_spells())


def leadership_of(person: Person, team_ref: str) -> Leadership:
    """Their leadership of a team that has not ended."""
    return get_object_or_404(person.leaderships, team__ref=team_ref, ends_on=None)


def unknown_keys(source: str, keys: list[str]) -> dict[str, list[str]]:
    """Those whom a file names and nobody here knows: by one spelling of each every spelling that the file has."""
    known = {
        key.strip().lower()
        for key in SourceKey.objects.filter(source__in=("", source)).values_list("key", flat=True)
    }
    return likeness.spelled_alike(key for key in keys if key.strip().lower() not in known)


def everybody() -> list[Known]:
    """All people, by name: for whoever brings in files, who may name anybody."""
    rows = Person.objects.order_by(Lower("name"), "id").values_list("ref", "name", "email")
    return [Known(*row) for row in rows]


def persons(refs) -> dict[str, Person]:
    return {one.ref: one for one in Person.objects.filter(ref__in=list(refs))}


def named_people():
    """For other systems: by the id under which every source knows a person."""
    return SourceKey.objects.filter(source="").select_related("person__user").order_by(Lower("key"))


def key_of(external_id: str) -> SourceKey | None:
    return named_people().filter(key__iexact=external_id).first()


def stated(keys, today: date) -> list[dict]:
    """What the API says of people, as it wants to hear it."""
    keys = list(keys)
    ids = [key.person_id for key in keys]
    teams = _going_on(Membership, ids, today) | _going_on(Leadership, ids, today)
    led = _going_on(Leadership, ids, today)
    roles = roles_on([key.person.user_id for key in keys if key.person.user_id], today)
    return [
        {
            "external_id": key.key,
            "name": key.person.name,
            "email": key.person.email,
            "team": teams.get(key.person_id, ""),
            "leads": key.person_id in led,
            "roles": sorted(roles.get(key.person.user_id, ())),
            "starts_on": key.person.starts_on,
            "ends_on": key.person.ends_on,
            "has_account": key.person.user_id is not None,
        }
        for key in keys
    ]


def _going_on(model, person_ids: list[int], today: date) -> dict[int, str]:
    """person → name of the team, today or, for whoever begins later, then."""
    rows = model.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today))
    rows = rows.filter(person_id__in=person_ids).order_by("-starts_on")
    return dict(rows.values_list("person_id", "team__name"))
