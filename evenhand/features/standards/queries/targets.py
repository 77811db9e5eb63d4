"""Targets on a day: which hold, whom each is about, and from when each of these is measured. Each asks once for all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from evenhand.features.communication.queries import Reading, readings
from evenhand.features.people.models import Membership, Person
from evenhand.features.people.policy import holding
from evenhand.features.standards.models import CopyGiven, Target, TargetVersion
from evenhand.features.standards.rules.measured import Asked, until
from evenhand.features.standards.rules.measured import measured_from as rule_of_measuring
from evenhand.features.standards.rules.targets import About, Spell, Where

TARGET = "target"  # as acknowledgements and the audit name it
# Of two targets of one KPI the narrower holds for a person.
_NARROWEST_FIRST = (Where.PEOPLE, Where.TEAMS, Where.ORGANISATION)


@dataclass(frozen=True)
class Held:
    """A version of a target, and the days [first, until) on which it holds (None: until another one does)."""

    version: TargetVersion
    first: date
    until: date | None

    def holds(self, on: date) -> bool:
        return self.first <= on and (self.until is None or on < self.until)

    @property
    def kpi_key(self) -> str:
        return self.version.target.kpi_key

    @property
    def about(self) -> About:
        return self.version.about

    @property
    def where(self) -> Where:
        return Where(self.version.where)

    @property
    def keys(self) -> frozenset:
        return frozenset(self.version.keys)

    @property
    def spell(self) -> Spell:
        return Spell(self.kpi_key, self.about, self.where, self.keys, self.first, self.until)


def all_held(**chosen) -> list[Held]:
    """Every version with the days on which it holds or held, those that never did left out. By standard and KPI."""
    return [one for one in _all(**chosen) if one.until is None or one.until > one.first]


def versions_of(target: Target) -> list[Held]:
    """Of one target those that hold or held; where it was called off before it began, what would have."""
    return all_held(target=target) or _all(target=target)


def _all(**chosen) -> list[Held]:
    found = TargetVersion.objects.filter(**chosen).select_related(
        "target__standard__owner", "target__standard__withdrawal", "target__ending",
        "standard_version", "published_by",
    )  # fmt: skip
    by_target = defaultdict(list)
    for one in found.order_by("target__standard__title", "target__kpi_key", "target_id", "number"):
        by_target[one.target_id].append(one)
    return [held for versions in by_target.values() for held in _spells(versions)]


def _spells(versions: Sequence[TargetVersion]) -> Iterable[Held]:
    """Of one target, in their order."""
    target = versions[0].target
    ended = [getattr(target, "ending", None), getattr(target.standard, "withdrawal", None)]
    ends = [one.ends_on for one in ended if one]
    for one, following in zip(versions, [*versions[1:], None], strict=True):
        next_first = following and following.effective_from
        yield Held(one, one.effective_from, until(one.effective_from, [one.effective_to, next_first, *ends]))  # fmt: skip


def targets_in_force(on: date, **chosen) -> list[Held]:
    """What holds on a day, whenever it is asked. `chosen`: conditions on the versions' targets, as `target__kpi_key`."""
    return [one for one in all_held(**chosen) if one.holds(on)]


def people_under(found: Iterable[Held], on: date) -> dict[int, frozenset[int]]:
    """By id of the version, the ids of the people whose own figures are held against it on a day.

    Only targets about persons have any. Of two of one KPI the narrower one holds: named people, teams, organisation;
    one of a channel or a topic stands beside them.
    """
    return by_version(found, _teams(on))


def by_version(found: Iterable[Held], teams: dict[int, set[int]]) -> dict[int, frozenset[int]]:
    """The same of people in these teams: ids of their members by id of the team."""
    everybody = frozenset(person for members in teams.values() for person in members)
    found = [one for one in found if one.about is About.PERSON]
    under, taken = {}, defaultdict(set)
    for where in _NARROWEST_FIRST:
        for one in (held for held in found if held.where is where):
            named = _named(one, teams, everybody)
            under[one.version.pk] = frozenset(named - taken[one.kpi_key])
        for one in (held for held in found if held.where is where):
            taken[one.kpi_key] |= under[one.version.pk]
    beside = [one for one in found if one.where in (Where.CHANNELS, Where.TOPICS)]
    return under | {one.version.pk: everybody for one in beside}


