"""Values that others have printed, from the same parts; and real people, of whom half is kept to check the other half."""

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit

from benchmarks.attainment.usual import rejected
from evenhand.analysis.statistics import standing
from evenhand.analysis.statistics.standing import Standard, priors
from evenhand.analysis.statistics.standing.shares import log_likelihood
from tests.real import real_file

NORMAL, GAMMA = priors.Shape(skewed=False), priors.Shape(skewed=True)


def by_maximum_likelihood(herds, periods, incidence, size):
    """Offsets of each period and the spread of herds: the likelihood of `standing`, on a fine grid, at its highest."""
    earned, possible = (np.zeros((herds.max() + 1, periods.max() + 1)) for _ in range(2))
    np.add.at(earned, (herds, periods), incidence)
    np.add.at(possible, (herds, periods), size)
    effects = np.linspace(-6, 6, 401)

    def worse(values):
        log = log_likelihood(earned.sum(1), possible, values[:-1], effects)
        most = log.max(1, keepdims=True)
        prior = NORMAL.on(effects, np.zeros(1), np.exp(values[-1:]))
        of_offsets = earned.sum(0) @ values[:-1]  # left out where they are fixed
        return -priors.log_marginal(np.exp(log - most), prior)[0] - most.sum() - of_offsets

    found = minimize(worse, [*[-1.5] * possible.shape[1], -0.5], method="BFGS", options={"gtol": 1e-6})  # fmt: skip
    return found.x[:-1], float(np.exp(found.x[-1]))


def test_herds_as_lme4_prints_them():
    """cbpp, glmer with nine quadrature points: contrasts with the first of four periods (lme4 documentation)."""
    with real_file("stats/cbpp.csv").open() as file:
        rows = list(csv.DictReader(file))
    herds, periods = (np.array([int(row[name]) - 1 for row in rows]) for name in ("herd", "period"))
    incidence, size = (np.array([float(row[name]) for row in rows]) for name in ("incidence", "size"))  # fmt: skip
    offsets, spread = by_maximum_likelihood(herds, periods, incidence, size)
    contrasts = [offsets[0], *(offsets[1:] - offsets[0])]
    assert contrasts == pytest.approx([-1.3992, -0.9914, -1.1278, -1.5795], abs=6e-4)
    assert spread == pytest.approx(0.6475, abs=6e-4)


def test_herds_of_our_own():
    draw = np.random.default_rng(2)
    herds, periods = np.repeat(np.arange(150), 4), np.tile(np.arange(4), 150)
    size = draw.integers(5, 30, 600)
    truth = np.array([-1.4, -2.4, -2.5, -3.0])
    incidence = draw.binomial(size, expit(truth[periods] + draw.normal(0, 0.65, 150)[herds]))
    offsets, spread = by_maximum_likelihood(herds, periods, incidence, size)
    assert offsets == pytest.approx(truth, abs=0.3)
    assert spread == pytest.approx(0.65, abs=0.15)


HITS = np.array([18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7])
REST = np.array(
    [.346, .298, .276, .222, .273, .270, .263, .210, .269, .230, .264, .256, .303, .264, .226, .286, .316, .200]
)  # fmt: skip


def test_baseball_of_efron_and_morris():
    """1975, JASA 70:311-319: shrinkage .212, the estimates, and squared errors 3.5 times smaller."""
    average, error = HITS / 45, np.full(18, np.sqrt(0.2654 * 0.7346 / 45))
    middle, variance = priors.between(average, error, lost=3)
    keeps = variance / (variance + error[0] ** 2)
    shrunk = middle + keeps * (average - middle)
    assert keeps == pytest.approx(0.212, abs=5e-4)
    printed = [.294, .289, .285, .280, .275, .275, .270, .266, .261, .261, .256, .256, .256, .256, .256, .252, .247, .242]  # fmt: skip
    assert shrunk == pytest.approx(printed, abs=5.1e-4)
    assert ((average - REST) ** 2).sum() / ((shrunk - REST) ** 2).sum() == pytest.approx(3.5, abs=0.05)  # fmt: skip


def test_levels_of_baseball_are_as_near_to_the_rest_of_the_season():
    found = standing.shares(HITS[:, None], np.full((18, 1), 45), Standard(0.25))
    assert found.few_people
    gain = ((HITS / 45 - REST) ** 2).sum() / ((found.level - REST) ** 2).sum()
    assert gain > 2.5
    assert found.level[-8:].mean() == pytest.approx(0.246, abs=0.01)  # what James and Stein predicted of the lowest eight  # fmt: skip


