from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.analysis import wording
from evenhand.analysis.wording import Words

GERMAN = Words(point=",", thousands=".", between="{low} bis {high}")


@pytest.mark.parametrize(
    ("share", "n", "text"),
    [
        (0.846, 729, "84.6"),
        (0.846, 99, "85"),
        (0.8449, 100, "84.5"),
        (0.9996, 5000, "99.9"),  # not quite all
        (0.0001, 5000, "0.1"),  # not quite none
        (0.997, 99, "99"),
        (1.0, 500, "100.0"),
        (0.0, 20, "0"),
    ],
)
def test_shares(share, n, text):
    assert wording.share_text(share, n) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (4.26, "4.3 s"),
        (9.0, "9 s"),
        (59.4, "59 s"),
        (59.6, "1 min"),
        (227.1, "3 min 47 s"),
        (240, "4 min"),
        (3599.7, "1 h"),
        (3900, "1 h 5 min"),
        (-90, "−1 min 30 s"),
        (3_600_000, "1,000 h"),
    ],
)
def test_seconds(seconds, text):
    assert wording.seconds_text(seconds) == text


def test_intervals_have_their_value_s_decimals_and_no_unit():
    assert wording.interval_text(0.818, 0.870, "share", 729) == "81.8 to 87.0"
    assert wording.interval_text(0.818, 0.870, "share", 60) == "82 to 87"
    assert wording.interval_text(0, 1, "share", 60) == "0 to 100"
    assert wording.interval_text(61, 125, "seconds", 60) == "1 min 1 s to 2 min 5 s"
    assert wording.interval_text(4.1, 4.333, "score", 300) == "4.10 to 4.33"
    assert wording.interval_text(1200, 1311, "count", 1250) == "1,200 to 1,311"


def test_values_carry_their_unit_apart():
    assert wording.value_text(0.846, "share", 729) == ("84.6", "%")
    assert wording.value_text(227.1, "seconds", 729) == ("3 min 47 s", "")
    assert wording.value_text(48213, "count", 48213) == ("48,213", "")
    assert wording.value_text(4.25, "score", 80) == ("4.3", "")


def test_days_and_windows():
    assert wording.date_text(date(2026, 11, 13)) == "Fri 13 Nov"
    assert wording.date_text(date(2026, 11, 13), year=True) == "Fri 13 Nov 2026"
    windows = {
        (date(2026, 8, 24), date(2026, 11, 15)): "12 weeks to 15 Nov 2026",
        (date(2026, 11, 9), date(2026, 11, 15)): "week to 15 Nov 2026",
        (date(2026, 10, 1), date(2026, 10, 31)): "Oct 2026",
        (date(2026, 2, 1), date(2026, 2, 28)): "Feb 2026",  # four weeks, and a month
        (date(2026, 1, 1), date(2026, 12, 31)): "2026",
        (date(2026, 11, 13), date(2026, 11, 13)): "Fri 13 Nov 2026",
        (date(2025, 12, 30), date(2026, 1, 10)): "30 Dec 2025 to 10 Jan 2026",
    }
    assert {ends: wording.window_text(*ends) for ends in windows} == windows
    with pytest.raises(ValueError):
        wording.window_text(date(2026, 1, 2), date(2026, 1, 1))


def test_another_language():
    assert wording.count_text(48213, GERMAN) == "48.213"
    assert wording.interval_text(0.818, 0.87, "share", 729, GERMAN) == "81,8 bis 87,0"


@given(st.integers(0, 2000), st.integers(1, 2000))
def test_a_share_is_never_off_by_more_than_half_its_last_digit_unless_at_the_edge(above, below):
    share = min(above, below) / below
    text = wording.share_text(share, below)
    exact = Fraction(min(above, below), below) * 100
    step = Fraction(1, 10) if below >= 100 else Fraction(1)
    assert abs(Fraction(text) - exact) <= step
    assert (text in ("0", "0.0")) == (share == 0)
    assert (text in ("100", "100.0")) == (share == 1)


@given(st.floats(-1e7, 1e7))
def test_a_number_is_never_minus_nothing(value):
    assert wording.number_text(value, 1) != "−0.0"


def test_net_shares_and_days():
    assert wording.value_text(0.5, "net", 100) == ("+50", "")
    assert wording.value_text(-0.124, "net", 100) == ("−12", "")
    assert wording.value_text(0.0, "net", 100) == ("0", "")
    assert wording.interval_text(-0.34, 0.66, "net", 100) == "−34 to +66"
    assert wording.value_text(15.26, "days", 30) == ("15.3", "days")
