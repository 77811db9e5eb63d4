"""On the sample centre, with every file of it: the parts of all teams and of nobody are the organisation's.

For every KPI of the catalogue, over its year and over windows that are odd: where clocks change, where people move.
"""

from collections import Counter
from datetime import date, timedelta

import pytest

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.scope import Window
from tests.conserving import assert_teams_make_the_whole
from tests.sample.reading import lines_of, valid
from tests.warehouse.conftest import END

YEAR = Window(END - timedelta(days=364), END + timedelta(days=1))
WINDOWS = {
    "the year": YEAR,
    "a week in which clocks go on": Window(date(2026, 3, 23), date(2026, 3, 30)),
    "a week in which clocks go back": Window(date(2026, 10, 19), date(2026, 10, 26)),
    "a Sunday of 25 hours": Window(date(2026, 10, 25), date(2026, 10, 26)),
    "a day": Window(date(2026, 6, 10), date(2026, 6, 11)),
    "a month in which somebody moves": Window(date(2026, 4, 1), date(2026, 5, 1)),
    "the day of a move": Window(date(2026, 7, 13), date(2026, 7, 14)),
    "weeks with two moves and a farewell": Window(date(2026, 4, 9), date(2026, 7, 20)),
    "beyond both ends": Window(date(2025, 1, 1), date(2027, 1, 1)),
}
# What no file of the sample tells.
UNTOLD = {"ces1", "resolved", "in_deadline", "auto_fails"}


@pytest.fixture(scope="module")
def teams(sample_year) -> list[int]:
    return sorted({team for _person, team, _from, _to in sample_year.directory.memberships})


@pytest.mark.parametrize("window", WINDOWS.values(), ids=WINDOWS)
def test_teams_and_nobody_make_the_organisation(sample_year, teams, window):
    def ask(**how):
        return sample_year.figures(window=window, **how)

    whole = assert_teams_make_the_whole(ask, teams)
    assert list(whole) == [kpi.key for kpi in catalogue.ALL]
    assert any(parts["n"] for parts in whole.values())  # on a Sunday at least of what is open


def test_there_is_something_of_everybody_to_add_up(sample_year, teams):
    """Where all is of one team, or of none, any sum would do."""
    told = {kpi.key for kpi in catalogue.ALL} - UNTOLD
    by_team: dict = {}
    for day in (YEAR.end, date(2026, 6, 10)):  # a backlog is of one moment
        for figure in sample_year.figures(window=Window(YEAR.first, day), by=("team",)):
            if figure.n:
                by_team.setdefault(figure.by["team"], set()).add(figure.kpi.key)
    assert set(by_team) == {*teams, None}
    assert all(told <= by_team[team] for team in teams)
    assert {"offered", "answered", "abandoned", "service_level"} <= by_team[None]


def test_the_score_of_the_organisation_is_that_of_its_teams(sample_year):
    """Its reviews stand for as many contacts as the chance of being drawn says: weighted points add up, not scores."""
    points = {
        team: float(weighted)
        for team, weighted in sample_year.rows(
            "team_id, sum(possible / inclusion_probability)"
            " FILTER (WHERE purpose = 'random' AND credited) OVER (PARTITION BY team_id)",
            "evaluation",
        )
    }
    score = [catalogue.BY_KEY["qa_score"]]
    (whole,) = sample_year.figures(score, window=YEAR)
    teams = sample_year.figures(score, window=YEAR, by=("team",))
    assert {one.by["team"] for one in teams} == set(points)
    made = sum(points[one.by["team"]] * one.value for one in teams)
    assert whole.value == pytest.approx(made / sum(points.values()), rel=1e-9)


def test_what_is_handled_by_a_team_is_in_the_files(sample_year, sample_year_files):
    """Counted again from the lines and the spells of the people, without a store."""
    spells = [one for one in lines_of(sample_year_files / "people.csv") if one["role"] == "Agent"]
    wanted: Counter = Counter()
    for line in valid(lines_of(sample_year_files / "contacts.csv")):
        if line["answered"] == "Y":
            wanted[line["started_at"][:7], _team(spells, line)] += 1
    names = dict(enumerate(sorted({one["team"] for one in spells}), 101))
    handled = [catalogue.BY_KEY["handled"]]
    found = {
        (f"{figure.by['month']:%Y-%m}", names.get(figure.by["team"])): figure.n
        for figure in sample_year.figures(handled, window=YEAR, by=("month", "team"))
        if figure.n
    }
    assert found == wanted


def _team(spells, line) -> str | None:
    day = line["started_at"][:10]
    return next(
        (
            one["team"]
            for one in spells
            if one["person_id"] == line["agent_id"]
            and one["starts_on"] <= day
            and (not one["ends_on"] or day < one["ends_on"])
        ),
        None,
    )
