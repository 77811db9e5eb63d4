"""What one contact counted in: for each KPI whether it stands above the line, below it only, or in neither."""

from dataclasses import dataclass, field

from evenhand.analysis import engine
from evenhand.analysis.behind import rows as reading
from evenhand.analysis.kpis.definition import Custom, Kpi, Level, NotYet, Quantile
from evenhand.analysis.measure import Facts
from evenhand.analysis.scope import Scope
from evenhand.analysis.warehouse.manifest import Month

_NO_SUMS = (Quantile, Level, Custom, NotYet)


@dataclass(frozen=True)
class Counted:
    """The parts that one contact adds to a KPI. `n` of its rows count; `above` of them stand above the line (None
    where a KPI has no line); `total` is what they add to a sum; `blind` says why the source cannot say."""

    kpi: Kpi
    n: int
    above: int | None = None
    total: float | None = None
    blind: str = ""
    parts: dict = field(default_factory=dict, compare=False)

    @property
    def counts(self) -> bool:
        return self.n > 0


def counted(facts: Facts, month: Month, contact_id: str, *, scope: Scope) -> list[Counted]:
    """Every KPI in the order of the catalogue, counted over this contact's rows of people whom the viewer may see.

    Only KPIs that are sums of rows: a quantile counts what the mean of its name counts, a level is of one instant.
    """
    found = {}
    kpis = [kpi for kpi in facts.kpis if not isinstance(kpi, _NO_SUMS)]
    for grain in dict.fromkeys(kpi.table for kpi in kpis):
        together = tuple(kpi for kpi in kpis if kpi.table == grain)
        sums = _sums(facts, month, together, grain, contact_id, scope)
        found |= {kpi.key: _of(kpi, sums) for kpi in together} if sums else {}
    return [found[kpi.key] for kpi in kpis if kpi.key in found]


def _sums(facts, month, kpis: tuple[Kpi, ...], grain: str, contact_id: str, scope: Scope) -> dict:
    seen, values = scope.people_sql()
    names = [name for kpi in kpis for name in kpi.expressions]
    sums = ", ".join(f"sum({name})::DOUBLE" for name in names)
    sql = (
        f"WITH {grain} AS (FROM {reading.source(facts, [month], grain)} WHERE contact_id = ?::UUID AND {seen})"
        f" SELECT count(*), {sums} FROM ({reading.parts_sql(kpis, grain)})"
    )
    ((rows, *found),) = engine.answer(sql, [contact_id, *values])
    return dict(zip(names, found, strict=True)) if rows else {}


def _of(kpi: Kpi, sums: dict) -> Counted:
    parts = {name.partition("__")[2]: sums[name] or 0.0 for name in kpi.expressions}
    n = int(parts.get("denominator", parts.get("n", 0)))
    blind = "" if n else next(iter(kpi.reasons(parts).values()), "")
    if "denominator" in parts:
        return Counted(kpi, n, int(parts.get("numerator", 0)), None, blind, parts)
    return Counted(kpi, n, None, parts.get("total") if n else None, blind, parts)
