"""The run: whom it names, what each row pins, what it never does twice, and that it can be stopped."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from evenhand.analysis.measure import measure
from evenhand.analysis.scope import Window
from evenhand.analysis.statistics.states import State
from evenhand.features.attainment.models import Assessment, PersonStanding, PlaceStanding, Reckoning
from evenhand.features.attainment.queries.gathering import to_do
from evenhand.features.attainment.tests import making
from evenhand.features.people.policy import scope
from evenhand.features.standards.models import CopyGiven
from evenhand.foundation.facts import facts
from tests import cast, centre, policies

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(files_home):
    return making.make_team()


def rows(run=None, **chosen) -> dict[int, PersonStanding]:
    run = run or Reckoning.objects.first()
    found = PersonStanding.opened.filter(
        assessment__reckoning=run, **({"assessment__is_final": True} | chosen)
    )
    return {one.person_id: one for one in found.select_related("assessment__version")}


def named(run=None) -> set[int]:
    return {pk for pk, one in rows(run).items() if one.state == State.FINDING}


def test_names_who_struggles_and_not_who_has_the_hard_contacts(team):
    making.make_target(team.everybody)
    making.reckon()
    found = rows()
    assert set(found) == {one.pk for one in team.everybody}
    ben = found[team.ben.pk]
    assert ben.value < making.STANDARD and ben.expected < 0.77 < making.STANDARD
    assert named() == {team.amara.pk}
    # Customers rated it: that alone supports no formal step.
    assert not found[team.amara.pk].formal_use


def test_each_figure_is_the_one_of_every_page(team):
    """Conservation: value, n and interval are what `measure()` says of the same person and days."""
    making.make_target(team.everybody)
    making.reckon()
    helen = cast.viewer(cast.helen(), making.TODAY)
    window = Window(date(2024, 4, 1), date(2024, 5, 1))
    counted = facts(making.TODAY)
    kpi = next(one for one in counted.kpis if one.key == "csat")
    figures = measure(counted, kpi, scope=scope(helen), window=window, by=("person",))
    said = {one.by["person"]: (one.n, one.value, one.low, one.high) for one in figures}
    assert {pk: (row.n, row.value, row.low, row.high) for pk, row in rows().items()} == said
    assert sum(row.n for row in rows().values()) == sum(n for n, *_ in said.values()) > 4000


def test_a_row_pins_what_it_rests_on(team):
    version = making.make_target(team.everybody)
    making.reckon()
    one = rows()[team.amara.pk].assessment
    assert (one.definition, one.version, one.first, one.end) == (
        "csat@2", version, date(2024, 4, 1), date(2024, 5, 1),
    )  # fmt: skip
    assert one.reckoning.generation and one.zone == "Europe/London" and one.method
    assert (one.people, one.wide) == (30, False)
    with pytest.raises(DatabaseError), transaction.atomic():
        PersonStanding.opened.update(n=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Assessment.objects.update(people=1)


def test_the_same_again_writes_nothing_and_a_new_day_is_no_news(team):
    making.make_target(team.everybody)
    assert making.reckon() is not None
    assert making.reckon() is None
    assert making.reckon(making.TODAY + timedelta(days=1)) is None
    assert Reckoning.objects.count() == 1


def test_without_targets_nothing_is_written_and_pages_lead_to_where_they_are_set(team):
    assert making.reckon() is None
    page = cast.signed_in(cast.helen()).get(reverse("attainment")).content.decode()
    assert "See standards and targets" in page and "Nothing was reckoned yet." in page
    own = reverse("person_attainment", args=[team.amara.ref])
    assert "Nothing was reckoned yet." in cast.signed_in(cast.amara()).get(own).content.decode()


def test_stopped_midway_nothing_is_kept(team):
    from evenhand.features.attainment import actions
    from evenhand.foundation.access.viewers import SYSTEM
    from evenhand.foundation.jobs.progress import Stopped

    making.make_target(team.everybody)
    asked = []

    def stop():
        asked.append(1)
        if len(asked) > 1:
            raise Stopped

    with pytest.raises(Stopped):
        actions.reckon(by=SYSTEM, today=making.TODAY, check_stop=stop)
    assert not Reckoning.objects.exists() and not PersonStanding.objects.exists()


def test_nobody_is_measured_before_they_had_the_days_to_read_it(team):
    version = making.make_target([])
    early, late, never = team.amara, team.ben, team.noor
    others = [one for one in team.everybody if one not in (early, late, never)]
    making.give(version, [early, *others])
    making.give(version, [late], given_on=date(2024, 4, 6))  # fourteen days: from 20 April
    making.reckon()
    found = rows()
    assert never.pk not in found
    assert found[late.pk].since == date(2024, 4, 20)
    assert 0 < found[late.pk].n < making.EACH / 2 < found[early.pk].n


def test_below_the_minimum_volume_nothing_is_said_of_anybody(team):
    making.make_target(team.everybody, minimum_volume=200)
    making.reckon()
    assert {one.state for one in rows().values()} == {State.CANNOT_TELL}
    assert all(one.more >= 200 - one.n for one in rows().values() if one.more)


def test_a_running_period_names_nobody(team):
    making.make_target(team.everybody, every="quarter")
    making.reckon()
    running = rows(assessment__is_final=False)
    assert running[team.amara.pk].state == State.LIKELY_BELOW
    assert State.FINDING not in {one.state for one in running.values()}
    # Of the quarter that is over nothing was counted: nothing is said.
    assert {(one.n, one.state) for one in rows().values()} == {(0, "")}


def test_a_later_look_at_the_same_days_takes_back_and_names_nobody(team):
    """Of Amara half of the contacts come in only after April was judged."""
    making.make_target(team.everybody)
    making.reckon()
    assert named() == {team.amara.pk}
    dice = making.random.Random(7)
    lines = [
        (f"late-{who}-{at}", f"2024-04-{1 + at % 28:02d} 10:00:00", who, "phone", "Billing", "Y", 10, 200, 0, 30,
         5 if who == "amara" or dice.random() < 0.05 else 2, f"cl-{who}-{at}")
        for who in ("amara", "noor") for at in range(400)
    ]  # fmt: skip
    centre.bring_in(centre.as_csv(making.HEADER, lines), by=cast.sam(), name="late.csv")
    assert making.reckon() is not None
    found = rows()
    assert found[team.amara.pk].state != State.FINDING
    # Noor's figures of April are as bad as can be now; the look for April is over.
    assert found[team.noor.pk].p_normal > 0.99 and found[team.noor.pk].state == State.LIKELY_BELOW
    assert named(Reckoning.objects.last()) == {team.amara.pk}  # what was said stays readable


def test_a_measure_that_is_used_about_nobody_says_nothing_of_a_person(team):
    from evenhand.features.standards.rules.monitoring import Shadow

    making.make_target(team.everybody)
    shadow = Shadow("csat", making.TODAY - timedelta(days=5), making.TODAY + timedelta(days=5))
    policies.make_monitoring_policy(shadows=(shadow,))
    making.reckon()
    assert not PersonStanding.objects.exists()
    assert {one.unsaid for one in Assessment.objects.all()} == {"on trial, or not named by the monitoring policy"}  # fmt: skip


def test_teams_stand_beside_their_people_and_totals_have_no_person(team):
    making.make_target(team.everybody)
    making.reckon()
    places = PlaceStanding.objects.filter(assessment__is_final=True)
    assert {one.team_id for one in places} == {team.northgate.pk, team.southbank.pk}
    of = {one.pk: one for one in rows().values()}
    assert sum(one.n for one in places) == sum(one.n for one in of.values())
    assert {one.people for one in places} == {14}  # of the smaller one


def test_one_question_for_each_target_however_many_people(team, django_assert_max_num_queries):
    making.make_target(team.everybody)
    with django_assert_max_num_queries(45):
        making.reckon()


def test_an_adjusted_away_person_has_no_row(team):
    from evenhand.features.standards.actions import adjust_target

    version = making.make_target(team.everybody)
    by = cast.viewer(cast.owen())
    adjust_target(by=by, person=team.ben, target=version.target, threshold=None, starts_on=cast.SINCE)  # fmt: skip
    making.reckon()
    assert team.ben.pk not in rows()
    assert len(to_do(making.TODAY).asked[0].since) == 29


def test_a_person_who_is_erased_takes_their_rows_along(team):
    from evenhand.features.attainment.actions import erase_standings

    making.make_target(team.everybody)
    making.reckon()
    erase_standings(person=team.amara)
    assert team.amara.pk not in rows() and len(rows()) == 29
    assert CopyGiven.objects.filter(person=team.amara).exists()
