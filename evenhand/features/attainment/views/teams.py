"""Where a team stands, where all of them do, how many met a target, and asking for a new run."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from evenhand.features.attainment import queries
from evenhand.features.attainment.jobs import reckon
from evenhand.features.attainment.policy import MAY, Ability
from evenhand.features.attainment.queries import OfTarget
from evenhand.features.attainment.rules.places import Lies
from evenhand.features.attainment.views import showing
from evenhand.features.attainment.views.persons import asked_day
from evenhand.features.people import queries as people
from evenhand.features.people.policy import scope
from evenhand.features.standards import queries as standards
from evenhand.foundation import wording
from evenhand.foundation.access.policy import may, require
from evenhand.foundation.jobs.actions import enqueue


@require_GET
def overview(request):
    """Every target with its totals; a leader's teams, an agent's own page."""
    viewer, on = request.viewer, asked_day(request)
    own = people.own_person(viewer)
    if own and not may(viewer, Ability.READ_TOTALS, MAY):
        asked = f"?on={on}" if on else ""
        return redirect(reverse("person_attainment", args=[own.ref]) + asked)
    run, found = queries.of_all(viewer, on=on)
    seen = scope(viewer)
    teams = people.teams(viewer)
    context = {
        "run": run,
        "on": on,
        "began": queries.first_day(),
        "targets": [_shown(one) for one in found if one.totals or one.met or seen.organisation],
        "teams": teams if seen.organisation else teams.filter(pk__in=seen.teams),
        "may_reckon": queries.may_reckon(viewer),
    }
    context["withheld"] = any(one["withheld"] for one in context["targets"])
    return render(request, "attainment/overview.html", context)


@require_GET
def team_attainment(request, ref):
    on = asked_day(request)
    found = queries.of_team(request.viewer, ref, on=on)
    context = {
        "team": found.team,
        "run": found.run,
        "on": on,
        "began": queries.first_day(),
        "targets": [_shown(one) for one in found.targets],
        "names_people": found.names_people,
    }
    context["withheld"] = any(one["withheld"] for one in context["targets"])
    return render(request, "attainment/team.html", context)


@require_GET
def attainment_of_target(request, ref):
    """How many met it, as far as the reader may be told. No name is on this page."""
    viewer, on = request.viewer, asked_day(request)
    target = standards.target_of(viewer, ref)
    found = queries.of_target(viewer, target.pk, on=on)
    context = {
        "target": target,
        "run": queries.latest(on or viewer.today),
        "on": on,
        "began": queries.first_day(),
        "shown": _shown(found) if found else None,
        "own": found and queries.own_in(viewer, found.assessment),
    }
    return render(request, "attainment/target.html", context)


@require_POST
def run(request):
    """Ask for a run now. It does nothing where nothing is new."""
    require(request.viewer, Ability.RECKON, MAY)
    job = enqueue(reckon, by=request.viewer, title=_("Reckon where everyone stands"))
    return redirect("job", ref=job.ref)


def _shown(one: OfTarget) -> dict:
    assessment = one.assessment
    return {
        "one": one,
        "assessment": assessment,
        "version": assessment.version,
        "title": standards.title_text(assessment.version),
        "days": showing.days_text(assessment),
        "totals": [showing.total_said(total, assessment) for total in one.totals],
        "withheld": any(total.n is None and not total.few for total in one.totals),
        "met": showing.met_text(one.met, assessment),
        "unsaid": showing.unsaid_text(assessment.why_unsaid, assessment),
        "naming": showing.naming_text(assessment, [t.name for t in one.totals if t.fell]),
        "people": _by_name(one),
        "has_lines": bool(one.lines),
        "counted": wording.said(assessment.kpi.counted),
        "all_miss": one.is_about_persons
        and bool(one.rows or one.without)
        and all(t.lies is Lies.MISSED for t in one.totals)
        and bool(one.totals),
    }


def _by_name(one: OfTarget) -> list[tuple]:
    """(person, row or None, what is said, the last weeks), whoever has a row among those who have none."""
    found = [
        (row.person, row, showing.said_of(row), showing.line_of(row, one.lines)) for row in one.rows
    ]
    found += [(person, None, showing.no_finding(), None) for person in one.without]
    return sorted(found, key=lambda each: (each[0].name.casefold(), each[0].pk))
