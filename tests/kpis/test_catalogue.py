"""What every definition has to say about itself, and that the examples leave none out."""

from pathlib import Path

import pytest

from evenhand.analysis import tables
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import Use
from evenhand.analysis.warehouse import rollup


@pytest.mark.parametrize("kpi", catalogue.ALL, ids=lambda kpi: kpi.key)
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
    assert kpi.unit in {"share", "seconds", "count", "score"}
    assert kpi.table in tables.SCHEMAS
    assert kpi.controllable or kpi.use is not Use.PERSON


def test_keys_are_told_apart():
    assert len(catalogue.BY_KEY) == len(catalogue.ALL)


@pytest.mark.parametrize("kpi", catalogue.ALL, ids=lambda kpi: kpi.key)
def test_each_has_its_examples(kpi):
    texts = [
        file.read_text(encoding="utf-8")
        for file in Path(__file__).parent.glob("test_*.py")
        if file.name != Path(__file__).name
    ]
    assert any(f'BY_KEY["{kpi.key}"]' in text for text in texts)


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
