"""Repeat contacts as `measure()` counts them: the same day in the zone, and issues for each contact by customer."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from evenhand.analysis.behind import contacts_behind
from evenhand.analysis.figure import State
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.measure import TOO_FEW_PEOPLE
from evenhand.analysis.scope import Scope, Where, Window
from evenhand.analysis.statistics import clustered
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Store
from tests.bringing import EVERYTHING, Centre
from tests.received import at, bring, contact

FCR, RATIO = catalogue.BY_KEY["fcr"], catalogue.BY_KEY["contact_ratio"]
SAME_DAY = FCR.with_parameters({"window_days": 0})
LONDON = ZoneInfo("Europe/London")


def local(day: date, hour: int, minute: int = 0) -> datetime:
    told = datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)
    return told.astimezone(UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    "day", [date(2026, 6, 10), date(2026, 3, 29), date(2026, 10, 25)], ids=["24 h", "23 h", "25 h"]
)
def test_a_repeat_on_the_same_day_fails_and_one_after_midnight_does_not(centre, day):
    next_day = day + timedelta(days=1)
    moments = {
        "a": [local(day, 0, 5), local(day, 23, 55)],  # one issue in two contacts
        "b": [local(day, 23, 50), local(next_day, 0, 10)],  # two issues, of a contact each
        "c": [local(day, 12)],
        "d": [local(next_day, 9)],  # a day that is not over when the source ends
    }
    rows = [
        contact(f"{customer}{number}", moment, customer=customer)
        for customer, some in moments.items()
        for number, moment in enumerate(some)
    ]
    bring(centre, contact=[*rows, contact("end", local(next_day, 20))])
    ask = {"window": Window(day, day + timedelta(days=2))}
    (found,) = centre.figures([SAME_DAY], **ask)
    assert (found.parts["numerator"], found.parts["denominator"]) == (2, 3)
    assert found.parts["immature"] == 2  # b's second and d's
    ratio = centre.figures([RATIO.with_parameters({"window_days": 0})], **ask)[0]
    assert (ratio.parts["numerator"], ratio.parts["denominator"]) == (5, 6)
    behind = contacts_behind(centre.facts, SAME_DAY, scope=EVERYTHING, **ask)
    assert {row["source_id"] for row in behind.rows} == {"a0", "b0", "c0"}


FIRST = date(2026, 5, 4)
TAKEN = [1] * 85 + [2] * 5 + [3] * 10  # contacts of an issue
NORTH, SOUTH = 101, 102
PEOPLE = Directory(
    tuple(("", f"a{n}", n) for n in range(1, 9)),
    tuple((n, NORTH if n < 5 else SOUTH, date(2026, 1, 1), None) for n in range(1, 9)),
)


def customer_of(issue: int) -> str:
    return f"c{issue // 3}"


def issues() -> list[dict]:
    """A hundred issues in 125 contacts, a day between those of one, each with somebody else; no reason is given twice
    by the same customer, so that their issues stay apart."""
    return [
        contact(
            f"I{issue}-{number}",
            at(FIRST, 8 + issue % 9) + timedelta(days=issue % 28 + number),
            customer=customer_of(issue),
            topic=f"t{issue % 3}",
            agent=f"a{1 + (issue + number) % 8}",
            channel="phone",
        )
        for issue, contacts in enumerate(TAKEN)
        for number in range(contacts)
    ]


@pytest.fixture(scope="module")
def centre_of_issues(tmp_path_factory) -> Centre:
    made = Centre(Store(tmp_path_factory.mktemp("issues"), "Europe/London"), PEOPLE)
    bring(made, contact=issues())
    return made


def by_hand(rows: list[dict]) -> tuple[float, ...]:
    """Value and interval from the contacts of each customer, one by one."""
    x = Counter(row["customer"] for row in rows)
    y = Counter(row["customer"] for row in rows if row["source_id"].endswith("-0"))
    below, above = sum(x.values()), sum(y.values())
    ends = clustered.ratio_of_sums(
        len(x), below, above,
        sum(n * n for n in x.values()), sum(n * y[one] for one, n in x.items()),
        sum(n * n for n in y.values()),
    )  # fmt: skip
    return above / below, *ends


def test_a_hundred_issues_in_125_contacts(centre_of_issues):
    (found,) = centre_of_issues.figures([RATIO])
    assert (found.value, found.n, found.numerator, found.denominator) == (0.8, 125, 100, 125)
    assert (found.value, found.low, found.high) == pytest.approx(by_hand(issues()))


@pytest.mark.parametrize("team", [NORTH, SOUTH])
def test_each_part_has_the_customers_who_came_to_it(centre_of_issues, team):
    """Customers whose contacts were shared between teams are a cluster in each."""
    people = {f"a{n}" for n in range(1, 9) if (n < 5) == (team == NORTH)}
    expected = by_hand([row for row in issues() if row["agent"] in people])
    split = {f.by["team"]: f for f in centre_of_issues.figures([RATIO], by=("team",))}
    (alone,) = centre_of_issues.figures([RATIO], where=[Where("team_id", team)])
    for found in (split[team], alone):
        assert (found.value, found.low, found.high) == pytest.approx(expected)
    assert sum(one.n for one in split.values()) == 125


def test_the_parts_of_its_cells_add_up(centre_of_issues):
    for by in (("week",), ("weekday",), ("person", "day"), ("channel", "topic")):
        cells = centre_of_issues.figures([RATIO], by=by)
        assert all(list(cell.by) == list(by) for cell in cells)
        assert sum(cell.parts["numerator"] for cell in cells) == 100
        assert sum(cell.parts["denominator"] for cell in cells) == 125


def test_a_total_of_too_few_people_is_closed(centre_of_issues):
    few, enough = (Scope(teams=frozenset({NORTH, SOUTH}), smallest_cell=least) for least in (9, 8))
    (closed,) = centre_of_issues.figures([RATIO], scope=few)
    assert (closed.value, closed.problem) == (None, TOO_FEW_PEOPLE)
    assert centre_of_issues.figures([RATIO], scope=few, by=("week",)) == []
    assert centre_of_issues.figures([RATIO], scope=enough)[0].value == 0.8
    assert centre_of_issues.figures([RATIO], scope=Scope())[0].n == 0


def test_many_contacts_of_a_few_customers_are_not_enough_to_say(centre):
    rows = [
        contact(f"N{n}", at(FIRST, 8) + timedelta(hours=5 * n), customer=f"c{n % 3}")
        for n in range(60)
    ]
    bring(centre, contact=rows)
    (found,) = centre.figures([RATIO])
    assert (found.state, found.n, found.value) == (State.FEW, 60, None)
