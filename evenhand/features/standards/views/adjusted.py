"""One person's targets as they hold for them: only they, whoever leads them today and HR find the page."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.features.people.models import Person
from evenhand.features.people.policy import MAY, Ability
from evenhand.features.standards import actions, queries
from evenhand.features.standards.forms import OwnTargetEndForm, OwnTargetForm
from evenhand.features.standards.views.showing import told
from evenhand.foundation.access.policy import may, require
from evenhand.foundation.audit.actions import look
from evenhand.foundation.refusals import refusals_on

# It stands on the page of another form with a last day.
_OF_THE_END = "id_end_%s"


@require_http_methods(["GET", "POST"])
def person_targets(request, ref):
    viewer = request.viewer
    person = queries.person_with_targets(viewer, ref)
    if request.method == "POST":
        require(viewer, Ability.AGREE_ADJUSTMENT, MAY)
    own = queries.targets_of(person, viewer.today)
    form = _form(request.POST if request.method == "POST" else None, own, viewer.today)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        with refusals_on(form):
            target = queries.target_of(viewer, said.pop("target"))
            actions.adjust_target(by=viewer, person=person, target=target, **said)
            return redirect("person_targets", ref=ref)
    return _page(request, person, form, own)


@require_POST
def person_target_end(request, ref, adjustment_ref):
    viewer = request.viewer
    require(viewer, Ability.AGREE_ADJUSTMENT, MAY)
    person = queries.person_with_targets(viewer, ref)
    found, form = (
        queries.target_adjustment(person, adjustment_ref),
        OwnTargetEndForm(request.POST, auto_id=_OF_THE_END),
    )
    if form.is_valid():
        with refusals_on(form):
            actions.end_target_adjustment(by=viewer, adjustment=found, **form.cleaned_data)
            return redirect("person_targets", ref=ref)
    own = queries.targets_of(person, viewer.today)
    return _page(request, person, _form(None, own, viewer.today), own, end_form=form)


def _form(sent, own, today) -> OwnTargetForm:
    held = [(one.version.target.ref, queries.title_text(one.version), one.version.kpi) for one, _day in own]  # fmt: skip
    return OwnTargetForm(sent, held=held, initial={"starts_on": today})


def _page(request, person: Person, form, own, end_form=None):
    viewer = request.viewer
    look(by=viewer, subject_ref=person.ref, page="targets")
    adjusted = queries.own_targets(viewer, person)
    today = {one.target_id: one for one in adjusted if one.holds(viewer.today)}
    words = told(viewer, [held for held, _day in own])
    rows = [
        (said, day, _own_words(today.get(held.version.target_id), held))
        for said, (held, day) in zip(words, own, strict=True)
    ]
    context = {
        "person": person,
        "is_self": person.user_id == viewer.user_id,
        "rows": rows,
        "adjusted": queries.adjusted_in_words(adjusted),
        "agrees": may(viewer, Ability.AGREE_ADJUSTMENT, MAY),
        "form": form,
        "end_form": end_form
        or OwnTargetEndForm(initial={"ends_on": viewer.today}, auto_id=_OF_THE_END),
    }
    wrong = form.errors or (end_form is not None and end_form.errors)
    return render(request, "standards/person_targets.html", context, status=422 if wrong else 200)


def _own_words(own, held) -> str:
    """What holds for them instead, as far as anything does."""
    if own is None:
        return ""
    if own.threshold is None:
        return _("left out of this target")
    return queries.threshold_text(own.threshold, held.version.kpi.unit)
