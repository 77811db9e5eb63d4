"""Matrices of everybody say what `measure()` says, whoever asks and however contacts are put together."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.measure import mix
from evenhand.analysis.scope import Scope, Where, Window
from tests.bringing import EVER, EVERYTHING

WINDOW = Window(date(2026, 10, 7), date(2026, 11, 12))
KEYS = ("csat", "aht", "fcr", "nps", "answered")


def by_person(sample, kpi, **asked) -> dict:
    figures = sample.figures([kpi], by=("person",), **asked)
    return {f.by["person"]: f.parts for f in figures if f.by["person"] is not None}


def sums(counts) -> dict:
    return {
        int(person): {name: part[at].sum() for name, part in counts.parts.items()}
        for at, person in enumerate(counts.people)
    }


def assert_same(counts, figures):
    found = {person: parts for person, parts in sums(counts).items() if any(parts.values())}
    expected = {person: parts for person, parts in figures.items() if any(parts.values())}
    assert found.keys() == expected.keys()
    for person, parts in found.items():
        assert parts == pytest.approx(expected[person])


@pytest.mark.parametrize("key", KEYS)
def test_kinds_add_up_to_the_figures_of_each_person(sample, key):
    kpi, asked = catalogue.BY_KEY[key], {"scope": EVERYTHING, "window": WINDOW}
    counts = mix.by_kind(sample.facts, kpi, **asked)
    assert_same(counts, by_person(sample, kpi, **asked))


@pytest.mark.parametrize("key", KEYS)
def test_weeks_are_those_of_the_figures(sample, key):
    kpi, asked = catalogue.BY_KEY[key], {"scope": EVERYTHING, "window": WINDOW}
    counts = mix.by_week(sample.facts, kpi, **asked)
    assert counts.columns[0] == date(2026, 10, 5) and counts.columns[-1] == date(2026, 11, 9)
    for at, monday in enumerate(counts.columns):
        of_week = [
            f
            for f in sample.figures([kpi], by=("person", "week"), **asked)
            if f.by["week"] == monday and f.by["person"] is not None
        ]
        column = replace(counts, parts={k: part[:, [at]] for k, part in counts.parts.items()})
        assert_same(column, {f.by["person"]: f.parts for f in of_week})


@pytest.mark.parametrize("key", KEYS)
def test_the_weeks_of_one_are_their_weeks_and_their_kinds(sample, key):
    kpi, asked = catalogue.BY_KEY[key], {"scope": EVERYTHING, "window": WINDOW}
    kinds, weeks = mix.by_kind(sample.facts, kpi, **asked), mix.by_week(sample.facts, kpi, **asked)
    for row in (0, len(weeks.people) - 1):
        person = int(weeks.people[row])
        found = mix.of_one(sample.facts, kpi, person, kinds=kinds.columns, **asked)
        for name, part in found.items():
            assert part.sum(1) == pytest.approx(weeks.parts[name][row])
            assert part.sum(0) == pytest.approx(kinds.parts[name][row])
            assert part.sum() == pytest.approx(weeks.parts[name][row].sum())


def test_the_weeks_of_one_are_as_far_as_the_scope_opens_them(sample):
    kpi = catalogue.BY_KEY["csat"]
    kinds = mix.by_kind(sample.facts, kpi, scope=EVERYTHING, window=WINDOW)
    person, other = (int(one) for one in kinds.people[:2])
    asked = {"kinds": kinds.columns, "window": WINDOW}
    own, closed = (
        mix.of_one(sample.facts, kpi, person, scope=Scope(people=frozenset({one})), **asked)
        for one in (person, other)
    )
    assert own["denominator"].sum() == kinds.parts["denominator"][0].sum() > 0
    assert not closed["denominator"].any() and closed["denominator"].shape == (
        6,
        len(kinds.columns),
    )


def test_only_people_whom_the_scope_opens(sample):
    kpi = catalogue.BY_KEY["csat"]
    everybody = mix.by_kind(sample.facts, kpi, scope=EVERYTHING, window=EVER)
    few = frozenset(everybody.people[:3].tolist())
    found = mix.by_kind(sample.facts, kpi, scope=Scope(people=few), window=EVER)
    assert set(found.people.tolist()) == few
    led = mix.by_kind(sample.facts, kpi, scope=Scope(teams=frozenset({101})), window=EVER)
    assert not len(led.people)
    assert not len(mix.by_kind(sample.facts, kpi, scope=Scope(), window=EVER).people)


def test_a_team_alone(sample):
    kpi, where = catalogue.BY_KEY["aht"], [Where("team_id", 101)]
    asked = {"scope": EVERYTHING, "window": WINDOW, "where": where}
    assert_same(mix.by_kind(sample.facts, kpi, **asked), by_person(sample, kpi, **asked))


def test_kinds_of_an_earlier_answer_stay(sample):
    kpi = catalogue.BY_KEY["csat"]
    whole = mix.by_kind(sample.facts, kpi, scope=EVERYTHING, window=EVER)
    part = mix.by_kind(
        sample.facts, kpi, scope=EVERYTHING, window=WINDOW, kinds=whole.columns[:2] + (mix.OTHER,)
    )
    assert part.columns == whole.columns[:2] + (mix.OTHER,)
    assert_same(part, by_person(sample, kpi, scope=EVERYTHING, window=WINDOW))
    with pytest.raises(ValueError, match="OTHER"):
        mix.by_kind(sample.facts, kpi, scope=EVERYTHING, window=EVER, kinds=whole.columns[:2])


def test_what_has_too_few_joins_what_is_wider():
    bill = [mix.Kind("bill", "phone", part) for part in ("morning", "afternoon", "evening")]
    rare = [mix.Kind("fax", "chat", "night"), mix.Kind("move", "phone", "night")]
    volume = np.array([400.0, 60, 50, 5, 120])
    # Shared out among forty people, so that none of it is much of anybody's work.
    people = np.repeat(np.arange(40), 5)
    found = mix.kinds_of(people, [*bill, *rare] * 40, np.tile(volume / 40, 40))
    assert found == (
        mix.Kind("bill", "phone", mix.ANY),
        mix.Kind("bill", "phone", "morning"),
        mix.Kind("move", "phone", "night"),
        mix.OTHER,
    )


def test_what_is_much_of_somebodys_work_stays_apart():
    """Ninety faxes are too few for a kind of their own; but they are most of what one person was given."""
    easy, fax = mix.Kind("bill", "phone", "morning"), mix.Kind("fax", "phone", "morning")
    people, kinds = np.array([*range(40), 40, 40]), [easy] * 41 + [fax]
    assert fax in mix.kinds_of(people, kinds, np.array([100.0] * 40 + [60, 90]))
    assert fax not in mix.kinds_of(np.array([*range(40), 40, 40]), kinds, np.array([100.0] * 40 + [60, 9]))  # fmt: skip
    # Spread over all, they join the rest.
    spread = np.array([*range(40), *range(40)])
    assert fax not in mix.kinds_of(spread, [easy] * 40 + [fax] * 40, np.array([100.0] * 40 + [2.0] * 40))  # fmt: skip


def test_every_kind_is_large_enough_or_much_of_somebodys_work(sample):
    kpi = catalogue.BY_KEY["answered"]
    counts = mix.by_kind(sample.facts, kpi, scope=EVERYTHING, window=EVER)
    given = counts.parts["denominator"]
    share = (given / given.sum(1, keepdims=True) * (given >= mix.LEAST_OF_ONE)).max(0)
    assert given.shape[1] > 3
    assert ((given.sum(0) >= mix.LEAST) | (share >= mix.SHARE_OF_ONE))[:-1].all()


def test_what_does_not_add_up_is_refused(sample):
    with pytest.raises(ValueError, match="no sum"):
        mix.by_kind(sample.facts, catalogue.BY_KEY["aht_median"], scope=EVERYTHING, window=WINDOW)
