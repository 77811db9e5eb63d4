"""Composes the first screen from the slices: what waits for this viewer, and where their place stands."""

from collections.abc import Callable

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from evenhand.features.attainment.todo import todos as of_attainment
from evenhand.features.communication.todo import todos as of_communication
from evenhand.features.contacts.todo import todos as of_contacts
from evenhand.features.insights.queries import Standing, standing
from evenhand.features.insights.views.showing import tile
from evenhand.features.sources.todo import todos as of_sources
from evenhand.features.standards.todo import todos as of_standards
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.todos import Todo
from evenhand.foundation.wording import window_text
from evenhand.website.navigation import role_title

# One line for each slice that has something waiting, in the order in which it is shown.
TODOS: tuple[Callable[[Viewer], list[Todo]], ...] = (
    of_communication,
    of_contacts,
    of_attainment,
    of_standards,
    of_sources,
)


@require_GET
def home(request):
    viewer = request.viewer
    context = {
        "todos": [todo for todo_of in TODOS for todo in todo_of(viewer)],
        "role": role_title(viewer),
        "places": [_place(one) for one in standing(viewer)],
    }
    return render(request, "website/home.html", context)


def _place(one: Standing) -> dict:
    name, arguments = one.address
    return {
        "name": one.name,
        "url": reverse(name, args=arguments),
        "period": window_text(one.chosen.period.window.first, one.chosen.period.window.last),
        "tiles": [tile(shown, one.chosen) for shown in one.figures],
    }
