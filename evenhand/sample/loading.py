"""Loads the simulated centre through the same door as anybody's: people, accounts, and every file.

Each part is there whole or not at all, so an interrupted start is simply begun again.
"""

import json
import os
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from evenhand.features.attainment.actions import reckon
from evenhand.features.attainment.models import Reckoning
from evenhand.features.people.actions import bring_in_people, link_account
from evenhand.features.people.models import Person
from evenhand.features.people.rules import people_file
from evenhand.features.sources import actions as sources
from evenhand.features.sources.models import ImportRun, State
from evenhand.features.sources.queries import mapping_of
from evenhand.features.standards.queries import has_monitoring_policy
from evenhand.foundation.access.actions import create_user, grant_role
from evenhand.foundation.access.models import User
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.sample.centre import write
from evenhand.sample.guest import has_guest, let_in_a_guest
from evenhand.sample.people import ORGANISATION
from evenhand.sample.policies import publish_policy
from evenhand.sample.standards import has_standards, publish_standards

Say = Callable[[str], None]

SOURCE = f"{ORGANISATION} contacts"
# Files in the order in which they come in: the later ones are about contacts of the first.
FILES = {
    "contacts.csv": SOURCE,
    "surveys.csv": f"{ORGANISATION} surveys",
    "evaluations.csv": f"{ORGANISATION} evaluations",
    "conversations.jsonl": f"{ORGANISATION} transcripts",
}
ZONE = "Europe/London"  # of the files' clock times

# Who can be come in as, beside the guest (`guest.py`). The first of a role takes its seat at the door.
CAST = (
    ("Sam Oyelaran", Role.ADMINISTRATOR),
    ("Amara Okafor", Role.AGENT),
    ("Joanna Price", Role.TEAM_LEADER),
    ("Rajesh Kotecha", Role.TEAM_LEADER),
    ("Maeve Donnellan", Role.TEAM_LEADER),
    ("Mateus Ribeiro", Role.QUALITY_ANALYST),
    ("Helen Brandt", Role.SERVICE_MANAGER),
    ("Owen Tudor", Role.HR_ADVISER),
    ("Leila Haddad", Role.PRIVACY_OFFICER),
    ("Pat Mulligan", Role.REPRESENTATIVE),
)

BROUGHT_IN = (State.DONE, State.TAKING_BACK, State.TAKEN_BACK)  # what followed is the viewer's wish


def place() -> Path:
    """Where the centre's files lie. A home that has it is a sample centre's, and nobody else's."""
    return settings.EVENHAND.home / "sample"


def is_loaded() -> bool:
    said = has_monitoring_policy() and has_standards() and Reckoning.objects.exists()
    return said and has_guest() and all(_is_in(_run(source)) for source in FILES.values())


def _is_in(run: ImportRun | None) -> bool:
    return run is not None and run.state in BROUGHT_IN


def load(*, contacts: int, today: date, say: Say) -> ImportRun:
    """Write the files and bring them in, as far as that is not done yet. Safe to repeat.

    Gives the run of the contacts."""
    place().mkdir(exist_ok=True)
    folder = _written(contacts, today - timedelta(days=1), say)
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    first_day = date.fromisoformat(truth["first_day"])
    if not User.objects.filter(is_sample=True).exists():
        say("Bringing in the people, and an account for each role")
        lines, faults = people_file.read((folder / "people.csv").read_bytes(), today=today)
        if faults:
            raise AssertionError(f"people.csv: {faults[0]}")
        _seat(lines, since=first_day)
    publish_policy(today=today, first_day=first_day)
    administrator = User.objects.filter(is_sample=True).earliest("pk")
    for name, source in FILES.items():
        _bring_in(administrator, folder / name, source, today, say)
    say("Publishing the charter, standards and targets")
    publish_standards(today=today, first_day=first_day)
    say("Reckoning where everyone stands")
    reckon(by=SYSTEM, today=today)
    say("Letting in a guest")
    let_in_a_guest(today=today, first_day=first_day)
    return _run(SOURCE)


def _written(contacts: int, end: date, say: Say) -> Path:
    folder, unfinished = place() / "files", place() / "unfinished"
    if not folder.exists():
        say(f"Simulating a year of {ORGANISATION}: {contacts:,} contacts up to {end:%-d %B %Y}")
        shutil.rmtree(unfinished, ignore_errors=True)
        write(unfinished, contacts=contacts, end=end)
        os.replace(unfinished, folder)
    return folder


@transaction.atomic
def _seat(lines, *, since: date) -> None:
    """The people of the file, and the cast's accounts, all at once."""
    accounts = {}
    emails = {line.name: line.email for line in lines}
    for name, role in CAST:
        account = create_user(by=SYSTEM, email=emails[name], name=name, sample=True)
        grant_role(by=SYSTEM, user=account, role=role, starts_on=since)
        accounts[emails[name]] = account
    administrator = accounts[emails[CAST[0][0]]]
    bring_in_people(by=administrator, lines=lines)
    for person in Person.objects.filter(email__in=accounts):
        link_account(by=administrator, person=person, user=accounts[person.email])


def _bring_in(by: User, file: Path, source: str, today: date, say: Say) -> None:
    """Through every step of an import, from wherever an earlier start was interrupted."""
    run = _run(source) or _started(by, file, source)

    def report(step: str, *_) -> None:
        say(f"{file.name}: {step}")

    def report_month(month: str, done: int, total: int) -> None:
        say(f"Building the figures: {month} ({done + 1} of {total})")

    if run.state in (State.LOOKED_AT, State.CHECKING, State.FAILED):
        about = "" if source == SOURCE else SOURCE
        sources.match_columns(by=by, run=run, mapping=mapping_of(run).with_(about=about))
        sources.check(by=by, run=run, today=today, report=report)
    if run.state == State.CHECKED:
        sources.confirm(by=by, run=run, add_people=False, team_name="")
    if run.state == State.BRINGING_IN:
        # Figures are built once, with the last file.
        more = not all(_is_in(_run(other)) for other in FILES.values() if other != source)
        sources.bring_in(by=by, run=run, today=today, more_follow=more, report=report_month)


def _run(source: str) -> ImportRun | None:
    runs = ImportRun.objects.select_related("source", "file").filter(source__name=source)
    return runs.order_by("pk").first()


def _started(by: User, file: Path, source: str) -> ImportRun:
    with file.open("rb") as stream:
        return sources.start(
            by=by,
            stream=stream,
            name=file.name,
            source_name=source,
            zone=ZONE,
            largest=settings.EVENHAND.largest_import_bytes,
        )
