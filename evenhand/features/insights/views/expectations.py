"""What we expect of a figure: the value in force, its history, and the form for whoever sets it."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from evenhand.features.contacts.queries import kpi_of
from evenhand.features.insights import actions, queries
from evenhand.features.insights.forms import ExpectationForm
from evenhand.features.insights.policy import MAY, Ability
from evenhand.features.standards.queries import place_names, title_text, whose_text
from evenhand.features.standards.rules.targets import typed_in
from evenhand.foundation import wording
from evenhand.foundation.access.policy import may, not_here, require
from evenhand.foundation.refusals import refusals_on


@require_http_methods(["GET", "POST"])
def expectation(request, key):
    require(request.viewer, Ability.READ_DEFINITIONS, MAY)
    kpi = kpi_of(request.viewer, key)
    if not queries.may_expect(kpi, of_a_person=False):
        not_here()
    changes = may(request.viewer, Ability.SET_EXPECTATIONS, MAY)
    if request.method == "POST":
        require(request.viewer, Ability.SET_EXPECTATIONS, MAY)
    held = queries.expectations(request.viewer.today).get(kpi.key)
    initial = {"from_date": request.viewer.today}
    if held:
        initial["value"] = round(held.value * typed_in(kpi.unit), 6)
    form = ExpectationForm(
        request.POST if request.method == "POST" else None, initial=initial, unit=kpi.unit
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.set_expectation(
                by=request.viewer, kpi=kpi, today=request.viewer.today, **form.cleaned_data
            )
            return redirect("expectation", key=kpi.key)
    context = {
        "kpi": kpi,
        "held": _said(held.value, kpi) if held else "",
        "since": held.since if held else None,
        "form": form if changes else None,
        "history": [
            {"row": row, "value": _said(row.value, kpi)}
            for row in queries.expectation_history(kpi.key)
        ],
        "targets": _targets(request.viewer, kpi),
        "of_people": queries.may_expect(kpi, of_a_person=True),
    }
    return render(request, "insights/expectation.html", context, status=422 if form.errors else 200)


def _targets(viewer, kpi) -> list[tuple[str, str, str]]:
    """(ref, what is asked, of whose figure) of each target that holds today and stands instead of what is expected."""
    found = [one.version for one in queries.targets_of_kpi(kpi.key, viewer.today)]
    names = place_names(viewer, found)
    return [(one.target.ref, title_text(one), whose_text(one, names[one.pk])) for one in found]


def _said(value: float | None, kpi) -> str:
    if value is None:
        return ""
    text, unit = wording.value_text(value, kpi.unit, 1000)
    return f"{text}{unit}"
