"""The catalogue of KPIs, and how each is counted."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from evenhand.analysis import wording
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.speed import FORMULAS
from evenhand.features.contacts.queries import kpi_of, selection
from evenhand.features.insights import actions, queries
from evenhand.features.insights.forms import ServiceLevelForm
from evenhand.features.insights.policy import MAY, Ability
from evenhand.features.insights.views.showing import interval_text, n_text, value_text
from evenhand.foundation.access.policy import may, require
from evenhand.foundation.dated.queries import history
from evenhand.foundation.facts import setting_key


@require_GET
def kpi_list(request):
    require(request.viewer, Ability.READ_DEFINITIONS, MAY)
    return render(request, "insights/kpi_list.html", {"kpis": catalogue.ALL})


@require_http_methods(["GET", "POST"])
def kpi(request, key):
    require(request.viewer, Ability.READ_DEFINITIONS, MAY)
    found = kpi_of(request.viewer, key)
    context = {"kpi": found, "changes": False}
    if key == "service_level":
        answer = _service_level(request, found, context)
        if answer:
            return answer
    form = context.get("form")
    status = 422 if form is not None and form.errors else 200
    return render(request, "insights/kpi.html", context, status=status)


def _service_level(request, found, context):
    """The formula in force, all six on this organisation's data, and the form for those who may set it."""
    context["formula"] = FORMULAS[found.parameters["formula"]]
    context["history"] = history(setting_key(found.key))
    chosen = selection(request.viewer, request.GET)
    if chosen.scope.organisation:
        context["formulas"] = [
            _formula(number, figure) for number, figure in queries.formulas(chosen)
        ]
        context["period_text"] = wording.window_text(
            chosen.period.window.first, chosen.period.window.last
        )
    context["changes"] = may(request.viewer, Ability.SET_DEFINITIONS, MAY)
    if request.method == "POST":
        require(request.viewer, Ability.SET_DEFINITIONS, MAY)
    initial = dict(found.parameters) | {"from_date": request.viewer.today}
    form = context["form"] = ServiceLevelForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_service_level(
                by=request.viewer, today=request.viewer.today, **form.cleaned_data
            )
            return redirect("kpi", key=found.key)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
    return None


def _formula(number, figure) -> dict:
    value, unit = value_text(figure)
    return {
        "number": number,
        "text": FORMULAS[number],
        "value": f"{value}{unit}",
        "interval": interval_text(figure),
        "n": n_text(figure),
        "problem": figure.problem,
    }
