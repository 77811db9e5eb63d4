"""Lists under a figure: people, teams, channels and topics, always by name."""

from collections.abc import Iterable
from dataclasses import dataclass

from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Kpi
from evenhand.features.contacts.queries import Selection
from evenhand.features.insights.queries.figures import measured
from evenhand.features.people import queries as people
from evenhand.features.people.models import Person, Team


@dataclass(frozen=True)
class Row:
    """A person or a team in a list by name: the figure of the period, and its weeks for a line."""

    of: Person | Team | None
    figure: Figure | None
    weeks: list[Figure]


def people_rows(chosen: Selection, kpi: Kpi) -> list[Row]:
    """Whoever worked in the team in the period or is in it now, by name, as far as the viewer may see them."""
    found = measured(chosen, [kpi], by=("person",))
    lines = _lines(measured(chosen, [kpi], by=("person", "week")), "person")
    figures_of = {figure.by["person"]: figure for figure in found}
    known = people.names(figures_of)
    if chosen.team:
        for one in people.members(chosen.viewer, chosen.team, day=chosen.viewer.today):
            known.setdefault(one.pk, one)
    rows = [Row(person, figures_of.get(pk), lines.get(pk, [])) for pk, person in known.items()]
    return sorted(rows, key=lambda row: (row.of.name.casefold(), row.of.pk))


def team_rows(chosen: Selection, kpi: Kpi) -> list[Row]:
    """Every team by name, and last what is credited to no team: together they are the organisation."""
    found = {f.by["team"]: f for f in measured(chosen, [kpi], by=("team",))}
    lines = _lines(measured(chosen, [kpi], by=("team", "week")), "team")
    known = people.team_names(found)
    rows = [Row(team, found[pk], lines.get(pk, [])) for pk, team in known.items()]
    rows.sort(key=lambda row: row.of.name.casefold())
    return [*rows, Row(None, found[None], lines.get(None, []))] if None in found else rows


def untold(figures: Iterable[Figure | None]) -> str:
    """Why none of them can be computed, where that is the same for all; empty where one can, or where there are none."""
    reasons = {one.problem if one else "" for one in figures}
    return reasons.pop() if len(reasons) == 1 else ""


def _lines(split: list[Figure], name: str) -> dict:
    found: dict = {}
    for figure in split:
        found.setdefault(figure.by[name], []).append(figure)
    return found


@dataclass(frozen=True)
class Part:
    """A channel or a topic ("" where none is given): how much of it there was, and the figure."""

    name: str
    counted: Figure | None
    figure: Figure | None


def parts(chosen: Selection, kpi: Kpi, split: str) -> list[Part]:
    """By name; what has no name comes last. Empty where the split would show too few people."""
    volume = chosen.kpi("handled")
    wanted = [volume] if kpi.key == volume.key else [volume, kpi]
    cells: dict = {}
    for figure in measured(chosen, wanted, by=(split,)):
        cells.setdefault(figure.by[split] or "", {})[figure.kpi.key] = figure
    found = [Part(name, of.get(volume.key), of.get(kpi.key)) for name, of in cells.items()]
    return sorted(found, key=lambda part: (not part.name, part.name.casefold()))
