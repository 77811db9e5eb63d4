"""Where one person stands, and one figure with everything that stands behind it."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from evenhand.analysis.statistics.states import State
from evenhand.features.attainment import actions, queries
from evenhand.features.attainment.policy import MAY, Ability
from evenhand.features.attainment.queries.words import OBJECT, object_ref, pin, words_about
from evenhand.features.attainment.rules.secrecy import Reads
from evenhand.features.attainment.views import showing
from evenhand.features.people import queries as people
from evenhand.features.standards import queries as standards
from evenhand.foundation.access.policy import may, not_here
from evenhand.foundation.access.roles import Relation
from evenhand.foundation.audit.actions import look
from evenhand.foundation.refusals import refusals_on
from evenhand.foundation.remarks import actions as remarks
from evenhand.foundation.remarks.forms import RemarkForm
from evenhand.foundation.remarks.queries import remark_of
from evenhand.foundation.remarks.showing import Beside, beside

FEWEST_OF_A_MIDDLE = 10


@require_GET
def person_attainment(request, ref):
    """Each target: what is said over the period that is over, and how the running one stands so far."""
    viewer, on = request.viewer, asked_day(request)
    found = queries.of_person(viewer, ref, on=on)
    look(by=viewer, subject_ref=ref, page="standing")
    said = words_about([one.either for one in found.stands])
    context = {
        "person": found.person,
        "team": people.team_on(found.person, viewer.today),
        "is_self": Relation.SELF in found.holds,
        "run": found.run,
        "on": on,
        "began": queries.first_day(),
        "all": found.reads is Reads.ALL,
        "stands": [
            _card(one, _words(viewer, one.either, said[one.either.ref])) for one in found.stands
        ],
    }
    return render(request, "attainment/person.html", context)


def asked_day(request) -> date | None:
    """The day of `?on=`; nonsense, or a day to come, is today."""
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None
    return day if day < request.viewer.today else None


def _card(one: queries.Stand, words) -> dict:
    seen = one.either
    return {
        "seen": seen,
        "title": standards.title_text(seen.version, seen.threshold),
        "said": showing.said_of(seen) if one.over else None,
        "lede": showing.lede(seen),
        "bars": showing.bars(seen)[:1],
        "days": showing.days_text(seen.assessment),
        "running": _running(one.running) if one.over and one.running else None,
        "more": showing.more_sentence(seen),
        "unsaid": showing.unsaid_text(seen.unsaid, seen.assessment),
        "words": words,
    }


def _words(viewer, seen: queries.Seen, said) -> Beside:
    return beside(
        said,
        pin=pin(seen),
        subject_user_id=seen.person.user_id,
        viewer_id=viewer.user_id,
        back=lambda one: reverse("standing_words_back", args=[seen.ref, one.ref]),
    )


def _silent(seen: queries.Seen) -> str:
    if seen.is_self:
        return _("You have said nothing about this figure. You need not.")
    return _("%(name)s has said nothing about this figure, and need not.") % {
        "name": seen.person.name
    }


def _read_by(seen: queries.Seen) -> str:
    if seen.is_self:
        return _(
            "Read by you and by whoever leads your team; by others only where they may read this figure. Nobody can change them; you may take them back."
        )
    return _(
        "Read by the person and by you; by others only beside a finding. Nobody can change them; you may take them back."
    )


def _running(seen: queries.Seen) -> dict:
    return {"lede": showing.lede(seen), "days": showing.days_text(seen.assessment)}


def _drift(viewer, seen: queries.Seen):
    return showing.drift_said(queries.weeks_of(viewer, seen), seen)


@require_GET
def standing(request, ref):
    seen = queries.standing_of(request.viewer, ref)
    look(by=request.viewer, subject_ref=seen.person.ref, page="standing")
    show = request.GET.get("show")
    if show == "weeks" and queries.has_weeks(
        request.viewer, seen
    ):  # a piece, fetched after the page
        context = {"seen": seen, "drift": _drift(request.viewer, seen)}
        return render(request, "attainment/_drift.html", context)
    context = _page(request, seen, RemarkForm())
    if show == "all" and context["has_weeks"]:
        context["drift"] = _drift(request.viewer, seen)
    return render(request, "attainment/standing.html", context)


def _page(request, seen: queries.Seen, form: RemarkForm) -> dict:
    viewer, one = request.viewer, seen.assessment
    lately = queries.lately_of(viewer, seen)
    n = showing.sure_of_100(seen)
    speaks = may(viewer, Ability.ADD_WORDS, MAY, holds=seen.holds)
    return {
        "seen": seen,
        "team": people.team_on(seen.person, viewer.today),
        "one": one,
        "kpi": one.kpi,
        "version": one.version,
        "title": standards.title_text(one.version, seen.threshold),
        "common": standards.title_text(one.version),
        "since_when": showing.since_when(standards.read_days(one.version, seen.person)) if seen.reads is Reads.ALL else "",
        "said": showing.said_of(seen),
        "lede": showing.lede(seen),
        "bars": showing.bars(seen),
        "odds": [True] * n + [False] * (100 - n) if n is not None else [],
        "sure": showing.sure_sentence(seen),
        "more": showing.more_sentence(seen),
        "unsaid": showing.unsaid_text(seen.unsaid, one),
        "naming": showing.naming_text(one),
        "days": showing.days_text(one),
        "counted": showing.counted_text(seen),
        "middle": _middle(one),
        "asked": standards.threshold_text(seen.threshold, one.kpi.unit),
        "goal": one.version.standard_version.goal_citation,
        "contacts": showing.contacts_address(seen) if seen.opens_contacts else "",
        "is_old": one.reckoning_id != queries.latest(viewer.today).pk,
        "lately": lately if lately and lately.assessment.reckoning_id != one.reckoning_id else None,
        "earlier": [(other, showing.said_of(other), showing.days_text(other.assessment)) for other in queries.earlier_of(viewer, seen)],
        "after": _after(viewer, seen),
        "explains": showing.explains(seen, team_misses=queries.team_misses(viewer, seen)) if seen.why else [],
        "words": _words(viewer, seen, words_about([seen])[seen.ref]),
        "silent": _silent(seen),
        "say": reverse("standing_words", args=[seen.ref]),
        "read_by": _read_by(seen),
        "speaks": speaks,
        "form": form if speaks else None,
        "has_weeks": queries.has_weeks(viewer, seen),
    }  # fmt: skip


def _after(viewer, seen: queries.Seen) -> dict | None:
    """What came after a finding: what was said of later periods, and who knows more of the days since."""
    if seen.state is not State.FINDING:
        return None
    after = queries.after_of(viewer, seen)
    periods = [
        (showing.window_days(window), row, showing.said_of(row) if row else showing.no_finding())
        for window, row in after.periods
    ]
    since = showing.since_sentence(after, seen)
    return {"periods": periods, "since": since} if periods or since else None


def _middle(one) -> tuple[str, str] | None:
    """Between which levels half of the people lie: of fewer than ten it would tell one of them of another."""
    if one.people < FEWEST_OF_A_MIDDLE or one.middle_low is None:
        return None
    low, high = (showing.held_value_of(end, one, 100) for end in (one.middle_low, one.middle_high))
    return low, high


@require_POST
def words(request, ref):
    seen = queries.standing_of(request.viewer, ref)
    if not may(request.viewer, Ability.ADD_WORDS, MAY, holds=seen.holds):
        not_here()
    form = RemarkForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            actions.add_words(by=request.viewer, seen=seen, words=form.cleaned_data["words"])
            messages.success(request, _("Your words stand beside the figure."))
            return redirect("standing", ref=ref)
    return render(request, "attainment/standing.html", _page(request, seen, form), status=422)


@require_POST
def words_back(request, ref, remark_ref):
    seen = queries.standing_of(request.viewer, ref)
    remark = remark_of(remark_ref, OBJECT)
    if remark.object_ref != object_ref(seen):
        not_here()
    remarks.take_back(by=request.viewer, remark=remark)
    messages.success(request, _("Your words are taken back."))
    return redirect("standing", ref=ref)
