"""Findings for whoever leads a team to look at, and an agent's own new figures."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.features.attainment import queries
from evenhand.foundation import wording
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.todos import Todo


def todos(viewer: Viewer) -> list[Todo]:
    found = [
        Todo(
            text=ngettext(
                "%(n)s finding to look at in %(team)s",
                "%(n)s findings to look at in %(team)s",
                one.n,
            )
            % {"n": one.n, "team": one.team.name},
            url=reverse("team_attainment", args=[one.team.ref]),
            icon="target",
            count=one.n,
        )
        for one in queries.findings_to_look_at(viewer)
    ]
    own = queries.own_new_figures(viewer)
    if own:
        days = wording.window_text(own.assessment.window.first, own.assessment.window.last)
        text = _("Your figures of %(days)s are there; add your words, if you like") % {"days": days}
        found.append(Todo(text=text, url=reverse("person_attainment", args=[own.person_ref]), icon="target"))  # fmt: skip
    return found
