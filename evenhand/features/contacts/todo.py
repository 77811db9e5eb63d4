"""What people say is wrong, and waits for an answer."""

from django.urls import reverse
from django.utils.translation import gettext as _

from evenhand.features.contacts.queries import to_answer
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.todos import Todo


def todos(viewer: Viewer) -> list[Todo]:
    return [
        Todo(
            text=_("Answer %(name)s: %(kind)s (%(number)s)")
            % {
                "name": one.person.name,
                "kind": one.get_kind_display().lower(),
                "number": one.contact_number[:40],
            },
            url=reverse("correction", args=[one.ref]),
        )
        for one in to_answer(viewer).order_by("asked_at")[:10]
    ]
