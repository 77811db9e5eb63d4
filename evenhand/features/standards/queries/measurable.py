"""What the published facts can say of a KPI here: whether they count it, between what ends, where, and how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from evenhand.analysis.figure import Figure, State
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import Family, Kpi, NotYet
from evenhand.analysis.measure import TOO_FEW_PEOPLE, measure
from evenhand.analysis.scope import Window
from evenhand.features.people.models import Membership, Person, Team
from evenhand.features.people.policy import holding, scope
from evenhand.features.people.queries import people, teams
from evenhand.features.standards.rules.targets import Measured, Where, ends_of
from evenhand.foundation import wording
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.facts import definition, facts

_BY_KEY = {kpi.key: kpi for kpi in catalogue.EVERY}


@dataclass(frozen=True)
class Here:
    """A KPI with the parameters in force, and what the facts of the last year say of the whole organisation.

    `why`: why they cannot count it, and which import would let them.
    """

    kpi: Kpi
    measured: Measured
    figure: Figure | None = None
    why: str = ""


def kpi_called(key: str) -> Kpi | None:
    """Also one that no import feeds yet, so that it can be said what is missing."""
    return _BY_KEY.get(key)


def here(viewer: Viewer, kpi: Kpi) -> Here:
    low, high = ends_of(kpi.unit)
    if isinstance(kpi, NotYet):
        return Here(kpi, Measured(False, low, high), why=wording.said(kpi.needs))
    kpi = definition(kpi.key, viewer.today)
    window = lately(viewer)
    if window is None:
        return Here(kpi, Measured(False, low, high), why=_brought_by(kpi))
    figure = measure(facts(viewer.today), kpi, scope=scope(viewer), window=window)[0]
    if not figure.n and figure.problem != TOO_FEW_PEOPLE:
        said = f"{wording.said(figure.problem).capitalize()}. " if figure.problem else ""
        return Here(kpi, Measured(False, low, high), figure, said + _brought_by(kpi))
    return Here(kpi, _with_scale(Measured(True, low, high), figure), figure)


def _with_scale(found: Measured, figure: Figure) -> Measured:
    """Answers lie on a scale, which the facts know."""
    if found.high is None and figure.n and "tops" in figure.parts:
        low, high = (figure.parts[end] / figure.n for end in ("bottoms", "tops"))
        return replace(found, low=low, high=high)
    return found


def lately(viewer: Viewer) -> Window | None:
    """The last year that has facts."""
    manifest = facts(viewer.today).store.manifest()
    if not manifest.data_up_to:
        return None
    end = date.fromisoformat(manifest.data_up_to) + timedelta(days=1)
    return Window(end - timedelta(weeks=52), end)


def names_of(viewer: Viewer, split: str) -> list[str]:
    """The channels or topics with contacts in the last year, by name."""
    window = lately(viewer)
    if window is None:
        return []
    handled = definition("handled", viewer.today)
    found = measure(facts(viewer.today), handled, scope=scope(viewer), window=window, by=(split,))
    return sorted(one.by[split] for one in found if one.by[split])


def places(viewer: Viewer, where: Where) -> dict:
    """What a target may name, key to name: teams, people at work by name, channels and topics with contacts."""
    if where is Where.TEAMS:
        return dict(teams(viewer).values_list("pk", "name"))
    if where is Where.PEOPLE:
        return dict(
            people(viewer)
            .filter(memberships__in=Membership.objects.filter(holding(viewer.today)))
            .values_list("pk", "name")
        )
    split = {Where.CHANNELS: "channel", Where.TOPICS: "topic"}.get(where)
    return {name: name for name in names_of(viewer, split)} if split else {}


def place_refs(where: Where, keys: Iterable) -> dict:
    """By key, what stands for it in a form: a ref of a team or a person; channels and topics stand for themselves."""
    model = {Where.TEAMS: Team, Where.PEOPLE: Person}.get(where)
    if model is None:
        return {key: key for key in keys}
    return dict(model.objects.filter(pk__in=list(keys)).values_list("pk", "ref"))


def families() -> list[tuple[Family, list[Kpi]]]:
    """Everything that is defined, by family, for whoever chooses what a target is of."""
    return [(one, [kpi for kpi in catalogue.EVERY if kpi.family is one]) for one in Family]


def stands_text(found: Here) -> str:
    """How the organisation stood in the last year, with its interval and n; "" where that cannot be said."""
    figure = found.figure
    if figure is None or figure.state is not State.SHOWN:
        return ""
    value = "".join(wording.value_text(figure.value, found.kpi.unit, figure.n))
    interval = wording.interval_text(figure.low, figure.high, found.kpi.unit, figure.n)
    counted = f"{wording.count_text(figure.n)} {wording.said(found.kpi.counted_as(figure.n))}"
    said = _("In the last year it was %(value)s, most likely %(interval)s, from %(n)s.")
    return said % {"value": value, "interval": interval, "n": counted}


def _brought_by(kpi: Kpi) -> str:
    return {
        "contact": _("It is counted from contacts: bring in a file of contacts that has what it counts."),
        "leg": _("It is counted from who worked on what for how long: bring in contacts with their times, or a file of legs."),
        "response": _("It is counted from customers’ answers: bring in a file of surveys."),
        "evaluation": _("It is counted from scored reviews: bring in a file of evaluations."),
        "criterion_score": _("It is counted from scored criteria: bring in a file of evaluations that has them."),
        "message": _("It is counted from what was said: bring in a file of conversations."),
    }[kpi.table]  # fmt: skip
