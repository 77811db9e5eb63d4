"""How a KPI can be judged for one person, or why it cannot."""

from enum import StrEnum

from evenhand.analysis.kpis.definition import (
    Count,
    Custom,
    Kpi,
    Level,
    Mean,
    NetShare,
    NotYet,
    Quantile,
    Share,
    Use,
)


class Way(StrEnum):
    """Which model of `analysis.statistics.standing` says where somebody stands."""

    SHARE = "share"
    MEAN = "mean"
    DURATION = "duration"  # effects multiply
    NONE = "none"


class Unsaid(StrEnum):
    """Why nothing is said of persons. Sentences: `queries/wording.py`."""

    DEFINITION = "another version of the definition is in force"
    GONE = "the definition is no longer kept"
    UNUSED = "on trial, or not named by the monitoring policy"
    NOT_OF_PERSONS = "not for persons"
    QUANTILE = "a quantile"
    LEVEL = "a level"
    CUSTOM = "made of whole rows"
    NET = "a difference of shares"
    COUNT = "a plain count"
    AT_AN_END = "the threshold is the best or the worst there is"
    TOO_LITTLE = "too little was counted"
    NO_FIGURE = "it cannot be counted here"


# Nobody is judged by these; what was counted is shown all the same, with its interval.
FIGURE_ALONE = frozenset(
    {Unsaid.QUANTILE, Unsaid.CUSTOM, Unsaid.NET, Unsaid.AT_AN_END}
)  # fmt: skip

_KINDS = (
    (NetShare, Unsaid.NET),
    (Quantile, Unsaid.QUANTILE),
    (Level, Unsaid.LEVEL),
    (Custom, Unsaid.CUSTOM),
    (Count, Unsaid.COUNT),
    (NotYet, Unsaid.NO_FIGURE),
)


def way_of(kpi: Kpi, threshold: float) -> tuple[Way, Unsaid | None]:
    """The model for this KPI and this threshold. With Way.NONE comes the reason."""
    if kpi.use is Use.DIAGNOSIS:
        return Way.NONE, Unsaid.NOT_OF_PERSONS
    for kind, why in _KINDS:
        if isinstance(kpi, kind):
            return Way.NONE, why
    if isinstance(kpi, Share):
        return (Way.SHARE, None) if 0 < threshold < 1 else (Way.NONE, Unsaid.AT_AN_END)
    if isinstance(kpi, Mean):
        if not kpi.skewed:
            return Way.MEAN, None
        return (Way.DURATION, None) if threshold > 0 else (Way.NONE, Unsaid.AT_AN_END)
    return Way.NONE, Unsaid.CUSTOM
