"""Whoever came since something was published is asked to read it too, so that nobody is measured by what they never saw."""

from datetime import date, timedelta

from evenhand.features.standards import queries
from evenhand.features.standards.actions.publishing import DAYS_TO_REPLY, ask_of_policy
from evenhand.features.standards.actions.services import ask_of_standard
from evenhand.features.standards.actions.targets import ask_of_targets
from evenhand.features.standards.models import Policy, Standard
from evenhand.foundation.access.viewers import Actor


def ask_newcomers(*, by: Actor, today: date) -> int:
    """Of the latest version of every policy and standard, and of every target that goes on. Gives how many were asked."""
    given = {"by": by, "reply_by": today + timedelta(days=DAYS_TO_REPLY), "today": today}
    latest = filter(None, (queries.last_of(policy) for policy in Policy.objects.all()))
    asked = sum(ask_of_policy(version=version, **given) for version in latest)
    for standard in Standard.objects.select_related("withdrawal"):
        version = queries.last_version_of(standard)
        if version and not queries.ends_on(standard):
            asked += ask_of_standard(version=version, **given)
    going_on = [one for one in queries.all_held() if one.until is None or one.until > today]
    return asked + ask_of_targets(found=going_on, **given)
