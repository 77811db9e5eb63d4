"""The figures of a page: measured once each, with the period before, the weeks, and the people or teams."""

from dataclasses import dataclass
from datetime import timedelta

from evenhand.analysis.figure import Change, Figure, change
from evenhand.analysis.kpis.definition import Kpi, Use
from evenhand.analysis.measure import measure
from evenhand.analysis.scope import Window
from evenhand.features.contacts.queries import Selection, selection
from evenhand.features.people import queries as people
from evenhand.features.people.models import Person, Team
from evenhand.features.people.policy import scope
from evenhand.foundation.access.roles import Role

# What a page shows, in this order.
TOTALS = ("handled", "answered", "service_level", "asa", "aht", "csat")
OF_A_PERSON = ("csat", "handled", "aht")
# What is said beside a figure, in one tile with it.
BESIDE = {"aht": ("aht_median", "aht_p90"), "csat": ("csat_mean",)}


@dataclass(frozen=True)
class Shown:
    """A figure, how it differs from the period before, and the figures that are said beside it."""

    figure: Figure
    change: Change
    beside: tuple[Figure, ...] = ()


def figures(chosen: Selection, keys: tuple[str, ...]) -> list[Shown]:
    """These KPIs over the selection, each beside the period before."""
    wanted = [chosen.kpi(key) for key in keys]
    beside = [chosen.kpi(key) for of in keys for key in BESIDE.get(of, ())]
    window = chosen.period.window
    now = {figure.kpi.key: figure for figure in _measure(chosen, [*wanted, *beside], window)}
    before = {figure.kpi.key: figure for figure in _measure(chosen, wanted, window.before())}
    return [
        Shown(
            now[key], change(now[key], before[key]), tuple(now[one] for one in BESIDE.get(key, ()))
        )
        for key in keys
    ]


def _measure(chosen: Selection, kpis: list[Kpi], window: Window, *, by=()) -> list[Figure]:
    return measure(
        chosen.facts,
        kpis,
        scope=chosen.scope,
        window=window,
        by=by,
        where=chosen.where,
    )


def steps(chosen: Selection, kpi: Kpi) -> list[Figure]:
    """The period in days, weeks or months, in order of time: the shortest step of which most can be shown."""
    window = chosen.period.window
    found: list[Figure] = []
    for step in ("day", "week", "month") if window.days <= 28 else ("week", "month"):
        found = _measure(chosen, [kpi], window, by=(step,))
        if 2 * sum(one.value is not None for one in found) > len(found):
            break
    return found


def lately(chosen: Selection, kpi: Kpi) -> Change:
    """How the last third of the period differs from what came before it."""
    window = chosen.period.window
    third = max(1, window.days // 3)
    cut = window.end - timedelta(days=third)
    if cut <= window.first:
        return Change.UNKNOWN
    now, before = (
        _measure(chosen, [kpi], part)[0]
        for part in (Window(cut, window.end), Window(window.first, cut))
    )
    return change(now, before)


@dataclass(frozen=True)
class Row:
    """A person or a team in a list by name: the figure of the period, and its weeks for a line."""

    of: Person | Team | None
    figure: Figure | None
    weeks: list[Figure]


def people_rows(chosen: Selection, kpi: Kpi) -> list[Row]:
    """Whoever worked in the team in the period or is in it now, by name, as far as the viewer may see them."""
    found = _measure(chosen, [kpi], chosen.period.window, by=("person",))
    lines = _lines(_measure(chosen, [kpi], chosen.period.window, by=("person", "week")), "person")
    figures_of = {figure.by["person"]: figure for figure in found}
    known = people.names(figures_of)
    if chosen.team:
        for one in people.members(chosen.viewer, chosen.team, day=chosen.viewer.today):
            known.setdefault(one.pk, one)
    rows = [Row(person, figures_of.get(pk), lines.get(pk, [])) for pk, person in known.items()]
    return sorted(rows, key=lambda row: (row.of.name.casefold(), row.of.pk))


def team_rows(chosen: Selection, kpi: Kpi) -> list[Row]:
    """Every team by name, and last what is credited to no team: together they are the organisation."""
    found = {f.by["team"]: f for f in _measure(chosen, [kpi], chosen.period.window, by=("team",))}
    lines = _lines(_measure(chosen, [kpi], chosen.period.window, by=("team", "week")), "team")
    known = people.team_names(found)
    rows = [Row(team, found[pk], lines.get(pk, [])) for pk, team in known.items()]
    rows.sort(key=lambda row: row.of.name.casefold())
    return [*rows, Row(None, found[None], lines.get(None, []))] if None in found else rows


def _lines(split: list[Figure], name: str) -> dict:
    found: dict = {}
    for figure in split:
        found.setdefault(figure.by[name], []).append(figure)
    return found


def formulas(chosen: Selection) -> list[tuple[int, Figure]]:
    """The service level by each of the six formulas, with the seconds in force."""
    own = chosen.kpi("service_level")
    variants = [own.with_parameters({"formula": number}) for number in range(1, 7)]
    return [
        (number, _measure(chosen, [kpi], chosen.period.window)[0])
        for number, kpi in enumerate(variants, 1)
    ]


def of_use(shown: list[Shown], use: Use) -> list[Shown]:
    return [one for one in shown if one.figure.kpi.use is use]


# What the first screen shows of each place.
FIRST_OF_A_PERSON, FIRST_OF_MANY = ("csat", "handled"), ("answered", "service_level", "csat")


@dataclass(frozen=True)
class Standing:
    """Where a viewer's own place stands: their figures, their team's, or the organisation's."""

    name: str
    address: tuple[str, tuple]  # of the page that shows all of it
    chosen: Selection
    figures: list[Shown]


def standing(viewer) -> list[Standing]:
    """Their own figures, then the teams that they lead; or the organisation for those who look after all of it."""
    seen = scope(viewer)
    found = []
    own = people.own_person(viewer)
    if seen.organisation:
        found.append(
            _standing("", ("organisation_figures", ()), selection(viewer, {}), FIRST_OF_MANY)
        )
    for team in people.teams(viewer).filter(pk__in=seen.teams):
        chosen = selection(viewer, {}, team=team.ref)
        found.append(_standing(team.name, ("team_figures", (team.ref,)), chosen, FIRST_OF_MANY))
    if own and Role.AGENT in viewer.roles:
        chosen = selection(viewer, {}, person=own.ref)
        found.append(_standing(own.name, ("person_figures", (own.ref,)), chosen, FIRST_OF_A_PERSON))
    return [one for one in found if one.chosen.data_up_to]


def _standing(name: str, address, chosen: Selection, keys) -> Standing:
    return Standing(name, address, chosen, figures(chosen, keys) if chosen.data_up_to else [])
