"""What a KPI says of itself, and so what may be asked of whom: its use, its direction, its ends, what goes beside it."""

from evenhand.analysis.kpis.definition import Better, Family, Kpi, Use
from evenhand.features.standards.rules.targets.wanted import About, Direction


def is_of_time(kpi: Kpi) -> bool:
    return kpi.unit in ("seconds", "days")


def is_handling_time(kpi: Kpi) -> bool:
    """How long people work on a contact: theirs, however many of them are counted together."""
    return is_of_time(kpi) and kpi.table == "leg"


def may_be_about(kpi: Kpi, about: About) -> bool:
    """Whether what the KPI says of itself allows a target about persons, or about totals."""
    if about is About.PERSON:
        return kpi.use is Use.PERSON and kpi.controllable
    return kpi.use is not Use.DIAGNOSIS or is_handling_time(kpi)


def needs_counter(kpi: Kpi, about: About) -> bool:
    """Time can be saved at the customer's cost: what a target on people's time gains has to be seen beside it."""
    return is_handling_time(kpi) or (about is About.PERSON and is_of_time(kpi))


def fits_as_counter(counter: Kpi, kpi: Kpi, about: About) -> bool:
    """Another KPI of what the customer gets, with a better end, that may be shown of those who are measured."""
    if counter.better is Better.NEITHER or is_of_time(counter):
        return False
    if counter.family not in (Family.RESOLUTION, Family.SATISFACTION, Family.QUALITY):
        return False
    same = {counter.key, counter.variants_of} & {kpi.key, kpi.variants_of} - {""}
    return not same and (about is About.TOTAL or counter.use is Use.PERSON)


def direction_of(kpi: Kpi) -> Direction | None:
    """The one that the KPI itself says; None where neither end is better."""
    return {Better.HIGHER: Direction.AT_LEAST, Better.LOWER: Direction.AT_MOST}.get(kpi.better)


def typed_in(unit: str) -> float:
    """By what a value is multiplied to stand as people say it: shares and net shares in percent."""
    return 100.0 if unit in _ENDS else 1.0


_ENDS = {"share": (0.0, 1.0), "net": (-1.0, 1.0)}


def ends_of(unit: str) -> tuple[float | None, float | None]:
    """Between what a KPI of this unit can lie, where its facts say nothing closer."""
    return _ENDS.get(unit, (0.0, None))


def is_inside(asked: float, low: float | None, high: float | None) -> bool:
    """Whether a figure can be so."""
    if not abs(asked) < float("inf"):  # nor what is no number
        return False
    return (low is None or asked >= low) and (high is None or asked <= high)
