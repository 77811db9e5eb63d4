"""What came after a finding: each reader is told that there is more, and nobody what is only likely."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from evenhand.analysis.statistics.states import State
from evenhand.features.attainment import queries
from evenhand.features.attainment.models import Assessment, PersonStanding, Reckoning
from evenhand.features.attainment.rules.secrecy import said
from evenhand.features.attainment.tests.test_secrecy import body
from evenhand.features.attainment.views.showing.after import since_sentence
from tests import cast
from tests.access.walking import words

pytestmark = pytest.mark.django_db
ASK = "Ask those two before anything formal rests on this finding"
AFTER = "What came after"


@pytest.fixture
def team(judged):
    return judged


@pytest.fixture
def finding(team) -> str:
    """The address of what was said of Amara over April."""
    held = PersonStanding.opened.get(person=team.amara, assessment__is_final=True)
    assert held.state == State.FINDING
    return reverse("standing", args=[held.ref])


def judge_may(team, state: State | None, *, shared: bool = True) -> None:
    """A later run over May, as it would have written Amara's row; None: none."""
    version = Assessment.objects.filter(is_final=True).first().version
    run = Reckoning.objects.create(
        day=date(2024, 6, 12), generation=2, fingerprint=f"{state} {shared}"
    )
    one = Assessment.objects.create(
        reckoning=run, version=version, first=date(2024, 5, 1), end=date(2024, 6, 1), is_final=True,
        definition="csat@2", method="standing@4", way="share", zone="Europe/London", people=30,
    )  # fmt: skip
    if state:
        PersonStanding.objects.create(
            assessment=one, person=team.amara, since=one.first, formal_use=False, threshold=0.8, n=90,
            state=state, said=said(state), shared=shared, value=0.7, low=0.6, high=0.8, expected=0.8, level=0.75,
            level_low=0.6, level_high=0.85, p_normal=0.8, p_npmle=0.8,
        )  # fmt: skip


def test_whoever_reads_a_finding_alone_is_told_to_ask_for_the_weeks_since(team, finding):
    for name in ("owen", "helen"):
        text = words(body(name, finding))
        assert "Contacts from Wed 1 May 2024 to" in text and ASK in text
        assert "Amara Okafor and whoever leads them" in text
    # She sees the figures of people: where they stand, as counted. HR does not.
    assert "under “Through time”" in words(body("helen", finding))
    assert "under “Through time”" not in words(body("owen", finding))
    for name in ("amara", "joanna"):
        text = words(body(name, finding))
        assert ASK not in text and "Counting the weeks" in text


def test_without_a_later_day_nothing_is_said_of_one(team, finding):
    seen = queries.standing_of(cast.viewer(cast.owen()), finding.split("/")[-2])
    found = queries.after_of(cast.viewer(cast.owen()), seen)
    assert found.up_to == date(2024, 5, 11) and since_sentence(found, seen)
    assert since_sentence(replace(found, up_to=None), seen) == ""


def test_of_a_later_period_every_silence_is_alike(team, finding):
    """Cannot tell, likely below, or no row at all: HR reads one and the same page."""
    texts = set()
    for state in (State.CANNOT_TELL, State.LIKELY_BELOW, None):
        judge_may(team, state)
        text = words(body("owen", finding))
        assert "May 2024 No finding" in text
        texts.add(text)
        Reckoning.objects.filter(day=date(2024, 6, 12)).delete()
    assert len(texts) == 1


@pytest.mark.parametrize(("state", "shown"), [(State.MEETS, "Meets the standard"), (State.FINDING, "Below the standard")])  # fmt: skip
def test_what_is_said_of_a_later_period_stands_beside_the_finding(team, finding, state, shown):
    judge_may(team, state)
    for name in ("owen", "joanna", "amara"):
        assert f"May 2024 {shown}" in words(body(name, finding)), name


def test_the_two_read_of_it_what_is_only_likely(team, finding):
    judge_may(team, State.LIKELY_BELOW)
    for name in ("joanna", "amara"):
        assert "May 2024 Likely below the standard" in words(body(name, finding))


def test_a_page_that_is_no_finding_has_none(team):
    held = PersonStanding.opened.get(person=team.ben, assessment__is_final=True)
    assert AFTER not in body("joanna", reverse("standing", args=[held.ref]))
