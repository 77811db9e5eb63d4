"""Targets: what is refused with what to do, what was in force on a day, whom it is about, from when they are measured."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from evenhand.features.communication import actions as communication
from evenhand.features.communication.models import Request
from evenhand.features.communication.rules.acknowledging import State
from evenhand.features.people.actions import create_person, join_team
from evenhand.features.standards import actions, queries
from evenhand.features.standards.models import CopyGiven, Target, TargetVersion
from evenhand.features.standards.rules.monitoring import Shadow
from evenhand.features.standards.rules.targets import About, Direction, Where
from evenhand.foundation.access.viewers import SYSTEM
from tests import cast, centre, policies, standards

pytestmark = pytest.mark.django_db
TODAY, SINCE = cast.TODAY, cast.SINCE
DAY = timedelta(days=1)


@pytest.fixture
def here(files_home):
    return centre.make_centre()


@pytest.fixture
def standard(here):
    return standards.make_standard()


def said(**wanted) -> dict[str, list[str]]:
    """What is refused, by field."""
    with pytest.raises(ValidationError) as refusal:
        standards.make_target(**wanted)
    return refusal.value.message_dict


# Refusals: what to do is in the sentence, and nothing half is kept


@pytest.mark.parametrize(
    ("wanted", "field", "words"),
    [
        ({"key": "qa_score"}, "kpi", "bring in a file of evaluations"),
        ({"key": "nps", "about": About.TOTAL, "threshold": 0.3}, "kpi", "bring in a file of surveys"),
        ({"key": "occupancy", "about": About.TOTAL}, "kpi", "can count"),
        ({"threshold": 80}, "threshold", "from 0% to 100%"),
        ({"key": "csat_mean", "threshold": 7}, "threshold", "from 1 to 5"),
        ({"direction": Direction.AT_MOST}, "direction", "Choose “at least”"),
        ({"key": "answered"}, "about", "not a measure of one person"),
        ({"key": "aht", "about": About.TOTAL, "direction": Direction.AT_MOST, "threshold": 300}, "counter", "first contact resolution"),
        ({"where": Where.TEAMS, "keys": frozenset({999})}, "keys", "not here any more"),
        ({"effective_from": SINCE - DAY}, "effective_from", "does not hold on that day"),
        ({"effective_to": SINCE}, "effective_to", "after it begins"),
    ],
)  # fmt: skip
def test_each_refusal_says_what_to_do(standard, wanted, field, words):
    found = said(standard=standard, **wanted)
    assert set(found) == {field} and len(found[field]) == 1
    assert words in found[field][0]
    assert not Target.objects.exists() and not Request.objects.filter(round__object_type="target")


def test_what_is_on_trial_waits_until_the_trial_is_over(standard):
    policies.make_monitoring_policy(shadows=(Shadow("csat", SINCE, TODAY + 30 * DAY),))
    assert "is on trial then" in said(standard=standard)["effective_from"][0]
    assert (
        "is on trial then"
        in said(standard=standard, key="csat_mean", threshold=4)["effective_from"][0]
    )
    assert standards.make_target(standard, effective_from=TODAY + 30 * DAY).number == 1


def test_several_are_said_at_once(standard):
    found = said(
        standard=standard, key="aht", about=About.PERSON, direction=None, threshold=-1, reason=""
    )
    assert set(found) == {"about", "counter", "direction", "threshold", "reason"}


def test_one_that_overlaps_is_refused_and_a_narrower_one_is_not(here, standard):
    standards.make_target(standard)
    assert "Change or end that one" in said(standard=standard)["effective_from"][0]
    narrower = standards.make_target(standard, where=Where.TEAMS, keys=frozenset({here.northgate.pk}), threshold=0.7)  # fmt: skip
    assert narrower.keys == [here.northgate.pk]
    other = standards.make_standard("Another")
    assert said(standard=other)  # wherever it stands


def test_a_target_on_time_keeps_what_is_looked_at_beside_it(standard):
    made = standards.make_target(
        standard, "aht", about=About.TOTAL, direction=Direction.AT_MOST, threshold=400,
        counter=queries.kpi_called("csat"),
    )  # fmt: skip
    assert (made.counter_key, made.counter_version, made.counter.key) == ("csat", 2, "csat")


def test_a_definition_is_pinned(standard):
    made = standards.make_target(standard, "service_level", about=About.TOTAL, threshold=0.7)
    pinned = {"formula": 4, "seconds": 20, "short": 5}
    assert (made.kpi_version, made.parameters, made.kpi.parameters) == (1, pinned, pinned)


# What was in force


def test_a_changed_target_ends_the_old_one_and_both_stay_answerable(standard):
    first = standards.make_target(standard)
    second = standards.make_target(standard, target=first.target, threshold=0.85, effective_from=TODAY + 7 * DAY)  # fmt: skip
    assert (first.number, second.number, Target.objects.count()) == (1, 2, 1)

    def on(day):
        return [(one.version.number, one.until) for one in queries.targets_in_force(day)]

    assert on(SINCE - DAY) == []
    assert on(SINCE) == on(TODAY + 6 * DAY) == [(1, TODAY + 7 * DAY)]
    assert on(TODAY + 7 * DAY) == [(2, None)]
    actions.end_target(by=standards.helen(), target=first.target, ends_on=TODAY + 9 * DAY, reason="x")  # fmt: skip
    assert on(TODAY + 8 * DAY) == [(2, TODAY + 9 * DAY)]
    assert on(TODAY + 9 * DAY) == []
    late = {"target": first.target, "effective_from": TODAY + 30 * DAY}
    assert "ended for good" in said(standard=standard, **late)["effective_from"][0]


def test_a_withdrawn_standard_takes_its_targets_with_it(standard):
    standards.make_target(standard)
    actions.withdraw_standard(by=standards.helen(), standard=standard.standard, ends_on=TODAY, reason="x")  # fmt: skip
    assert queries.targets_in_force(TODAY - DAY) and not queries.targets_in_force(TODAY)


@pytest.mark.parametrize("table", ["targetversion", "targetending"])
@pytest.mark.parametrize(
    "statement", ["UPDATE standards_{} SET reason = 'other'", "DELETE FROM standards_{}"]
)
def test_the_database_refuses_to_change_what_was_published(standard, table, statement):
    made = standards.make_target(standard)
    actions.end_target(by=standards.helen(), target=made.target, ends_on=TODAY, reason="x")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


@pytest.mark.parametrize(
    "given",
    [
        {"number": 0}, {"effective_to": SINCE}, {"minimum_volume": 0}, {"reason": ""}, {"every": "rolling"},
        {"weeks": 4}, {"every": "rolling", "weeks": 53}, {"counter_key": "fcr"}, {"where": "moon"},
        {"direction": "maybe"}, {"every": "never"},
    ],
)  # fmt: skip
def test_the_database_holds_what_must_never_be_false(standard, given):
    made = standards.make_target(standard)
    row = {
        field.name: getattr(made, field.name)
        for field in made._meta.fields
        if field.name not in ("id", "ref")
    }
    row |= {"number": 2, "effective_from": SINCE + DAY} | given
    if "effective_to" in given:
        row["effective_to"] = row["effective_from"]
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetVersion.objects.create(**row)


# Whom it is about


def test_the_narrower_target_holds_for_a_person(here, standard):
    wide = standards.make_target(standard)
    team = standards.make_target(standard, where=Where.TEAMS, keys=frozenset({here.northgate.pk}))
    named = standards.make_target(standard, where=Where.PEOPLE, keys=frozenset({here.ben.pk, here.noor.pk}))  # fmt: skip
    chat = standards.make_target(standard, where=Where.CHANNELS, keys=frozenset({"chat"}))
    total = standards.make_target(standard, about=About.TOTAL)
    found = queries.people_under(queries.targets_in_force(TODAY), TODAY)
    everybody = {here.amara.pk, here.ben.pk, here.noor.pk}
    assert found == {wide.pk: set(), team.pk: {here.amara.pk}, named.pk: {here.ben.pk, here.noor.pk}, chat.pk: everybody}  # fmt: skip
    assert total.pk not in found
    for person, expected in ((here.amara, team), (here.ben, named), (here.joanna, None)):
        held = queries.target_for(person, "csat", TODAY)
        assert (held and held.version) == expected
    assert queries.target_for(here.amara, "fcr", TODAY) is None


def test_a_narrower_target_to_come_takes_nobody_before_its_day(here, standard):
    wide = standards.make_target(standard)
    first = TODAY + 30 * DAY
    team = standards.make_target(standard, where=Where.TEAMS, keys=frozenset({here.northgate.pk}), effective_from=first)  # fmt: skip
    own = [(held.version, day) for held, day in queries.targets_of(here.amara, TODAY)]
    assert own == [(wide, wide.reply_by), (team, first)]
    assert [held.version for held, _day in queries.targets_of(here.amara, first)] == [team]
    assert [held.version for held, _day in queries.targets_of(here.noor, first)] == [wide]
    asked = Request.objects.filter(round__object_ref=team.target.ref)
    assert {one.user for one in asked} == {cast.amara(), cast.ben(), cast.joanna()}


def test_those_measured_and_whoever_leads_them_are_asked(here, standard):
    made = standards.make_target(standard, where=Where.TEAMS, keys=frozenset({here.northgate.pk}))

    def asked():
        found = Request.objects.filter(round__object_ref=made.target.ref, round__version=1)
        return {one.user.name.split()[0] for one in found.select_related("user")}

    assert asked() == {"Amara", "Ben", "Joanna"}
    cleo = cast._cast("Cleo Newman", "agent")
    person = create_person(by=cast.sam(), name="Cleo Newman", user=cleo)
    join_team(by=cast.sam(), person=person, team=here.northgate, starts_on=TODAY)
    actions.ask_newcomers(by=SYSTEM, today=TODAY)
    assert asked() == {"Amara", "Ben", "Joanna", "Cleo"}
    assert actions.ask_newcomers(by=SYSTEM, today=TODAY) == 0


def test_of_a_total_only_those_who_lead_are_asked(here, standard):
    made = standards.make_target(standard, about=About.TOTAL)
    found = Request.objects.filter(round__object_ref=made.target.ref)
    assert {one.user for one in found} == {cast.joanna(), cast.rajesh()}
    team = standards.make_target(standard, about=About.TOTAL, where=Where.TEAMS, keys=frozenset({here.southbank.pk}))  # fmt: skip
    assert Request.objects.get(round__object_ref=team.target.ref).user == cast.rajesh()


# From when they are measured


def from_when(version, *people):
    found = queries.measured_from(queries.all_held(pk=version.pk))
    return [found.get((version.pk, one.pk)) for one in people]


def reply(version, name, state=State.ACKNOWLEDGED):
    user = cast.CAST[name]()
    request = Request.objects.get(round__object_ref=version.target.ref, user=user)
    communication.reply(by=cast.viewer(user), request=request, state=state)
    return Request.objects.get(pk=request.pk).answered_at.date()


def test_nobody_is_measured_before_they_had_the_time_to_read_it(here, standard):
    made = standards.make_target(standard, effective_from=SINCE)
    due = made.reply_by
    assert from_when(made, here.amara, here.ben, here.noor) == [due, due, due]
    on = reply(made, "amara")
    reply(made, "ben", State.DECLINED)
    assert from_when(made, here.amara, here.ben) == [min(on, due), due]
    later = standards.make_target(standard, target=made.target, effective_from=due + 30 * DAY)
    assert from_when(later, here.amara) == [due + 30 * DAY]


def test_a_question_that_waits_holds_it_off_and_its_answer_ends_that(here, standard):
    made = standards.make_target(standard, reply_by=date(2999, 1, 1))
    request = Request.objects.get(round__object_ref=made.target.ref, user=cast.amara())
    asked = communication.ask_question(by=cast.viewer(cast.amara()), request=request, words="Why?")
    assert from_when(made, here.amara, here.ben) == [None, date(2999, 1, 1)]
    communication.answer_question(by=standards.helen(), question=asked, answer="Because.")
    assert from_when(made, here.amara) == [date(2999, 1, 1)]


def test_whoever_has_no_account_is_handed_a_copy(here, standard):
    sam = cast.sam()
    person = create_person(by=sam, name="Ivo Paper")
    join_team(by=sam, person=person, team=here.northgate, starts_on=SINCE)
    made = standards.make_target(standard)
    assert from_when(made, person) == [None]
    given = {"by": standards.helen(), "version": made, "people": [person]}
    with pytest.raises(ValidationError, match="today or earlier"):
        actions.give_copies(**given, given_on=TODAY + DAY)
    with pytest.raises(ValidationError, match="Choose whom"):
        actions.give_copies(**(given | {"people": []}), given_on=TODAY)
    assert actions.give_copies(**given, given_on=TODAY - 30 * DAY) == 1
    assert actions.give_copies(**given, given_on=TODAY) == 0  # the first day stands
    # What a leader says of an earlier day makes nobody measured on it.
    assert from_when(made, person) == [TODAY + 14 * DAY]
    assert CopyGiven.objects.get().by == cast.helen()


def test_a_leader_says_so_of_the_people_they_lead_alone(here, standard):
    made = standards.make_target(standard)
    by = cast.viewer(cast.joanna())
    people = [here.amara, here.noor]
    assert actions.give_copies(by=by, version=made, people=people, given_on=TODAY) == 1
    assert CopyGiven.objects.get().person == here.amara
