"""Scores given by reviewers: judged where strict ones can be told from weak teams, and else said why not."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from evenhand.analysis.measure import measure
from evenhand.analysis.scope import Window
from evenhand.analysis.statistics.states import State
from evenhand.features.attainment import queries
from evenhand.features.attainment.models import Assessment, PersonStanding, Reckoning
from evenhand.features.attainment.rules.naming import Begins
from evenhand.features.attainment.rules.ways import Unsaid, Way
from evenhand.features.attainment.tests import making, reviewing
from evenhand.features.attainment.views.showing.explaining import explains
from evenhand.features.people.policy import scope
from evenhand.foundation.facts import facts
from tests import cast, centre
from tests.access.walking import words

pytestmark = pytest.mark.django_db
APRIL = Window(date(2024, 4, 1), date(2024, 5, 1))


@pytest.fixture
def team(files_home):
    return making.make_team()


def judged(team, people=None, **given) -> dict[int, PersonStanding]:
    reviewing.bring_in(**given)
    making.make_target(
        team.everybody if people is None else people,
        key="qa_score", threshold=reviewing.STANDARD, minimum_volume=20,
    )  # fmt: skip
    making.reckon()
    return rows()


def rows() -> dict[int, PersonStanding]:
    run = Reckoning.objects.first()
    found = PersonStanding.opened.filter(assessment__reckoning=run, assessment__is_final=True)
    return {one.person_id: one for one in found.select_related("assessment__version")}


def page(name: str, row: PersonStanding) -> str:
    answer = cast.signed_in(cast.CAST[name]()).get(reverse("standing", args=[row.ref]))
    return words(answer.content.decode())


def test_strict_reviewers_are_told_from_weak_work(team):
    found = judged(team, crossed=0.3)
    amara, ben, noor = (found[one.pk] for one in (team.amara, team.ben, team.noor))
    assert amara.assessment.way == Way.REVIEWS and not amara.assessment.unsaid
    # Ben's plain figure is as low as a line would name him for; he had the strict reviewer alone.
    assert ben.value < reviewing.STANDARD
    assert ben.expected < reviewing.STANDARD - 0.03
    assert {pk for pk, one in found.items() if one.state == State.FINDING} == {team.amara.pk}
    assert ben.state in (State.MEETS, State.CANNOT_TELL)
    assert ben.level_low < reviewing.GOOD < ben.level_high
    assert noor.expected > reviewing.STANDARD + 0.01
    assert amara.formal_use  # people reviewed it, not customers
    text = page("joanna", amara)
    assert "Below the standard , likely real" in text
    assert "someone exactly at standard would have" in text
    assert "A reviewer is as strict with one person as with another." in text
    assert "With the contacts and reviewers Amara had, someone exactly at standard" in text
    assert (
        "takes reviewers as they are. How it is counted" in text
    )  # the one place that explains both
    kpi = words(cast.signed_in(cast.amara()).get("/kpis/qa_score/").content.decode())
    assert "that is evened out only where somebody is held against a target" in kpi
    told = page("ben", ben)
    # Two reviewers with few people in common: it is likely, not sure.
    assert ben.by_reviewers is None
    assert "cannot be told for sure. What is likely of it is evened out already" in told


@pytest.mark.parametrize(("added", "word"), [(-0.04, "stricter"), (0.02, "milder")])
def test_where_it_is_sure_it_is_said_which_way_the_reviewers_lean(team, added, word):
    ben = judged(team, crossed=0.3)[team.ben.pk]
    seen = queries.standing_of(cast.viewer(cast.CAST["ben"]()), ben.ref)
    seen = replace(seen, why=replace(seen.why, by_reviewers=added))
    ((_, told),) = [one for one in explains(seen, team_misses=False) if "reviewers were" in one[1]]
    assert f"The reviewers were {word} than reviewers are here on average. That is" in told


def test_each_score_is_the_one_of_every_page(team):
    """Also of whoever counts from a later day on."""
    late = team.noor
    reviewing.bring_in(crossed=0.3)
    version = making.make_target(
        [one for one in team.everybody if one != late], key="qa_score",
        threshold=reviewing.STANDARD, minimum_volume=20,
    )  # fmt: skip
    making.give(version, [late], given_on=date(2024, 3, 21))  # fourteen days: from 4 April
    making.reckon()
    found = rows()
    assert (found[late.pk].since, found[late.pk].begins) == (date(2024, 4, 4), Begins.READ)
    helen = cast.viewer(cast.helen(), making.TODAY)
    counted = facts(making.TODAY)
    kpi = next(one for one in counted.kpis if one.key == "qa_score")
    for window, chosen in ((APRIL, set(found) - {late.pk}), (Window(date(2024, 4, 4), APRIL.end), {late.pk})):  # fmt: skip
        figures = measure(counted, kpi, scope=scope(helen), window=window, by=("person",))
        said = {one.by["person"]: one for one in figures}
        for pk in chosen:
            row, figure = found[pk], said[pk]
            assert row.n == figure.n
            if row.value is not None:
                assert (row.value, row.low, row.high) == pytest.approx((figure.value, figure.low, figure.high))  # fmt: skip
    assert 0 < found[late.pk].n < reviewing.EACH


@pytest.mark.parametrize(
    ("given", "why", "said"),
    [
        (
            {"crossed": 0.0}, Unsaid.APART,
            "the reviewers fall into 2 groups that review nobody in common, so that strict reviewers cannot be told",
        ),
        (
            {"crossed": 0.03}, Unsaid.UNCROSSED,
            "So few do not tell a strict reviewer from a weak team. About",
        ),
        ({"crossed": 0.3, "named": False}, Unsaid.NAMELESS, "too many reviews do not say who gave them"),
    ],
)  # fmt: skip
def test_where_they_cannot_be_told_nobody_is_judged_and_it_says_what_is_missing(team, given, why, said):  # fmt: skip
    found = judged(team, **given)
    assert {one.state for one in found.values()} == {""}
    assert found[team.amara.pk].value < 0.7 and found[team.amara.pk].low is not None
    one = Assessment.objects.get(reckoning=Reckoning.objects.first(), is_final=True)
    assert one.unsaid == why and one.reviews == reviewing.EACH * len(team.everybody)
    text = page("amara", found[team.amara.pk])
    assert "Not judged for persons" in text and said in text
    if why is Unsaid.UNCROSSED:
        assert f"{one.crossed} of {one.reviews} reviews" in text
        assert f"About {72 - one.crossed} more" in text


def test_whose_reviewer_nearly_nobody_else_shares_is_not_judged(team):
    """Quinn and Rae, who hardly differ, share enough people; with Sol nobody shares more than one review."""
    lines = [
        (*line[:3], "Sol", *line[4:]) if line[0].startswith(("E-ben-", "E-p00-")) and line[0] != "E-p00-1" else line
        for line in reviewing.reviews(crossed=0.3, adds={"Quinn": -0.02, "Rae": 0.02})
    ]  # fmt: skip
    centre.bring_in(centre.as_csv(reviewing.HEADER, lines), by=cast.sam(), name="reviews.csv", source="Reviews")  # fmt: skip
    making.make_target(team.everybody, key="qa_score", threshold=reviewing.STANDARD, minimum_volume=20)  # fmt: skip
    making.reckon()
    found = rows()
    ben = found[team.ben.pk]
    assert (ben.state, ben.said, ben.unsaid) == ("", "", Unsaid.UNTIED)
    assert ben.value is not None and ben.low is not None and ben.by_reviewers is None
    assert found[team.amara.pk].state == State.FINDING and not found[team.amara.pk].unsaid
    text = page("joanna", ben)
    assert "Not judged" in text and "shares too few people with other reviewers" in text
    assert "Not judged for persons" not in text
    assert "That says nothing about the work itself." in text
    assert "This is a signal" not in text and "What has to be true" not in text  # nothing is said
    address = reverse("team_attainment", args=[team.northgate.ref])
    for name, shown in (("joanna", "Ben Whitlock Not judged"), ("owen", "Ben Whitlock No finding")):
        seen = cast.signed_in(cast.CAST[name]()).get(address)
        assert shown in words(seen.content.decode())


def test_when_all_reviews_fell_nobody_is_named(team):
    """March was far better for everybody: what befell all is the process's."""
    reviewing.bring_in(crossed=0.3)
    lines = [
        (f"march-{who}-{at}", f"2024-03-{1 + at:02d} 10:00:00", who, "phone", "Billing", "Y", 10, 200, 0, 30, "", f"m-{who}-{at}")
        for who in ("noor", "ben", "p01", "p02") for at in range(24)
    ]  # fmt: skip
    centre.bring_in(centre.as_csv(making.HEADER, lines), by=cast.sam(), name="march.csv")
    scored = [
        (f"M-{line[0]}", line[0], "2024-04-06 10:00", "Rae", "Care", "random", 97 + at % 3, 100, 0.3)
        for at, line in enumerate(lines)
    ]  # fmt: skip
    centre.bring_in(centre.as_csv(reviewing.HEADER, scored), by=cast.sam(), name="marchreviews.csv", source="Reviews")  # fmt: skip
    making.make_target(team.everybody, key="qa_score", threshold=0.8, minimum_volume=20)
    making.reckon()
    found = rows()
    assert found[team.amara.pk].state == State.LIKELY_BELOW
    assert "everybody together did worse" in found[team.amara.pk].assessment.unnamed
