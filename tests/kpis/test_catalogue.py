"""What every definition has to say about itself, and that the examples leave none out."""

from pathlib import Path

import pytest

from evenhand.analysis import tables
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import NotYet, Use
from evenhand.analysis.warehouse import rollup


@pytest.mark.parametrize("kpi", catalogue.EVERY, ids=lambda kpi: kpi.key)
def test_each_says_what_it_means(kpi):
    said = (
        kpi.title,
        kpi.meaning,
        kpi.formula,
        kpi.excludes,
        kpi.counted,
        kpi.interval,
        kpi.source,
    )
    assert all(said)
    assert kpi.counted_as(1) != kpi.counted_as(0) == kpi.counted_as(2) == kpi.counted
    assert kpi.unit in {"share", "seconds", "count", "score", "net", "days", "rate"}
    assert kpi.table in tables.SCHEMAS
    assert not kpi.variants_of or kpi.variants_of in {one.key for one in catalogue.EVERY}
    assert bool(kpi.needs) == isinstance(kpi, NotYet)
    assert kpi.controllable or kpi.use is not Use.PERSON


def test_keys_are_told_apart():
    assert len({kpi.key for kpi in catalogue.EVERY}) == len(catalogue.EVERY)


@pytest.mark.parametrize("kpi", catalogue.EVERY, ids=lambda kpi: kpi.key)
def test_each_has_its_examples(kpi):
    texts = [
        file.read_text(encoding="utf-8")
        for file in Path(__file__).parent.glob("test_*.py")
        if file.name != Path(__file__).name
    ]
    assert kpi.needs or any(f'BY_KEY["{kpi.key}"]' in text for text in texts)


@pytest.mark.parametrize("kpi", catalogue.EVERY, ids=lambda kpi: kpi.key)
def test_what_is_left_open_has_bounds(kpi):
    fields = {field.name: field for field in kpi.parameter_fields}
    if kpi.key != "service_level":  # it has a form of its own
        assert set(fields) == set(kpi.parameters)
    assert all(field.allows(kpi.parameters[name]) for name, field in fields.items())
    assert not any(
        field.allows(value) for field in fields.values() for value in (None, -1, 10**9, "x")
    )


def test_what_no_import_feeds_says_what_it_needs():
    waiting = [kpi for kpi in catalogue.EVERY if isinstance(kpi, NotYet)]
    assert waiting
    for kpi in waiting:
        assert kpi.needs.startswith("needs ")
        assert (kpi.result({}).value, kpi.result({}).problem) == (None, kpi.needs)
        assert kpi not in catalogue.ALL


@pytest.mark.parametrize("key", ["aht", "handled", "transfers", "escalations", "asa"])
def test_what_nobody_controls_is_no_measure_of_a_person(key):
    kpi = catalogue.BY_KEY[key]
    assert kpi.use is not Use.PERSON
    assert not kpi.controllable


def test_a_parameter_changes_the_rollup_and_an_unknown_one_is_refused():
    level = catalogue.in_force("service_level", {"seconds": 30})
    assert level.pin == "service_level@1"
    assert rollup.fingerprint((level,)) != rollup.fingerprint((catalogue.BY_KEY["service_level"],))
    with pytest.raises(ValueError, match="has no parameter minutes"):
        catalogue.in_force("service_level", {"minutes": 1})
    with pytest.raises(KeyError):
        catalogue.in_force("happiness")


def test_the_parameters_reach_the_engine(engine):
    from tests.kpis.rows import call

    found = engine.result(
        catalogue.in_force("service_level", {"seconds": 5}), [call(wait_seconds=6.0)]
    )
    assert found.numerator == 0
