"""How a KPI can be judged for one person, or why it cannot."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

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
from evenhand.analysis.kpis.quality import Score
from evenhand.analysis.statistics.states import Standard


class Way(StrEnum):
    """Which model of `analysis.statistics.standing` says where somebody stands."""

    SHARE = "share"
    MEAN = "mean"
    DURATION = "duration"  # effects multiply
    NET = "net"  # a mean of 1, 0 and −1
    WITHIN = "within"  # a quantile, as the share that keeps within the threshold
    REVIEWS = "reviews"  # a mean of scores, beside how strict those are who gave them
    NONE = "none"


SHARES = frozenset({Way.SHARE, Way.WITHIN})


class Unsaid(StrEnum):
    """Why nothing is said of persons. Sentences: `queries/wording.py`."""

    DEFINITION = "another version of the definition is in force"
    GONE = "the definition is no longer kept"
    UNUSED = "on trial, or not named by the monitoring policy"
    NOT_OF_PERSONS = "not for persons"
    LEVEL = "a level"
    CUSTOM = "made of whole rows"
    COUNT = "a plain count"
    AT_AN_END = "the threshold is the best or the worst there is"
    TOO_LITTLE = "too little was counted"
    NO_FIGURE = "it cannot be counted here"
    NAMELESS = "who gave the reviews is not said"
    APART = "reviewers and people fall into groups that share nobody"
    UNCROSSED = "too few reviews cross teams"
    UNTIED = "too little is known of the own reviewers"  # of one person


# Nobody is judged by these; what was counted is shown all the same, with its interval.
FIGURE_ALONE = frozenset({Unsaid.CUSTOM, Unsaid.AT_AN_END})

_NOT_JUDGED = (
    (Level, Unsaid.LEVEL),
    (Custom, Unsaid.CUSTOM),
    (Count, Unsaid.COUNT),
    (NotYet, Unsaid.NO_FIGURE),
)
# Of each kind the model, and between what its threshold has to lie so that there is room for luck on both sides.
_JUDGED = (
    (Share, Way.SHARE, (0, 1)),
    (NetShare, Way.NET, (-1, 1)),
    (Quantile, Way.WITHIN, (0, None)),
    (Score, Way.REVIEWS, (0, 1)),
)


def way_of(kpi: Kpi, threshold: float) -> tuple[Way, Unsaid | None]:
    """The model for this KPI and this threshold. With Way.NONE comes the reason."""
    if kpi.use is Use.DIAGNOSIS:
        return Way.NONE, Unsaid.NOT_OF_PERSONS
    for kind, way, (low, high) in _judged(kpi):
        if isinstance(kpi, kind):
            inside = (low is None or threshold > low) and (high is None or threshold < high)
            return (way, None) if inside else (Way.NONE, Unsaid.AT_AN_END)
    return Way.NONE, next(
        (why for kind, why in _NOT_JUDGED if isinstance(kpi, kind)), Unsaid.CUSTOM
    )


def _judged(kpi: Kpi):
    yield from _JUDGED
    skewed = isinstance(kpi, Mean) and kpi.skewed
    yield (Mean, Way.DURATION, (0, None)) if skewed else (Mean, Way.MEAN, (None, None))


def counted_by(kpi: Kpi, way: Way, standard: Standard) -> Kpi:
    """The definition whose counts the model asks for: of a quantile the share within its threshold."""
    if way is not Way.WITHIN:
        return kpi
    return kpi.within(standard.value, at_most=not standard.higher_is_better)


def standard_of(kpi: Kpi, way: Way, standard: Standard) -> Standard:
    """The standard as the model holds it: “nine in ten take at most x” is a share of at least nine in ten within x."""
    if way is not Way.WITHIN:
        return standard
    return replace(standard, value=kpi.quantile, higher_is_better=not standard.higher_is_better)


def parts_of(way: Way, parts: Mapping[str, Any]) -> tuple[Any, ...]:
    """What the model is given: earned and possible of a share, n, Σx and Σx² of a mean. A promoter is 1, a detractor −1."""
    if way in SHARES:
        return parts["numerator"], parts["denominator"]
    if way is Way.NET:
        up, down = parts["promoters"], parts["detractors"]
        return parts["n"], up - down, up + down
    return parts["n"], parts["total"], parts["squares"]
