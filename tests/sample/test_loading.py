"""The sample centre, loaded through the same door as anybody's, into a home of its own."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial
from io import StringIO

import duckdb
import pytest
import time_machine
from django.core.management import CommandError, call_command

from evenhand.analysis.measure import measure
from evenhand.analysis.scope import Window
from evenhand.features.attainment.models import Reckoning
from evenhand.features.communication.models import Question, Request
from evenhand.features.people.models import Leadership, Membership, Person, Team
from evenhand.features.people.policy import scope
from evenhand.features.sources.actions import unknown_people
from evenhand.features.sources.models import ImportRun, State
from evenhand.features.standards import queries as standards
from evenhand.features.standards.models import TargetAdjustment, Version
from evenhand.features.standards.queries import monitored
from evenhand.features.standards.rules.targets import About
from evenhand.foundation.access.models import User
from evenhand.foundation.access.queries import sample_seats, viewer_of
from evenhand.foundation.access.roles import Role
from evenhand.foundation.facts import facts, store
from evenhand.foundation.jobs.models import Job
from evenhand.sample import loading
from tests.conserving import assert_teams_make_the_whole
from tests.sample import figure_pages
from tests.sample.chairs import (
    a_guest_from_outside_sees_one_record_and_nothing_else,
    one_click_through_the_door,
)

TODAY = date(2026, 11, 22)
SIZE = 2_000

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample_home(files_home, settings):
    settings.EVENHAND = replace(settings.EVENHAND, sample=True)
    return files_home


def test_the_loaded_centre(sample_home):
    """One load, for it takes seconds: for all that looks at it, and then for what tries to change it."""
    run = loaded_by_the_command()
    truth = json.loads((sample_home / "sample/files/truth.json").read_text(encoding="utf-8"))
    for holds in (
        every_line_is_accounted_for,
        every_answer_and_evaluation_is_there,
        contacts_are_as_their_file_says,
        a_seat_for_each_role,
        a_monitoring_policy_holds_since_before_the_year,
        targets_count_within_the_year_for_nearly_everybody,
        persons_have_their_accounts_and_teams_their_leaders,
        everybody_who_answered_is_known,
        figures_are_there_to_be_seen,
        where_everyone_stands_was_reckoned,
        one_click_through_the_door,
        a_guest_from_outside_sees_one_record_and_nothing_else,
        again_changes_nothing,
        what_was_taken_back_stays_so,
    ):
        holds(run, truth)


def rows():
    return sum(month.rows for month in store().manifest().months.values())


def rows_of(table):
    """Rows in force of a published table, counted by reading its files."""
    manifest = store().manifest()
    files = [store().path(month.files[table]) for month in manifest.months.values()]
    return sum(duckdb.read_parquet(file).shape[0] for file in files if file)


def counted():
    tables = (User, Person, Team, Membership, Leadership, ImportRun, Job)
    return [table.objects.count() for table in tables], store().manifest().generation


def every_line_is_accounted_for(run, truth):
    assert run.state == State.DONE
    assert run.lines == truth["lines"]
    assert run.accepted == truth["valid"] == rows()
    assert run.already_here == truth["repeated"]
    assert store().manifest().data_up_to == "2026-11-21"


def every_answer_and_evaluation_is_there(run, truth):
    runs = {
        found.source.name: found
        for found in ImportRun.objects.select_related("source").order_by("pk")
    }
    assert [found.rejected for found in runs.values()] == [
        truth["lines"] - truth["valid"] - truth["repeated"],
        0,
        0,
        0,
    ]
    assert rows_of("message") == truth["conversations"]["turns"]
    said = truth["evaluations"]
    assert rows_of("evaluation") == said["random"] + said["targeted_on_low_ratings"]
    assert rows_of("criterion_score") == said["lines"]
    assert runs[loading.FILES["surveys.csv"]].accepted == truth["rated_late"] > 0
    followup = truth["followup"]
    answers = truth["rated"] + sum(
        followup[f"{name}_answers"] for name in ("nps", "ces", "resolved_first_time")
    )
    files = [store().path(month.files["response"]) for month in store().manifest().months.values()]
    on_contacts = duckdb.read_parquet(files).filter("answered_at IS NULL").shape[0]
    assert on_contacts == answers
    assert store().manifest().due == ()


def contacts_are_as_their_file_says(run, truth):
    """What was said about them, brought in beside them, made no second version of any."""
    manifest = store().manifest()
    assert {
        received.source for received in manifest.runs.values() if "contact" in received.files
    } == {loading.SOURCE}
    files = [store().path(month.files["contact"]) for month in manifest.months.values()]
    assert set(
        duckdb.read_parquet(files).project("source_version, source").distinct().fetchall()
    ) == {(1, loading.SOURCE)}
    messages = [store().path(f) for m in manifest.months.values() if (f := m.files["message"])]
    told = duckdb.read_parquet(messages).project("contact_id").distinct()
    assert told.shape[0] == truth["conversations"]["chats"] + truth["conversations"]["calls"]


def a_monitoring_policy_holds_since_before_the_year(run, truth):
    (version,) = Version.objects.filter(policy__kind="monitoring")
    assert version.effective_from < date.fromisoformat(truth["first_day"])
    assert monitored(TODAY).has_begun and monitored(TODAY).reads_words
    assert "simulated" in version.title and version.answered == 2
    assert all(one["views"] and one["answer"] for one in version.consulted)
    asked = Request.objects.filter(
        round__object_type="policy", round__object_ref=version.policy.ref
    )
    assert {one.state for one in asked} == {"acknowledged", "declined", "waiting"}
    assert Question.objects.filter(request__in=asked).count() == 1


def targets_count_within_the_year_for_nearly_everybody(run, truth):
    first, last = (date.fromisoformat(truth[end]) for end in ("first_day", "last_day"))
    held = standards.targets_in_force(TODAY)
    assert {one.kpi_key for one in held} == {"service_level", "first_response", "fcr", "aht", "csat", "qa_score"}  # fmt: skip
    assert all(first < one.first < last and one.until is None for one in held)
    of_people = [one for one in held if one.about is About.PERSON]
    under, days = standards.people_under(of_people, TODAY), standards.measured_from(of_people)
    assert {one.kpi_key for one in of_people} == {"fcr", "csat", "qa_score"}
    for one in of_people:
        pk = one.version.pk
        measured = {person: days[pk, person] for person in under[pk] if (pk, person) in days}
        assert 0 < len(under[pk]) - len(measured) <= 3  # whoever just came, and one who was away
        assert all(one.first <= day < last for day in measured.values())
    aht = next(one.version for one in held if one.kpi_key == "aht")
    assert aht.counter_key == "fcr" and len(aht.keys) == 3
    assert aht.standard_version.title == "Calls are answered quickly", "time keeps queues short"
    assert [one.title[:3] for _mark, one in standards.goals()] == 3 * ["We "]  # promises all
    assert not TargetAdjustment.objects.exists()
    answered = Question.objects.filter(request__round__object_type="standard").get()
    assert answered.answer and answered.answered_by.name == "Helen Brandt"
    assert "Customers are content" in answered.request.round.title and "price" in answered.words


def a_seat_for_each_role(run, truth):
    seats = sample_seats(TODAY)
    assert set(seats) == set(Role)
    assert seats[Role.AGENT].name == "Amara Okafor"
    assert seats[Role.ADMINISTRATOR].name == "Sam Oyelaran"
    assert all(user.is_sample and not user.has_usable_password() for user in User.objects.all())


def persons_have_their_accounts_and_teams_their_leaders(run, truth):
    for user in User.objects.exclude(grants__role=Role.GUEST):
        assert Person.objects.get(user=user).name == user.name
    led = Leadership.objects.values_list("team__name", "person__name")
    assert dict(led) == {
        "Northgate": "Joanna Price",
        "Southbank": "Rajesh Kotecha",
        "Westmoor": "Maeve Donnellan",
    }
    assert Person.objects.count() == 56


def everybody_who_answered_is_known(run, truth):
    assert unknown_people(run) == []


def figures_are_there_to_be_seen(run, truth):
    """Of every team, and with those of nobody they are the organisation's."""
    helen = viewer_of(sample_seats(TODAY)[Role.SERVICE_MANAGER], TODAY)
    asked = {"scope": scope(helen), "window": Window(date(2025, 11, 22), TODAY)}
    ask = partial(measure, facts(TODAY), facts(TODAY).kpis, **asked)
    teams = Team.objects.values_list("pk", flat=True)
    assert_teams_make_the_whole(ask, teams)
    counted = {one.by["team"]: one.n for one in ask(by=("team",)) if one.kpi.key == "handled"}
    assert all(counted[team] > 50 for team in teams)
    assert figure_pages.walked(TODAY) == ([], {Role.SERVICE_MANAGER})


