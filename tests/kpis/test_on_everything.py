"""Both engines count the same over rows of every kind, published like anybody's, for every figure of every KPI."""

from dataclasses import astuple, replace
from datetime import datetime, timedelta

import pytest

from evenhand.analysis import tables
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import ClusteredRatio, Custom, Level, Quantile
from evenhand.analysis.measure.clusters import sums_sql
from evenhand.analysis.measure.customs import rows_sql
from evenhand.analysis.measure.levels import open_sql
from evenhand.analysis.measure.question import SPLITS
from evenhand.analysis.warehouse import rollup
from tests import everything

# Instants in the middle of what is there, at its end, and before all of it.
INSTANTS = tuple(datetime(2026, 3, 1) + timedelta(days=days, hours=1) for days in (70, 153, 0))


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> dict[str, list[dict]]:
    centre = everything.filled(tmp_path_factory.mktemp("both"), 300)
    return {
        table: [
            dict(zip(schema, row, strict=True)) for row in centre.rows(", ".join(schema), table)
        ]
        for table, schema in tables.SCHEMAS.items()
        if table != "message"
    }


def test_every_kind_of_figure_is_here():
    kinds = {
        kind for kpi in catalogue.ALL for kind in (Level, Custom, Quantile, ClusteredRatio)
        if isinstance(kpi, kind)
    }  # fmt: skip
    assert kinds == {Level, Custom, Quantile, ClusteredRatio}


def figures(engine, kpi, rows):
    if isinstance(kpi, Level):
        return [engine.level(kpi, rows, at) for at in INSTANTS]
    return [engine.result(kpi, rows)]


@pytest.mark.parametrize("kpi", catalogue.ALL, ids=lambda kpi: kpi.key)
def test_every_figure_is_the_same(_duck, _postgres, published, kpi):
    """Value, n, both ends, numerator, denominator, why there is none, and what is said beside it."""
    one, other = (figures(engine, kpi, published[kpi.table]) for engine in (_duck, _postgres))
    assert [astuple(f) for f in one] == [same(f) for f in other]
    assert any(f.n for f in one)


def same(figure):
    """Equal but for the order in which an engine adds."""
    near = {
        name: pytest.approx(value, rel=1e-9)
        for name in ("value", "low", "high", "numerator", "denominator")
        if (value := getattr(figure, name)) is not None
    }
    return astuple(replace(figure, **near))


@pytest.mark.parametrize("table", ["contact", "leg", "response", "evaluation", "criterion_score"])
def test_sums_are_the_same(_duck, _postgres, published, table):
    kpis = [
        kpi
        for kpi in catalogue.ALL
        if kpi.table == table and not isinstance(kpi, Quantile | Level | Custom)
    ]
    one, other = (engine.sums(kpis, table, published[table]) for engine in (_duck, _postgres))
    assert one == pytest.approx(other, rel=1e-12)
    assert any(one.values())


@pytest.mark.parametrize(
    "kpi", [k for k in catalogue.ALL if isinstance(k, Quantile)], ids=lambda kpi: kpi.key
)
def test_bins_are_the_same(_duck, _postgres, published, kpi):
    one, other = (engine.bins(kpi, published[kpi.table]) for engine in (_duck, _postgres))
    assert one == other
    assert one


TEAMS = f"{SPLITS['team']} AS by_team"
WEEKS = f"{SPLITS['week']} AS by_week"


def _levels(kpi, rows):
    return open_sql(kpi, [f"CAST('{at}' AS TIMESTAMP)" for at in INSTANTS], [TEAMS], rows, "1 = 1")


def _clusters(kpi, rows):
    return sums_sql(kpi, [TEAMS, WEEKS], rows, "channel = 'phone'")


def _rows(kpi, rows):
    return rows_sql(kpi, [TEAMS, WEEKS], rows, "person_id IS NOT NULL")


@pytest.mark.parametrize(
    ("kpi", "counted", "written"),
    [
        (catalogue.BY_KEY["backlog"], None, _levels),
        (catalogue.BY_KEY["contact_ratio"], "by_cluster", _clusters),
        (catalogue.BY_KEY["qa_score"], None, _rows),
    ],
    ids=["levels", "clusters", "rows"],
)
def test_what_does_not_add_up_is_split_alike(_duck, _postgres, published, kpi, counted, written):
    """Cell by cell, as `measure()` asks for it."""
    one, other = (
        engine._run(
            kpi.table,
            published[kpi.table],
            written(
                kpi,
                rollup.row_sql(
                    (getattr(kpi, counted) if counted else kpi,), kpi.table, dialect=engine.dialect
                ),
            ),
        )
        for engine in (_duck, _postgres)
    )
    assert len(one) > 6
    assert [tuple(map(near, row)) for row in one] == [tuple(row) for row in other]


def near(value):
    return pytest.approx(value, rel=1e-9) if isinstance(value, float) else value
