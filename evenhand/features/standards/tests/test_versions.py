"""Keys, citations, what changed and what holds: rules by tables."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from evenhand.features.standards.rules.days import FirstDay
from evenhand.features.standards.rules.monitoring import (
    Basis,
    Method,
    Missing,
    Monitoring,
    Nonsense,
    Purpose,
    Shadow,
    missing,
    monitoring_of,
    nonsense,
)
from evenhand.features.standards.rules.publishing import Consulted, Refusal, refusals
from evenhand.features.standards.rules.versions import (
    Kind,
    Section,
    changes,
    citation,
    cited,
    in_force,
    new_key,
)

DAY = date(2026, 11, 16)
ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("title", "taken", "key"),
    [
        ("Your rights", (), "your-rights"),
        ("Your rights!", {"your-rights"}, "your-rights-2"),
        ("Your rights", {"your-rights", "your-rights-2"}, "your-rights-3"),
        ("Réunion d’équipe", (), "reunion-dequipe"),
        ("規則", (), "section"),
        ("規則", {"section"}, "section-2"),
        ("x" * 90, (), "x" * 50),
    ],
)
def test_a_key_is_made_of_a_title(title, taken, key):
    assert new_key(title, taken) == key
    assert cited(citation(key, 3)) == (key, 3)


@pytest.mark.parametrize("text", ["", "methods", "@2", "methods@", "methods@0", "methods@-1", "Methods@2", "a b@2", "methods@2 ", "methods@1234567890"])  # fmt: skip
def test_what_is_no_citation(text):
    assert cited(text) is None


def test_what_changed_word_by_word():
    old = [Section("a", "Limits", "At most 40 contacts."), Section("b", "Gone", "x"), Section("c", "Same", "y")]  # fmt: skip
    new = [Section("c", "Same", "y"), Section("a", "Limit", "At most 30 contacts."), Section("d", "New", "z")]  # fmt: skip
    found = {one.key: one for one in changes(old, new)}
    assert [one.key for one in changes(old, new)] == ["c", "a", "d", "b"]
    assert {key: one.kind for key, one in found.items()} == {
        "a": Kind.CHANGED, "b": Kind.REMOVED, "c": Kind.SAME, "d": Kind.ADDED,
    }  # fmt: skip
    assert found["a"].parts == (
        (Kind.REMOVED, "Limits"), (Kind.ADDED, "Limit"), (Kind.SAME, "At most "), (Kind.REMOVED, "40 "),
        (Kind.ADDED, "30 "), (Kind.SAME, "contacts."),
    )  # fmt: skip
    for kind, text in ((Kind.REMOVED, old[0].text), (Kind.ADDED, new[1].text)):
        said = [words for what, words in found["a"].parts[2:] if what in (Kind.SAME, kind)]
        assert "".join(said) == text


@dataclass(frozen=True)
class Held:
    effective_from: date


@pytest.mark.parametrize(
    ("from_days", "expected"),
    [((), None), ((1,), None), ((0,), 0), ((-9,), -9), ((-9, -2, 3), -2), ((-2, -9), -2), ((-9, 0, 1), 0)],
)  # fmt: skip
def test_the_last_that_took_effect_holds(from_days, expected):
    found = in_force([Held(DAY + n * ONE) for n in from_days], DAY)
    assert found == (None if expected is None else Held(DAY + expected * ONE))


# Monitoring

WHOLE = Monitoring(
    purposes=(Purpose.STANDARDS, Purpose.CRIME), why="x", basis=Basis.CONTRACT, methods=(Method.LIVE,),
    least_intrusive="x", notice="x", openings_a_month=0, assessment="x", starts_on=DAY,
    shadows=(Shadow("csat", DAY, DAY + 9 * ONE),),
)  # fmt: skip


@pytest.mark.parametrize("given", [WHOLE, Monitoring()])
def test_what_is_kept_comes_back(given):
    assert monitoring_of(given.kept()) == given
    assert monitoring_of(None) == Monitoring()


def test_what_is_missing_is_named_all_at_once():
    assert missing(WHOLE, effective_from=DAY) == []
    assert set(missing(Monitoring(), effective_from=DAY)) == set(Missing) - {Missing.STARTS_EARLY}
    assert missing(WHOLE, effective_from=DAY + ONE) == [Missing.STARTS_EARLY]
    assert missing(WHOLE, effective_from=None) == []


@pytest.mark.parametrize(
    ("spells", "problem"),
    [
        ((("csat", 0, 9), ("csat", 9, 12)), None),
        ((("csat", 0, 9), ("fcr", 0, 9)), None),
        ((("csat", 0, 9), ("csat", 8, 12)), Nonsense.SHADOW_TWICE),
        ((("csat", 8, 12), ("csat", 0, 9)), Nonsense.SHADOW_TWICE),
        ((("csat", 0, 0),), Nonsense.SHADOW_ENDS),
        ((("mood", 0, 9),), Nonsense.MEASURE),
    ],
)
def test_shadow_periods(spells, problem):
    shadows = tuple(Shadow(kpi, DAY + a * ONE, DAY + b * ONE) for kpi, a, b in spells)
    found = nonsense(Monitoring(shadows=shadows), measures=("csat", "fcr"))
    assert found == ([problem] if problem else [])


@pytest.mark.parametrize(("day", "holds"), [(-1, False), (0, True), (8, True), (9, False)])
def test_a_shadow_ends_with_the_day_before_its_last(day, holds):
    assert (WHOLE.in_shadow(DAY + day * ONE) != {}) is holds


# Publishing

SAID, ANSWERED = Consulted("No"), Consulted("No", "Yes, because")
RIGHT = {
    "reason": "x", "sections": 1, "effective_from": DAY, "last": None, "today": DAY, "consulted": (ANSWERED,),
    "unconsulted_reason": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"reason": ""}, [Refusal.NO_REASON]),
        ({"sections": 0}, [Refusal.NO_SECTIONS]),
        ({"effective_from": None}, [FirstDay.MISSING]),
        ({"effective_from": DAY - ONE}, []),  # the first, as it held on paper
        ({"effective_from": DAY - ONE, "last": DAY - 9 * ONE}, [FirstDay.IN_THE_PAST]),
        ({"last": DAY}, [FirstDay.BEFORE_LAST]),
        ({"last": DAY + ONE}, [FirstDay.BEFORE_LAST]),
        ({"last": DAY - ONE}, []),
        ({"consulted": ()}, [Refusal.NOT_CONSULTED]),
        ({"consulted": (Consulted(),)}, [Refusal.NOT_CONSULTED]),  # asked, and nothing said
        ({"consulted": (), "unconsulted_reason": "x"}, []),
        ({"consulted": (ANSWERED, SAID)}, [Refusal.VIEWS_WITHOUT_ANSWER]),
        ({"consulted": (SAID,), "unconsulted_reason": "x"}, [Refusal.VIEWS_WITHOUT_ANSWER]),
    ],
)
def test_what_stands_in_the_way(given, expected):
    assert refusals(**(RIGHT | given)) == expected
