"""Where a viewer's own place stands, for the first screen."""

from dataclasses import dataclass

from evenhand.analysis.figure import State
from evenhand.features.contacts.queries import Selection, selection
from evenhand.features.insights.queries.figures import Shown, figures
from evenhand.features.people import queries as people
from evenhand.features.people.policy import scope
from evenhand.foundation.access.roles import Role

# What the first screen shows of each place: of these as many as are told, in this order.
FIRST_OF_A_PERSON = ("csat", "handled")
FIRST_OF_MANY = ("answered", "service_level", "csat", "fcr", "in_deadline", "handled")
MOST = 3


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
    found = figures(chosen, keys) if chosen.data_up_to else []
    order = {key: at for at, key in enumerate(keys)}
    told = sorted(
        found,
        key=lambda one: (
            bool(one.figure.problem) or one.figure.state is State.NONE,
            order[one.figure.kpi.key],
        ),
    )
    return Standing(name, address, chosen, told[:MOST])
