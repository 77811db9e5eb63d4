"""What a figure is held against: in words that its weeks bear, and that agree with its arrow."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from evenhand.analysis.figure import Change, State
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition.additive import Summed
from evenhand.features.insights.queries import Aim, Shown
from evenhand.features.insights.rules.lately import spread_of
from evenhand.features.insights.tests.test_lately import shares, summed, waits
from evenhand.features.insights.views.against import earlier_text, standing_of

BEFORE = SimpleNamespace(person=None, period=SimpleNamespace(compare="before"))
YEAR = SimpleNamespace(person=None, period=SimpleNamespace(compare="year"))


def aim(value: float, *, higher: bool | None = True, held: bool = True) -> Aim:
    target = SimpleNamespace() if held else None
    return Aim(value, higher, date(2024, 1, 1), "As last year", target)


def shown(figure, expected: Aim | None = None, **more) -> Shown:
    return Shown(figure, more.pop("change", Change.NO_CLEAR), expected=expected, **more)


SHARE, WAIT = summed(shares(*[80.0] * 4), 0), summed(waits(*[20.0] * 4), 0)


@pytest.mark.parametrize(
    ("figure", "expected", "times", "kind", "said"),
    [
        (SHARE, aim(0.78), 1.0, "up", "Above the target, more than chance"),
        (SHARE, aim(0.82), 1.0, "down", "Below the target, more than chance"),
        (SHARE, aim(0.78), 6.0, "same", "Cannot be told apart from the target: weeks differ by more"),
        (SHARE, aim(0.78, held=False), 6.0, "same", "Cannot be told apart from what we expect: weeks differ by more"),
        (SHARE, aim(0.78), None, "more", "Above the target in these days; too few weeks are known to say more"),
        (SHARE, aim(0.8), None, "same", "Cannot be told apart from the target"),
        (WAIT, aim(30, higher=False), 1.0, "up", "Better than the target, more than chance"),
        (WAIT, aim(10, higher=False), 1.0, "down", "Worse than the target, more than chance"),
        (WAIT, aim(10, higher=None, held=False), 1.0, "more", "Above what we expect, more than chance"),
    ],
)  # fmt: skip
def test_beside_a_target(figure, expected, times, kind, said):
    found, words, rest = standing_of(shown(figure, expected, times=times), BEFORE)
    assert (found, words + rest) == (kind, said)


FEW = replace(SHARE, state=State.FEW, value=None, low=None, high=None)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (SHARE, "Higher is better"),
        (FEW, "Higher is better; too little was counted then to compare with"),
        (replace(FEW, state=State.NONE), "Higher is better; nothing was counted then to compare with"),
        (replace(FEW, state=State.NOT_COMPUTABLE), "Higher is better; what was then cannot be said"),
    ],
)  # fmt: skip
def test_why_it_is_not_compared(before, said):
    _kind, words, rest = standing_of(shown(SHARE, change=Change.UNKNOWN, before=before), BEFORE)
    assert words + rest == said


def test_the_earlier_value_is_said_with_its_doubt():
    one = shown(SHARE, before=SHARE)
    assert earlier_text(one, BEFORE) == "The period before: 80.0% (79.1 to 80.9)."
    assert earlier_text(one, YEAR).startswith("The same weeks last year: 80.0%")
    assert earlier_text(shown(SHARE, before=FEW), BEFORE) == ""
    assert earlier_text(shown(FEW, before=SHARE), BEFORE) == ""


@pytest.mark.parametrize("kpi", catalogue.EVERY, ids=lambda kpi: kpi.key)
def test_of_no_kind_of_figure_do_small_weeks_fail(kpi):
    """What is not made of sums has no value of a week that is too small to be shown."""
    named = [name.removeprefix(f"{kpi.key}__") for name in getattr(kpi, "expressions", {})]
    parts = {name: 4.0 if name in ("n", "denominator") else 1.0 for name in named}
    weeks = [replace(FEW, kpi=kpi, parts=parts, n=4)] * 12
    assert spread_of(weeks) is None or isinstance(kpi, Summed)
