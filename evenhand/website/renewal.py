"""Figures follow the records: when people, teams or definitions change, they are counted anew."""

from django.utils.translation import gettext as _

from evenhand.features.sources.jobs import republish, republish_months
from evenhand.features.sources.queries import has_facts
from evenhand.foundation.jobs.actions import enqueue
from evenhand.foundation.jobs.queries import is_queued


def renew_figures(**_facts) -> None:
    """One job for many changes: what still waits to start will see this change too."""
    if has_facts() and not is_queued(republish):
        enqueue(republish, by=None, title=_("Count all figures anew"))


def renew_months(*, months: list[str], **_facts) -> None:
    """Only what a correction touches, unless all of it waits to be counted anew already."""
    if has_facts() and not is_queued(republish):
        enqueue(republish_months, by=None, title=_("Count corrected months anew"), months=months)
