"""Whose days count, at which threshold, and when nobody is named whatever the figures say."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from evenhand.analysis.statistics.states import State
from evenhand.features.attainment import actions
from evenhand.features.attainment.models import Assessment, PersonStanding, PlaceStanding, Reckoning
from evenhand.features.attainment.queries.counting import Counting
from evenhand.features.attainment.queries.gathering import looked_at, to_do
from evenhand.features.attainment.rules.naming import Begins, Unnamed, first_day
from evenhand.features.attainment.tests import making
from evenhand.features.people.actions import join_team
from evenhand.features.standards.actions import adjust_target, give_copies
from evenhand.features.standards.rules.monitoring import Shadow
from evenhand.features.standards.rules.targets import Where
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.facts import facts
from tests import cast, centre, policies
from tests.access.walking import words

pytestmark = pytest.mark.django_db
APRIL, MAY = date(2024, 4, 1), date(2024, 5, 1)


@pytest.fixture
def team(files_home):
    return making.make_team()


def rows(run=None) -> dict[int, PersonStanding]:
    run = run or Reckoning.objects.first()
    found = PersonStanding.opened.filter(assessment__reckoning=run, assessment__is_final=True)
    return {one.person_id: one for one in found}


def named(run=None) -> set[int]:
    return {pk for pk, one in rows(run).items() if one.state == State.FINDING}


def of_april() -> Assessment:
    return Assessment.objects.get(reckoning=Reckoning.objects.first(), is_final=True)


def adjust(team, target, threshold, ends_on=None, starts_on=APRIL):
    adjust_target(
        by=cast.viewer(cast.owen()), person=team.amara, target=target, threshold=threshold,
        starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip


@pytest.mark.parametrize(
    "days",
    [
        {"ends_on": date(2024, 4, 30)},
        {"starts_on": date(2024, 4, 29)},
        {"starts_on": date(2024, 4, 9), "ends_on": date(2024, 4, 11)},
    ],
)
def test_what_held_on_a_day_of_the_month_is_not_judged_at_the_common_threshold(team, days):
    version = making.make_target(team.everybody)
    adjust(team, version.target, 0.5, **days)
    making.reckon()
    amara = rows()[team.amara.pk]
    assert (amara.threshold, amara.state, amara.shared) == (0.5, State.MEETS, False)
    assert all(one.shared for pk, one in rows().items() if pk != team.amara.pk)


def test_left_out_on_one_day_of_the_month_is_not_judged_in_it(team):
    version = making.make_target(team.everybody)
    adjust(team, version.target, None, ends_on=date(2024, 4, 30))
    making.reckon()
    assert team.amara.pk not in rows() and len(rows()) == 29


def test_what_was_agreed_before_the_month_changes_nothing(team):
    version = making.make_target(team.everybody)
    adjust(team, version.target, None, starts_on=cast.SINCE, ends_on=APRIL)
    making.reckon()
    assert named() == {team.amara.pk} and rows()[team.amara.pk].shared


@pytest.mark.parametrize(
    ("until", "since", "why"),
    [
        (
            date(2024, 5, 2),
            None,
            "",
        ),  # it was on trial all April, and is no more on the day of the run
        (date(2024, 4, 20), date(2024, 4, 20), Unnamed.SHORT),
        (date(2024, 4, 2), date(2024, 4, 2), ""),
    ],
)
def test_days_on_which_a_measure_was_on_trial_never_count(team, until, since, why):
    making.make_target(team.everybody)
    policies.make_monitoring_policy(shadows=(Shadow("csat", date(2024, 3, 20), until),))
    making.reckon()
    assert {one.since for one in rows().values()} == ({since} if since else set())
    assert of_april().unnamed == why
    assert named() == ({team.amara.pk} if since and not why else set())


def test_whoever_joined_counts_from_that_day_and_not_with_what_they_did_elsewhere(team):
    join_team(by=cast.sam(), person=team.amara, team=team.southbank, starts_on=date(2024, 4, 29))
    making.make_target(team.everybody, where=Where.TEAMS, keys=frozenset({team.southbank.pk}))
    making.reckon()
    amara = rows()[team.amara.pk]
    assert amara.since == date(2024, 4, 29) and amara.n < 30
    assert amara.state == State.CANNOT_TELL and not named()
    others = {one.since for pk, one in rows().items() if pk != team.amara.pk}
    assert others == {APRIL}


def test_a_week_names_nobody_and_how_weeks_differ_is_seen_over_thirteen(team):
    making.make_target(team.everybody, every="week")
    making.reckon(date(2024, 5, 6) + timedelta(days=7))
    assert len(rows()) == 30 and not named()
    assert of_april().unnamed == Unnamed.SHORT
    asked = next(one for one in to_do(making.TODAY).asked if one.is_final)
    counted = Counting(facts(making.TODAY), to_do(making.TODAY).generation)
    _own, everybody = counted.persons(asked, asked.version.kpi)
    assert everybody.weeks["denominator"].shape[1] == 13
    assert (everybody.weeks["denominator"].sum(0) > 0).sum() >= 5


def test_a_copy_that_was_recorded_later_does_not_count_backwards(team):
    version = making.make_target([one for one in team.everybody if one != team.amara])
    by = cast.viewer(cast.helen(), date(2024, 4, 25))
    give_copies(by=by, version=version, people=[team.amara], given_on=making.GIVEN)
    making.reckon()
    assert team.amara.pk not in rows() and len(rows()) == 29


def test_among_fewer_than_ten_nobody_is_named(team):
    nine = [one.pk for one in team.everybody[:9]]
    making.make_target(team.everybody, where=Where.PEOPLE, keys=frozenset(nine))
    making.reckon()
    assert rows()[team.amara.pk].state == State.LIKELY_BELOW
    assert of_april().unnamed == Unnamed.FEW and of_april().people == 9
    page = cast.signed_in(cast.amara()).get(reverse("standing", args=[rows()[team.amara.pk].ref]))
    assert "fewer than ten people are compared" in words(page.content.decode())


def before_april(pleased: float, southbank: float | None = None) -> bytes:
    """Of everybody forty rated contacts over February and March, so many of them pleased; in Southbank perhaps others."""
    keys = ["amara", "ben", "noor", *(f"p{at:02d}" for at in range(27))]
    first = date(2024, 2, 1)

    def of(who: str) -> float:
        south = who == "noor" or who.startswith("p") and int(who[1:]) % 2
        return pleased if southbank is None or not south else southbank

    lines = [
        (f"b-{who}-{at}", f"{first + timedelta(days=(at * 7 + number) % 60)} 10:00:00", who, "phone", "Billing", "Y",
         10, 200, 0, 30, 5 if (at * 31 + number * 17) % 100 < 100 * of(who) else 2, f"cb-{who}-{at}")
        for number, who in enumerate(keys) for at in range(40)
    ]  # fmt: skip
    return centre.as_csv(making.HEADER, lines)


@pytest.mark.parametrize(("pleased", "fell"), [(0.95, True), (0.7, False)])
def test_what_befell_everybody_names_nobody(team, pleased, fell):
    centre.bring_in(before_april(pleased), by=cast.sam(), name="contacts.csv")
    making.make_target(team.everybody)
    making.reckon()
    assert named() == (set() if fell else {team.amara.pk})
    assert of_april().unnamed == (Unnamed.ALL_FELL if fell else "")
    places = PlaceStanding.objects.filter(assessment=of_april())
    assert {one.fell for one in places} == {fell}
    if fell:
        # Nor does a later look, at which it may no longer be so.
        centre.bring_in(making.contacts_csv(["noor"]), by=cast.sam(), name="more.csv")
        making.reckon(making.TODAY + timedelta(days=1))
        assert not named() and of_april().unnamed == Unnamed.ALL_FELL


def test_where_one_team_fell_nobody_of_it_is_named_and_it_says_so(team):
    centre.bring_in(before_april(0.97, southbank=0.6), by=cast.sam(), name="contacts.csv")
    making.make_target(team.everybody)
    making.reckon()
    assert not named() and of_april().unnamed == ""
    (place,) = PlaceStanding.objects.filter(assessment=of_april(), fell=True)
    assert place.team == team.northgate
    row = rows()[team.amara.pk]
    assert row.state == State.LIKELY_BELOW
    said = "It is no finding: the whole team did worse than before. Look at the process first."
    for name in ("joanna", "amara"):  # fifteen work there: it tells of nobody
        page = cast.signed_in(cast.CAST[name]()).get(reverse("standing", args=[row.ref]))
        assert said in words(page.content.decode())
    of_team = cast.signed_in(cast.joanna()).get(reverse("team_attainment", args=[team.northgate.ref]))  # fmt: skip
    assert "Nobody of Northgate is named: the whole team did worse" in words(of_team.content.decode())  # fmt: skip
    other = cast.signed_in(cast.rajesh()).get(reverse("team_attainment", args=[team.southbank.ref]))
    assert "did worse than in the two periods" not in words(other.content.decode())


@pytest.mark.parametrize(
    ("read", "joined", "used", "why"),
    [(3, 1, 1, Begins.READ), (1, 3, 1, Begins.JOINED), (1, 1, 3, Begins.USED), (2, 3, 3, Begins.JOINED)],
)  # fmt: skip
def test_what_the_first_day_that_counts_waited_for(read, joined, used, why):
    days = {"read": read, "joined": joined, "used": used}
    days = {name: date(2024, 4, day) for name, day in days.items()}
    assert first_day(**days) == (date(2024, 4, max(read, joined, used)), why)


def test_somebody_who_joined_later_is_told_so(team):
    version = making.make_target(team.everybody, key="fcr", threshold=0.5, where=Where.TEAMS, keys=frozenset({team.northgate.pk}))  # fmt: skip
    join_team(by=cast.sam(), person=team.noor, team=team.northgate, starts_on=date(2024, 4, 15))
    making.reckon()
    found = rows()[team.noor.pk]
    assert (found.assessment.version, found.since, found.begins) == (version, date(2024, 4, 15), Begins.JOINED)  # fmt: skip


def late(days: int, who: str = "amara", name: str = "late") -> bytes:
    lines = [
        (f"{name}-{who}-{at}", f"{APRIL + timedelta(days=at % days)} 10:00:00", who, "phone", "Billing", "Y",
         10, 200, 0, 30, 5, f"cl-{name}-{at}")
        for at in range(60)
    ]  # fmt: skip
    return centre.as_csv(making.HEADER, lines)


def test_what_is_brought_in_while_it_runs_is_in_none_of_its_figures(team):
    making.make_target(team.everybody)
    before = facts(making.TODAY).store.manifest().generation

    def meanwhile(_key, number, _total):
        if not number:
            centre.bring_in(late(40), by=cast.sam(), name="late.csv")

    run = actions.reckon(by=SYSTEM, today=making.TODAY, report=meanwhile)
    assert run.generation == before < facts(making.TODAY).store.manifest().generation
    assert rows(run)[team.amara.pk].n < making.EACH + 1
    assert named(run) == {team.amara.pk}


def test_days_are_looked_at_for_the_first_time_once(team):
    version = making.make_target(team.everybody)
    making.reckon()
    first = of_april()
    assert first.is_first_look and looked_at([first]) == {(version.pk, first.window)}
    again = Reckoning.objects.create(day=making.TODAY, generation=1, fingerprint="x")
    given = {"version": version, "first": APRIL, "end": MAY, "is_final": True, "way": "share"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(reckoning=again, is_first_look=True, **given)
    Assessment.objects.create(reckoning=again, **given)


def test_a_source_that_fed_the_month_is_awaited_for_four_weeks(team):
    centre.bring_in(late(20), by=cast.sam(), name="other.csv", source="other")
    making.make_target(team.everybody)
    making.reckon(MAY + timedelta(days=27))
    # March is what is over; of April nothing is final while the other centre is silent.
    assert of_april().end == APRIL and not named()
    making.reckon(MAY + timedelta(days=28))
    assert of_april().end == MAY and of_april().is_first_look
