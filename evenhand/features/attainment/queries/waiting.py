"""What waits for somebody: findings that whoever leads has not looked at, and an agent's own new figures."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Min

from evenhand.analysis.statistics.states import State
from evenhand.features.attainment.models import Assessment, PersonStanding
from evenhand.features.attainment.queries.gathering import latest
from evenhand.features.attainment.queries.words import OBJECT, pin_of
from evenhand.features.people import queries as people
from evenhand.features.people.models import Membership, Team
from evenhand.features.people.policy import holding, led_teams
from evenhand.features.standards.queries import unused_about_people
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.audit.queries import looked_at
from evenhand.foundation.remarks.queries import remarks_on

# An agent is told of new figures for so long.
NEW = timedelta(days=14)
PAGE = "standing"  # as the audit names the pages about somebody's standing


@dataclass(frozen=True)
class ToLookAt:
    """Findings of one team at which its leader has not looked since they were made."""

    team: Team
    n: int


def findings_to_look_at(viewer: Viewer) -> list[ToLookAt]:
    """Of the teams that the viewer leads today; findings alone, whatever else is only likely."""
    run, led = latest(viewer.today), led_teams(viewer)
    if run is None or not led:
        return []
    members = Membership.objects.filter(holding(viewer.today), team_id__in=led)
    team_of = dict(members.values_list("person_id", "team_id"))
    unused = unused_about_people(viewer.today)
    found = PersonStanding.objects.filter(
        assessment__reckoning=run, assessment__is_final=True, said=State.FINDING, person__in=team_of
    ).exclude(assessment__version__target__kpi_key__in=unused)
    rows = list(found.select_related("assessment", "person"))
    since = _since([row.assessment for row in rows])
    looked = looked_at(viewer, PAGE, {row.person.ref for row in rows})
    waiting: dict[int, int] = {}
    for row in rows:
        last = looked.get(row.person.ref)
        if last is None or last < since[_days(row.assessment)]:
            team = team_of[row.person_id]
            waiting[team] = waiting.get(team, 0) + 1
    teams = people.team_names(waiting)
    return sorted(
        (ToLookAt(teams[pk], n) for pk, n in waiting.items()), key=lambda one: one.team.name
    )


def _days(one: Assessment) -> tuple[int, date, date]:
    return one.version_id, one.first, one.end


def _since(found: list[Assessment]) -> dict[tuple[int, date, date], datetime]:
    """When these days were first looked at."""
    rows = Assessment.objects.filter(is_final=True, version__in={one.version_id for one in found})
    firsts = rows.values("version_id", "first", "end").annotate(at=Min("reckoning__at"))
    return {(one["version_id"], one["first"], one["end"]): one["at"] for one in firsts.order_by()}


@dataclass(frozen=True)
class OwnFigures:
    """The viewer's own figures of a period that is over, new and without words of theirs."""

    person_ref: str
    assessment: Assessment


def own_new_figures(viewer: Viewer) -> OwnFigures | None:
    own, run = people.own_person(viewer), latest(viewer.today)
    if own is None or run is None:
        return None
    rows = PersonStanding.objects.filter(
        person=own, assessment__reckoning=run, assessment__is_final=True
    ).exclude(assessment__version__target__kpi_key__in=unused_about_people(viewer.today))
    rows = list(rows.select_related("assessment__version__target").order_by("-assessment__end"))
    since = _since([row.assessment for row in rows])
    refs = {f"{row.assessment.version.target.ref}-{own.ref}" for row in rows}
    spoke = {
        one.pin
        for said in remarks_on(OBJECT, refs).values()
        for one in said
        if one.author_id == viewer.user_id
    }
    for row in rows:
        one = row.assessment
        new = viewer.today - since[_days(one)].date() <= NEW
        if new and pin_of(one.definition, one.first, one.end) not in spoke:
            return OwnFigures(own.ref, one)
    return None
