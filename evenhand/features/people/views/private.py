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
from evenhand.foundation.refusals import refusals_on


@require_http_methods(["GET", "POST"])
def adjustments(request, ref):
    """Not found for whoever may not know whether there are any."""
    person = queries.person_of(request.viewer, ref)
    holds = relations(request.viewer, person)
    ability = Ability.AGREE_ADJUSTMENT if request.method == "POST" else Ability.SEE_ADJUSTMENT
    require(request.viewer, ability, MAY, holds=holds)
    form = AdjustmentForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.agree_adjustment(by=request.viewer, person=person, **form.cleaned_data)
            return redirect("person_adjustments", ref=ref)
    look(by=request.viewer, subject_ref=person.ref, page="adjustments")
    return _adjustments_page(request, person, form=form)


@require_POST
def adjustment_end(request, ref, adjustment_ref):
    require(request.viewer, Ability.AGREE_ADJUSTMENT, MAY)
    person, form = queries.person_of(request.viewer, ref), EndForm(request.POST)
    found = queries.adjustment_of(person, adjustment_ref)
    if form.is_valid():
        with refusals_on(form):
            actions.end_adjustment(by=request.viewer, adjustment=found, **form.cleaned_data)
            return redirect("person_adjustments", ref=ref)
    return _adjustments_page(request, person, end_form=form)


def _adjustments_page(request, person, **forms):
    context = {
        "person": person,
        "found": queries.adjustments(request.viewer, person),
        "agrees": may(request.viewer, Ability.AGREE_ADJUSTMENT, MAY),
        "form": AdjustmentForm(),
        "end_form": EndForm(),
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "people/adjustments.html", context | forms, status=status)


@require_http_methods(["GET", "POST"])
def guests(request, ref):
    require(request.viewer, guests_policy.Ability.LET_IN, guests_policy.MAY)
    person = queries.person_of(request.viewer, ref)
    form = GuestForm(request.POST or None, initial={"starts_on": request.viewer.today})
    if form.is_valid():
        with refusals_on(form):
            _let_in(request, person, **form.cleaned_data)
            return redirect("person_guests", ref=ref)
    context = {
        "person": person,
        "rows": let_in.participants("person", person.ref),
        "today": request.viewer.today,
        "form": form,
    }
    return render(request, "people/guests.html", context, status=422 if form.errors else 200)


def _let_in(request, person, *, email, **given) -> None:
    user = user_with_email(email)
    if user is None:
        unknown = _("No account has this email. An administrator can make one.")
        raise ValidationError({"email": unknown})
    actions.open_figures(by=request.viewer, person=person, user=user, **given)


@require_POST
def guest_end(request, ref, guest_ref):
    require(request.viewer, guests_policy.Ability.LET_IN, guests_policy.MAY)
    person = queries.person_of(request.viewer, ref)
    row = let_in.participation("person", person.ref, guest_ref)
    letting_in.close(by=request.viewer, row=row, subject_ref=person.ref)
    return redirect("person_guests", ref=ref)
