"""Words beside a figure of a person."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.analysis.kpis.definition import Kpi
from evenhand.features.contacts.queries import Selection, kpi_of, selection
from evenhand.features.insights import actions, queries
from evenhand.foundation.access.policy import not_here
from evenhand.foundation.refusals import refusals_on
from evenhand.foundation.remarks import actions as remarks
from evenhand.foundation.remarks.forms import RemarkForm
from evenhand.foundation.remarks.queries import remark_of
from evenhand.foundation.remarks.showing import beside
from evenhand.foundation.wording import window_text


def words_of(chosen: Selection, kpi: Kpi) -> dict:
    """What stands beside a figure of a person; nothing beside one of many."""
    if chosen.person is None:
        return {}
    query, own = chosen.query(), chosen.person.user_id == chosen.viewer.user_id

    def back(one) -> str:
        return f"{reverse('figure_words_back', args=[chosen.person.ref, kpi.key, one.ref])}?{query}"

    speaks = queries.may_speak(chosen)
    return {
        "words": beside(
            queries.words_on(chosen, kpi),
            pin=queries.figure_pin(chosen, kpi),
            subject_user_id=chosen.person.user_id,
            viewer_id=chosen.viewer.user_id,
            back=back,
        ),
        "form": RemarkForm() if speaks else None,
        "say": f"{reverse('figure_words', args=[chosen.person.ref, kpi.key])}?{query}",
        "silent": _("You have said nothing about this figure. You need not.")
        if own
        else _("%(name)s has said nothing about this figure, and need not.")
        % {"name": chosen.person.name},
        "read_by": _(
            "Read by everybody who sees this figure. Nobody can change them; you may take them back."
        ),
    }


def _of(request, ref: str, key: str) -> tuple[Selection, Kpi]:
    chosen = selection(request.viewer, request.GET, person=ref)
    kpi = kpi_of(request.viewer, key)
    if not queries.may_speak(chosen):
        not_here()
    return chosen, kpi


def _to_figure(chosen: Selection, kpi: Kpi):
    return HttpResponseRedirect(f"{reverse('figure', args=[kpi.key])}?{chosen.query()}")


@require_http_methods(["GET", "POST"])
def figure_words(request, ref, key):
    chosen, kpi = _of(request, ref, key)
    form = RemarkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            words = form.cleaned_data["words"]
            actions.say_of_figure(by=request.viewer, chosen=chosen, kpi=kpi, words=words)
            messages.success(request, _("Your words stand beside the figure."))
            return _to_figure(chosen, kpi)
    window = chosen.period.window
    context = words_of(chosen, kpi) | {
        "kpi": kpi,
        "chosen": chosen,
        "period_text": window_text(window.first, window.last),
        "form": form,
    }
    return render(
        request, "insights/figure_words.html", context, status=422 if form.errors else 200
    )


@require_POST
def figure_words_back(request, ref, key, remark_ref):
    chosen, kpi = _of(request, ref, key)
    remark = remark_of(remark_ref, queries.OBJECT)
    if remark.object_ref != queries.figure_ref(chosen, kpi):
        not_here()
    remarks.take_back(by=request.viewer, remark=remark)
    messages.success(request, _("Your words are taken back."))
    return _to_figure(chosen, kpi)
