"""Net shares and quantiles of a person, where a definition says that it is for persons: judged by what they are made of.

No definition of the catalogue says so today (NPS and waiting are of a team, handling time is for finding causes): these
tests let one say it, as an organisation would that raises the definition.
"""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from django.urls import reverse

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import Better, Use
from evenhand.analysis.measure import measure
from evenhand.analysis.scope import Window
from evenhand.analysis.statistics import standing
from evenhand.analysis.statistics.states import Standard, State
from evenhand.features.attainment.models import PersonStanding, Reckoning
from evenhand.features.attainment.rules.ways import Way
from evenhand.features.attainment.tests import making
from evenhand.features.people.policy import scope
from evenhand.features.standards import queries as standards
from evenhand.features.standards.queries import measurable
from evenhand.features.standards.rules.targets import Direction
from evenhand.foundation.facts import facts
from tests import cast, centre
from tests.access.walking import words

pytestmark = pytest.mark.django_db
APRIL = Window(date(2024, 4, 1), date(2024, 5, 1))
LIMIT = 400.0  # seconds
HEADER = ("contact_id", "started_at", "agent", "channel", "reason", "answered", "wait_seconds",
          "talk_seconds", "hold_seconds", "wrap_seconds", "nps", "customer_id")  # fmt: skip
OTHERS = 17
_KEPT: dict = {}  # brought in once for all tests of this file


@pytest.fixture
def for_persons(monkeypatch):
    for key in ("nps", "aht_p90"):
        kpi = catalogue.BY_KEY[key]
        better = Better.LOWER if key == "aht_p90" else kpi.better
        made = replace(kpi, use=Use.PERSON, controllable=True, better=better)
        for known in (catalogue.BY_KEY, measurable._BY_KEY):
            monkeypatch.setitem(known, key, made)


@pytest.fixture
def team(files_home, for_persons, monkeypatch):
    """Amara is slow and customers would not recommend her service; Ben has the long contacts."""
    monkeypatch.setattr(making, "_KEPT", _KEPT)
    monkeypatch.setattr(making, "contacts_csv", contacts_csv)
    return making.make_team(OTHERS)


def contacts_csv(keys: list[str]) -> bytes:
    dice, lines = random.Random(8), []
    for who in keys:
        for at in range(120):
            day = making.FIRST + timedelta(
                days=at % 30 if at else (making.END - making.FIRST).days - 2
            )
            hard = dice.random() < (0.8 if who == "ben" else 0.4)
            talk = dice.lognormvariate(5.5 if hard else 5.0, 0.3) * (1.5 if who == "amara" else 1.0)
            liked = dice.random()
            nps = 10 if liked < (0.1 if who == "amara" else 0.6) else 3 if liked > 0.8 else 7
            moment = datetime(day.year, day.month, day.day, 9 + at % 8, at % 60)
            lines.append((f"{who}-{at}", moment, who, "phone", "Billing" if hard else "Moving", "Y", 10,
                          round(talk), 0, 30, nps, f"c-{who}-{at}"))  # fmt: skip
    return centre.as_csv(HEADER, lines)


def rows() -> dict[int, PersonStanding]:
    run = Reckoning.objects.first()
    found = PersonStanding.opened.filter(assessment__reckoning=run, assessment__is_final=True)
    return {one.person_id: one for one in found.select_related("assessment__version")}


def page(name: str, row: PersonStanding) -> str:
    answer = cast.signed_in(cast.CAST[name]()).get(reverse("standing", args=[row.ref]))
    assert answer.status_code == 200
    return words(answer.content.decode())


def figures(key: str) -> dict:
    counted, helen = facts(making.TODAY), cast.viewer(cast.helen(), making.TODAY)
    found = measure(counted, catalogue.BY_KEY[key], scope=scope(helen), window=APRIL, by=("person",))  # fmt: skip
    return {one.by["person"]: one for one in found}


