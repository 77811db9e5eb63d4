"""Working days, by example."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.analysis.calendar import (
    SUBDIVISIONS,
    add_working_days,
    companion_deadline,
    is_working_day,
)

ENGLAND, SCOTLAND, ULSTER = "england-and-wales", "scotland", "northern-ireland"


@pytest.mark.parametrize(
    ("day", "nation", "last"),
    [
        (date(2026, 12, 7), ENGLAND, date(2026, 12, 14)),
        (date(2026, 12, 23), ENGLAND, date(2027, 1, 4)),
        (date(2026, 12, 23), SCOTLAND, date(2027, 1, 5)),
    ],
)
def test_a_hearing_moves_by_five_working_days_at_most(day, nation, last):
    assert companion_deadline(day, nation) == last


def test_holidays_belong_to_a_nation():
    assert not is_working_day(date(2026, 3, 17), ULSTER)  # St Patrick
    assert is_working_day(date(2026, 3, 17), ENGLAND)
    assert not is_working_day(date(2026, 11, 30), SCOTLAND)  # St Andrew
    assert is_working_day(date(2026, 4, 6), SCOTLAND)  # Easter Monday
    assert not is_working_day(date(2026, 4, 6), ENGLAND)


def test_weekends_are_no_working_days():
    assert not is_working_day(date(2026, 11, 14), ENGLAND)
    assert not is_working_day(date(2026, 11, 15), ENGLAND)


days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(days, st.integers(1, 30), st.sampled_from(sorted(SUBDIVISIONS)))
def test_counting_agrees_with_looking_at_every_day(day, n, nation):
    end = add_working_days(day, n, nation)
    between = (day + timedelta(days=i) for i in range(1, (end - day).days + 1))
    assert is_working_day(end, nation)
    assert sum(is_working_day(each, nation) for each in between) == n


@given(days, st.sampled_from(sorted(SUBDIVISIONS)))
def test_there_and_back(day, nation):
    start = add_working_days(day, 1, nation)
    assert add_working_days(add_working_days(start, 7, nation), -7, nation) == start
