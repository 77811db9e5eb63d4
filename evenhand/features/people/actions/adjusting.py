"""Adjustments that were agreed with somebody. Their words stand in no audit line: only that they were, and when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from evenhand.features.people.models import Adjustment, Leadership, Person
from evenhand.features.people.policy import MAY, Ability, holding
from evenhand.foundation.access.queries import roles_on
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions import record
from evenhand.foundation.notices.actions import notify


@transaction.atomic
def agree_adjustment(
    *,
    by: Actor,
    person: Person,
    words: str,
    starts_on: date,
    because: str = "",
    ends_on: date | None = None,
) -> Adjustment:
    """ValidationError without words, or where it would end before it begins."""
    if not words.strip():
        raise ValidationError({"words": _("Say what is done differently.")})
    if ends_on is not None and ends_on <= starts_on:
        raise ValidationError({"ends_on": _("The last day has to come after the first one.")})
    made = Adjustment.objects.create(
        person=person, words=words.strip(), because=because.strip(), starts_on=starts_on,
        ends_on=ends_on,
    )  # fmt: skip
    _record(by, "adjustment agreed", made, {"from": starts_on, "until": ends_on})
    tell_of_adjustment(by=by, person=person, url=reverse("person_adjustments", args=[person.ref]))
    return made


def tell_of_adjustment(*, by: Actor, person: Person, url: str) -> None:
    """The person, and whoever leads them today and may therefore read it: that there is one, not what it says."""
    today = timezone.localdate()
    teams = person.memberships.filter(holding(today)).values("team")
    leading = Leadership.objects.filter(holding(today), team__in=teams)
    led_by = set(leading.values_list("person__user_id", flat=True)) - {None, person.user_id}
    roles = roles_on(led_by, today)
    leaders = {one for one in led_by if not MAY[Ability.SEE_LED].isdisjoint(roles.get(one, ()))}
    about = {"url": url, "kind": "adjustment"}
    own = {person.user_id} - {None, by.user_id}
    notify(user_ids=own, text=_("An adjustment was written down for you."), **about)
    words = _("An adjustment was written down for %(name)s.") % {"name": person.name}
    notify(user_ids=sorted(leaders - {by.user_id}), text=words, **about)


@transaction.atomic
def end_adjustment(*, by: Actor, adjustment: Adjustment, ends_on: date) -> None:
    if ends_on <= adjustment.starts_on:
        raise ValidationError({"ends_on": _("The last day has to come after the first one.")})
    Adjustment.objects.filter(pk=adjustment.pk).update(ends_on=ends_on)
    _record(by, "adjustment ended", adjustment, {"until": ends_on})


def _record(by: Actor, verb: str, adjustment: Adjustment, after: dict) -> None:
    record(
        by=by,
        verb=verb,
        object_type="adjustment",
        object_ref=adjustment.ref,
        subject_ref=adjustment.person.ref,
        after=after,
    )
