"""The figures of a page: measured once each, with an earlier period, and step by step through time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from evenhand.analysis.figure import Change, Figure, change, figure_of
from evenhand.analysis.kpis.definition import Kpi, Quantile, Result
from evenhand.analysis.measure import SPLITS, TOO_FEW_PEOPLE, measure
from evenhand.analysis.scope import Where, Window
from evenhand.features.contacts.queries import Selection
from evenhand.features.insights.queries.aims import Aim, aims
from evenhand.features.insights.queries.expectations import lies
from evenhand.features.insights.rules import lately as rules
from evenhand.features.insights.rules.families import (
    BESIDE,
    DRAWN,
    FIRST_OF_A_PERSON,
    FIRST_OF_MANY,
    THROUGH_THE_WEEK,
)
from evenhand.features.insights.rules.limits import FEWEST
from evenhand.features.insights.rules.steps import whole
from evenhand.features.standards.queries import IN_SHADOW, NOT_NAMED, in_shadow, unused_about_people

_A_QUARTER = 13  # weeks

# Why a figure of a person has no value though it is counted, as a row of a list says it.
UNUSED = {IN_SHADOW: "In its shadow period", NOT_NAMED: "Not named in the monitoring policy"}


@dataclass(frozen=True)
class Shown:
    """A figure, how it differs from the earlier period, the figures said beside it, and what it is held against.

    `times`: how many times as far as by chance alone its weeks lie apart; None where that is not known, or not asked
    because chance alone explains it."""

    figure: Figure
    change: Change
    beside: tuple[Figure, ...] = ()
    before: Figure | None = None
    expected: Aim | None = None
    times: float | None = None


def first_keys(chosen: Selection, first: Sequence[str]) -> list[str]:
    """What a page opens with: those that stand first, and whatever may be drawn."""
    return _in_order(chosen, {*first, *DRAWN})


def under_keys(chosen: Selection, asked: str) -> list[str]:
    """What may stand under the figures: whatever may be drawn, also through the week."""
    return _in_order(chosen, {asked, *DRAWN, *THROUGH_THE_WEEK})


def all_keys(chosen: Selection, *, everything: bool = False) -> list[str]:
    """The catalogue; unless all are asked for, without those that would have to be counted from every single row."""
    first = {*FIRST_OF_MANY, *FIRST_OF_A_PERSON}
    kpis = chosen.facts.kpis
    return [kpi.key for kpi in kpis if everything or kpi.rolled_up or kpi.key in first]


def _in_order(chosen: Selection, keys: set[str]) -> list[str]:
    return [kpi.key for kpi in chosen.facts.kpis if kpi.key in keys]


def figures(
    chosen: Selection, keys: Sequence[str], *, whole: Collection[str] | None = None
) -> list[Shown]:
    """These KPIs over the selection, each beside the period that it is compared with. Unknown keys are passed over.

    `whole`: only for these is said what stands beside them (for all by default); where it is empty, nothing is compared.
    """
    known = {kpi.key: kpi for kpi in chosen.facts.kpis}
    wanted = [known[key] for key in keys if key in known]
    of_these = [kpi.key for kpi in wanted if whole is None or kpi.key in whole]
    beside = [known[key] for of in of_these for key in BESIDE.get(of, ()) if key in known]
    earlier = chosen.period.compared if of_these else None
    # What is said beside a figure is not compared; only sums cost nothing more when they are asked for with the others.
    alone = [kpi for kpi in beside if isinstance(kpi, Quantile)]
    together = [*wanted, *(kpi for kpi in beside if kpi not in alone)]
    found = [*measured(chosen, together, soon=earlier), *measured(chosen, alone)]
    now = {figure.kpi.key: figure for figure in found}
    before = {f.kpi.key: f for f in measured(chosen, wanted, earlier)} if earlier else {}
    held_against = aims(chosen, wanted)
    spreads = _spreads(chosen, now, before, held_against)
    trial = {} if chosen.person else in_shadow(chosen.viewer.today)
    return [
        Shown(
            _on_trial(now[kpi.key]) if kpi.key in trial else now[kpi.key],
            _change(now[kpi.key], before.get(kpi.key), spreads.get(kpi.key)),
            tuple(now[key] for key in BESIDE.get(kpi.key, ()) if key in now),
            before.get(kpi.key),
            held_against.get(kpi.key),
            spreads.get(kpi.key),
        )
        for kpi in wanted
    ]


def _change(now: Figure, before: Figure | None, times: float | None) -> Change:
    return rules.since_before(now, before, times) if before else Change.UNKNOWN


def _spreads(chosen: Selection, now: dict, before: dict, aimed: dict) -> dict[str, float | None]:
    """By key, how far weeks lie apart. They are counted only where single contacts alone would say something."""
    claimed = [
        one.kpi
        for key, one in now.items()
        if (key in before and change(one, before[key]) not in rules.SILENT)
        or (key in aimed and lies(one, aimed[key].value))
    ]
    weeks: dict[str, list[Figure]] = {kpi.key: [] for kpi in claimed}
    for span in _spans(chosen) if claimed else ():
        for one in measured(chosen, claimed, span, by=("week",)):
            weeks[one.kpi.key].append(one)
    return {
        key: rules.spread_of(sorted(these, key=lambda one: one.by["week"]))
        for key, these in weeks.items()
    }


def _spans(chosen: Selection) -> list[Window]:
    """The whole weeks of both periods; where these are few, those of the last quarter of a year."""
    both = [whole(span, "week") for span in (chosen.period.compared, chosen.period.window) if span]
    if sum(span.days for span in both if span) >= 7 * FEWEST:
        return [span for span in both if span]
    end = chosen.period.window.end
    quarter = whole(Window(end - timedelta(weeks=_A_QUARTER), end), "week")
    return [quarter] if quarter else []


def _on_trial(figure: Figure) -> Figure:
    """Of many people a new measure is shown while it is tried, and says that it is."""
    return replace(figure, notes=(*figure.notes, f"{IN_SHADOW[0].upper()}{IN_SHADOW[1:]}."))


def measured(
    chosen: Selection,
    kpis: Sequence[Kpi],
    window: Window | None = None,
    *,
    by: tuple = (),
    soon: Window | None = None,
) -> list[Figure]:
    """What the selection asks of these KPIs, in its own period unless told; of people, no measure that may not be used."""
    found = _guarded(chosen, kpis, window, by=by, soon=soon)
    of_people = chosen.person is not None or "person" in by
    unused = _unused_about_people(chosen) if of_people else {}
    nothing = {key: Result(None, 0, problem=why) for key, why in unused.items()}
    return [
        _without_value(chosen, one.kpi, one.window, one.by, nothing[one.kpi.key])
        if one.kpi.key in nothing
        else one
        for one in found
    ]


def _unused_about_people(chosen: Selection) -> dict[str, str]:
    if "unused" not in chosen.asked_once:
        chosen.asked_once["unused"] = unused_about_people(chosen.viewer.today)
    return chosen.asked_once["unused"]


def _guarded(
    chosen: Selection,
    kpis: Sequence[Kpi],
    window: Window | None = None,
    *,
    by: tuple = (),
    soon: Window | None = None,
) -> list[Figure]:
    """As the viewer may see totals.

    Whoever sees totals over enough people only is told of a team, a channel or a topic only where every other one is
    over enough people as well: else the one that is not would follow by subtraction.
    """
    window = window or chosen.period.window
    cut = {"team": chosen.team and chosen.team.pk, "channel": chosen.channel, "topic": chosen.topic}
    cut = {name: value for name, value in cut.items() if value and name not in by}
    if not (cut and is_guarded(chosen) and "person" not in by):
        return _asked(chosen, kpis, window, by, chosen.where, soon)
    columns = {SPLITS[name] for name in cut}
    where = tuple(one for one in chosen.where if one.column not in columns)
    found = [
        replace(figure, by={name: figure.by[name] for name in by})
        for figure in _asked(chosen, kpis, window, (*cut, *by), where)
        if all(figure.by[name] == value for name, value in cut.items())
    ]
    if by:
        return found
    by_key = {figure.kpi.key: figure for figure in found}
    return [by_key.get(kpi.key) or withheld(chosen, kpi, window) for kpi in kpis]


def is_guarded(chosen: Selection) -> bool:
    """Whether the viewer sees totals of this selection only over enough people."""
    led = chosen.team is not None and chosen.team.pk in chosen.scope.teams
    return bool(chosen.scope.smallest_cell) and not chosen.person and not led


def _asked(chosen, kpis, window, by, where: tuple[Where, ...], soon=None) -> list[Figure]:
    return measure(
        chosen.facts, kpis, scope=chosen.scope, window=window, by=by, where=where, soon=soon
    )


def withheld(chosen: Selection, kpi: Kpi, window: Window) -> Figure:
    return _without_value(chosen, kpi, window, {}, Result(None, 0, problem=TOO_FEW_PEOPLE))


def _without_value(chosen, kpi, window, by, result: Result) -> Figure:
    manifest = chosen.facts.store.manifest()
    return figure_of(
        kpi,
        result,
        window=window,
        zone=manifest.zone,
        generation=manifest.generation,
        by=by,
        parts={},
    )


def steps(chosen: Selection, kpi: Kpi) -> list[Figure]:
    """The period in days, weeks or months, in order of time: the shortest step of which most can be shown.

    A step in which nothing was counted is there too, without a value: it is a gap and not a line.
    """
    window = chosen.period.window
    found: list[Figure] = []
    for step in ("day", "week", "month") if window.days <= 28 else ("week", "month"):
        found = measured(chosen, [kpi], by=(step,))
        if 2 * sum(one.value is not None for one in found) > len(found):
            break
    return with_gaps(chosen, kpi, found, step) if found else []


def with_gaps(
    chosen: Selection, kpi: Kpi, found: list[Figure], step: str, until: date | None = None
) -> list[Figure]:
    """With the steps in between in which nothing was counted, and those up to the one that holds `until`."""
    of_day = {one.by[step]: one for one in found}
    last = max(*of_day, until or date.min)
    return [
        of_day.get(day)
        or _without_value(chosen, kpi, chosen.period.window, {step: day}, Result(None, 0))
        for day in _days_of(min(of_day), last, step)
    ]


def _days_of(first: date, last: date, step: str):
    """The first day of every step from the first to the last."""
    day = first
    while day <= last:
        yield day
        if step == "month":
            day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        else:
            day += timedelta(days={"day": 1, "week": 7}[step])


def lately(chosen: Selection, kpi: Kpi, through: Sequence[Figure]) -> Change:
    """How the last third of the period differs from what came before it.

    `through`: the same period in `steps`, which are counted already for the line.
    """
    window = chosen.period.window
    cut = window.end - timedelta(days=max(1, window.days // 3))
    if not through or cut <= window.first or isinstance(kpi, Quantile) or kpi.unit == "count":
        return Change.UNKNOWN
    now, before = (
        measured(chosen, [kpi], part)[0]
        for part in (Window(cut, window.end), Window(window.first, cut))
    )
    (step,) = through[0].by
    return rules.lately(now, before, through, step)


def formulas(chosen: Selection) -> list[tuple[int, Figure]]:
    """The service level by each of the six formulas, with the seconds in force."""
    own = chosen.kpi("service_level")
    variants = [own.with_parameters({"formula": number}) for number in range(1, 7)]
    return [(number, measured(chosen, [kpi])[0]) for number, kpi in enumerate(variants, 1)]
