"""What people say is wrong with a contact, and the answers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from evenhand.features.contacts import actions, queries
from evenhand.features.contacts.forms import AnswerForm, CorrectionFilters, CorrectionForm
from evenhand.features.contacts.rules.corrections import State
from evenhand.features.contacts.views.contact import contact_page
from evenhand.foundation.lists import Listing
from evenhand.foundation.refusals import refusals_on

_COLUMNS = (
    (gettext_lazy("Contact"), lambda one: Truncator(one.contact_number).chars(40)),
    (gettext_lazy("Who"), lambda one: one.person.name),
    (gettext_lazy("What"), lambda one: one.get_kind_display()),
    (gettext_lazy("Said on"), lambda one: timezone.localdate(one.asked_at)),
    (gettext_lazy("Answer"), lambda one: one.get_state_display()),
)


@require_POST
def ask(request, contact_id):
    seen, form = queries.contact_of_own(request.viewer, contact_id), CorrectionForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            made = actions.ask_correction(by=request.viewer, seen=seen, **form.cleaned_data)
            return redirect("correction", ref=made.ref)
    return contact_page(request, seen, ask_form=form)


@require_GET
def correction_list(request):
    filters = CorrectionFilters(request.GET)
    found = queries.corrections(request.viewer, **filters.chosen())
    listed = Listing(request, found, _COLUMNS, title=_("Corrections"), what="corrections", filters=filters)  # fmt: skip
    return listed.answer("contacts/correction_list.html")


@require_GET
def correction(request, ref):
    return _page(request, queries.correction_of(request.viewer, ref))


def _page(request, found, form=None):
    waits = found.state == State.ASKED
    is_own = bool(found.person.user_id) and found.person.user_id == request.viewer.user_id
    answers = waits and queries.to_answer(request.viewer).filter(pk=found.pk).exists()
    if answers and form is None:
        form = AnswerForm(viewer=request.viewer, correction=found)
    context = {
        "correction": found,
        "form": form if answers else None,
        "withdraws": waits and is_own,
        "opens_contact": queries.opens(request.viewer, found.contact_id),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "contacts/correction.html", context, status=status)


@require_POST
def answer(request, ref):
    found = queries.correction_to_answer(request.viewer, ref)
    form = AnswerForm(request.POST, viewer=request.viewer, correction=found)
    if form.is_valid():
        with refusals_on(form):
            actions.decide_correction(by=request.viewer, correction=found, **form.cleaned_data)
            messages.success(request, _("Your answer stands beside what they said."))
            return redirect("correction", ref=ref)
    return _page(request, found, form)


@require_POST
def withdrawal(request, ref):
    found = queries.own_correction(request.viewer, ref)
    try:
        actions.withdraw_correction(by=request.viewer, correction=found)
        messages.success(request, _("It is withdrawn."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("correction", ref=ref)
