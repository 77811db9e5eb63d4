"""From counts to what is said of each person against one target: state, probability, expectation, and how many more."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from evenhand.analysis.statistics.states import Standard, State
from evenhand.features.attainment.rules.naming import FEWEST_COMPARED
from evenhand.features.attainment.rules.ways import SHARES, Unsaid, Way, parts_of

if TYPE_CHECKING:
    import numpy as np

    from evenhand.analysis.measure.mix import Counts
    from evenhand.analysis.statistics.standing import Standing

DAYS_OF_A_MONTH = 30.44
METHOD = "standing@4"  # decision records 18, 21 and 22; what a row keeps of how it was judged


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


# Where everybody stands against a threshold. ValueError where there is nothing to compare.
StandingAt = Callable[[float], "Standing"]


def by_counts(
    counted_at: "Callable[[float], tuple[Counts, Counts, Standard]]", way: Way
) -> StandingAt:
    """`counted_at` a threshold: counts of those who are measured; of everybody in the same kinds, from which how hard
    each kind is; the standard as the model holds it."""
    mixes: dict[int, Any] = {}

    def standing_at(threshold: float) -> "Standing":
        counts, usual, standard = counted_at(threshold)
        if id(usual) not in mixes:  # the same counts for every threshold, but of a quantile
            mixes[id(usual)] = usual, _mix(usual, way)
        return _standing(counts, way, standard, mixes[id(usual)][1])

    return standing_at


def judge(
    standing_at: StandingAt,
    people: Sequence[int],
    threshold: float,
    *,
    own: Mapping[int, float],
    nameable: Collection[int],
    days: int,
) -> Verdict:
    """`people`: of each entry of a standing. `own`: the thresholds of people who have one of their own. `nameable`: of
    whom a finding may be made at all; of nobody where fewer than ten are compared."""
    try:
        found = standing_at(threshold)
        for other in sorted({own[one] for one in people if one in own}):
            chosen = [at for at, one in enumerate(people) if own.get(one) == other]
            found = _with_own(found, standing_at(other), chosen)
    except ValueError:  # nobody has a contact, or no two of one kind: there is nothing to compare
        return Verdict({}, unsaid=Unsaid.TOO_LITTLE)
    enough = found.people >= FEWEST_COMPARED
    return Verdict(
        of=_judged(found, people, days, nameable if enough else ()),
        people=found.people,
        wide=found.few_people,
        typical=found.typical,
        middle_half=found.middle_half,
    )


def _mix(usual: "Counts", way: Way):
    from evenhand.analysis.statistics import standing as model

    parts = parts_of(way, usual.parts)
    weeks = parts_of(way, usual.weeks) if usual.weeks else None
    if way in SHARES:
        return model.shares_mix(*parts, weeks=weeks)
    return model.means_mix(*parts, skewed=way is Way.DURATION, weeks=weeks)


def _standing(counts: "Counts", way: Way, standard: Standard, mix) -> "Standing":
    from evenhand.analysis.statistics import standing as model

    against = model.shares if way in SHARES else model.means
    return against(*parts_of(way, counts.parts), standard, mix)


def _with_own(found: "Standing", other: "Standing", rows: list[int]) -> "Standing":
    """These people as they stand against a threshold of their own, counted in one set of findings with all."""
    arrays = {}
    for one in fields(found):
        mine, theirs = getattr(found, one.name), getattr(other, one.name)
        if getattr(mine, "shape", ()):  # of each person
            arrays[one.name] = mine.copy()
            arrays[one.name][rows] = theirs[rows]
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
