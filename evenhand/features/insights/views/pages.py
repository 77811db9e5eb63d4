"""The organisation, a team, a channel, a topic, one figure: each a board of figures at its own address."""

import sys

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from evenhand.analysis.measure import channels
from evenhand.features.attainment.queries import reads_of
from evenhand.features.contacts.queries import Selection, kpi_of, selection
from evenhand.features.insights import queries
from evenhand.features.insights.forms import ReasonFilters
from evenhand.features.insights.policy import MAY, Ability
from evenhand.features.insights.rules.comparing import can_be_compared, of_people
from evenhand.features.insights.rules.families import BESIDE, FIRST_OF_MANY
from evenhand.features.insights.views import boards, exports, showing, under, worded
from evenhand.features.insights.views.boards import Show
from evenhand.features.insights.views.comparing import may_compare
from evenhand.features.insights.views.words import words_of
from evenhand.features.people import queries as people
from evenhand.features.standards.queries import period_text, title_text
from evenhand.foundation import wording
from evenhand.foundation.access.policy import may
from evenhand.foundation.audit.actions import look


@require_GET
def organisation_figures(request):
    chosen = selection(request.viewer, request.GET)
    if not chosen.scope.organisation or chosen.team or chosen.person:
        raise Http404
    return _place(request, chosen, "insights/organisation.html", _("Organisation"))


@require_GET
def team_figures(request, ref):
    chosen = selection(request.viewer, request.GET, team=ref)
    more = {"team": chosen.team, "leaders": people.leaders(chosen.team, request.viewer.today)}
    return _place(request, chosen, "insights/team.html", chosen.team.name, more)


@require_GET
def channel_figures(request, name):
    asked = request.GET.copy()
    asked["channel"] = name
    chosen = _of_many(selection(request.viewer, asked))
    if name not in {*boards.channel_names(), *channels(chosen.facts)}:
        raise Http404
    title = boards.channel_name(name)
    return _place(request, chosen, "insights/part.html", title, _part_of(chosen, title))


@require_GET
def topic_figures(request):
    chosen = _of_many(selection(request.viewer, request.GET))
    if not chosen.topic:
        raise Http404
    return _place(
        request, chosen, "insights/part.html", chosen.topic, _part_of(chosen, chosen.topic)
    )


@require_GET
def topic_list(request):
    """Every reason by name, with how many contacts came for it."""
    chosen = _of_many(selection(request.viewer, request.GET))
    found = boards.board(chosen, ())
    filters = ReasonFilters(request.GET)
    context = boards.frame(chosen, request.GET) | {"team": chosen.team, "reasons": filters}
    if not context["empty"]:
        context |= under.breakdowns(
            found, chosen.kpi("handled"), splits=("topic",), most=sys.maxsize
        )
        context["closed"] = not context["breakdowns"] and queries.is_guarded(chosen)
        under.narrow(found, context["breakdowns"], **filters.chosen())
    file = exports.answer(request, chosen, found.lines, _("Reasons"), filters)
    return file or render(request, "insights/topic_list.html", context)


@require_GET
def figure(request, key):
    """One figure at its own address: how sure, how it moved, its parts, what it was counted from."""
    kpi = kpi_of(request.viewer, key)
    chosen = selection(request.viewer, request.GET)
    if not (chosen.person or chosen.team) and not chosen.scope.organisation:
        raise Http404
    if chosen.person:
        look(by=request.viewer, subject_ref=chosen.person.ref, page="figures")
    found = boards.board(chosen, [kpi.key, *BESIDE.get(kpi.key, ())])
    (shown,) = queries.figures(chosen, [kpi.key])
    related = queries.figures(chosen, BESIDE.get(kpi.key, ()))
    context = boards.frame(chosen, request.GET) | {
        "kpi": kpi,
        "tiles": found.tiles([shown, *related], _("Figures")),
        "figure": shown.figure,
        "counted": worded.n_text(shown.figure),
        "expected": shown.expected,
        "target": _target(shown.expected),
        "judged_elsewhere": bool(chosen.person)
        and queries.has_target_of_people(chosen, kpi)
        and reads_of(request.viewer, chosen.person),
        "expects": queries.may_expect(kpi, of_a_person=chosen.person is not None),
        "may_expect": may(request.viewer, Ability.SET_EXPECTATIONS, MAY),
        "team": chosen.team,
        "person": chosen.person,
        "compares": can_be_compared(kpi)
        and may_compare(chosen)
        and (not chosen.team or of_people(kpi)),
        "opens_contacts": queries.opens_contacts(chosen),
    }
    context |= words_of(chosen, kpi)
    if not context["empty"] and kpi.key in found.sayable:
        asked = {"kpi": kpi.key, "heat": kpi.key}
        context |= boards.drawn(found, asked) | {"choices": ()} | under.breakdowns(found, kpi)
        if not chosen.person:
            context |= under.shapes(found, asked, of_one=True)
        context |= _lists(found, kpi)
    file = exports.answer(request, chosen, found.lines, wording.said(kpi.title))
    return file or render(request, "insights/figure.html", context)


def _target(aim: queries.Aim | None) -> dict | None:
    """The target that a total is held against: in words, over which days it is asked, and its page."""
    if aim is None or aim.held is None:
        return None
    version = aim.held.version
    return {"title": title_text(version), "period": period_text(version), "ref": version.target.ref}


def _of_many(chosen: Selection) -> Selection:
    """Not found for whoever may see neither the whole nor the team that is asked for."""
    if chosen.person or not (chosen.team or chosen.scope.organisation):
        raise Http404
    return chosen


def _part_of(chosen: Selection, title: str) -> dict:
    return {"part": title, "team": chosen.team}


def _place(request, chosen: Selection, template: str, title: str, more: dict | None = None):
    """A page about many people, or the file of what it shows."""
    context = boards.frame(chosen, request.GET) | (more or {})
    show = context["show"]
    found = boards.board_for(chosen, request.GET, FIRST_OF_MANY)
    if show is not Show.UNDER:
        context |= boards.tiles_of(found, FIRST_OF_MANY)
    if show in (Show.FIRST, Show.ALL) and not context["empty"]:
        context |= boards.drawn(found, request.GET)
        context |= _lists(found, context["drawn"])
    if show in (Show.UNDER, Show.ALL) and not context["empty"]:
        context |= under.under(found, request.GET)
    file = exports.answer(request, chosen, found.lines, title)
    return file or render(request, boards.PIECES.get(show, template), context)


def _lists(found: boards.Board, kpi) -> dict:
    """Teams of the whole, or people of a team as far as the viewer may see them one by one; by name."""
    chosen = found.chosen
    if chosen.person:
        return {}
    if chosen.team is None:
        rows = queries.team_rows(chosen, kpi)
        why = queries.untold(row.figure for row in rows)
        return {
            "rows": boards.rows_of(found, rows, _("Teams, by name")),
            "of_teams": True,
            "untold": showing.untold_text(why) if why else "",
        }
    if chosen.scope.every_person or chosen.team.pk in chosen.scope.teams:
        rows = queries.people_rows(chosen, kpi)
        return {"rows": boards.rows_of(found, rows, _("People, by name")), "of_teams": False}
    return {}
