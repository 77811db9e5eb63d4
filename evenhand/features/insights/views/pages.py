"""The organisation, a team, a person, one figure."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from evenhand.analysis import wording
from evenhand.analysis.kpis.definition import Use
from evenhand.features.contacts.queries import Selection, kpi_of, selection
from evenhand.features.insights import queries
from evenhand.features.insights.views import showing
from evenhand.features.people import queries as people


@require_GET
def organisation_figures(request):
    chosen = selection(request.viewer, request.GET)
    if not chosen.scope.organisation:
        raise Http404
    kpi = chosen.kpi("csat")
    rows = queries.team_rows(chosen, kpi)
    context = _page(chosen, queries.TOTALS, "csat") | {
        "rows": [_row(row) for row in rows],
        "drawn": kpi,
    }
    return render(request, "insights/organisation.html", context)


@require_GET
def team_figures(request, ref):
    chosen = selection(request.viewer, request.GET, team=ref)
    kpi = chosen.kpi("csat")
    context = _page(chosen, queries.TOTALS, "csat") | {"drawn": kpi, "team": chosen.team}
    context["unsayable"] = [one.figure for one in context["shown"] if one.figure.problem]
    context["tiles"] = [tile for tile in context["tiles"] if not tile.problem]
    context["leaders"] = people.leaders(chosen.team, request.viewer.today)
    if chosen.scope.every_person or chosen.team.pk in chosen.scope.teams:
        context["rows"] = [_row(row) for row in queries.people_rows(chosen, kpi)]
    return render(request, "insights/team.html", context)


@require_GET
def person_figures(request, ref):
    chosen = selection(request.viewer, request.GET, person=ref)
    shown = queries.figures(chosen, queries.OF_A_PERSON)
    own, other = (
        queries.of_use(shown, Use.PERSON),
        [one for one in shown if one.figure.kpi.use is not Use.PERSON],
    )
    team = people.team_on(chosen.person, request.viewer.today)
    context = _frame(chosen) | {
        "person": chosen.person,
        "team": team,
        "opens_team": team is not None and chosen.scope.sees_team(team.pk),
        "tiles": [showing.tile(one, chosen) for one in own],
        "diagnosis": [showing.tile(one, chosen) for one in other],
        "chart": _chart(chosen, "csat", own),
        "is_self": chosen.person.user_id == request.viewer.user_id,
    }
    return render(request, "insights/person.html", context)


@require_GET
def figure(request, key):
    """One figure at its own address: how sure, how it moved, what it was counted from."""
    kpi = kpi_of(request.viewer, key)
    chosen = selection(request.viewer, request.GET)
    if chosen.scope.empty or not (chosen.team or chosen.person or chosen.scope.organisation):
        raise Http404
    shown, *related = queries.figures(chosen, (kpi.key, *queries.BESIDE.get(kpi.key, ())))
    context = _frame(chosen) | {
        "kpi": kpi,
        "tiles": [showing.tile(one, chosen) for one in (shown, *related)],
        "figure": shown.figure,
        "chart": _chart(chosen, key, [shown]),
        "team": chosen.team,
        "person": chosen.person,
        "opens_contacts": bool(chosen.scope.people or chosen.scope.every_person),
    }
    return render(request, "insights/figure.html", context)


def _page(chosen: Selection, keys, drawn: str) -> dict:
    shown = queries.figures(chosen, keys)
    tiles = [showing.tile(one, chosen) for one in shown]
    return _frame(chosen) | {"shown": shown, "tiles": tiles, "chart": _chart(chosen, drawn, shown)}


def _frame(chosen: Selection) -> dict:
    window = chosen.period.window
    return {
        "chosen": chosen,
        "period_text": wording.window_text(window.first, window.last),
        "data_up_to": chosen.data_up_to,
        "empty": chosen.data_up_to is None,
    }


def _chart(chosen: Selection, key: str, shown):
    kpi = chosen.kpi(key)
    figure = next((one.figure for one in shown if one.figure.kpi.key == key), None)
    if figure is None or "bin" in kpi.key:
        return None
    return showing.trend(queries.steps(chosen, kpi), queries.lately(chosen, kpi), figure)


def _row(row) -> dict:
    kind, words = showing.precision(row.figure)
    return {
        "of": row.of,
        "kind": kind,
        "words": words,
        "spark": showing.spark(row.weeks),
        "weeks": sum(week.value is not None for week in row.weeks),
        "n": row.figure.n if row.figure else 0,
    }