def make_quantile(people):
    return making.make_target(
        people, key="aht_p90", threshold=LIMIT, direction=Direction.AT_MOST,
        counter=standards.kpi_called("fcr"),
    )  # fmt: skip


def test_a_net_share_is_judged_as_a_mean(team):
    making.make_target(team.everybody, key="nps", threshold=0.2)
    making.reckon()
    found = rows()
    amara = found[team.amara.pk]
    assert amara.assessment.way == Way.NET
    assert {pk for pk, one in found.items() if one.state == State.FINDING} == {team.amara.pk}
    assert not amara.formal_use  # customers rated it: that alone supports no formal step
    # The same from the parts of every page's figures, without kinds of contact.
    of_page = figures("nps")
    people = sorted(of_page)
    n, up, down = (
        np.array([[of_page[pk].parts[name]] for pk in people], float)
        for name in ("n", "promoters", "detractors")
    )
    plain = standing.means(n, up - down, up + down, Standard(0.2, minimum=30))
    for at, pk in enumerate(people):
        row = found[pk]
        assert (row.n, row.value, row.low) == (of_page[pk].n, of_page[pk].value, of_page[pk].low)
        assert row.level == pytest.approx(plain.level[at], abs=0.05)
        assert row.p_normal == pytest.approx(plain.p_below_normal[at], abs=0.15)
    text = page("joanna", amara)
    assert "Below the standard , likely real" in text and "supports no formal step" in text
    assert "standard +20 points" in text


def test_a_quantile_is_judged_as_the_share_within_it(team):
    make_quantile(team.everybody)
    making.reckon()
    found = rows()
    amara, ben = found[team.amara.pk], found[team.ben.pk]
    assert amara.assessment.way == Way.WITHIN
    assert {pk for pk, one in found.items() if one.state == State.FINDING} == {team.amara.pk}
    # Ben has the long contacts: fewer of them keep within it at standard.
    assert ben.expected < 0.89 < found[team.noor.pk].expected + 0.02
    of_page = figures("aht_p90")
    for pk, row in found.items():
        assert (row.value, row.low, row.high, row.n) == (
            of_page[pk].value, of_page[pk].low, of_page[pk].high, of_page[pk].n,
        )  # fmt: skip
        assert row.denominator == row.n
        if abs(row.value / LIMIT - 1) > 0.1:  # beyond the width of a bin both say the same
            assert (row.numerator / row.denominator >= 0.9) == (row.value <= LIMIT)
    assert 0 < amara.level_low <= amara.level <= amara.level_high < 0.9
    text = page("joanna", amara)
    assert (
        "With the contacts Amara had, someone exactly at standard would keep within 6 min 40 s in"
        in text
    )
    assert f"{amara.numerator:g} ÷ {amara.denominator:g} within 6 min 40 s" in text
    assert "Worse than the standard , likely real" in text and "standard 90%" in text
    assert "Like for like, within the time" in text


def test_whoever_counts_from_a_later_day_has_the_figure_of_their_days(team):
    late = team.noor
    version = make_quantile([one for one in team.everybody if one != late])
    making.give(version, [late], given_on=date(2024, 4, 2))  # fourteen days: from 16 April
    making.reckon()
    row = rows()[late.pk]
    assert row.since == date(2024, 4, 16) and row.n == row.denominator
    assert 0 < row.n < 80 and row.value and row.state


def test_a_time_of_their_own_is_what_their_contacts_are_counted_against(team):
    from evenhand.features.standards.actions import adjust_target

    version = make_quantile(team.everybody)
    adjust_target(
        by=cast.viewer(cast.owen()), person=team.amara, target=version.target, threshold=900.0,
        starts_on=date(2024, 1, 1), ends_on=None,
    )  # fmt: skip
    making.reckon()
    amara = rows()[team.amara.pk]
    assert amara.threshold == 900.0 and amara.state == State.MEETS
    assert amara.numerator > 0.97 * amara.denominator
    assert "within 15 min" in page("amara", amara)
