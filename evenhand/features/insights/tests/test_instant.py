"""A median in the lowest bin: nothing takes less than no time, so it is not said."""

from datetime import date

import pytest

from evenhand.analysis.figure import figure_of
from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.scope import Window
from evenhand.features.insights.queries import Spread
from evenhand.features.insights.views import distributions, showing

WINDOW = Window(date(2026, 4, 1), date(2026, 5, 1))
TWENTY_SECONDS = 31  # the bin from 18.2 to 20.1 s


def quantile(key: str, bins: list[tuple[int, int]]):
    kpi = BY_KEY[key]
    return figure_of(kpi, kpi.of_bins(bins), window=WINDOW, zone="UTC", generation=1, by={}, parts={"bins": bins})  # fmt: skip


@pytest.mark.parametrize(
    ("bins", "half", "title", "sentence"),
    [
        (
            [(0, 60), (TWENTY_SECONDS, 40)],
            "At least half took less than a second.",
            "half take less than a second, one in ten more than 20",
            "At least half took less than a second, nine in ten less than about 20",
        ),
        (
            [(0, 97), (TWENTY_SECONDS, 3)],
            "At least half took less than a second.",
            "nine in ten take less than a second",
            "At least nine in ten took less than a second. Each bar",
        ),
        (
            [(TWENTY_SECONDS, 100)],
            "Half took less than about 19 s (",
            "times as long as the middle one",
            "Half took less than about 19 s (",
        ),
    ],
)
def test_what_is_said_of_half_and_of_nine_in_ten(bins, half, title, sentence):
    median, long = quantile("asa_median", bins), quantile("asa_p90", bins)
    chart = distributions.distribution(Spread(BY_KEY["asa"], median, long))
    assert showing._quantile_text(median).startswith(half)
    assert title in chart.title and sentence in chart.sentence
    assert "less than about 0 s" not in f"{chart.sentence} {showing._quantile_text(long)}"
