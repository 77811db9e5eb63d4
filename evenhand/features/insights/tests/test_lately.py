"""“Lately worse, more than chance” is said only where the weeks do not differ by as much anyway, as the trend page says."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from evenhand.analysis.figure import Change, change, figure_of
from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.scope import Window
from evenhand.analysis.statistics.signals import signals
from evenhand.features.insights.rules.lately import lately, since_before, spread_of
from evenhand.features.insights.rules.limits import limits_of, times_chance
from evenhand.features.insights.tests.busy import EVER, make_busy_team
from tests import cast, centre
from tests.access.walking import words

FIRST, WEEKS, A_WEEK = date(2024, 1, 8), 12, 60
TWELVE = "period=own&first=2024-01-08&last=2024-03-31"


def figure(key: str, number: int, parts: dict, weeks: int = 1):
    kpi = BY_KEY[key]
    told = dict.fromkeys((name.removeprefix(f"{key}__") for name in kpi.expressions), 0.0) | parts
    first = FIRST + timedelta(weeks=number)
    window = Window(first, first + timedelta(weeks=weeks))
    return figure_of(kpi, kpi.result(told), window=window, zone="UTC", generation=1, by={"week": first}, parts=told)  # fmt: skip


def shares(*of_hundred: float, n: int = 2000) -> list:
    return [
        figure(
            "answered", week, {"numerator": float(round(n * one / 100)), "denominator": float(n)}
        )  # fmt: skip
        for week, one in enumerate(of_hundred)
    ]


def waits(*seconds: float, n: int = 2000) -> list:
    return [
        figure("asa", week, {"n": float(n), "total": n * one, "squares": n * (one**2 + 15.0**2)})
        for week, one in enumerate(seconds)
    ]


def summed(weeks: list, first: int):
    parts = {name: sum(one.parts[name] for one in weeks) for name in weeks[0].parts}
    return figure(weeks[0].kpi.key, first, parts, len(weeks))


def parts_of(weeks: list) -> tuple:
    return summed(weeks[-4:], len(weeks) - 4), summed(weeks[:-4], 0)


def said_of(weeks: list) -> Change:
    return lately(*parts_of(weeks), weeks, "week")


UP_AND_DOWN = (92, 88, 93, 87, 92, 89, 93, 88, 90, 86, 91, 87)


@pytest.mark.parametrize(("of", "told"), [(shares, Change.WORSE), (waits, Change.BETTER)])
def test_weeks_that_go_up_and_down_anyway_say_nothing_of_the_last_ones(of, told):
    weeks = of(*UP_AND_DOWN)
    assert change(*parts_of(weeks)) is told, "of single contacts"
    assert times_chance(weeks) > 4
    assert said_of(weeks) is Change.NO_CLEAR
    fallen = of(*UP_AND_DOWN[:8], 70, 68, 71, 69)
    assert said_of(fallen) is told, "a fall that is larger than what weeks do anyway is still said"


@pytest.mark.parametrize(("of", "told"), [(shares, Change.WORSE), (waits, Change.BETTER)])
def test_two_periods_lie_apart_only_beyond_what_their_weeks_do_anyway(of, told):
    """Twelve weeks and the twelve before: of single contacts every such pair would be “more than chance”."""
    weeks = of(*UP_AND_DOWN, *(one - 1 for one in UP_AND_DOWN))
    now, before = summed(weeks[12:], 12), summed(weeks[:12], 0)
    assert change(now, before) is told, "of single contacts"
    assert since_before(now, before, spread_of(weeks)) is Change.NO_CLEAR
    weeks = of(*UP_AND_DOWN, *(one - 12 for one in UP_AND_DOWN))
    now = summed(weeks[12:], 12)
    assert since_before(now, before, spread_of(weeks)) is told, (
        "what is larger than that is still said"
    )


def test_where_the_spread_of_weeks_is_not_known_nothing_is_said():
    """Whoever is not told of one of eight weeks is told less for it, and not more."""
    weeks = shares(*UP_AND_DOWN[:4], *(one - 2 for one in UP_AND_DOWN[:4]))
    now, before = summed(weeks[4:], 4), summed(weeks[:4], 0)
    assert change(now, before) is Change.WORSE, "of single contacts"
    assert since_before(now, before, spread_of(weeks)) is Change.NO_CLEAR
    assert since_before(now, before, spread_of(weeks[:3] + weeks[4:])) is Change.UNKNOWN


def test_weeks_too_small_to_be_shown_count_in_their_spread():
    steady = shares(*[90.0] * 6, *[50.0] * 6, n=10)
    assert all(one.value is None for one in steady)
    now, before = summed(steady[6:], 6), summed(steady[:6], 0)
    assert since_before(now, before, spread_of(steady)) is Change.WORSE


# What the sample centre's share of answered contacts did in twelve weeks.
WANDERS = (97.2, 97.1, 96.6, 96.5, 95.8, 96.9, 97.1, 95.7, 95.5, 95.4, 95.9, 95.5)


def test_what_its_trend_does_not_mark_is_not_said_of_it():
    """Four weeks may differ from eight beyond the spread of weeks, and none of them stand out: they wander."""
    weeks = shares(*WANDERS, n=4000)
    assert not signals(limits_of(weeks))
    assert change(*parts_of(weeks), times=times_chance(weeks)) is Change.WORSE
    assert said_of(weeks) is Change.NO_CLEAR


def test_a_part_of_a_week_is_no_point():
    """Two days of a bad week at the end, alone far outside: the trend page shows them not at all."""
    weeks = [*shares(*[90.0, 90.5] * 6), *shares(70.0, n=600)]
    weeks[-1] = replace(weeks[-1], by={"week": FIRST + timedelta(weeks=12)})
    now, before = summed(weeks[9:], 9), summed(weeks[:9], 0)
    now = replace(now, window=Window(now.window.first, FIRST + timedelta(weeks=12, days=2)))
    assert change(now, before) is Change.WORSE
    assert lately(now, before, weeks, "week") is Change.NO_CLEAR


def test_it_is_the_factor_of_the_chart_and_never_below_one():
    weeks = shares(*UP_AND_DOWN)
    assert 1 < limits_of(weeks).spread < times_chance(weeks) < 1.3 * limits_of(weeks).spread
    assert times_chance(shares(*[90.0] * WEEKS)) == times_chance(waits(*[20.0] * WEEKS)) == 1
    assert times_chance(shares(*UP_AND_DOWN[:7])) is None, "too few for limits"


def test_where_nothing_happens_it_is_seldom_said():
    """Four hundred runs of twelve weeks that differ by twice and more what chance would have it: in few of them."""
    dice = random.Random(11)
    said = 0
    for _run in range(400):
        levels = [dice.gauss(90, 1.5) for _ in range(WEEKS)]
        weeks = shares(*(sum(dice.random() < one / 100 for _ in range(800)) / 8 for one in levels), n=800)  # fmt: skip
        said += said_of(weeks) is not Change.NO_CLEAR
    assert said <= 20


HEAD = ("contact_id", "started_at", "agent", "channel", "answered", "wait_seconds", "talk_seconds")


def calls(more: int = 5, since: int = 8, often: int = 20) -> bytes:
    """In odd weeks a third of the calls is given up, in even ones none; the last third of the weeks is a little worse."""
    lines = []
    for number in range(WEEKS):
        given_up = (often if number % 2 else 0) + (more if number >= since else 0)
        for at in range(A_WEEK):
            day = FIRST + timedelta(weeks=number, days=at % 7)
            moment = datetime(day.year, day.month, day.day, 9 + at % 8, at % 60)
            taken = at >= given_up
            lines.append((f"{number}-{at}", moment, "amara" if taken else "", "phone", "Y" if taken else "N", 10, 200 if taken else ""))  # fmt: skip
    return centre.as_csv(HEAD, lines)


@pytest.mark.django_db
@pytest.mark.one_database
def test_the_page_of_a_figure_says_of_its_weeks_what_its_trend_says(files_home):
    cast.helen()
    centre.make_people()
    centre.bring_in(calls(), by=cast.sam())
    helen = cast.signed_in(cast.helen())
    page = helen.get(f"/figures/answered/?{TWELVE}")
    assert page.context["chart"].title.endswith("no clear change within this period")
    assert "nothing stands out" in words(helen.get(f"/figures/answered/trend/?{TWELVE}").content.decode())  # fmt: skip


LAST_SIX = "period=own&first=2024-02-19&last=2024-03-31"


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.parametrize(
    ("often", "says"),
    [(20, "No clear difference from the period before"), (0, "Worse than the period before, more than chance")],
)  # fmt: skip
def test_the_tile_of_a_figure_says_no_more_than_its_weeks_bear(files_home, often, says):
    """A fifth more is given up in the last six weeks: beyond chance either way, but not beyond weeks that differ so."""
    assert says in tile_of(calls(more=12, since=6, often=often), LAST_SIX)


LAST_FORTNIGHT = "period=own&first=2024-03-18&last=2024-03-31"


@pytest.mark.django_db
@pytest.mark.one_database
def test_two_short_periods_are_held_against_the_weeks_of_a_quarter(files_home):
    assert "Worse than the period before" in tile_of(
        calls(more=30, since=10, often=0), LAST_FORTNIGHT
    )


@pytest.mark.django_db
@pytest.mark.one_database
def test_parts_of_weeks_at_the_ends_hide_nothing(files_home):
    """From a Wednesday to a Thursday: what is left of those weeks would look as if weeks differed."""
    days = "period=own&first=2024-02-21&last=2024-03-28"
    assert "Worse than the period before" in tile_of(calls(more=12, since=6, often=0), days)


def tile_of(file: bytes, days: str) -> str:
    """What the tile of the share of answered contacts says."""
    cast.helen()
    centre.make_people()
    centre.bring_in(file, by=cast.sam())
    page = cast.signed_in(cast.helen()).get(f"/figures/?{days}&show=all").content.decode()
    return words(next(one for one in page.split("card tile")[1:] if "/figures/answered/" in one))


@pytest.mark.django_db
@pytest.mark.one_database
def test_a_fall_of_the_whole_is_still_said(files_home):
    make_busy_team()
    page = cast.signed_in(cast.helen()).get(f"/figures/csat/?{EVER}")
    assert "lately worse than before, more than chance" in page.context["chart"].title