def test_eight_schools():
    """Rubin 1981; Bayesian Data Analysis, 5.5: nothing is left between the schools, and the mean is 7.7."""
    effects = np.array([28.0, 8, -3, 7, -1, 1, 18, 12])
    middle, variance = priors.between(effects, np.array([15.0, 10, 16, 11, 9, 11, 10, 18]))
    assert variance == 0
    assert middle == pytest.approx(7.6856, abs=5e-5)


FAILURES = np.array([5, 1, 5, 14, 3, 19, 1, 1, 4, 22])
HOURS = np.array([94.3, 15.7, 62.9, 126, 5.24, 31.4, 1.05, 1.05, 2.1, 10.5])


def test_pumps_by_maximum_likelihood():
    """Gaver and O'Muircheartaigh 1987, Technometrics 29:1-15: a gamma distribution of shape .82 and rate 1.26."""
    effects = np.linspace(-14, 4, 1201)
    log = np.outer(FAILURES, effects) - np.outer(HOURS, np.exp(effects))
    likelihood = np.exp(log - log.max(1, keepdims=True))
    found = priors.fit(likelihood, effects, FAILURES**-0.5, GAMMA, (-0.5, 1.0), 0.05, widest=1e6)
    middle, spread = found.best
    assert spread**-2 == pytest.approx(0.82, abs=0.02)
    assert spread**-2 / np.exp(middle) == pytest.approx(1.26, abs=0.04)


def test_pumps_by_the_whole_posterior():
    """George, Makov and Smith 1993, Scandinavian Journal of Statistics 20:147-156: the posterior means of the rates."""
    found = standing.rates(FAILURES[:, None], HOURS[:, None], Standard(1.0, higher_is_better=False))
    printed = [0.0609, 0.1073, 0.0908, 0.1167, 0.5881, 0.6062, 0.7899, 0.7899, 1.4374, 1.9441]
    assert found.level == pytest.approx(printed, rel=0.035)


def lectures(tmp_path) -> Path:
    """Ratings like those of InstEval: few for most lecturers, by students who each rate some."""
    draw = np.random.default_rng(9)
    able, strict = draw.normal(0, 0.5, 300), draw.normal(0, 0.3, 900)
    path = tmp_path / "lectures.csv.gz"
    with gzip.open(path, "wt", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["rownames", "s", "d", "y"])
        for number in range(9000):
            d, s = int(300 * draw.random() ** 2), int(draw.integers(900))
            y = int(np.clip(round(3.2 + able[d] - strict[s] + draw.normal(0, 1.2)), 1, 5))
            rows.writerow([number, s, d, y])
    return path


@pytest.mark.parametrize("source", ["real", "generated"])
def test_what_half_of_the_ratings_say_of_the_other_half(source, tmp_path):
    """The share of lecturers' ratings of four or five: shrunk levels foretell the other half better than plain ones."""
    path = real_file("evaluators/insteval_a.csv.gz") if source == "real" else lectures(tmp_path)
    with gzip.open(path, "rt") as file:
        rows = [(int(row["d"]), float(row["y"]) >= 4) for row in csv.DictReader(file)]
    lecturers, at = np.unique([d for d, _ in rows], return_inverse=True)
    good = np.array([is_good for _, is_good in rows])
    half = np.random.default_rng(1).random(len(rows)) < 0.5
    n, earned = _halves(at, good, half, len(lecturers))
    both = (n >= 4).all(0)
    n, earned = n[:, both], earned[:, both]
    found = standing.shares(earned[0][:, None], n[0][:, None], Standard(0.5))
    other, weight = earned[1] / n[1], n[1]
    errors = [weight @ (guess - other) ** 2 for guess in (found.level, earned[0] / n[0])]
    assert errors[0] < 0.85 * errors[1]
    few = n[0] <= np.median(n[0])
    pulled = np.abs(found.level - found.typical) / np.maximum(np.abs(earned[0] / n[0] - found.typical), 1e-9)  # fmt: skip
    assert np.median(pulled[few]) < np.median(pulled[~few])


def _halves(at, good, half, people):
    n = np.array([np.bincount(at[part], minlength=people) for part in (half, ~half)])
    return n, np.array([np.bincount(at[part], good[part], people) for part in (half, ~half)])


def test_the_comparison_of_the_benchmark_is_that_of_benjamini_and_hochberg():
    """1995, their example of fifteen: four are rejected (Bonferroni's rule: three)."""
    p = [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1.0]  # fmt: skip
    assert np.flatnonzero(rejected(p, 0.05)).tolist() == [0, 1, 2, 3]