def people_ahead(on: date, **chosen) -> dict[int, frozenset[int]]:
    """By id of the version, of everything that holds on a day or will, whom it is about when it first does.

    A narrower target that is still to come takes nobody from a wider one before its first day.
    """
    found = [one for one in all_held(**chosen) if one.until is None or one.until > on]
    ahead = {}
    for day in {max(on, one.first) for one in found}:
        under = people_under([one for one in found if one.holds(day)], day)
        begun = (one.version.pk for one in found if max(on, one.first) == day)
        ahead |= {pk: under.get(pk, frozenset()) for pk in begun}
    return ahead


def _named(one: Held, teams: dict[int, set[int]], everybody: frozenset[int]) -> frozenset[int]:
    if one.where is Where.PEOPLE:
        return one.keys & everybody
    if one.where is Where.TEAMS:
        return frozenset(person for key in one.keys for person in teams.get(key, ()))
    return everybody


def _teams(on: date) -> dict[int, set[int]]:
    found = defaultdict(set)
    for team, person in Membership.objects.filter(holding(on)).values_list("team_id", "person_id"):
        found[team].add(person)
    return found


def target_for(person: Person, kpi_key: str, on: date) -> Held | None:
    """The target about this person's own figure of a KPI, whatever the channel and topic; None where none holds."""
    found = targets_in_force(on, target__kpi_key=kpi_key, target__about=About.PERSON)
    found = [one for one in found if one.where in _NARROWEST_FIRST]
    under = people_under(found, on)
    return next((one for one in found if person.pk in under[one.version.pk]), None)


def targets_of(person: Person, on: date) -> list[tuple[Held, date | None]]:
    """The targets against which this person's own figures are held, also those to come, and from when; None: not yet."""
    about = {"target__about": About.PERSON}
    ahead = people_ahead(on, **about)
    own = [one for one in all_held(**about) if person.pk in ahead.get(one.version.pk, ())]
    days = measured_from(own)
    return [(one, days.get((one.version.pk, person.pk))) for one in own]


def measured_from(found: Iterable[Held]) -> dict[tuple[int, int], date]:
    """(id of the version, id of the person) → the first day that counts. Whoever is missing is not measured yet."""
    found = list(found)
    people = dict(Person.objects.filter(user__isnull=False).values_list("user_id", "pk"))
    asked = {
        (one.object_ref, one.version, people[one.user_id]): _asked(one)
        for one in readings(TARGET, {held.version.target.ref for held in found})
        if one.user_id in people
    }
    copies = CopyGiven.objects.filter(version__in=[one.version.pk for one in found])
    copied = {(one.version_id, one.person_id): one.reply_by for one in copies}
    by_name = {(one.version.target.ref, one.version.number): one for one in found}
    pairs = {(by_name[ref, number].version.pk, person): (by_name[ref, number], one)
             for (ref, number, person), one in asked.items() if (ref, number) in by_name}  # fmt: skip
    by_pk = {one.version.pk: one for one in found}
    for version, person in copied:
        pairs.setdefault((version, person), (by_pk[version], None))
    days = {
        pair: rule_of_measuring(held.first, asked=one, copy_read_by=copied.get(pair))
        for pair, (held, one) in pairs.items()
    }
    return {pair: day for pair, day in days.items() if day}


def _asked(one: Reading) -> Asked:
    def day(at):
        return at and timezone.localdate(at)

    return Asked(one.reply_by, day(one.acknowledged_at), day(one.open_question_at), day(one.question_answered_at))  # fmt: skip
