"""Both engines count the same over rows of every kind, published like anybody's, for every KPI there is."""

import pytest

from evenhand.analysis import tables
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import Custom, Level, Quantile
from tests import everything


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
