"""The facts that benchmarks are run on: of every grain, in plausible proportion, so that no definition counts nothing."""

import pytest

from benchmarks import many
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.measure import Facts, measure
from tests.bringing import EVER, EVERYTHING
from tests.conserving import assert_teams_make_the_whole

CONTACTS = 9_000


@pytest.fixture(scope="module")
def facts(tmp_path_factory) -> Facts:
    folder, people = tmp_path_factory.mktemp("told"), many.directory(1)
    store = many.filled(str(folder), "Europe/London", CONTACTS, many.people_in(1), people, months=3)
    return Facts(store, catalogue.ALL)


def test_every_definition_counts_something_of_every_team(facts):
    def ask(**how):
        return measure(facts, catalogue.ALL, scope=EVERYTHING, window=EVER, **how)

    teams = sorted({team for _person, team, _from, _to in many.directory(1).memberships})
    whole = assert_teams_make_the_whole(ask, teams)
    assert {key for key, parts in whole.items() if not parts["n"]} == set()
    by_team = {(figure.kpi.key, figure.by["team"]) for figure in ask(by=("team",)) if figure.n}
    assert {(key, team) for key in whole for team in teams} <= by_team


def test_grains_are_in_plausible_proportion(facts):
    months = facts.store.manifest().months.values()
    rows = {grain: sum(one.counts[grain] for one in months) for grain in next(iter(months)).counts}
    assert rows["contact"] == CONTACTS
    assert rows["leg"] / CONTACTS == pytest.approx(1.05, abs=0.08)  # of what was answered, 1.1 each
    assert rows["evaluation"] / CONTACTS == pytest.approx(0.02, abs=0.005)
    assert rows["criterion_score"] == 4 * rows["evaluation"]
    shares = {
        key: measure(facts, catalogue.BY_KEY[key], scope=EVERYTHING, window=EVER)[0].n / CONTACTS
        for key in ("csat", "messages")
    }
    assert shares == {
        "csat": pytest.approx(0.2, abs=0.02),
        "messages": pytest.approx(0.4, abs=0.03),
    }


def test_the_same_facts_come_again(facts, tmp_path):
    again = many.filled(
        str(tmp_path), "Europe/London", CONTACTS, many.people_in(1), many.directory(1), months=3
    )
    one, other = (store.manifest().months.values() for store in (again, facts.store))
    assert [month.files for month in one] == [month.files for month in other]  # named by content
