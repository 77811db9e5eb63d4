"""Pages of governance: what is known and for how long; who looked at what about somebody."""

from itertools import groupby

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from evenhand.features.governance import actions, queries
from evenhand.features.governance.forms import LooksForm, RetentionForm
from evenhand.features.governance.policy import MAY, Ability
from evenhand.features.standards import policy as policies
from evenhand.foundation.access.policy import may, require
from evenhand.foundation.audit import queries as audit
from evenhand.foundation.audit.actions import export
from evenhand.foundation.audit.forms import AboutForm
from evenhand.foundation.csv_export import csv_response
from evenhand.foundation.refusals import refusals_on

_PAGE = 50


@require_http_methods(["GET", "POST"])
def ask_looks(request):
    """About whom, and why; then the list is open for the day."""
    require(request.viewer, Ability.READ_LOOKS_OF_OTHERS, MAY)
    form = LooksForm(request.POST or None, initial={"person": request.GET.get("person", "")})
    if form.is_valid():
        person = queries.person_of(request.viewer, form.cleaned_data["person"])
        with refusals_on(form, "purpose"):
            purpose = form.cleaned_data["purpose"]
            actions.open_looks(by=request.viewer, person=person, purpose=purpose)
            return redirect("looked_at_about", ref=person.ref)
    status = 422 if form.errors else 200
    return render(request, "governance/ask_looks.html", {"form": form}, status=status)


@require_GET
def looks(request, ref):
    person = queries.person_of(request.viewer, ref)
    every = queries.looks(request.viewer, person)
    form = AboutForm(request.GET, within=every)
    found = queries.looks(request.viewer, person, form.chosen())
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    page.object_list = audit.named(page.object_list)
    context = {"person": person, "form": form, "page": page}
    return render(request, "governance/looks.html", context)


@require_GET
def looks_file(request, ref):
    person = queries.person_of(request.viewer, ref)
    form = AboutForm(request.GET, within=queries.looks(request.viewer, person))
    found = queries.looks(request.viewer, person, form.chosen())
    address = request.get_full_path()
    export(by=request.viewer, what="list of looks", address=address, subject_ref=ref)
    rows = audit.rows(found, audit.COLUMNS_ABOUT)
    return csv_response(f"looked-at-{request.viewer.today}.csv", audit.COLUMNS_ABOUT, rows)


@require_GET
def transparency(request):
    """What is monitored, why, for how long, and who sees it: for everybody who is signed in."""
    context = {
        "rules": queries.retention_rules(request.viewer.today),
        "sets": may(request.viewer, Ability.SET_RETENTION, MAY),
        "reads_policies": may(request.viewer, policies.Ability.READ, policies.MAY),
    }
    return render(request, "governance/transparency.html", context)


@require_GET
def data_map(request):
    """Every field, from the declarations that a test holds complete."""
    lines = queries.own_data_map()
    records = [(key, list(these)) for key, these in groupby(lines, key=lambda one: one.record)]
    return render(request, "governance/data_map.html", {"records": records})


@require_http_methods(["GET", "POST"])
def retention(request, kind):
    """One kind of record: how long it was and is kept, by whom that was set; another period from a day on."""
    require(request.viewer, Ability.SET_RETENTION, MAY)
    rule = queries.retention_rule(kind, request.viewer.today)
    initial = {"days": rule.days, "from_date": request.viewer.today}
    form = RetentionForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            actions.set_retention(by=request.viewer, kind=rule.kind, **form.cleaned_data)
            return redirect("transparency")
    context = {"rule": rule, "form": form, "history": queries.retention_history(rule.kind)}
    status = 422 if form.errors else 200
    return render(request, "governance/retention.html", context, status=status)
