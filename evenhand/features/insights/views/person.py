"""One person's page: first what is in their hands; the rest for context, closed until somebody asks."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from evenhand.analysis.kpis.definition import Use
from evenhand.features.attainment.queries import reads_of
from evenhand.features.contacts.queries import selection
from evenhand.features.insights.rules.families import FIRST_OF_A_PERSON, first_and_rest
from evenhand.features.insights.views import boards, exports, under
from evenhand.features.insights.views.boards import Show
from evenhand.features.people import queries as people
from evenhand.foundation.audit.actions import look


@require_GET
def person_figures(request, ref):
    chosen = selection(request.viewer, request.GET, person=ref)
    look(by=request.viewer, subject_ref=chosen.person.ref, page="figures")
    found = boards.board_for(chosen, request.GET, FIRST_OF_A_PERSON, fit=in_their_hands)
    team = people.team_on(chosen.person, request.viewer.today)
    context = boards.frame(chosen, request.GET) | {
        "person": chosen.person,
        "team": team,
        "opens_record": people.opens_record(request.viewer, chosen.person),
        "opens_team": team is not None and chosen.scope.sees_team(team.pk),
        "opens_standing": reads_of(request.viewer, chosen.person),
        "is_self": chosen.person.user_id == request.viewer.user_id,
    }
    show = context["show"]
    if show is not Show.UNDER:
        context |= _tiles(found)
    if show in (Show.FIRST, Show.ALL) and not context["empty"]:
        context |= boards.drawn(found, request.GET)
    if show in (Show.UNDER, Show.ALL) and not context["empty"]:
        context |= under.under(found, request.GET)
    file = exports.answer(request, chosen, found.lines, chosen.person.name)
    template = boards.PIECES.get(show, "insights/person.html")
    return file or render(request, template, context)


def in_their_hands(kpi) -> bool:
    return kpi.controllable and kpi.use is Use.PERSON


def _tiles(found: boards.Board) -> dict:
    shown = found.sayable | found.trial
    own = {key: one for key, one in shown.items() if in_their_hands(one.figure.kpi)}
    other = [one for key, one in shown.items() if key not in own]
    top, rest = first_and_rest(own, FIRST_OF_A_PERSON)
    return boards.folded(found) | {
        "tiles": found.tiles(top, _("In their hands")),
        "more": [("", found.tiles(rest, _("In their hands")))] if rest else [],
        "more_count": len(rest),
        "diagnosis": found.tiles(other, _("For context, not in their hands")),
    }
