"""What one contact counted in: for each KPI whether it stands above the line, below it only, or in neither."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from evenhand.analysis import engine
from evenhand.analysis.behind import rows as reading
from evenhand.analysis.kpis.definition import Custom, Kpi, Level, Quantile
from evenhand.analysis.measure import Facts
from evenhand.analysis.scope import Scope
from evenhand.analysis.warehouse.manifest import Month


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

    Left out are quantiles, which count what the mean of the same name counts, and what one contact has no part of.
    """
    found = {}
    kpis = [kpi for kpi in facts.kpis if not isinstance(kpi, Quantile | Level | Custom)]
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
    if "denominator" in parts:
        n = int(parts["denominator"])
        blind = str(kpi.why_not(parts)) if parts.get("blind") and not n else ""
        return Counted(kpi, n, int(parts.get("numerator", 0)), None, blind, parts)
    n = int(parts.get("n", 0))
    return Counted(kpi, n, None, parts.get("total") if n else None, "", parts)


def told(found: Iterable[Counted]) -> list[Counted]:
    """Those that say something about the contact: it counts, or the source cannot say whether."""
    return [one for one in found if one.counts or one.blind]
