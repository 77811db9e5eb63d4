"""Teams, or people of a team, beside each other on a funnel: by name, never in an order of value."""

from dataclasses import dataclass

from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Kpi
from evenhand.analysis.statistics.funnel import Funnel
from evenhand.features.contacts.queries import Selection
from evenhand.features.insights.queries.figures import measured
from evenhand.features.insights.rules.comparing import FEWEST_PEOPLE, FEWEST_TEAMS, funnel_of
from evenhand.features.people import queries as people
from evenhand.features.people.models import Person, Team


@dataclass(frozen=True)
class Compared:
    """One in the list; `outside`: 1 above the outer limits, −1 below, None where it is not on the funnel."""

    of: Person | Team
    figure: Figure
    outside: int | None


@dataclass(frozen=True)
class Comparison:
    """By name. `funnel` is None where there are fewer than `fewest` with enough to say, or nothing varies."""

    rows: list[Compared]
    funnel: Funnel | None
    fewest: int


def compared_teams(chosen: Selection, kpi: Kpi) -> Comparison:
    """Every team as far as the viewer may see its total; what is credited to no team is none."""
    found = {one.by["team"]: one for one in measured(chosen, [kpi], by=("team",))}
    return _compared(found, people.team_names(found), FEWEST_TEAMS)


def compared_people(chosen: Selection, kpi: Kpi) -> Comparison:
    """Whoever worked in the chosen team in the period, as far as the viewer may see them.

    A funnel holds nobody against a threshold, so whatever was agreed with somebody they are on it like everybody: to be
    missing would say of whom.
    """
    found = {one.by["person"]: one for one in measured(chosen, [kpi], by=("person",))}
    return _compared(found, people.names(found), FEWEST_PEOPLE)


def _compared(found: dict, known: dict, fewest: int) -> Comparison:
    in_order = sorted(known, key=lambda pk: (known[pk].name.casefold(), pk))
    drawn = [pk for pk in in_order if found[pk].value is not None]
    funnel = funnel_of([found[pk] for pk in drawn]) if len(drawn) >= fewest else None
    outside = {pk: funnel.outside(place) for place, pk in enumerate(drawn)} if funnel else {}
    return Comparison(
        [Compared(known[pk], found[pk], outside.get(pk)) for pk in in_order], funnel, fewest
    )
