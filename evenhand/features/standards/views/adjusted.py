"""One person's targets as they hold for them: only they, whoever leads them today and HR find the page."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.features.people.models import Person
from evenhand.features.people.policy import MAY, Ability
from evenhand.features.standards import actions, queries
from evenhand.features.standards.forms import OwnTargetEndForm, OwnTargetForm
from evenhand.features.standards.rules.adjusting import named, reached_by_days, reached_by_end
from evenhand.features.standards.views.showing import told
from evenhand.foundation import wording
from evenhand.foundation.access.policy import may, require
from evenhand.foundation.audit.actions import look
from evenhand.foundation.refusals import refusals_on


@require_http_methods(["GET", "POST"])
def person_targets(request, ref):
    viewer, sent = request.viewer, request.POST if request.method == "POST" else None
    person = queries.person_with_targets(viewer, ref)
    if sent is not None:
        require(viewer, Ability.AGREE_ADJUSTMENT, MAY)
    own = queries.targets_of(person, viewer.today)
    form = _form(sent, own, viewer.today)
    reached = None
    if sent is not None and form.is_valid():
        said = dict(form.cleaned_data)
        target = queries.target_of(viewer, said.pop("target"))
        judged = queries.judged_already(target.pk, viewer.today)
        found = reached_by_days(judged, said["starts_on"], said["ends_on"])
        reached = _reached(found, dict(form.fields["target"].choices)[target.ref])
        with refusals_on(form):
            said["anew"] = sent.get("anew", "")
            actions.adjust_target(by=viewer, person=person, target=target, **said)
            return redirect("person_targets", ref=ref)
    return _page(request, person, form, own, reached=reached)


@require_POST
def person_target_end(request, ref, adjustment_ref):
    viewer = request.viewer
    require(viewer, Ability.AGREE_ADJUSTMENT, MAY)
    person = queries.person_with_targets(viewer, ref)
    found = queries.target_adjustment(person, adjustment_ref)
    form, reached = _end_form(found.ref, viewer.today, request.POST), None
    if form.is_valid():
        ends_on, judged = form.cleaned_data["ends_on"], queries.judged_already(found.target_id, viewer.today)  # fmt: skip
        title = wording.said(queries.kpi_called(found.target.kpi_key).title)
        reached = _reached(reached_by_end(judged, ends_on, found.ends_on), title)
        with refusals_on(form):
            anew = request.POST.get("anew", "")
            actions.end_target_adjustment(by=viewer, adjustment=found, ends_on=ends_on, anew=anew)
            return redirect("person_targets", ref=ref)
    own = queries.targets_of(person, viewer.today)
    wrong = {found.ref: (form, reached)}
    return _page(request, person, _form(None, own, viewer.today), own, wrong=wrong)


def _form(sent, own, today) -> OwnTargetForm:
    held = [(one.version.target.ref, queries.title_text(one.version), one.version.kpi) for one, _day in own]  # fmt: skip
    return OwnTargetForm(sent, held=held, initial={"starts_on": today})


def _end_form(ref: str, today, sent=None) -> OwnTargetEndForm:
    """One of several on the page, so that each field has an id of its own."""
    return OwnTargetEndForm(sent, initial={"ends_on": today}, auto_id=f"id_end_{ref}_%s")


def _reached(found, title: str) -> dict | None:
    """The periods for a page, of which target, and the name by which somebody says that they have read them."""
    if not found:
        return None
    days = [(wording.window_text(one.window.first, one.window.last), one.is_renewed) for one in found]  # fmt: skip
    return {"periods": days, "title": title, "named": named(found)}


def _page(request, person: Person, form, own, *, reached=None, wrong=None):
    """`wrong`: by ref of what was to be ended, its form with what is wrong, and the periods that it reaches."""
    viewer, wrong = request.viewer, wrong or {}
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
        "adjusted": [
            (*each, *wrong.get(each[0].ref, (_end_form(each[0].ref, viewer.today), None)))
            for each in queries.adjusted_in_words(adjusted)
        ],
        "agrees": may(viewer, Ability.AGREE_ADJUSTMENT, MAY),
        "form": form,
        "reached": reached if form.errors else None,
        "wrong": bool(form.errors or wrong),
    }
    return render(request, "standards/person_targets.html", context, status=422 if context["wrong"] else 200)  # fmt: skip


def _own_words(own, held) -> str:
    """What holds for them instead, as far as anything does."""
    if own is None:
        return ""
    if own.threshold is None:
        return _("left out of this target")
    return queries.threshold_text(own.threshold, held.version.kpi.unit)
