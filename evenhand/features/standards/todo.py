"""What waits: views and their answers, drafts of standards, targets to look at again, a policy or charter to write."""

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
    return found + _of_standards(viewer)


def _of_standards(viewer: Viewer) -> list[Todo]:
    """For whoever sets standards: what is begun and not published, and targets that rest on words replaced since.

    Questions people ask wait with whoever answers for the standard, among those of communication."""
    if not may(viewer, Ability.SET_STANDARDS, MAY):
        return []
    if queries.charter() is None:
        text = _("Write the customer charter: standards and targets are derived from it")
        return [Todo(text=text, url=reverse("standard_list"))]
    drafts = sorted(queries.standard_drafts(viewer).values(), key=lambda one: one.standard.title)
    found = [
        Todo(
            text=_("Finish the draft of the standard “%(title)s”") % {"title": one.standard.title},
            url=reverse("standard_draft", args=[one.standard.ref]),
        )
        for one in drafts
    ]  # fmt: skip
    text = _("Look again at a target of “%(title)s”: the standard says something else now")
    return found + [
        Todo(text=text % {"title": one.standard.title}, url=reverse("target", args=[one.ref]))
        for one in queries.derived_from_earlier(viewer)
    ]


def _asked(one: Consultation, text: str) -> Todo:
    policy = one.draft.policy
    return Todo(
        text=text % {"title": policy.title, "whom": one.whom},
        url=reverse("policy_consultation", args=[policy.ref, one.ref]),
    )
