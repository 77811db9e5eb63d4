"""A tiny centre with facts in it: the cast in two teams, and a few dozen contacts brought in for real.

Northgate is led by Joanna; Amara and Ben work in it. Southbank is led by Rajesh; Noor works in it.
The numbers of contacts are all different, so that a page which betrays one betrays whose it is.
"""

import csv
import io
import random
import shutil
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone

from evenhand.analysis.intake.ids import EVENHAND
from evenhand.features.people.actions import (
    add_key,
    create_person,
    create_team,
    join_team,
    lead_team,
    open_figures,
)
from evenhand.features.people.models import Person, Team
from evenhand.features.sources import actions as sources
from evenhand.features.sources.models import ImportRun
from evenhand.features.sources.queries import mapping_of
from evenhand.foundation.files.queries import path_of
from evenhand.foundation.guests.models import Part, Participation
from tests import cast
from tests.kept import keep
from tests.made_once import made_once

HEADER = (
    "contact_id", "started_at", "agent", "channel", "reason", "answered", "wait_seconds",
    "talk_seconds", "hold_seconds", "wrap_seconds", "csat",
)  # fmt: skip
ENDS = date(2024, 4, 28)  # long past, whatever the clock says; after `cast.SINCE`
DAYS = 84
SOURCE = "Telephone"
AMARA, BEN, NOOR, ABANDONED = 47, 43, 37, 11  # contacts
RATED = {"amara": 31, "ben": 29, "noor": 34}


@dataclass(frozen=True)
class Centre:
    northgate: Team
    southbank: Team
    amara: Person
    ben: Person
    joanna: Person
    noor: Person
    rajesh: Person
    run: ImportRun


def make_centre() -> Centre:
    """In a home of the test's own: ask for the fixture `files_home` first.

    The import is real; it runs once in a session, and what came of it is laid into every later home.
    """
    people = make_people()
    ids = tuple(one.pk for one in people.values())
    if ids not in _KEPT:
        run = bring_in(contacts_csv(), by=cast.sam())
        outcome = {name: getattr(run, name) for name in _OUTCOME}
        _KEPT[ids] = keep(settings.EVENHAND.warehouse), outcome
    else:
        run = _laid_in(*_KEPT[ids])
    return Centre(**people, run=run)


_KEPT: dict[tuple, tuple[Path, dict]] = {}
_OUTCOME = (
    "ref",
    "state",
    "mapping",
    "lines",
    "accepted",
    "rejected",
    "already_here",
    "updates",
    "summary",
    "finished_at",
)


def _laid_in(kept: Path, outcome: dict) -> ImportRun:
    shutil.copytree(kept, settings.EVENHAND.warehouse, dirs_exist_ok=True)

    def begin() -> None:
        run = start(contacts_csv(), by=cast.sam())
        ImportRun.objects.filter(pk=run.pk).update(**outcome)

    made_once(begin)
    run = ImportRun.objects.select_related("file", "source").latest("pk")
    file = path_of(run.file)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(contacts_csv())
    return run


def make_people() -> dict:
    """Teams and persons of the cast, each with an account and the key by which the file names them."""
    with connection.cursor() as cursor:  # the same ids in every test, on PostgreSQL too
        for sql in connection.ops.sequence_reset_sql(no_style(), [Team, Person]):
            cursor.execute(sql)
    made_once(_make_people)
    teams = {one.name.lower(): one for one in Team.objects.filter(name__in=TEAMS)}
    people = {cast.email_of(name): name for name in PEOPLE}
    found = Person.objects.filter(email__in=people).select_related("user")
    return teams | {people[one.email]: one for one in found}


TEAMS = ("Northgate", "Southbank")
PEOPLE = ("amara", "ben", "joanna", "noor", "rajesh")


def _make_people() -> None:
    sam = cast.sam()
    teams = {name.lower(): create_team(by=sam, name=name) for name in TEAMS}
    people = {}
    for name in PEOPLE:
        user = cast.CAST[name]()
        people[name] = create_person(by=sam, name=user.name, email=user.email, user=user)
    for name, team in (("amara", "northgate"), ("ben", "northgate"), ("noor", "southbank")):
        add_key(by=sam, person=people[name], key=name)
        join_team(by=sam, person=people[name], team=teams[team], starts_on=cast.SINCE)
    for name, team in (("joanna", "northgate"), ("rajesh", "southbank")):
        lead_team(by=sam, person=people[name], team=teams[team], starts_on=cast.SINCE)


def let_in(
    user, person: Person, *, days: int = 28, reason: str = "Companion at a hearing"
) -> Participation:
    """Owen opens a person's figures to somebody, from the day on that pages take for today."""
    today = timezone.localdate()
    return open_figures(
        by=cast.owen(), person=person, user=user, part=Part.COMPANION, reason=reason,
        starts_on=today, ends_on=today + timedelta(days=days),
    )  # fmt: skip


def bring_in(data: bytes, *, by, name="contacts.csv", source=SOURCE, add_people=False) -> ImportRun:
    """Every step of an import, at once, with what would be proposed."""
    run = start(data, by=by, name=name, source=source)
    sources.match_columns(by=by, run=run, mapping=mapping_of(run))
    sources.check(by=by, run=run, today=cast.TODAY)
    sources.confirm(by=by, run=run, add_people=add_people, team_name="Newcomers")
    return sources.bring_in(by=by, run=run, today=cast.TODAY)


def start(data: bytes, *, by, name="contacts.csv", source=SOURCE) -> ImportRun:
    return sources.start(
        by=by,
        stream=io.BytesIO(data),
        name=name,
        source_name=source,
        zone="Europe/London",
        largest=settings.EVENHAND.largest_import_bytes,
    )


def id_of(number: str, source: str = SOURCE) -> uuid.UUID:
    """The contact's id as the architecture fixes it, by Python's own uuid5."""
    return uuid.uuid5(uuid.uuid5(EVENHAND, source), number)


@cache
def contacts_csv() -> bytes:
    """The same bytes each time. Amara's answers are worse than Ben's, so that a mix-up would show."""
    dice = random.Random(20240428)
    lines = []
    for who, number, good in (("amara", AMARA, 0.6), ("ben", BEN, 0.9), ("noor", NOOR, 0.75)):
        for at in range(number):
            rating = dice.choice("45" if dice.random() < good else "123") if at < RATED[who] else ""
            measured = (dice.randint(2, 60), dice.randint(60, 600), dice.randint(0, 40), 30, rating)
            channel = "phone" if at % 3 else "chat"
            lines.append(
                (f"{who}-{at:03d}", _moment(dice), who, channel, "Billing", "Y", *measured)
            )
    for at in range(ABANDONED):
        lines.append(
            (
                f"lost-{at:03d}",
                _moment(dice),
                "",
                "phone",
                "Moving",
                "N",
                dice.randint(5, 200),
                *[""] * 4,
            )
        )
    lines.append(
        ("last-000", f"{ENDS} 16:59:00", "noor", "phone", "Billing", "Y", 5, 100, 0, 30, "")
    )
    return as_csv(HEADER, lines)


def as_csv(header, lines) -> bytes:
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(header)
    out.writerows(lines)
    return text.getvalue().encode()


def _moment(dice: random.Random) -> str:
    day = ENDS - timedelta(days=dice.randrange(1, DAYS))
    return str(datetime(day.year, day.month, day.day, dice.randrange(9, 17), dice.randrange(60)))
