"""Views that are asked for or wait for an answer; and that there is no monitoring policy yet."""

from django.urls import reverse
from django.utils.translation import gettext as _

from evenhand.features.standards import queries
from evenhand.features.standards.models import Consultation
from evenhand.features.standards.policy import MAY, Ability
from evenhand.foundation.access.policy import may
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.todos import Todo


def todos(viewer: Viewer) -> list[Todo]:
    found = [_asked(one, _("Say what you think of the draft of “%(title)s”")) for one in queries.awaited_views(viewer)]  # fmt: skip
    found += [_asked(one, _("Answer the views of %(whom)s on “%(title)s”")) for one in queries.unanswered_views(viewer)]  # fmt: skip
    if may(viewer, Ability.DRAFT, MAY) and not queries.has_monitoring_policy():
        text = _("Write a monitoring policy: until one holds, no contact is opened for a review")
        found.append(Todo(text=text, url=reverse("policy_list")))
    return found


def _asked(one: Consultation, text: str) -> Todo:
    policy = one.draft.policy
    return Todo(
        text=text % {"title": policy.title, "whom": one.whom},
        url=reverse("policy_consultation", args=[policy.ref, one.ref]),
    )
