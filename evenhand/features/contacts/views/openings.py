"""Opening another person's words, and who opened one's own."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from evenhand.features.contacts import actions, queries
from evenhand.features.contacts.forms import OpeningForm
from evenhand.features.contacts.views.contact import contact_page
from evenhand.foundation.refusals import refusals_on

_PAGE = 50


@require_POST
def opening(request, contact_id):
    seen, form = queries.contact_of(request.viewer, contact_id), OpeningForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.open_words(
                by=request.viewer, seen=seen, now=timezone.now(), **form.cleaned_data
            )
            return redirect("contact", contact_id=contact_id)
    return contact_page(request, seen, opening_form=form)


@require_POST
def originals(request, contact_id):
    """The words as they were said, in the answer to this request alone: nothing is kept that would leave them open."""
    seen = queries.contact_of(request.viewer, contact_id)
    try:
        actions.show_originals(by=request.viewer, seen=seen, now=timezone.now())
    except ValidationError as refusal:
        form = OpeningForm({})
        form.full_clean()
        form.errors.clear()
        form.add_error(None, refusal.messages)
        return contact_page(request, seen, opening_form=form)
    return contact_page(request, seen, unmasked=True)


@require_GET
def opened(request):
    found = queries.openings_about(request.viewer)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    here = queries.openable(request.viewer, {one.contact_id for one in page})
    return render(request, "contacts/opened.html", {"page": page, "here": here})
