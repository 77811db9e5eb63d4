"""What of a person only a few may see: adjustments that were agreed, and who was let in to the figures."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.features.people import actions, queries
from evenhand.features.people.forms import AdjustmentForm, EndForm, GuestForm
from evenhand.features.people.policy import MAY, Ability, relations
from evenhand.foundation.access.policy import may, require
from evenhand.foundation.access.queries import user_with_email
from evenhand.foundation.audit.actions import look
from evenhand.foundation.guests import actions as letting_in
from evenhand.foundation.guests import policy as guests_policy
from evenhand.foundation.guests import queries as let_in


@require_http_methods(["GET", "POST"])
def adjustments(request, ref):
    """Not found for whoever may not know whether there are any."""
    person = queries.person_of(request.viewer, ref)
    holds = relations(request.viewer, person)
    ability = Ability.AGREE_ADJUSTMENT if request.method == "POST" else Ability.SEE_ADJUSTMENT
    require(request.viewer, ability, MAY, holds=holds)
    form = AdjustmentForm(request.POST or None)
    if form.is_valid() and _tried(
        form, actions.agree_adjustment, by=request.viewer, person=person, **form.cleaned_data
    ):
        return redirect("person_adjustments", ref=ref)
    look(by=request.viewer, subject_ref=person.ref, page="adjustments")
    context = {
        "person": person,
        "found": queries.adjustments(request.viewer, person),
        "agrees": may(request.viewer, Ability.AGREE_ADJUSTMENT, MAY),
        "form": form,
        "end_form": EndForm(),
    }
    return render(request, "people/adjustments.html", context, status=422 if form.errors else 200)


@require_POST
def adjustment_end(request, ref, adjustment_ref):
    require(request.viewer, Ability.AGREE_ADJUSTMENT, MAY)
    person, form = queries.person_of(request.viewer, ref), EndForm(request.POST)
    found = queries.adjustment_of(person, adjustment_ref)
    if form.is_valid() and _tried(
        form, actions.end_adjustment, by=request.viewer, adjustment=found, **form.cleaned_data
    ):
        return redirect("person_adjustments", ref=ref)
    context = {
        "person": person,
        "found": queries.adjustments(request.viewer, person),
        "agrees": True,
        "form": AdjustmentForm(),
        "end_form": form,
    }
    return render(request, "people/adjustments.html", context, status=422)


@require_http_methods(["GET", "POST"])
def guests(request, ref):
    require(request.viewer, guests_policy.Ability.LET_IN, guests_policy.MAY)
    person = queries.person_of(request.viewer, ref)
    form = GuestForm(request.POST or None, initial={"starts_on": request.viewer.today})
    if form.is_valid() and _let_in(request, person, form):
        return redirect("person_guests", ref=ref)
    context = {
        "person": person,
        "rows": let_in.participants("person", person.ref),
        "today": request.viewer.today,
        "form": form,
    }
    return render(request, "people/guests.html", context, status=422 if form.errors else 200)


def _let_in(request, person, form) -> bool:
    data = dict(form.cleaned_data)
    user = user_with_email(data.pop("email"))
    if user is None:
        form.add_error("email", _("No account has this email. An administrator can make one."))
        return False
    return _tried(
        form,
        actions.open_figures,
        by=request.viewer,
        person=person,
        user=user,
        **data,
    )


@require_POST
def guest_end(request, ref, guest_ref):
    require(request.viewer, guests_policy.Ability.LET_IN, guests_policy.MAY)
    person = queries.person_of(request.viewer, ref)
    row = let_in.participation("person", person.ref, guest_ref)
    letting_in.close(by=request.viewer, row=row, subject_ref=person.ref)
    return redirect("person_guests", ref=ref)


def _tried(form, verb, **given) -> bool:
    try:
        verb(**given)
    except ValidationError as refusal:
        known = getattr(refusal, "error_dict", None)
        form.add_error(None, refusal if known else refusal.messages)
        return False
    return True
