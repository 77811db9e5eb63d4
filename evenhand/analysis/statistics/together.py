"""Whether a team moved as one, or some of it for themselves: what moves everybody is in the process, not in a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

from evenhand.analysis.statistics.intervals import t_value

ENOUGH_MEMBERS = 4
# So much of the team is reckoned to have moved the same way where it is called "together".
MOST = 0.8
# Where differences this large would be rarer than this by chance, members moved differently.
RARE = 0.05


class Together(StrEnum):
    TOGETHER = "together"  # the team moved as one: look at the process first
    DIFFERENTLY = "differently"  # members changed by different amounts, more than chance
    NO_CLEAR = "no clear change"
    TOO_FEW = "too few members to say"


@dataclass(frozen=True)
class Movement:
    """What the members' changes have in common, in their unit, with its 95% interval.

    `between`: the standard deviation of the true changes between members. `same_way`: the share of members whose true
    change is reckoned to have the sign of the common one.
    """

    verdict: Together
    common: float = 0.0
    low: float = 0.0
    high: float = 0.0
    between: float = 0.0
    same_way: float = 0.0
    members: int = 0


def together(changes: Sequence[tuple[float, float]]) -> Movement:
    """Of (change, its standard error) of each member, in any one unit; errors above 0.

    Random effects: τ² by DerSimonian and Laird (1986), Controlled Clinical Trials 7:177-188; the interval of the
    common change by Hartung and Knapp (2001), Statistics in Medicine 20:3875-3889, never narrower than with the errors
    as they are; whether members differ by Cochran's Q.
    """
    if len(changes) < ENOUGH_MEMBERS:
        return Movement(Together.TOO_FEW, members=len(changes))
    tau, differ = _between(changes)
    weights = [1 / (error**2 + tau**2) for _, error in changes]
    weight = sum(weights)
    common = sum(w * change for w, (change, _) in zip(weights, changes, strict=True)) / weight
    off = sum(w * (change - common) ** 2 for w, (change, _) in zip(weights, changes, strict=True))
    scale = max(1.0, off / (len(changes) - 1))
    reach = t_value(len(changes)) * sqrt(scale / weight)
    same_way = NormalDist().cdf(abs(common) / tau) if tau else 1.0
    if abs(common) > reach and same_way >= MOST:
        verdict = Together.TOGETHER
    else:
        verdict = Together.DIFFERENTLY if differ else Together.NO_CLEAR
    return Movement(verdict, common, common - reach, common + reach, tau, same_way, len(changes))


def _between(changes: Sequence[tuple[float, float]]) -> tuple[float, bool]:
    """(τ, whether the changes differ by more than chance)."""
    from scipy.special import chdtrc

    weights = [1 / error**2 for _, error in changes]
    weight = sum(weights)
    mean = sum(w * change for w, (change, _) in zip(weights, changes, strict=True)) / weight
    q = sum(w * (change - mean) ** 2 for w, (change, _) in zip(weights, changes, strict=True))
    freedom = len(changes) - 1
    tau2 = max(0.0, (q - freedom) / (weight - sum(w * w for w in weights) / weight))
    return sqrt(tau2), float(chdtrc(freedom, q)) < RARE
