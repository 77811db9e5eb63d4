"""Better, worse or no clear difference: a figure beside an earlier one of the same definition, by example."""

from datetime import date

import numpy as np
import pytest

from evenhand.analysis.figure import Change, change, figure_of
from evenhand.analysis.kpis.catalogue import BY_KEY
from evenhand.analysis.scope import Window

WINDOW = Window(date(2026, 4, 1), date(2026, 5, 1))


def figure(key: str, **parts):
    kpi = BY_KEY[key]
    scale = {"tops": 5 * parts.get("denominator", 0), "tops_squared": 25 * parts.get("denominator", 0)}  # fmt: skip
    scale |= {"bottoms": parts.get("denominator", 0), "bottoms_squared": parts.get("denominator", 0)}  # fmt: skip
    told = dict.fromkeys((name.removeprefix(f"{key}__") for name in kpi.expressions), 0.0)
    told |= {name: float(value) for name, value in (scale | parts).items() if name in told}
    result = kpi.result(told)
    return figure_of(kpi, result, window=WINDOW, zone="UTC", generation=1, by={}, parts=told)


def share(key: str, above: int, below: int):
    return figure(key, numerator=above, denominator=below)


def mean(key: str, n: int, value: float, sd: float):
    return figure(key, n=n, total=n * value, squares=n * (value**2 + sd**2))


def net(n: int, promoters: int, detractors: int):
    return figure("nps", n=n, promoters=promoters, detractors=detractors)


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        # 80% and 70% of 400: 10 points apart, chance alone keeps them within about 6.
        (share("csat", 320, 400), share("csat", 280, 400), Change.BETTER),
        (share("csat", 280, 400), share("csat", 320, 400), Change.WORSE),
        (share("csat", 32, 40), share("csat", 28, 40), Change.NO_CLEAR),  # the same shares, of forty
        (share("csat", 300, 400), share("csat", 300, 400), Change.NO_CLEAR),
        (share("csat", 10, 12), share("csat", 280, 400), Change.UNKNOWN),  # too few to be shown
        (share("csat", 0, 0), share("csat", 280, 400), Change.UNKNOWN),
        # Fewer who gave up is better.
        (share("abandoned", 20, 400), share("abandoned", 60, 400), Change.BETTER),
        (share("abandoned", 60, 400), share("abandoned", 20, 400), Change.WORSE),
        # A shorter wait is better; a shorter call is neither.
        (mean("asa", 400, 20, 10), mean("asa", 400, 30, 10), Change.BETTER),
        (mean("asa", 400, 30, 10), mean("asa", 400, 20, 10), Change.WORSE),
        (mean("asa", 25, 30, 100), mean("asa", 25, 20, 100), Change.NO_CLEAR),
        (mean("aht", 400, 300, 50), mean("aht", 400, 400, 50), Change.LESS),
        (mean("aht", 400, 400, 50), mean("aht", 400, 300, 50), Change.MORE),
        (net(200, 120, 40), net(200, 80, 80), Change.BETTER),
        (net(200, 80, 80), net(200, 120, 40), Change.WORSE),
        (net(40, 20, 10), net(40, 17, 12), Change.NO_CLEAR),
        # How much there was is no measure of anybody.
        (figure("handled", n=900), figure("handled", n=100), Change.UNKNOWN),
    ],
)  # fmt: skip
def test_what_is_said_of_two_periods(now, before, told):
    assert change(now, before) is told


def of_customers(customers: int, share: float):
    """Issues for each contact, of 400 contacts: half of the customers bring no repeat, the others all of them."""
    kpi, each = BY_KEY["contact_ratio"], 400 / customers
    x = np.array([each] * customers)
    y = np.array([each, (2 * share - 1) * each] * (customers // 2))
    parts = {
        "numerator": y.sum(), "denominator": x.sum(), "blind": 0, "clusters": customers,
        "below_squared": x @ x, "product": x @ y, "above_squared": y @ y,
    }  # fmt: skip
    result = kpi.result(parts)
    return figure_of(kpi, result, window=WINDOW, zone="UTC", generation=1, by={}, parts=parts)


@pytest.mark.parametrize(("customers", "told"), [(400, Change.BETTER), (10, Change.NO_CLEAR)])
def test_contacts_of_a_few_customers_change_by_chance(customers, told):
    """80% and 70% of 400 contacts: far apart where 400 customers came, and not where ten did."""
    assert change(of_customers(customers, 0.8), of_customers(customers, 0.7)) is told
