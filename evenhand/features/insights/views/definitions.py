"""How one KPI is counted, and what its definition leaves open, set from a day on."""

from functools import partial

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.speed import FORMULAS
from evenhand.features.contacts.queries import kpi_of, selection
from evenhand.features.insights import actions, queries
from evenhand.features.insights.forms import ParametersForm, ServiceLevelForm
from evenhand.features.insights.policy import MAY, Ability
from evenhand.features.insights.views.worded import interval_text, n_text, value_text
from evenhand.features.standards.queries import in_shadow
from evenhand.foundation import wording
from evenhand.foundation.access.policy import may, require
from evenhand.foundation.dated.queries import history
from evenhand.foundation.facts import setting_key
from evenhand.foundation.refusals import refusals_on


def _since(kpi, today):
    """The day from which the values in force hold; None for those it came with."""
    rows = history(setting_key(kpi.key)) if kpi.parameters else []
    return next((row.in_force_from for row in rows if row.in_force_from <= today), None)


@require_http_methods(["GET", "POST"])
def kpi(request, key):
    require(request.viewer, Ability.READ_DEFINITIONS, MAY)
    waiting = next((one for one in catalogue.EVERY if one.key == key and one.needs), None)
    found = waiting or kpi_of(request.viewer, key)
    today = request.viewer.today
    context = {
        "kpi": found,
        "changes": False,
        "since": _since(found, today),
        "shadow": in_shadow(today).get(key),
    }
    context["of"] = next((one for one in catalogue.EVERY if one.key == found.variants_of), None)
    context["variants"] = [one for one in catalogue.EVERY if one.variants_of == key]
    answer = None
    if key == "service_level":
        _six_formulas(request, found, context)
        answer = _setting(request, found, context, ServiceLevelForm, _set_service_level)
    elif found.parameter_fields:
        answer = _setting(request, found, context, partial(ParametersForm, found), _set_parameters)
    if answer:
        return answer
    form = context.get("form")
    status = 422 if form is not None and form.errors else 200
    return render(request, "insights/kpi.html", context, status=status)


def _set_service_level(viewer, key, cleaned):
    actions.set_service_level(by=viewer, today=viewer.today, **cleaned)


def _set_parameters(viewer, key, cleaned):
    own = {"from_date", "reason"}
    values = {name: value for name, value in cleaned.items() if name not in own}
    day = {name: cleaned[name] for name in own}
    actions.set_parameters(by=viewer, key=key, values=values, today=viewer.today, **day)


def _setting(request, found, context, form_class, set_values):
    """The history of what is left open, and the form for those who may set it; an answer once it is set."""
    context["history"] = [
        (row, found.with_parameters(row.value).settings) for row in history(setting_key(found.key))
    ]
    context["changes"] = may(request.viewer, Ability.SET_DEFINITIONS, MAY)
    if request.method == "POST":
        require(request.viewer, Ability.SET_DEFINITIONS, MAY)
    initial = dict(found.parameters) | {"from_date": request.viewer.today}
    form = context["form"] = form_class(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            set_values(request.viewer, found.key, form.cleaned_data)
            return redirect("kpi", key=found.key)
    return None


def _six_formulas(request, found, context):
    """The formula in force, and all six on this organisation's data."""
    context["formula"] = wording.said(FORMULAS[found.parameters["formula"]])
    chosen = selection(request.viewer, request.GET)
    if chosen.scope.organisation:
        context["formulas"] = [
            _formula(number, figure) for number, figure in queries.formulas(chosen)
        ]
        context["period_text"] = wording.window_text(
            chosen.period.window.first, chosen.period.window.last
        )


def _formula(number, figure) -> dict:
    value, unit = value_text(figure)
    return {
        "number": number,
        "text": wording.said(FORMULAS[number]),
        "value": f"{value}{unit}",
        "interval": interval_text(figure),
        "n": n_text(figure),
        "problem": wording.said(figure.problem),
    }
