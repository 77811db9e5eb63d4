"""When a heading stays and its meaning changes: by a table of columns that were, and are now."""

import json

import pytest

from evenhand.analysis.intake.look import Shape
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.profile import changes, kind_of, profile, shape_of

SECONDS = [str(60 + 7 * n) for n in range(40)]
MINUTES = [f"{n // 60}:{n % 60:02}" for n in range(60, 340, 7)]
FIVE = [str(1 + n % 5) for n in range(40)]
TEN = [str(n % 11) for n in range(44)]
DAY_FIRST = [f"{1 + n % 28:02}/03/2026" for n in range(40)]
MONTH_FIRST = [f"03/{1 + n % 28:02}/2026" for n in range(40)]
EITHER = [f"0{1 + n % 9}/03/2026" for n in range(40)]
YES = ["Y", "N"] * 20
CODES = ["RES-1", "OPEN-2"] * 20
NAMES = ["Amara Diallo", "Ben Ode"] * 20


def of(key: str, values: list[str], order: str = "dmy") -> dict:
    shape = Shape(1, "utf-8", ",", ("It", "Other"), tuple((value, "x") for value in values))
    return profile(shape, Mapping("Phones", {"It": key}, order=order))


@pytest.mark.parametrize(
    ("key", "was", "now", "told"),
    [
        ("talk_seconds", SECONDS, MINUTES, ("numbers", "times with a colon (9:99)")),
        (
            "talk_seconds",
            SECONDS,
            [f"{n}000" for n in SECONDS],
            ("from 74 to 319", "from 74000 to 319000"),
        ),
        ("csat", FIVE, TEN, ("from 1 to 5", "from 0 to 10")),
        ("csat", TEN, FIVE, ("from 0 to 10", "from 1 to 5")),
        ("resolved", YES, CODES, ("yes or no", "words or codes (a-9)")),
        ("started_date", DAY_FIRST, MONTH_FIRST, ("the day first", "the month first")),
        ("started_date", MONTH_FIRST, DAY_FIRST, ("the month first", "the day first")),
        ("agent", NAMES, [str(1000 + n) for n in range(40)], ("words or codes (a a)", "numbers")),
    ],
)
def test_a_changed_meaning_is_told(key, was, now, told):
    order = "mdy" if was is MONTH_FIRST else "dmy"
    (change,) = changes(of(key, was, order), of(key, now))
    assert told[0] in change.was and told[1] in change.now
    assert change.sentence.startswith("“It” had ")


@pytest.mark.parametrize(
    ("key", "was", "now"),
    [
        ("talk_seconds", SECONDS, SECONDS[::-1]),
        ("talk_seconds", SECONDS, ["1200"] * 40),  # a hard month, not another unit
        ("csat", TEN, FIVE[:8]),  # a few answers need not reach the top
        ("csat", FIVE[:8], TEN),
        ("csat", FIVE, ["4", "5"] * 20),
        ("started_date", DAY_FIRST, EITHER),
        ("started_date", DAY_FIRST, ["2026-03-04"] * 40),  # read in one way only
        ("resolved", YES, ["yes", "no"] * 20),
        ("topic", ["Bill", "Move"] * 20, ["12", "Bill"] * 20),  # mixed
        ("comment", ["Good"] * 40, ["12"] * 40),  # anything may stand there
        ("talk_seconds", SECONDS, MINUTES[:4]),  # too little to say anything
    ],
)
def test_what_is_no_change_is_not_told(key, was, now):
    assert changes(of(key, was), of(key, now)) == []


def test_a_column_that_means_something_else_by_choice_is_no_change():
    assert changes(of("talk_seconds", SECONDS), of("csat", FIVE)) == []


def test_nothing_of_what_a_cell_says_is_kept():
    kept = json.dumps(of("agent", NAMES) | of("contact_number", ["4471", "9932"] * 20))
    assert not any(word in kept for word in ("Amara", "Diallo", "Ode", "4471", "9932"))
    customers = of("customer", [f"{70000 + n}" for n in range(40)])["It"]
    assert "low" not in customers and customers["shapes"] == ["99999"]


@pytest.mark.parametrize(
    ("value", "kind", "shape"),
    [
        ("12,5", "number", "99,9"),
        ("1:05", "clock", "9:99"),
        ("03/04/2026 10:15", "date", "99/99/9999 99:99"),
        ("3 Mar 2026", "date", "9 a 9999"),
        ("No", "yes_no", "a"),
        ("1", "number", "9"),
        ("Zoë O’Hara", "word", "a a’a"),
    ],
)
def test_kinds_and_shapes(value, kind, shape):
    assert (kind_of(value), shape_of(value)) == (kind, shape)
