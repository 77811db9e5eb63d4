"""A centre of thirty people with a month that can be judged: Amara struggles, Ben has the hard contacts, the others
are about as good as each other.

Contacts are brought in for real, once in a session; standards and targets are set through their actions.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import copytree

from django.conf import settings

from evenhand.features.attainment.models import Assessment, PersonStanding, Reckoning
from evenhand.features.people.actions import add_key, create_person, join_team
from evenhand.features.people.models import Person
from evenhand.features.people.queries import team_names
from evenhand.features.standards import actions as standards
from evenhand.features.standards.models import TargetVersion
from evenhand.foundation.access.viewers import SYSTEM
from tests import cast, centre
from tests import standards as made_standards
from tests.kept import keep
from tests.made_once import made_once

FIRST, END = date(2024, 4, 1), date(2024, 5, 13)  # contacts on the days between
TODAY = date(2024, 5, 13)  # April is over and settled
GIVEN = date(2024, 1, 15)  # when everybody was handed the target: fourteen days to read it
EACH = 150  # rated contacts of each person in April
STANDARD = 0.8
# Of a contact of each kind, how many customers somebody of the usual ability pleases.
KINDS = {"Moving": 0.92, "Billing": 0.72}
HEADER = ("contact_id", "started_at", "agent", "channel", "reason", "answered", "wait_seconds",
          "talk_seconds", "hold_seconds", "wrap_seconds", "csat", "customer_id")  # fmt: skip


@dataclass(frozen=True)
class Team:
    """The cast of `tests.centre` by name, and everybody who is measured."""

    amara: Person
    ben: Person
    noor: Person
    northgate: object
    southbank: object
    everybody: list[Person]


_KEPT: dict[tuple, Path] = {}


def make_team(others: int = 27) -> Team:
    """In a home of the test's own: ask for the fixture `files_home` first."""
    people = centre.make_people()
    sam = cast.sam()
    made = made_once(_make_others, others, people["northgate"].pk, people["southbank"].pk)
    everybody = [people["amara"], people["ben"], people["noor"], *Person.objects.filter(pk__in=made).order_by("pk")]  # fmt: skip
    ids = tuple(one.pk for one in everybody)
    if ids in _KEPT:
        copytree(_KEPT[ids], settings.EVENHAND.warehouse, dirs_exist_ok=True)
    else:
        centre.bring_in(contacts_csv(["amara", "ben", "noor", *(f"p{at:02d}" for at in range(others))]), by=sam)  # fmt: skip
        _KEPT[ids] = keep(settings.EVENHAND.warehouse)
    places = {name: people[name] for name in ("amara", "ben", "noor", "northgate", "southbank")}
    return Team(**places, everybody=everybody)


def _make_others(count: int, *in_turn: int) -> list[int]:
    """So many people in these teams in turn; gives their keys."""
    sam, found = cast.sam(), []
    teams = team_names(in_turn)
    for at in range(count):
        person = create_person(by=sam, name=f"Person {at:02d}", email="")
        add_key(by=sam, person=person, key=f"p{at:02d}")
        join_team(
            by=sam, person=person, team=teams[in_turn[at % len(in_turn)]], starts_on=cast.SINCE
        )
        found.append(person.pk)
    return found


def contacts_csv(keys: list[str]) -> bytes:
    dice = random.Random(20240430)
    lines = []
    for who in keys:
        lines += [_line(dice, who, at) for at in range(EACH)]
    return centre.as_csv(HEADER, lines)


def _line(dice: random.Random, who: str, at: int) -> tuple:
    hard = 0.9 if who == "ben" else 0.5
    topic = "Billing" if dice.random() < hard else "Moving"
    pleased = KINDS[topic] - (0.25 if who == "amara" else 0.0)
    day = FIRST + timedelta(days=dice.randrange(30) if at else (END - FIRST).days - 2)
    moment = datetime(day.year, day.month, day.day, dice.randrange(9, 17), dice.randrange(60))
    rating = 5 if dice.random() < pleased else 2
    return (f"{who}-{at:04d}", moment, who, "phone", topic, "Y", 10, 200, 0, 30, rating, f"c-{who}-{at}")  # fmt: skip


def make_target(people: list[Person], key: str = "csat", **other) -> TargetVersion:
    """At least 80% each month, which everybody was handed and had the time to read."""
    given = {"threshold": STANDARD, "minimum_volume": 30} | other
    version = made_standards.make_target(key=key, **given)
    if people:
        give(version, people)
    return version


def give(version: TargetVersion, people: list[Person], given_on: date = GIVEN) -> None:
    """Put on the record on the day itself."""
    by = cast.viewer(cast.helen(), given_on)
    standards.give_copies(by=by, version=version, people=people, given_on=given_on)


def reckon(today: date = TODAY, by=SYSTEM):
    from evenhand.features.attainment import actions

    return actions.reckon(by=by, today=today)


def make_nights(team: Team, days: list[date]) -> list[Reckoning]:
    """More runs, as if the facts had changed on each of these days: the running month, a day longer each time."""
    version = Assessment.objects.first().version
    made = []
    for number, day in enumerate(days):
        run = Reckoning.objects.create(day=day, generation=100 + number, fingerprint=str(day))
        one = Assessment.objects.create(
            reckoning=run, version=version, first=date(2024, 5, 1), end=day, is_final=False,
            definition="csat@2", method="standing@3", way="share", zone="Europe/London",
        )  # fmt: skip
        PersonStanding.objects.create(
            assessment=one, person=team.amara, since=date(2024, 5, 1), formal_use=False, threshold=0.8, n=9
        )  # fmt: skip
        made.append(run)
    return made
