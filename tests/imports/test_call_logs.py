"""Every figure of two call logs, overall and of each person, equals what the oracle counts by a plainer road.

The generated files are always there; the real ones only where EVENHAND_REAL_DATA names their folder.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from evenhand.analysis.figure import ENOUGH
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Store
from evenhand.sample import shapes
from tests import oracle
from tests.bringing import Centre

REAL = os.environ.get("EVENHAND_REAL_DATA", "")
CALLS, BANK = "pwc_call_centre_2021_jan_feb.csv", "anonymousbank_dec1999_1to15.csv"
NO_ABANDONED = "no abandoned calls in this source"
FORMULAS = {number: catalogue.in_force("service_level", {"formula": number}) for number in range(1, 7)}
# Figures of the oracle, by the keys of the catalogue, and whether the interval is on the log scale.
SAME = {"answered": ("answered", False), "asa": ("asa", True), "aht": ("talk", True)}
SAME |= {"csat": ("csat_top_two", False), "csat_mean": ("csat_mean", False)}


@dataclass
class Log:
    centre: Centre
    whole: dict
    people: dict[int, dict]
    lines: int
    tells_abandoned: bool


def brought(path: Path, folder: Path, read, source: str) -> Log:
    log = read(path)
    by_agent = oracle.figures_by_agent(log)
    keys = {agent: at for at, agent in enumerate(by_agent, 1)}
    centre = Centre(Store(folder / f"{source}-{path.stem}"), Directory(tuple(("", k, at) for k, at in keys.items())))
    summary = centre.bring_in(path, source)
    assert (summary.lines, summary.accepted) == (len(log.calls), len(log.calls))
    people = {keys[agent]: figures for agent, figures in by_agent.items()}
    return Log(centre, oracle.figures(log), people, summary.lines, log.knows_abandoned)


def real(name: str) -> Path:
    if not REAL:
        pytest.skip("EVENHAND_REAL_DATA does not name the folder of the real logs")
    return Path(REAL) / "logs" / name


MADE = {
    "generated calls": lambda to: (shapes.call_log(to, 2500, seed=5), oracle.read_call_log),
    "generated calls with a mark": lambda to: (shapes.call_log(to, 900, seed=6, bom=True), oracle.read_call_log),
    "generated bank": lambda to: (shapes.bank_log(to, 1500, seed=5), oracle.read_bank_log),
    "real calls": lambda to: (real(CALLS), oracle.read_call_log),
    "real bank": lambda to: (real(BANK), oracle.read_bank_log),
}


@pytest.fixture(scope="module", params=MADE)
def log(request, tmp_path_factory) -> Log:
    folder = tmp_path_factory.mktemp("logs")
    path, read = MADE[request.param](folder)
    return brought(path, folder, read, "log")


def assert_same(figure, wanted, *, log_scale: bool):
    if wanted is None:
        assert (figure.value, figure.n) == (None, 0)
        return
    assert figure.n == wanted.n
    low, high = (wanted.log_low, wanted.log_high) if log_scale else (wanted.low, wanted.high)
    if figure.n < ENOUGH or low is None:
        assert (figure.state, figure.value) == ("few", None)
        return
    assert figure.numerator == pytest.approx(wanted.above)
    assert figure.denominator == pytest.approx(wanted.below)
    assert figure.value == pytest.approx(wanted.value)
    assert (figure.low, figure.high) == pytest.approx((low, high))


def assert_all(found: dict, wanted: dict):
    handled = found["handled"]
    assert (handled.value, handled.n) == (wanted["handled"], wanted["handled"])
    assert (handled.low, handled.high) == pytest.approx(oracle.poisson_exact(wanted["handled"]))
    for key, (name, log_scale) in SAME.items():
        assert_same(found[key], wanted[name], log_scale=log_scale)
    for key, name in (("aht_median", "talk_median"), ("aht_p90", "talk_p90")):
        assert found[key].n == wanted[name].n
        if found[key].value is not None:
            assert found[key].value == pytest.approx(wanted[name].value, rel=0.12)


def by_key(figures) -> dict:
    return {figure.kpi.key: figure for figure in figures}


def test_overall(log):
    assert_all(by_key(log.centre.figures()), log.whole)


def test_of_each_person(log):
    people = {}
    for figure in log.centre.figures(by=("person",)):
        people.setdefault(figure.by["person"], {})[figure.kpi.key] = figure
    assert set(people) == set(log.people)
    for person, found in people.items():
        assert_all(found, log.people[person])


@pytest.mark.parametrize("number", FORMULAS)
def test_service_level_by_each_formula(log, number):
    name = f"service_level_{number}"
    (whole,) = log.centre.figures([FORMULAS[number]])
    assert_same(whole, log.whole[name], log_scale=False)
    for figure in log.centre.figures([FORMULAS[number]], by=("person",)):
        assert_same(figure, log.people[figure.by["person"]][name], log_scale=False)
    if not log.tells_abandoned and number != 2:
        assert (whole.state, whole.problem) == ("not_computable", NO_ABANDONED)


def test_answered_cannot_be_said_without_abandoned_calls(log):
    found = log.centre.figure("answered")
    assert (found.problem == NO_ABANDONED) is not log.tells_abandoned


def test_every_line_is_a_contact(log):
    assert log.centre.rows("count(*), count(DISTINCT contact_id)") == [(log.lines, log.lines)]