def again_changes_nothing(run, truth):
    before = counted()
    again = loading.load(contacts=SIZE, today=date(2026, 12, 1), say=lambda words: None)
    assert again == run
    assert counted() == before and loading.is_loaded()


def what_was_taken_back_stays_so(run, truth):
    ImportRun.objects.update(state=State.TAKEN_BACK)
    assert loading.is_loaded()
    assert loading.load(contacts=SIZE, today=TODAY, say=lambda words: None).state == "taken_back"


class Killed(BaseException):
    pass


INTERRUPTED_AT = (
    "Simulating a year",
    "Bringing in the people",
    "contacts.csv: Reading every line",
    "contacts.csv: Setting aside",
    "surveys.csv: Reading every line",
    "evaluations.csv: Setting aside",
    "conversations.jsonl: Reading every line",
    "Building the figures: 2026-03",
    "Publishing the charter",
    "Letting in a guest",
)


@pytest.mark.one_database
def test_interrupted_again_and_again_and_begun_anew(sample_home):
    """Each start is killed a step later than the one before; the last one goes through."""
    unfinished = sample_home / "sample/unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "contacts.csv").write_text(
        "contact_id,star"
    )  # half written, by an even earlier start
    for at in INTERRUPTED_AT:

        def kill(words, at=at):
            if words.startswith(at):
                raise Killed

        with pytest.raises(Killed):
            loading.load(contacts=SIZE, today=TODAY, say=kill)
        assert not loading.is_loaded()
    run = loading.load(contacts=SIZE, today=TODAY, say=lambda words: None)
    assert run.state == State.DONE
    assert rows() == run.accepted
    assert User.objects.count() == len(loading.CAST) + 1  # the guest
    assert ImportRun.objects.count() == len(loading.FILES)
    assert rows_of("evaluation") > 0 and rows_of("message") > 0


