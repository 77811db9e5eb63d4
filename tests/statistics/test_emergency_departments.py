"""Trend, funnel and assurance of a target on monthly figures of many hospitals: NHS England's, and generated ones."""

import csv
import gzip
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from evenhand.analysis.statistics import funnel, proportions
from evenhand.analysis.statistics.assurance import Assurance, assurance
from evenhand.analysis.statistics.signals import Rule, signals
from evenhand.analysis.statistics.xmr import xmr
from tests.statistics.published import attendances

STANDARD = 0.95  # seen within four hours


def generated(folder: Path) -> Path:
    """Two years of 137 hospitals that truly differ, with a season; of the same shape as the published file."""
    random = np.random.default_rng(12)
    path = folder / "attendances.csv.gz"
    truly, sizes = (
        random.normal(0.86, 0.06, 137).clip(0.6, 0.985),
        random.integers(4000, 24000, 137),
    )
    with gzip.open(path, "wt", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["period", "org_code", "type", "attendances", "breaches", "admissions"])
        for month in range(24):
            season = 0.03 * np.cos(2 * np.pi * (month - 9) / 12) + random.normal(0, 0.012, 137)
            for place in range(137):
                n = int(sizes[place] * random.uniform(0.93, 1.07))
                late = random.binomial(n, 1 - np.clip(truly[place] - season[place], 0.4, 0.995))
                day = f"{2016 + (month + 3) // 12}-{(month + 3) % 12 + 1:02d}-01"
                writer.writerow([day, f"R{place:03d}", "1", f"{n}.0", f"{late}.0", "0.0"])
    return path


@pytest.fixture(scope="module", params=["published", "generated"])
def departments(request, tmp_path_factory) -> dict[str, dict[str, tuple[float, float]]]:
    """Of each hospital with a major department, by month: (seen within four hours, attendances)."""
    real = request.param == "published"
    path = attendances() if real else generated(tmp_path_factory.mktemp("departments"))
    found: dict = defaultdict(dict)
    with gzip.open(path, "rt", newline="") as file:
        for row in csv.DictReader(file):
            n = float(row["attendances"])
            if row["type"] == "1" and n >= 500:
                found[row["org_code"]][row["period"]] = (n - float(row["breaches"]), n)
    return found


def england(departments) -> list[tuple[float, float]]:
    months: dict = defaultdict(lambda: [0.0, 0.0])
    for of_month in departments.values():
        for month, (seen, n) in of_month.items():
            months[month][0] += seen
            months[month][1] += n
    return [tuple(months[month]) for month in sorted(months)]


def test_the_country_misses_its_standard_whatever_chance_does(departments):
    successes, sizes = zip(*england(departments), strict=True)
    assert len(sizes) == 24
    limits = proportions.p_prime(successes, sizes)
    single = xmr(limits.values)
    # A million a month: chance alone is nothing, and both charts see the same variation.
    assert limits.spread > 10
    assert limits.reaches[0] == pytest.approx(single.reaches[0], rel=0.25)
    for chart in (limits, single):
        assert assurance(chart, STANDARD, higher_is_better=True) is Assurance.MISSED


def test_winter_is_where_to_look_closer(departments):
    """Beyond chance alone nearly every month is; beyond what months vary by anyway, the winters are low."""
    successes, sizes = zip(*england(departments), strict=True)
    limits = proportions.p_prime(successes, sizes)
    low = {one.at[0] for one in signals(limits) if one.rule is Rule.OUTSIDE and one.side < 0}
    assert low
    assert low <= {7, 8, 9, 10, 11, 19, 20, 21, 22, 23}  # November to March
    chance = {one.at[0] for one in signals(proportions.p(successes, sizes)) if len(one.at) == 1}
    assert len(chance) > 18


def test_each_hospital_is_told_what_it_can_rely_on(departments):
    said = []
    for of_month in departments.values():
        if len(of_month) >= 12:
            successes, sizes = zip(*(of_month[month] for month in sorted(of_month)), strict=True)
            limits = proportions.p_prime(successes, sizes)
            said.append(assurance(limits, STANDARD, higher_is_better=True))
            met = np.mean(np.array(limits.values) >= STANDARD)
            assert met >= 0.9 if said[-1] is Assurance.MET else True
            assert met <= 0.1 if said[-1] is Assurance.MISSED else True
    assert len(said) > 120
    assert said.count(Assurance.MISSED) > len(said) / 2
    assert said.count(Assurance.HIT_AND_MISS) > 5


def test_hospitals_differ_by_far_more_than_chance(departments):
    units = [
        (sum(seen for seen, _ in of.values()), sum(n for _, n in of.values()))
        for of in departments.values()
    ]
    found = funnel.of_shares(units)
    assert found.overdispersion > 100
    assert 0.02 < found.tau < 0.12
    by_chance = [found.chance(n, funnel.OUTER) for n in found.sizes]
    naive = sum(not low <= v <= high for v, (low, high) in zip(found.values, by_chance, strict=True))  # fmt: skip
    named = sum(found.outside(place) != 0 for place in range(len(units)))
    assert naive > 0.8 * len(units)
    assert named < 0.06 * len(units)
