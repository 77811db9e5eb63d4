"""In one team a day: by a file, by the actions, and by the database itself."""

from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from evenhand.features.people.actions import (
    end_leadership,
    join_team,
    lead_team,
    set_employment,
    set_last_day,
)
from evenhand.features.people.models import Leadership, Membership, Person, Team
from evenhand.features.people.rules.people_file import Faulty
from evenhand.features.people.tests.test_same_people import bring, people_of, spells
from evenhand.foundation.audit.models import AuditEntry
from tests import cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY, TOMORROW = str(cast.TODAY), str(cast.TODAY + DAY)
NORTH, SOUTH = ("North", "2024-01-01", "2024-03-01"), ("South", "2024-03-01", "")


@pytest.fixture
def ada() -> Person:
    bring("a1,Ada,,North,,2024-01-01,2024-03-01,\na1,Ada,,South,,2024-03-01,,\n")
    assert spells("Ada") == [NORTH, SOUTH]
    return Person.objects.get()


# A later file, and where Ada then is.
LATER_FILES = {
    "no day, the team she is in": ("a1,Ada,,South,,,,", [NORTH, SOUTH]),
    "no day, and a last one": ("a1,Ada,,South,,,2027-01-01,", [NORTH, ("South", "2024-03-01", "2027-01-01")]),
    "no day, the spell that ended so": ("a1,Ada,,North,,,2024-03-01,", [NORTH, SOUTH]),
    "no day, another team": ("a1,Ada,,East,,,,", [NORTH, ("South", "2024-03-01", TOMORROW), ("East", TOMORROW, "")]),
    "a day, another team": ("a1,Ada,,East,,2026-01-01,,", [NORTH, ("South", "2024-03-01", "2026-01-01"), ("East", "2026-01-01", "")]),
    "a day, back again": ("a1,Ada,,North,,2026-01-01,,", [NORTH, ("South", "2024-03-01", "2026-01-01"), ("North", "2026-01-01", "")]),
    "an earlier last day": ("a1,Ada,,North,,2024-01-01,2024-02-01,", [("North", "2024-01-01", "2024-02-01"), SOUTH]),
    "the team written otherwise": ("a1,Ada,, SOUTH ,,2024-03-01,,", [NORTH, SOUTH]),
    "before all that is here": ("a1,Ada,,East,,2023-01-01,2024-01-01,", [("East", "2023-01-01", "2024-01-01"), NORTH, SOUTH]),
    "at the head of another": ("a1,Ada,,East,Team leader,2024-01-01,,", [NORTH, SOUTH]),
}  # fmt: skip


@pytest.mark.parametrize("text, then", LATER_FILES.values(), ids=LATER_FILES)
def test_what_a_later_file_makes_of_it(ada, text, then):
    bring(text + "\n", after=DAY)
    assert spells("Ada") == then
    lines = AuditEntry.objects.count()
    assert people_of(bring(text + "\n", after=2 * DAY)) == (0, 0, 1)
    assert (spells("Ada"), AuditEntry.objects.count()) == (then, lines)


REFUSED = {
    "until after the next begins": (
        "a1,Ada,,North,,2024-01-01,2024-08-01,", "ends_on", "2024-08-01",
        "Ada is in South from 1 Mar 2024 on already",
    ),
    "from before the last one ends": (
        "a1,Ada,,East,,2024-02-01,2024-03-01,", "starts_on", "2024-02-01",
        "Ada is in North from 1 Jan 2024 until 1 Mar 2024 already",
    ),
    "no day, and was in it": (
        "a1,Ada,,North,,,,", "starts_on", "", "They were in this team until 1 Mar 2024",
    ),
    "an end that is over, in a team that is new": (
        "a1,Ada,,East,,,2026-01-01,", "ends_on", "2026-01-01", "must come after the first",
    ),
    "an end before the day she came": (
        "a1,Ada,,South,,,2024-02-01,", "ends_on", "2024-02-01", "must come after the first",
    ),
    "after she has left": (
        "a1,Ada,,East,,2027-02-01,,2027-01-01", "starts_on", "2027-02-01",
        "They are no longer employed from 1 Jan 2027",
    ),
}  # fmt: skip


@pytest.mark.parametrize("text, column, value, why", REFUSED.values(), ids=REFUSED)
def test_what_a_later_file_cannot_make_of_it(ada, text, column, value, why):
    lines = AuditEntry.objects.count()
    with pytest.raises(Faulty) as refusal:
        bring(text + "\n")
    fault = refusal.value.faults[0]
    assert (fault.number, fault.column, fault.value) == (2, column, value) and why in fault.why
    assert (spells("Ada"), AuditEntry.objects.count()) == ([NORTH, SOUTH], lines)


def test_north_until_august_beside_south_from_march_cannot_be_stored():
    bring(",Ben,,North,,2026-01-01,,\n")
    with pytest.raises(Faulty) as refusal:
        bring("b1,Ben,b@x.example,North,,2026-01-01,2026-08-01,\nb1,Ben,,South,,2026-03-01,,\n")
    assert [(one.number, one.column) for one in refusal.value.faults] == [(3, "starts_on")]
    bring(",Ben,,South,,2026-03-01,,\n")
    with pytest.raises(Faulty, match="Ben is in South from 1 Mar 2026 on already"):
        bring(",Ben,,North,,2026-01-01,2026-08-01,\n")
    assert spells("Ben") == [("North", "2026-01-01", "2026-03-01"), ("South", "2026-03-01", "")]


