"""A person's own words beside any figure of theirs, whether or not a target holds for it."""

from evenhand.analysis.kpis.definition import Kpi
from evenhand.features.attainment.policy import MAY, Ability
from evenhand.features.contacts.queries import Selection
from evenhand.features.people.policy import relations, sees_anyway
from evenhand.foundation.access.policy import may
from evenhand.foundation.remarks.models import Remark
from evenhand.foundation.remarks.queries import remarks_on

OBJECT = "figure"


def figure_ref(chosen: Selection, kpi: Kpi) -> str:
    """One person's figure of a KPI, whatever the days: what words are about lasts."""
    return f"{chosen.person.ref}-{kpi.key}"


def figure_pin(chosen: Selection, kpi: Kpi) -> str:
    """Which days of it, by which definition."""
    window = chosen.period.window
    return f"{kpi.pin} {window.first} {window.end}"


def words_on(chosen: Selection, kpi: Kpi) -> list[Remark]:
    """For whoever sees the figure; to guests, to whom it was opened, the person's own words alone."""
    said = remarks_on(OBJECT, {figure_ref(chosen, kpi)}).get(figure_ref(chosen, kpi), [])
    if sees_anyway(chosen.viewer, chosen.person):
        return said
    return [one for one in said if one.author_id == chosen.person.user_id]


def may_speak(chosen: Selection) -> bool:
    """The person, and whoever leads them today."""
    holds = relations(chosen.viewer, chosen.person)
    return may(chosen.viewer, Ability.ADD_WORDS, MAY, holds=holds)
