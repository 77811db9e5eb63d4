"""Opening somebody's figures to a guest, of which the person themselves is told."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evenhand.features.people.models import Person
from evenhand.features.people.policy import sees_anyway
from evenhand.foundation.access.models import User
from evenhand.foundation.access.queries import viewer_of
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.guests import actions as guests
from evenhand.foundation.guests.models import Part, Participation
from evenhand.foundation.notices.actions import notify


@transaction.atomic
def open_figures(
    *,
    by: Actor,
    person: Person,
    user: User,
    part: Part,
    reason: str,
    starts_on: date,
    ends_on: date,
) -> Participation:
    """Read-only, on the days [starts_on, ends_on). ValidationError where `user` is no guest to these figures."""
    if person.user_id == user.pk:
        raise ValidationError({"email": _("These figures are about them.")})
    if sees_anyway(viewer_of(user, timezone.localdate()), person):
        raise ValidationError({"email": _("They see these figures anyway.")})
    row = guests.let_in(
        by=by, user=user, object_type="person", object_ref=person.ref, subject_ref=person.ref,
        part=Part(part), reason=reason, starts_on=starts_on, ends_on=ends_on,
        text=_("Figures were opened to you: %(name)s") % {"name": person.name},
        url=reverse("opened_to_me"),
    )  # fmt: skip
    if person.user_id:
        said = {"part": Part(part).label, "day": date_format(ends_on, _("j M Y"))}
        notify(
            user_ids=[person.user_id],
            text=_("Your figures were opened to a guest until %(day)s. They are here as: %(part)s.") % said,
            url=reverse("person_record", args=[person.ref]),
            kind="guest",
        )  # fmt: skip
    return row
