"""Telling whoever leads a team to look, at most once a week; and setting from how many weeks on. Never about a person."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from evenhand.features.attainment.models import TeamNotice
from evenhand.features.attainment.policy import MAY, Ability
from evenhand.features.attainment.queries.weekly import KEY, Missed, rule_on, teams_to_look_at
from evenhand.features.people.queries import leaders
from evenhand.features.standards.queries import title_text
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Actor, Viewer
from evenhand.foundation.audit.actions import record
from evenhand.foundation.dated.actions import set_from
from evenhand.foundation.notices.actions import notify

MOST_WEEKS = 13


def tell_leaders(*, by: Actor, today: date) -> int:
    """Gives of how many teams. The facts are read before anything is written."""
    rule, found = rule_on(today), teams_to_look_at(today)
    for one in found:
        _tell(by, one, rule, today)
    return len(found)


@transaction.atomic
def _tell(by: Actor, one: Missed, rule, today: date) -> None:
    TeamNotice.objects.create(team=one.team, day=today)
    names = ", ".join(title_text(version) for version in one.versions)
    text = _(
        "%(team)s missed “%(names)s” in %(k)s of the last %(m)s weeks, more than chance: look at it."
    )
    notify(
        user_ids=[person.user_id for person in leaders(one.team, today) if person.user_id],
        text=text % {"team": one.team.name, "names": names, "k": rule.k, "m": rule.m},
        url=reverse("team_attainment", args=[one.team.ref]),
        kind="team to look at",
    )  # fmt: skip
    after = {"targets": [version.target.ref for version in one.versions]}
    record(by=by, verb="leaders told to look", object_type="team", object_ref=one.team.ref, after=after)  # fmt: skip


def set_look_rule(*, by: Viewer, k: int, m: int, from_date: date, reason: str) -> None:
    """From which day on so many of the last weeks are enough for a notice."""
    require(by, Ability.SET_LOOK_RULE, MAY)
    if not 1 <= k <= m <= MOST_WEEKS:
        raise ValidationError(
            {"k": _("Choose at least one week, and no more than the weeks that are looked at.")}
        )
    if from_date < by.today:
        raise ValidationError({"from_date": _("Choose today or a later day: what was told stays.")})
    set_from(by=by, key=KEY, value={"k": k, "m": m}, from_date=from_date, reason=reason)
