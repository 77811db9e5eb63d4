"""The only aggregation of facts: `measure()`."""

from collections.abc import Sequence

from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import ClusteredRatio, Custom, Kpi, Level, Quantile
from evenhand.analysis.measure.additive import additive
from evenhand.analysis.measure.channels import channels
from evenhand.analysis.measure.clusters import clusters
from evenhand.analysis.measure.customs import customs
from evenhand.analysis.measure.levels import levels
from evenhand.analysis.measure.quantiles import quantiles
from evenhand.analysis.measure.question import (
    NOT_CREDITED,
    SPLITS,
    TOO_FEW_PEOPLE,
    Facts,
    Question,
    question,
)
from evenhand.analysis.scope import Scope, Where, Window

__all__ = ["NOT_CREDITED", "SPLITS", "TOO_FEW_PEOPLE", "Facts", "channels", "measure", "question"]

# How each kind of KPI is counted; whatever is none of these is a sum of parts.
_KINDS = ((Quantile, quantiles), (Level, levels), (Custom, customs), (ClusteredRatio, clusters))


def measure(
    facts: Facts,
    kpis: Kpi | Sequence[Kpi],
    *,
    scope: Scope,
    window: Window,
    by: Sequence[str] = (),
    where: Sequence[Where] = (),
    as_of: int | None = None,
    soon: Window | None = None,
) -> list[Figure]:
    """Count KPIs over what the scope may see, in local days of the window, split by names of `SPLITS`.

    A level is taken at the end of the window, or of each step of it, and never summed.
    `as_of` counts from a kept earlier generation (LookupError when it is gone). Without a split there is
    exactly one figure for each KPI, in the order given. KeyError for an unknown split or column.
    `soon`: a window that is going to be asked for next, so that both are fetched at once; it changes no figure.
    """
    kpis = (kpis,) if isinstance(kpis, Kpi) else tuple(kpis)
    ask = Question(
        facts, facts.store.manifest(as_of), scope, window, tuple(by), tuple(where), soon=soon
    )
    found: dict[str, list[Figure]] = {kpi.key: [] for kpi in kpis}
    for count, together in _by_kind(kpis):
        for figure in count(ask, together):
            found[figure.kpi.key].append(figure)
    return [figure for kpi in kpis for figure in found[kpi.key]]


def _by_kind(kpis: tuple[Kpi, ...]):
    kinds: dict = {}
    for kpi in kpis:
        count = next((count for kind, count in _KINDS if isinstance(kpi, kind)), additive)
        kinds.setdefault(count, []).append(kpi)
    return [(count, tuple(of_kind)) for count, of_kind in kinds.items()]
