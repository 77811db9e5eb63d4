"""From counts to what is said of each person against one target: state, probability, expectation, and how many more."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evenhand.analysis.statistics.states import Standard, State
from evenhand.features.attainment.rules.naming import FEWEST_COMPARED
from evenhand.features.attainment.rules.ways import Unsaid, Way

if TYPE_CHECKING:
    import numpy as np

    from evenhand.analysis.measure.mix import Counts
    from evenhand.analysis.statistics.standing import Standing

DAYS_OF_A_MONTH = 30.44
METHOD = "standing@2"  # decision records 18 and 21; what a row keeps of how it was judged


@dataclass(frozen=True)
class Judged:
    """One person. `expected`: what someone exactly at standard would have with the same mix; levels on the usual mix."""

    state: State
    n: int
    p_normal: float
    p_npmle: float
    expected: float
    level: float
    low: float
    high: float
    more: int | None
    months: int | None

    @property
    def p_below(self) -> float:
        return min(self.p_normal, self.p_npmle)


@dataclass(frozen=True)
class Verdict:
    """Of all whom a target measures. `people`: how many had something counted; `wide`: so few that it weighs in."""

    of: Mapping[int, Judged]
    people: int = 0
    wide: bool = False
    typical: float | None = None
    middle_half: tuple[float, float] | None = None
    unsaid: Unsaid | None = None


def judge(
    counts: "Counts",
    usual: "Counts",
    way: Way,
    standard: Standard,
    *,
    own: Mapping[int, float],
    nameable: Collection[int],
    days: int,
) -> Verdict:
    """`counts`: of those who are measured; `usual`: of everybody in the same kinds, from which how hard each kind is.

    `own`: the thresholds of people who have one of their own. `nameable`: of whom a finding may be made at all; of
    nobody where fewer than ten are compared.
    """
    try:
        mix = _mix(usual, way)
        found = _standing(counts, way, standard, mix)
    except ValueError:  # nobody has a contact, or no two of one kind: there is nothing to compare
        return Verdict({}, unsaid=Unsaid.TOO_LITTLE)
    if own:
        found = _with_own(found, counts, way, standard, mix, own)
    enough = found.people >= FEWEST_COMPARED
    return Verdict(
        of=_judged(found, counts.people.tolist(), days, nameable if enough else ()),
        people=found.people,
        wide=found.few_people,
        typical=found.typical,
        middle_half=found.middle_half,
    )


def _mix(usual: "Counts", way: Way):
    from evenhand.analysis.statistics import standing as model

    names = ("numerator", "denominator") if way is Way.SHARE else ("n", "total", "squares")
    parts = [usual.parts[name] for name in names]
    weeks = [usual.weeks[name] for name in names] if usual.weeks else None
    if way is Way.SHARE:
        return model.shares_mix(*parts, weeks=weeks)
    return model.means_mix(*parts, skewed=way is Way.DURATION, weeks=weeks)


def _standing(counts: "Counts", way: Way, standard: Standard, mix) -> "Standing":
    from evenhand.analysis.statistics import standing as model

    parts = counts.parts
    if way is Way.SHARE:
        return model.shares(parts["numerator"], parts["denominator"], standard, mix)
    return model.means(parts["n"], parts["total"], parts["squares"], standard, mix)


# What depends on the threshold; everything else is the same whatever is asked of somebody.
_OF_THE_THRESHOLD = ("expected", "p_below_normal", "p_below_npmle", "p_own", "gap")


def _with_own(found, counts, way, standard, mix, own: Mapping[int, float]) -> "Standing":
    """Those with a threshold of their own are held against theirs, and counted in one set of findings with all."""
    arrays = {name: getattr(found, name).copy() for name in _OF_THE_THRESHOLD}
    people = counts.people.tolist()
    for threshold in sorted({own[one] for one in people if one in own}):
        other = _standing(counts, way, replace(standard, value=threshold), mix)
        rows = [at for at, one in enumerate(people) if own.get(one) == threshold]
        for name, array in arrays.items():
            array[rows] = getattr(other, name)[rows]
    return replace(found, **arrays)


def _judged(found, people: Sequence[int], days, nameable: Collection[int]) -> dict[int, Judged]:
    from evenhand.analysis.statistics.standing import decide, months_until, more_contacts

    states = decide(found, [one in nameable for one in people])
    more = more_contacts(found)
    return {
        person: Judged(
            state=states[at],
            n=int(found.n[at]),
            p_normal=float(found.p_below_normal[at]),
            p_npmle=float(found.p_below_npmle[at]),
            expected=_number(found.expected[at]),
            level=float(found.level[at]),
            low=float(found.low[at]),
            high=float(found.high[at]),
            more=more[at],
            months=months_until(more[at], found.n[at] / days * DAYS_OF_A_MONTH),
        )
        for at, person in enumerate(people)
    }


def _number(value: "np.floating") -> float | None:
    return None if value != value else float(value)  # NaN where nothing was counted
