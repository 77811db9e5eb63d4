"""What waits to be read, and questions that wait for an answer."""

from django.urls import reverse
from django.utils.translation import gettext as _

from evenhand.features.communication.queries import to_answer, waiting
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.todos import Todo


def todos(viewer: Viewer) -> list[Todo]:
    to_read = [
        Todo(
            text=_("Read “%(title)s”") % {"title": one.round.title},
            url=reverse("acknowledgement", args=[one.ref]),
            due=one.reply_by,
        )
        for one in waiting(viewer)[:10]
    ]
    asked = [
        Todo(
            text=_("Answer %(name)s about “%(title)s”")
            % {"name": one.request.user.name, "title": one.request.round.title},
            url=reverse("question", args=[one.ref]),
        )
        for one in to_answer(viewer)[:10]
    ]
    return asked + to_read