def test_whoever_left_joins_nothing_by_a_list_without_days(ada):
    set_employment(by=cast.sam(), person=ada, starts_on=None, ends_on=cast.TODAY)
    for team in ("South", "North", "East"):
        bring(f"a1,Ada,,{team},,,,\n", after=DAY)
    assert spells("Ada") == [NORTH, ("South", "2024-03-01", TODAY)]


def test_nothing_begun_by_a_file_goes_on_after_the_last_day_of_employment(ada):
    set_employment(by=cast.sam(), person=ada, starts_on=None, ends_on=date(2027, 1, 1))
    Membership.objects.filter(team__name="South").update(ends_on=date(2026, 1, 1))
    bring("a1,Ada,,East,,2026-01-01,2028-01-01,\n")
    assert spells("Ada")[-1] == ("East", "2026-01-01", "2027-01-01")


def test_a_leadership_that_is_here_is_not_begun_again_and_none_overlaps():
    bring("a1,Ada,,North,Team leader,2024-01-01,2024-03-01,\n")
    bring("a1,Ada,,North,Team leader,2024-03-01,,\n")
    assert people_of(bring("a1,Ada,,North,Team leader,,,\n")) == (0, 0, 1)
    with pytest.raises(Faulty, match="Ada leads North from 1 Mar 2024 on already"):
        bring("a1,Ada,,North,Team leader,2024-01-01,2024-04-01,\n")
    first = Leadership.objects.earliest("starts_on")
    for ends_on, overlaps in ((date(2024, 3, 2), True), (date(2024, 2, 1), False)):
        for act in (set_last_day, end_leadership):
            given = {"by": cast.sam(), "held": first, "ends_on": ends_on}
            if overlaps:
                with pytest.raises(ValidationError, match="Ada leads North"):
                    act(**given)
            else:
                act(**given)
    assert Leadership.objects.earliest("starts_on").ends_on == date(2024, 2, 1)


@pytest.mark.parametrize("ends_on", [cast.SINCE, cast.SINCE - DAY])
def test_no_leadership_ends_before_it_begins(ada, ends_on):
    team = Team.objects.get(name="North")
    with pytest.raises(ValidationError, match="last day must come after"):
        lead_team(by=cast.sam(), person=ada, team=team, starts_on=cast.SINCE, ends_on=ends_on)


def test_an_end_is_moved_up_to_the_next_and_not_beyond(ada):
    held = ada.memberships.earliest("starts_on")
    for day in (date(2024, 1, 1), date(2024, 3, 2)):
        with pytest.raises(ValidationError):
            set_last_day(by=cast.sam(), held=held, ends_on=day)
    set_last_day(by=cast.sam(), held=held, ends_on=date(2024, 2, 1))
    set_last_day(by=cast.sam(), held=held, ends_on=date(2024, 3, 1))
    assert spells("Ada") == [NORTH, SOUTH]


def days(first: date, last: date | None) -> dict:
    return {"starts_on": first, "ends_on": last}


@pytest.mark.parametrize(
    ("spell", "stored"),
    [
        (days(date(2023, 1, 1), date(2024, 1, 1)), True),
        (days(date(2023, 1, 1), date(2024, 1, 2)), False),
        (days(date(2024, 2, 29), date(2024, 3, 1)), False),
        (days(date(2026, 1, 1), date(2026, 1, 2)), False),
    ],
)
def test_the_database_itself_keeps_to_one_team_a_day(ada, spell, stored):
    made = {"person": ada, "team": Team.objects.get(name="North")} | spell
    if stored:
        Membership.objects.create(**made)
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(**made)
    with pytest.raises(IntegrityError), transaction.atomic():
        ada.memberships.filter(team__name="North").update(ends_on=date(2024, 3, 2))
    Membership.objects.create(**made | {"person": Person.objects.create(name="Ben")})
    assert spells("Ada") == [NORTH, SOUTH]


def test_what_was_stored_before_is_untangled_as_figures_counted_it(ada):
    steps = import_module("evenhand.features.people.migrations.0005_one_team_a_day")
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        steps.back(apps, editor)
        ada.memberships.filter(team__name="North").update(ends_on=date(2024, 8, 1))
        join = {"person": ada, "team": Team.objects.get(name="North")}
        Membership.objects.create(**join, **days(date(2024, 3, 1), date(2024, 4, 1)))
        steps.untangle(apps, None)
        steps.forward(apps, editor)
    assert [one[1:] for one in spells("Ada")] == [("2024-01-01", "2024-03-01"), ("2024-03-01", "2024-04-01")]  # fmt: skip
    with pytest.raises(ValidationError, match="already"):
        join_team(by=cast.sam(), **join, starts_on=date(2024, 3, 1))
