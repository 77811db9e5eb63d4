"""One contact: what happened, in order; how it was counted; and, for a purpose, what was said."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from evenhand.features.contacts import queries
from evenhand.features.contacts.forms import CorrectionForm, OpeningForm
from evenhand.features.contacts.policy import purposes_of
from evenhand.features.contacts.rules.purposes import BY_REFERENCE, Purpose, choices
from evenhand.features.contacts.views import showing
from evenhand.features.contacts.views.said import said
from evenhand.features.people.policy import scope
from evenhand.foundation.audit.actions import look


@require_GET
def contact(request, contact_id):
    seen = queries.contact_of(request.viewer, contact_id)
    if person := seen.names.get(seen.contact["person_id"]):
        look(by=request.viewer, subject_ref=person.ref, page="contact")
    return contact_page(request, seen)


def contact_page(request, seen: queries.Seen, *, unmasked: bool = False, **forms):
    """The page as it stands, with what was wrong with a form that was sent. `unmasked`: only where that is recorded."""
    status = 422 if any(form.errors for form in forms.values()) else 200
    if seen.is_closed:
        context = {
            "seen": seen,
            "contact": seen.contact,
            "called": showing.title(seen),
            **_asking(request, seen, forms),
        }
        return render(request, "contacts/closed.html", context, status=status)
    words = _words(request, seen, unmasked)
    counted, rest = showing.counted(seen)
    corrections = list(queries.corrections_of(request.viewer, seen.contact["contact_id"]))
    context = {
        "seen": seen,
        "contact": seen.contact,
        "called": showing.title(seen),
        "person": seen.names.get(seen.contact["person_id"]),
        "credited_to": showing.name_of(seen, seen.contact["person_id"]),
        "opens_figures": scope(request.viewer).sees_person(seen.contact["person_id"]),
        "team": queries.team_name(seen.contact["team_id"]),
        "attribution": showing.ATTRIBUTION.get(
            seen.contact["attribution"], seen.contact["attribution"]
        ),
        "said": said(seen),
        "happened": showing.happened(seen),
        "counted": counted,
        "not_counted": rest,
        "answers": showing.answers(seen, words),
        "evaluations": showing.evaluations(seen, unmasked=unmasked),
        "nearby": showing.nearby(seen),
        "corrections": corrections,
        "ask_form": forms.get("ask_form") or (CorrectionForm() if seen.is_own else None),
        "words": words,
        "unmasked": unmasked,
        "turns": showing.turns(seen, words) if words else [],
        **_gate(request, seen, words, forms),
    }
    return render(request, "contacts/contact.html", context, status=status)


def _words(request, seen: queries.Seen, unmasked: bool):
    """What was said, masked, for whoever had a part in it, and for whoever gave a purpose today."""
    contact_id = seen.contact["contact_id"]
    if not seen.whole.has_words:
        return None
    if seen.is_own or queries.open_now(request.viewer, contact_id, now=timezone.now()):
        words = queries.words_of(request.viewer, contact_id)
        return words if unmasked else queries.masked(words, seen.whole)
    return None


def _gate(request, seen: queries.Seen, words, forms) -> dict:
    """What stands above the words, or in their place."""
    viewer, contact_id = request.viewer, seen.contact["contact_id"]
    opened = list(queries.opened_of(viewer, contact_id))
    found = {
        "opened": opened,
        "opening": queries.open_now(viewer, contact_id, now=timezone.now()),
    }
    if seen.whole.has_words and words is None:
        found |= _asking(request, seen, forms)
    return found


def _asking(request, seen: queries.Seen, forms) -> dict:
    """The purposes to choose from, and how much was opened already."""
    occasions = queries.occasions(seen.whole, named=not seen.is_closed)
    monitored = queries.monitored(request.viewer.today)
    offered = choices(purposes_of(request.viewer), occasions, monitored)
    return {
        "form": forms.get("opening_form") or OpeningForm(),
        "offered": showing.offered(offered),
        "may_open": any(one.closed is None for one in offered),
        "asks_reference": any(o.closed is None and o.purpose in BY_REFERENCE for o in offered),
        "used": queries.used(request.viewer),
        "monitored": monitored,
        "reviews": Purpose.DRAWN in purposes_of(request.viewer),
    }
