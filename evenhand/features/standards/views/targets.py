"""Targets: one with its chain and whom it measures, setting and changing one, handing out copies, an end."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from evenhand.analysis.kpis.definition import Family, Kpi
from evenhand.features.standards import actions, queries
from evenhand.features.standards.forms import CopiesForm, EndingForm, TargetForm
from evenhand.features.standards.models import Standard, Target
from evenhand.features.standards.policy import MAY, Ability
from evenhand.features.standards.queries import TARGET, Here
from evenhand.features.standards.rules.targets import (
    About,
    Where,
    direction_of,
    may_be_about,
    needs_counter,
)
from evenhand.features.standards.views.showing import asked_about, told
from evenhand.features.standards.views.trying import as_typed, tried
from evenhand.foundation.access.policy import may, require
from evenhand.foundation.refusals import refusals_on


@require_GET
def target(request, ref):
    """What holds today, or what is to come, or what held last; its versions, and whom it measures from when."""
    viewer = request.viewer
    found = queries.target_of(viewer, ref)
    held = queries.versions_of(found)
    shown = queries.shown_today(held, viewer.today)
    version = shown.version
    sees = may(viewer, Ability.SEE_WHO_IS_MEASURED, MAY)
    measured = queries.measured_people(viewer, shown) if sees else []
    context = {
        "target": found,
        "told": told(viewer, [shown])[0],
        "shown": told(viewer, [shown]),
        "version": version,
        "standard_version": version.standard_version,
        "goal": version.standard_version.goal,
        "holds": shown.holds(viewer.today),
        "is_to_come": shown.first > viewer.today,
        "ending": getattr(found, "ending", None),
        "history": told(viewer, held[::-1]),
        "measured": queries.by_day(measured),
        "measured_n": len(measured),
        "about_people": version.about is About.PERSON,
        "sees": sees,
        "hands": may(viewer, Ability.GIVE_COPIES, MAY) and version.about is About.PERSON,
        "writes": may(viewer, Ability.SET_STANDARDS, MAY),
        "own_day": queries.own_day(viewer, shown),
        "own_copy": queries.own_copy(viewer, shown),
        **asked_about(viewer, TARGET, found.ref, version.number),
    }
    return render(request, "standards/target.html", context)


@require_http_methods(["GET", "POST"])
def new_target(request, ref):
    """First what is measured, then the form that knows it."""
    require(request.viewer, Ability.SET_STANDARDS, MAY)
    standard = queries.standard_of(request.viewer, ref)
    kpi = queries.kpi_called(request.GET.get("kpi", ""))
    if kpi is None:
        found, others = _families()
        context = {
            "standard": standard,
            "families": found,
            "others": others,
            "asked": request.GET.get("kpi"),
        }
        return render(request, "standards/target_kpi.html", context)
    return _form_page(request, standard, queries.here(request.viewer, kpi))


@require_http_methods(["GET", "POST"])
def new_target_version(request, ref):
    """What was set stays beside it; the KPI and whose figure it is do not change."""
    viewer = request.viewer
    require(viewer, Ability.SET_STANDARDS, MAY)
    found = queries.target_of(viewer, ref)
    here = queries.here(viewer, queries.kpi_called(found.kpi_key))
    return _form_page(request, found.standard, here, found)


# As the catalogue groups them.
_FAMILIES = {
    Family.VOLUME: gettext_lazy("How much"),
    Family.SPEED: gettext_lazy("How fast"),
    Family.RESOLUTION: gettext_lazy("Whether it was settled"),
    Family.SATISFACTION: gettext_lazy("What customers say"),
    Family.QUALITY: gettext_lazy("How well"),
    Family.WORK: gettext_lazy("The work itself"),
}


def _families() -> tuple[list, list]:
    """(title, [(KPI, whom it may be asked of)]) of every family; and the KPIs of which no target can be set."""
    found, others = [], []
    for family, kpis in queries.families():
        asked = [(kpi, _whom(kpi)) for kpi in kpis]
        found.append((_FAMILIES[family], [one for one in asked if one[1]]))
        others += [kpi for kpi, whom in asked if not whom]
    return [one for one in found if one[1]], others


def _whom(kpi: Kpi) -> str:
    if kpi.needs:
        return ""
    return {
        (True, True): _("each person, or a total"),
        (False, True): _("a total"),
    }.get((may_be_about(kpi, About.PERSON), may_be_about(kpi, About.TOTAL)), "")


def _form_page(request, standard: Standard, here: Here, changed: Target | None = None):
    viewer = request.viewer
    last = changed.versions.first() if changed else None
    of_persons = may_be_about(here.kpi, About.PERSON)
    fits = [one for one in Where if of_persons or one is not Where.PEOPLE]
    where = _where(request.GET.get("where"), last.where if last else Where.ORGANISATION, fits)
    places = queries.places(viewer, where)
    given = {"here": here, "where": where, "places": places, "today": viewer.today, "last": last}
    sent = request.POST if request.method == "POST" else None
    # Tried first, or of other contacts or people: what was typed comes back, and nothing is set.
    again = sent is not None and ("try" in sent or "again" in sent)
    form = as_typed(TargetForm(**given), sent) if again else TargetForm(sent, **given)
    if not again and sent is not None and form.is_valid():
        with refusals_on(form):
            made = actions.set_target(by=viewer, standard=standard, wanted=form.wanted(), target=changed)  # fmt: skip
            messages.success(request, _("The target is set, and whoever it concerns is asked."))
            return redirect("target", ref=made.target.ref)
    context = {
        "standard": standard,
        "changed": changed,
        "last": last,
        "form": form,
        "where": where,
        "wheres": [(one, words) for one, words in queries.WHERE.items() if one in fits],
        "allowed": [one for one in About if may_be_about(here.kpi, one)],
        **_of_kpi(here),
        **tried(viewer, here, form),
    }
    return render(request, "standards/target_form.html", context, status=422 if form.errors else 200)  # fmt: skip


def _where(asked: str | None, otherwise: str, fits: list[Where]) -> Where:
    return next((one for one in fits if one == asked), Where(otherwise))


def _of_kpi(here: Here) -> dict:
    """What helps to set a target of it: unit, ends, direction, whose it may be, and where it stands."""
    kpi, own = here.kpi, direction_of(here.kpi)
    return {
        "kpi": kpi,
        "here": here,
        "unit": queries.unit_text(kpi),
        "range": actions.range_text(here),
        "better": queries.DIRECTIONS[own] if own else "",
        "of_person": may_be_about(kpi, About.PERSON),
        "of_total": may_be_about(kpi, About.TOTAL),
        "counter_needed": any(needs_counter(kpi, one) and may_be_about(kpi, one) for one in About),
        "stands": queries.stands_text(here),
    }


@require_http_methods(["GET", "POST"])
def target_copies(request, ref):
    """Who was handed it outside Evenhand: on paper, without an account, or before Evenhand came."""
    viewer = request.viewer
    require(viewer, Ability.GIVE_COPIES, MAY)
    found = queries.target_of(viewer, ref)
    shown = queries.shown_today(queries.versions_of(found), viewer.today)
    form = CopiesForm(
        request.POST if request.method == "POST" else None,
        people=queries.without_copy(viewer, shown),
        initial={"given_on": viewer.today},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            n = actions.give_copies(by=viewer, version=shown.version, **form.cleaned_data)
            words = ngettext("Of %(n)s person it is on the record.", "Of %(n)s people it is on the record.", n)  # fmt: skip
            messages.success(request, words % {"n": n})
            return redirect("target", ref=ref)
    context = {"target": found, "told": told(viewer, [shown])[0], "form": form}
    return render(request, "standards/target_copies.html", context, status=422 if form.errors else 200)  # fmt: skip


@require_http_methods(["GET", "POST"])
def target_ending(request, ref):
    viewer = request.viewer
    require(viewer, Ability.SET_STANDARDS, MAY)
    found = queries.target_of(viewer, ref)
    shown = queries.shown_today(queries.versions_of(found), viewer.today)
    form = EndingForm(
        request.POST if request.method == "POST" else None, initial={"ends_on": viewer.today}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.end_target(by=viewer, target=found, **form.cleaned_data)
            return redirect("target", ref=ref)
    context = {"target": found, "told": told(viewer, [shown])[0], "form": form}
    return render(request, "standards/target_ending.html", context, status=422 if form.errors else 200)  # fmt: skip
