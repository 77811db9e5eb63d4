"""Composes the first screen from the slices' `todo.py`: what waits for this viewer, this week."""

from collections.abc import Callable

from django.shortcuts import render
from django.views.decorators.http import require_GET

from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.todos import Todo
from evenhand.website.navigation import role_title

# One line for each slice that has something waiting, in the order in which it is shown.
TODOS: tuple[Callable[[Viewer], list[Todo]], ...] = ()


@require_GET
def home(request):
    viewer = request.viewer
    todos = [todo for todo_of in TODOS for todo in todo_of(viewer)]
    context = {"todos": todos, "role": role_title(viewer)}
    return render(request, "website/home.html", context)
