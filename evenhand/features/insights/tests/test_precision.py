"""How sure the figure of somebody in a list is, in words and without the figure."""

from datetime import date

import pytest

from evenhand.analysis.figure import figure_of
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.scope import Window
from evenhand.features.insights.views.showing import precision


def counted(key: str, parts: dict):
    kpi = catalogue.BY_KEY[key]
    window = Window(date(2026, 1, 1), date(2026, 2, 1))
    return figure_of(
        kpi, kpi.result(parts), window=window, zone="Europe/London", generation=1, by={}, parts=parts
    )  # fmt: skip


@pytest.mark.parametrize(
    ("of", "satisfied", "words"),
    [
        # Wilson 95% of 9,000 of 10,000 is 89.4 to 90.6, of 900 of 1,000 it is 88.0 to 91.7.
        (10_000, 9_000, "Known to within 1 point"),
        (1_000, 900, "Known to within 2 points"),
        (3, 2, "Not enough to say yet"),
        (0, 0, "Nothing counted in this period"),
    ],
)
def test_in_points(of, satisfied, words):
    ends = {"tops": 5.0 * of, "tops_squared": 25.0 * of, "bottoms": of, "bottoms_squared": of}
    figure = counted("csat", {"numerator": satisfied, "denominator": of, **ends})
    assert precision(figure)[1] == words
