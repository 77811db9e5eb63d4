"""The pages: who gets which, what a finding says, what was said on a day, and what stands where nothing is yet."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evenhand.features.attainment.jobs import reckon as reckon_job
from evenhand.features.attainment.models import Assessment, PersonStanding, Reckoning
from evenhand.features.attainment.rules.naming import Unnamed
from evenhand.features.attainment.tests import making
from evenhand.features.attainment.views.persons import _middle
from evenhand.features.attainment.views.showing.evidence import _UNNAMED
from evenhand.features.standards.models import Target, TargetVersion
from evenhand.features.standards.rules.targets import About, Where
from evenhand.foundation.jobs.models import Job
from evenhand.foundation.jobs.progress import SilentProgress
from tests import cast
from tests.access.walking import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(judged):
    return judged


def row_of(person, **chosen) -> PersonStanding:
    return PersonStanding.opened.get(person=person, assessment__is_final=True, **chosen)


def page(name: str, address: str, **asked) -> str:
    answer = cast.signed_in(cast.CAST[name]()).get(address, asked)
    assert answer.status_code == 200, (name, address, answer.status_code)
    return words(answer.content.decode())


def test_who_opens_which(team):
    ref = row_of(team.amara).ref
    for address, who in {
        reverse("standing", args=[ref]): {"amara", "joanna", "helen", "owen"},
        reverse("person_attainment", args=[team.amara.ref]): {"amara", "joanna", "helen", "owen"},
        reverse("team_attainment", args=[team.northgate.ref]): {"joanna", "helen", "owen", "mateus", "pat"},
    }.items():  # fmt: skip
        assert cast.openers(address) == who, address


def test_a_finding_says_what_it_rests_on_and_what_not(team):
    text = page("owen", reverse("standing", args=[row_of(team.amara).ref]))
    for said in (
        "With the contacts Amara had, someone exactly at standard would have",
        "Below the standard , likely real",
        "supports no formal step",  # customers rated it
        "csat@2", "we-settle-it-the-first-time@1", "Mon 1 Apr 2024 to Tue 30 Apr 2024", "Europe/London",
        "the people whom the target measures; half of them between", "at most one in twenty", "Of a hundred people with figures like these, about 9", "This is a signal and no decision",
        "That anybody did anything wrong",
    ):  # fmt: skip
        assert said in text, said
    assert "Fewer than thirty people" not in text
    # HR reads the finding; the contacts behind it are not theirs to open.
    assert "See the contacts" not in text
    assert "See the contacts" in page("joanna", reverse("standing", args=[row_of(team.amara).ref]))


def test_the_contacts_behind_it_are_as_many_as_it_counts(team):
    client = cast.signed_in(cast.joanna())
    answer = client.get(reverse("standing", args=[row_of(team.amara).ref]))
    text = words(client.get(answer.context["contacts"]).content.decode())
    assert f"{row_of(team.amara).n} " in text


def test_to_oneself_it_speaks_to_oneself(team):
    text = page("ben", reverse("person_attainment", args=[team.ben.ref]))
    assert "With your mix of contacts, someone exactly at standard would have" in text
    assert "Where you stand" in text and "Where Ben" not in text
    client = cast.signed_in(cast.ben())
    assert client.get(reverse("attainment"))["Location"] == reverse(
        "person_attainment", args=[team.ben.ref]
    )


def test_what_was_said_on_a_day_stays_readable(team):
    later = making.TODAY + timedelta(days=1)
    version = PersonStanding.objects.first().assessment.version
    making.make_target(team.everybody, key="fcr", threshold=0.5)
    making.reckon(later)
    address = reverse("person_attainment", args=[team.amara.ref])
    before = page("joanna", address, on=making.TODAY.isoformat())
    assert "First contact resolution" not in before and "Reckoned Mon 13 May 2024" in before
    assert "First contact resolution" in page("joanna", address)
    old = row_of(team.amara, assessment__reckoning=Reckoning.objects.last())
    text = page("joanna", reverse("standing", args=[old.ref]))
    assert "This is what was said on Mon 13 May 2024" in text and "What is said today" in text
    assert str(version.number) in text


@pytest.mark.parametrize("on", ["nonsense", "2024-13-45", "9999-12-31", "\0", "2024-05-13T00:00"])
def test_a_day_that_is_none_is_today(team, on):
    address = reverse("person_attainment", args=[team.amara.ref])
    assert "Customer satisfaction" in page("joanna", address, on=on)


def test_before_the_first_run_each_page_says_when_that_was(team):
    target = row_of(team.amara).assessment.version.target
    for name, address in (
        ("joanna", reverse("team_attainment", args=[team.northgate.ref])),
        ("joanna", reverse("person_attainment", args=[team.amara.ref])),
        ("owen", reverse("person_attainment", args=[team.amara.ref])),
        ("helen", reverse("attainment")),
        ("pat", reverse("attainment_of_target", args=[target.ref])),
    ):
        text = page(name, address, on="2020-01-01")
        assert "Nothing had been said by 1 Jan 2020." in text, address
        assert "for the first time on Mon 13 May 2024" in text and "yet" not in text, address
        assert "Nothing had been said" not in page(name, address), address
        assert "no day before today" in page(name, address, on="nonsense"), address


def test_who_asks_for_their_own_keeps_the_day(team):
    answer = cast.signed_in(cast.ben()).get(reverse("attainment"), {"on": "2024-05-13"})
    assert answer["Location"].endswith("/standing/?on=2024-05-13")


def test_who_met_it_names_nobody(team):
    target = row_of(team.amara).assessment.version.target
    text = page("helen", reverse("attainment_of_target", args=[target.ref]))
    met = PersonStanding.objects.filter(assessment__is_final=True, said="meets").count()
    assert (
        f"{met} of the 30 people for whom it was set on Tue 30 Apr 2024 are shown to meet it"
        in text
    )
    assert "in 100" not in text
    assert not [one.name for one in team.everybody if one.name in text]
    assert "of the 30 people" not in page(
        "joanna", reverse("attainment_of_target", args=[target.ref])
    )


def test_totals_to_a_representative_are_over_whole_weeks(team):
    """April is no whole number of weeks: that it misses is said, the figure is not."""
    text = page("pat", reverse("team_attainment", args=[team.northgate.ref]))
    assert "Northgate" in text and "Not shown over days that are no whole weeks." in text
    assert "until a single person is left" in text, "and why"
    assert (
        "%" not in text.partition("Northgate")[2].partition("Customer satisfaction at least 80%")[2]
    )
    keys = frozenset({team.northgate.pk})
    making.make_target(
        [], key="fcr", threshold=0.5, about=About.TOTAL, where=Where.TEAMS, keys=keys, every="week"
    )
    making.reckon(date(2024, 5, 14))
    assert "week to" in page("pat", reverse("team_attainment", args=[team.northgate.ref]))


def test_a_figure_that_may_not_be_shown_over_a_month_is_one_link_away(team):
    client = cast.signed_in(cast.owen())
    (shown,) = client.get(reverse("team_attainment", args=[team.northgate.ref])).context["targets"]
    (total,) = [one for one in shown["totals"] if one.name == "Northgate"]
    assert (total.value, total.interval, total.n) == ("", "", "")
    found = client.get(total.instead).context
    window, tile = found["chosen"].period.window, found["tiles"][0]
    assert found["team"] == team.northgate and window.first.weekday() == window.end.weekday() == 0
    assert tile.title == "Customer satisfaction" and tile.value and tile.interval and tile.n_text


def test_that_somebody_meets_it_is_a_sentence_to_whoever_reads_no_figures(team):
    """Broken off after "From 200 answers." it said nothing."""
    met = PersonStanding.objects.filter(assessment__is_final=True, said="meets").first()
    first = met.person.name.split()[0]
    text = page("owen", reverse("standing", args=[met.ref]))
    assert (
        f"From {met.n} answers, {first} is shown to meet it. The figure of one person is not among what you read."
        in text
    )
    assert f"From {met.n} answers, {first}" in page(
        "owen", reverse("person_attainment", args=[met.person.ref])
    )


def test_two_dates_are_explained_to_those_two_alone(team):
    """Everybody was handed a copy in January; the request to read it here came when it was put into Evenhand."""
    ben = row_of(team.ben)
    said = "29 Jan 2024: a copy was handed over on 15 Jan 2024, with the days to read it. The request to read it here, if possible by 30 Nov 2026, came later"
    for name in ("ben", "joanna"):
        assert said in page(name, reverse("standing", args=[ben.ref])), name
    assert "copy was handed over" not in page(
        "owen", reverse("standing", args=[row_of(team.amara).ref])
    )
    target = ben.assessment.version.target
    text = page("ben", reverse("target", args=[target.ref]))
    assert (
        "asked to read it here as well, if you can by 30 November 2026, does not move that day"
        in text
    )


def test_a_kpi_that_no_model_judges_has_figure_and_interval(team):
    version = making.make_target(team.everybody, key="csat_mean", threshold=4.0)
    making.reckon(making.TODAY + timedelta(days=1))
    row = row_of(team.amara, assessment__version=version)
    assert row.state and row.value  # means are judged
    at_an_end = making.make_target(team.everybody, key="fcr", threshold=1.0)
    making.reckon(making.TODAY + timedelta(days=2))
    row = row_of(team.amara, assessment__version=at_an_end)
    assert (row.state, row.said) == ("", "") and row.low < row.value <= row.high
    text = page("amara", reverse("standing", args=[row.ref]))
    assert "Not judged for persons" in text and "no chance is left for luck" in text


def test_on_demand_it_is_a_job_for_those_who_may(team):
    answer = cast.signed_in(cast.helen()).post(reverse("attainment_run"))
    job = Job.objects.get(kind="attainment.reckon")
    assert answer["Location"] == reverse("job", args=[job.ref])
    assert reckon_job(SilentProgress())["new"] in (True, False)
    for name in ("joanna", "sam", "amara", "eve"):
        assert cast.signed_in(cast.CAST[name]()).post(reverse("attainment_run")).status_code == 404


def test_looking_at_somebody_is_written_down(team):
    from evenhand.foundation.audit.models import LOOKED, AuditEntry

    page("helen", reverse("standing", args=[row_of(team.amara).ref]))
    line = AuditEntry.objects.get(verb=LOOKED, object_type="standing")
    assert line.payload.subject_ref == team.amara.ref
    assert line.at.date() == timezone.now().date()


def test_whoever_works_there_is_told_that_the_whole_team_misses_it(team):
    """Fifteen people work in Northgate: that it misses as a whole speaks for each, and says nothing of one of them."""
    version = making.make_target(team.everybody, key="csat_mean", threshold=4.9)
    making.reckon(making.TODAY + timedelta(days=1))
    row = row_of(team.amara, assessment__version=version)
    assert set(row.assessment.places.values_list("lies", flat=True)) == {"missed"}
    assert "The whole team misses it" in page("amara", reverse("standing", args=[row.ref]))


def test_what_half_of_the_people_lie_between_is_told_from_ten_on():
    one = Assessment(people=10, middle_low=0.54, middle_high=0.83, version=TargetVersion(target=Target(kpi_key="csat")))  # fmt: skip
    assert _middle(one) == ("54.0%", "83.0%")
    one.people = 9
    assert _middle(one) is None


def test_every_reason_why_a_look_names_nobody_has_words():
    assert set(_UNNAMED) == set(Unnamed)
