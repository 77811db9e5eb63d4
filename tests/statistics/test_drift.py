"""EWMA and CUSUM: published series and run lengths, and that a real deterioration is found early where risk varies."""

import numpy as np
import pytest

from evenhand.analysis.statistics import cusum, ewma
from tests.statistics.published import NIST, NIST_EWMA, published

# Lucas and Saccucci (1990): (weight, limit in standard deviations): run lengths for shifts of 0, 0.5 and 1.
LUCAS_SACCUCCI = {
    (0.40, 3.054): (500, 71.2, 14.3),
    (0.25, 2.998): (500, 48.2, 11.1),
    (0.20, 2.962): (500, 41.8, 10.5),
    (0.10, 2.814): (500, 31.3, 10.3),
    (0.05, 2.615): (500, 28.8, 11.4),
}
# NIST/SEMATECH e-Handbook, 6.3.2.3: k = 0.5, by h; shifts of 0, 0.5, 1, 2 and 3.
NIST_CUSUM = {4: (168, 26.6, 8.38, 3.34, 2.19), 5: (465, 38.0, 10.4, 4.01, 2.57)}

# How many of the 1,766 operations of the first two years had each Parsonnet score (Steiner et al. 1500, as published
# with noise in R's spcadjust), and the logistic regression of death within 30 days on it.
OF_SCORE = (
    312, 53, 131, 166, 88, 128, 74, 106, 54, 65, 68, 51, 57, 23, 32, 27, 21, 24, 25, 51, 27, 15, 11, 9,
    15, 10, 15, 12, 8, 11, 4, 5, 10, 3, 3, 7, 2, 1, 1, 2, 3, 4, 3, 1, 1, 0, 2, 3, 1, 1, 2, 3, 2, 2, 1,
    0, 0, 1, 3, 0, 2, 0, 2, 0, 0, 0, 0, 1, 0, 1,
)  # fmt: skip
CARDIAC = [1 / (1 + np.exp(3.79048756 - 0.07984445 * score)) for score in range(len(OF_SCORE))]


def test_an_ewma_as_nist_has_it():
    found = ewma.ewma(NIST, start=50.0, weight=0.3)
    assert len(found) == 21
    # Each printed value was rounded, and the next worked out from it.
    assert found == pytest.approx(NIST_EWMA, abs=0.011)
    reach = ewma.reach(2.0539, 1000, weight=0.3)
    assert (50 - reach, 50 + reach) == pytest.approx((47.4115, 52.5884), abs=1e-4)


@pytest.mark.parametrize(("weight", "sigmas"), LUCAS_SACCUCCI)
def test_run_lengths_of_an_ewma(weight, sigmas):
    found = [
        ewma.average_run_length(weight=weight, sigmas=sigmas, shift=shift) for shift in (0, 0.5, 1)
    ]
    printed = LUCAS_SACCUCCI[weight, sigmas]
    assert found[0] == pytest.approx(printed[0], rel=0.004)
    assert found[1:] == pytest.approx(printed[1:], rel=0.004)


@pytest.mark.parametrize("limit", NIST_CUSUM)
def test_run_lengths_of_a_cusum(limit):
    found = [
        cusum.normal_run_length(reference=0.5, limit=limit, shift=shift)
        for shift in (0, 0.5, 1, 2, 3)
    ]
    assert found == pytest.approx(NIST_CUSUM[limit], rel=0.003)


def test_run_lengths_as_they_were_worked_out_elsewhere():
    """Forty values, by other code, to three digits."""
    said = published("t2_spc_reference")
    for name, length in said["ewma_arl"].items():
        if name != "published":
            weight, sigmas, shift = (float(part.split("=")[1]) for part in name.split(","))
            found = ewma.average_run_length(weight=weight, sigmas=sigmas, shift=shift)
            assert found == pytest.approx(length, rel=1e-3), name
    for name, length in said["cusum_arl_k.5"].items():
        if name != "published":
            limit, shift = (float(part.split("=")[1]) for part in name.split(","))
            found = cusum.normal_run_length(reference=0.5, limit=limit, shift=shift)
            assert found == pytest.approx(length, rel=1e-3), name


def test_run_length_and_limit_of_the_cardiac_surgeons():
    found = cusum.average_run_length(CARDIAC, OF_SCORE, limit=1.8592, ratio=2.0, states=1500)
    assert found == pytest.approx(370.9, abs=0.5)
    limit = cusum.limit_for(CARDIAC, OF_SCORE, run_length=370, ratio=2.0)
    assert limit == pytest.approx(1.8592, abs=0.01)


def test_run_lengths_by_the_chain_are_those_of_runs():
    random = np.random.default_rng(11)
    chances, shares, limit = [0.05, 0.3], [0.7, 0.3], 1.2
    lengths = []
    for _ in range(250):
        at = random.choice(chances, 1500, p=shares)
        sums = cusum.risk_adjusted((random.random(1500) < at).astype(int), at, ratio=2.0)
        lengths.append(next(place for place, one in enumerate(sums, 1) if one > limit))
    error = np.std(lengths) / len(lengths) ** 0.5
    found = cusum.average_run_length(chances, shares, limit=limit, ratio=2.0)
    assert found == pytest.approx(np.mean(lengths), abs=4 * error)
    worse = cusum.average_run_length(chances, shares, limit=limit, ratio=2.0, true_ratio=2.0)
    assert worse < found / 2


def test_what_one_outcome_says():
    assert cusum.weight(1, 0.1, 2.0) == pytest.approx(np.log(2) - np.log(1.1))
    assert cusum.weight(0, 0.1, 2.0) == pytest.approx(-np.log(1.1))
    assert cusum.risk_adjusted([0, 1, 1], [0.1] * 3, ratio=2.0) == pytest.approx(
        [0.0, np.log(2 / 1.1), 2 * np.log(2 / 1.1)]
    )


def test_no_contacts_no_point():
    with pytest.raises(ValueError, match="otherwise"):
        ewma.risk_adjusted([1.0], [1.0], [0.0])


def weeks(random, odds_ratio: float, length: int = 26):
    """60 contacts a week whose mix becomes harder; failures counted, expected, and their variance."""
    chance = np.where(
        random.random((length, 60)) < np.linspace(0.2, 0.6, length)[:, None], 0.35, 0.1
    )
    odds = np.ones(length)
    odds[13:] = odds_ratio
    truly = odds[:, None] * chance / (1 - chance + odds[:, None] * chance)
    failed = random.random((length, 60)) < truly
    return failed.sum(1), chance.sum(1), (chance * (1 - chance)).sum(1)


def test_a_harder_mix_is_no_deterioration_and_doubled_odds_are_found_within_weeks():
    random, waits, alarms = np.random.default_rng(5), [], 0
    for _ in range(300):
        found = ewma.risk_adjusted(*weeks(random, 1.0))
        alarms += any(v > r for v, r in zip(found.values[:13], found.reaches, strict=False))
        found = ewma.risk_adjusted(*weeks(random, 2.0))
        over = [v > r for v, r in zip(found.values, found.reaches, strict=True)][13:]
        waits.append(over.index(True) + 1 if True in over else 99)
    assert alarms / 300 <= 0.05  # a quarter
    assert np.median(waits) <= 3
