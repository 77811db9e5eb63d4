"""What else may explain a figure: harder contacts, stricter reviewers, a part of a period. As far as the same run knows."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.analysis.kpis.definition import Better
from evenhand.features.attainment.queries import Seen
from evenhand.features.attainment.rules.naming import Begins
from evenhand.features.attainment.rules.ways import Way
from evenhand.features.attainment.views.showing.values import (
    held_against,
    held_value_of,
    is_within,
    unit_held,
)
from evenhand.features.standards import queries as standards

# Smaller differences are not worth a sentence: half a point of a hundred.
_WORTH_SAYING = 0.005

_BEGINS = {
    Begins.READ: gettext_lazy("Only a part of the period counts: before that the target had not been read."),
    Begins.JOINED: gettext_lazy("Only a part of the period counts: before that the target was not about this work, or another one held."),
    Begins.USED: gettext_lazy("Only a part of the period counts: before that the measure was on trial, or not named by the monitoring policy."),
}  # fmt: skip


def explains(seen: Seen, *, team_misses: bool) -> list[tuple[str, str]]:
    """(icon, sentence)."""
    found = [("filter", text) for text in (_by_contacts(seen), _by_reviewers(seen)) if text]
    if team_misses:
        found.append(("users", _("The whole team misses it: look at the process first.")))
    if seen.since > seen.assessment.first and seen.begins:
        found.append(("calendar", str(_BEGINS[seen.begins])))
    if seen.assessment.wide:
        text = _("Few people were compared, so that little is known of how much people differ.")
        found.append(("users-group", text))
    return found


def _by_contacts(seen: Seen) -> str:
    why, one = seen.why, seen.assessment
    if why is None or why.expected is None:
        return ""
    if one.way == Way.REVIEWS and why.by_reviewers is None:
        return ""  # of the small rest nobody knows which part is the contacts'
    held = held_against(seen)
    gap = why.expected - (why.by_reviewers or 0.0) - held
    if abs(gap) < _WORTH_SAYING * abs(held):
        return ""
    higher = is_within(one) or one.kpi.better is not Better.LOWER
    if (gap < 0) != higher:
        return ""  # easier ones explain nothing, and what is expected with them stands above
    text = _("The contacts were harder than usual: at standard they give %(value)s instead of %(usual)s. That is evened out already.")  # fmt: skip
    return text % {
        "value": held_value_of(held + gap, one, seen.n),
        "usual": standards.threshold_text(held, unit_held(one)),
    }


def _by_reviewers(seen: Seen) -> str:
    """Which way was evened out for the reviewers of this person, beside all who review. No number: it would be a figure
    about reviewers, of whom some people have one."""
    if seen.assessment.way != Way.REVIEWS or seen.why is None:
        return ""
    added = seen.why.by_reviewers
    if added is None:
        return _("Whether the reviewers were stricter or milder than reviewers are here on average cannot be told for sure. What is likely of it is evened out already, and how unsure it is widens the interval.")  # fmt: skip
    if added < 0:
        return _("The reviewers were stricter than reviewers are here on average. That is evened out already, and how unsure it is widens the interval.")  # fmt: skip
    return _("The reviewers were milder than reviewers are here on average. That is evened out already, and how unsure it is widens the interval.")  # fmt: skip
