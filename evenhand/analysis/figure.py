"""A figure: a value that never stands alone. It pins its definition, its window, its evidence and its doubt."""

from dataclasses import dataclass, field
from enum import StrEnum

from evenhand.analysis.kpis.definition import Better, Kpi, Result, Share
from evenhand.analysis.scope import Window
from evenhand.analysis.statistics import intervals

# Below this many, a share or a mean is not shown: "not enough to say yet".
ENOUGH = 20


class State(StrEnum):
    SHOWN = "shown"
    FEW = "few"  # something was counted, too little to say
    NONE = "none"  # nothing was counted
    NOT_COMPUTABLE = "not_computable"


class Change(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    MORE = "more"  # higher, where neither direction is better
    LESS = "less"
    NO_CLEAR = "no_clear"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Figure:
    """One measured value. `by` names what it is split by, e.g. {"person_id": 7}; value and ends in the KPI's unit."""

    kpi: Kpi
    window: Window
    zone: str
    generation: int
    by: dict
    state: State
    n: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    problem: str = ""
    notes: tuple[str, ...] = ()
    parts: dict = field(default_factory=dict, compare=False)

    @property
    def pin(self) -> dict:
        """What a record keeps to say the same thing again in a year."""
        return {
            "kpi": self.kpi.pin,
            "parameters": dict(self.kpi.parameters),
            "value": self.value,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "n": self.n,
            "interval": [self.low, self.high],
            "window": [self.window.first.isoformat(), self.window.end.isoformat()],
            "zone": self.zone,
            "generation": self.generation,
        }


def figure_of(kpi: Kpi, result: Result, *, window, zone, generation, by, parts) -> Figure:
    """Decide what may be said of a result, and say it."""
    if result.problem:
        state = State.NOT_COMPUTABLE
    elif result.n == 0 and result.value is None:
        state = State.NONE
    elif kpi.unit != "count" and (result.n < ENOUGH or result.low is None):
        state = State.FEW
    else:
        state = State.SHOWN
    shown = state is State.SHOWN
    return Figure(
        kpi=kpi,
        window=window,
        zone=zone,
        generation=generation,
        by=by,
        state=state,
        n=result.n,
        value=result.value if shown else None,
        low=result.low if shown else None,
        high=result.high if shown else None,
        numerator=result.numerator if shown else None,
        denominator=result.denominator if shown else None,
        problem=result.problem,
        notes=result.notes,
        parts=parts,
    )


def change(now: Figure, before: Figure, *, times: float = 1.0) -> Change:
    """How a figure differs from an earlier one of the same KPI, where chance alone would seldom make the gap.

    `times`: how many times as far as by chance alone such figures lie apart anyway.
    """
    if now.state is not State.SHOWN or before.state is not State.SHOWN or now.kpi.unit == "count":
        return Change.UNKNOWN
    gap = _gap(now, before)
    if gap is None or now.value is None or before.value is None:
        return Change.UNKNOWN
    middle = now.value - before.value
    low, high = (middle + times * (end - middle) for end in gap)
    if low <= 0 <= high:
        return Change.NO_CLEAR
    higher = low > 0
    if now.kpi.better is Better.NEITHER:
        return Change.MORE if higher else Change.LESS
    return Change.BETTER if higher == (now.kpi.better is Better.HIGHER) else Change.WORSE


def _gap(now: Figure, before: Figure):
    """Of two figures that are shown, so that none of what they are made of is None."""
    if isinstance(now.kpi, Share):  # of rows that each say yes or no
        return intervals.share_difference(
            (now.numerator, now.denominator),  # ty: ignore[invalid-argument-type]
            (before.numerator, before.denominator),  # ty: ignore[invalid-argument-type]
        )
    if now.kpi.unit in ("net", "share"):  # points of scores are no independent trials
        return intervals.difference(
            *((figure.value, figure.low, figure.high) for figure in (now, before))  # ty: ignore[invalid-argument-type]
        )
    if "squares" in now.parts:
        return intervals.mean_difference(
            *((f.n, f.parts["total"], f.parts["squares"]) for f in (now, before))
        )
    return None