def where_everyone_stands_was_reckoned(run, truth):
    reckoning = Reckoning.objects.get()
    assert reckoning.day == TODAY
    measured = reckoning.assessments.get(version__target__kpi_key="fcr", is_final=True)
    assert measured.persons.count() > 30


def test_the_command_leaves_a_real_home_alone(files_home, sample_home):
    (sample_home / "evenhand.sqlite3").touch()
    with pytest.raises(CommandError, match="left as it is"):
        call_command("demo", "--prepare-only", stdout=StringIO())
    assert not loading.place().exists()


def test_the_command_needs_a_sample_home(files_home):
    with pytest.raises(CommandError, match="home of its own"):
        call_command("demo", "--prepare-only", stdout=StringIO())


def loaded_by_the_command() -> ImportRun:
    """It tells what it does; a second time there is nothing to do."""
    first, second = StringIO(), StringIO()
    with time_machine.travel(datetime.combine(TODAY, time(12), tzinfo=UTC)):
        call_command("demo", "--prepare-only", "--contacts", SIZE, stdout=first)
    assert "Simulating a year of Brightwell Water: 2,000 contacts" in first.getvalue()
    assert "ready" in first.getvalue()
    call_command("demo", "--prepare-only", stdout=second)
    assert second.getvalue().count("\n") == 1
    return ImportRun.objects.get(source__name=loading.SOURCE)
