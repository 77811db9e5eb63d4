"""After how many missed weeks whoever leads a team is told to look: the rule in force, its history, its false alarms."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from evenhand.features.attainment import actions, queries
from evenhand.features.attainment.forms import LookRuleForm
from evenhand.features.attainment.policy import MAY, Ability
from evenhand.foundation.access.policy import may, require
from evenhand.foundation.refusals import refusals_on

# How often one week of a team that is exactly at its target counts as missed, by chance.
BY_CHANCE = 0.025


@require_http_methods(["GET", "POST"])
def look_rule(request):
    viewer = request.viewer
    require(viewer, Ability.READ_TOTALS, MAY)
    if request.method == "POST":
        require(viewer, Ability.SET_LOOK_RULE, MAY)
    rule = queries.rule_on(viewer.today)
    form = LookRuleForm(
        request.POST if request.method == "POST" else None,
        initial={"k": rule.k, "m": rule.m, "from_date": viewer.today},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.set_look_rule(by=viewer, **form.cleaned_data)
            return redirect("look_rule")
    chance = rule.by_chance(BY_CHANCE)
    context = {
        "rule": rule,
        "one_in": round(1 / chance, -2) if chance < 0.01 else round(1 / chance),
        "form": form if may(viewer, Ability.SET_LOOK_RULE, MAY) else None,
        "history": queries.rules_before(),
    }
    return render(request, "attainment/look_rule.html", context, status=422 if form.errors else 200)
