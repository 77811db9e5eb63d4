"""What is said of somebody, in words and a shape, and how many more would settle it."""

from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evenhand.analysis.kpis.definition import Better
from evenhand.analysis.statistics.states import LEAST_CROSSED, State
from evenhand.features.attainment.models import Assessment
from evenhand.features.attainment.queries import Seen
from evenhand.features.attainment.rules.secrecy import Reads
from evenhand.features.attainment.rules.ways import Unsaid
from evenhand.foundation import wording

_UNSAID = {
    Unsaid.DEFINITION: gettext_lazy("The definition has changed since this target was set: set it anew, so that people know what they are held against."),
    Unsaid.GONE: gettext_lazy("This figure is no longer kept. End the target, or set it on another figure."),
    Unsaid.UNUSED: gettext_lazy("This measure is used about nobody at present: it is on trial, or the monitoring policy does not name it."),
    Unsaid.NOT_OF_PERSONS: gettext_lazy("This figure is for finding causes, not for judging anybody."),
    Unsaid.LEVEL: gettext_lazy("Not judged for persons: what is open at an instant belongs to a team."),
    Unsaid.CUSTOM: gettext_lazy("Not judged for persons: it is made of whole rows, which no model compares. What was counted is shown."),
    Unsaid.COUNT: gettext_lazy("Not judged for persons: how much there was says nothing about how well it was done."),
    Unsaid.AT_AN_END: gettext_lazy("Not judged for persons: the target asks for the best or the worst that there is, so that no chance is left for luck."),
    Unsaid.TOO_LITTLE: gettext_lazy("Too little was counted to compare anybody with anybody."),
    Unsaid.NO_FIGURE: gettext_lazy("It cannot be counted here for these days."),
    Unsaid.NAMELESS: gettext_lazy("Not judged for persons: too many reviews do not say who gave them, so that a strict reviewer cannot be told from weak work. Bring in the reviews with a name or number of who gave each."),
    Unsaid.APART: gettext_lazy("Not judged for persons: the reviewers fall into %(groups)s groups that review nobody in common, so that strict reviewers cannot be told from weak work. It can be told once one review in ten, better one in five, is given across the groups: about %(missing)s of the %(reviews)s that were looked at."),
    Unsaid.UNCROSSED: gettext_lazy("Not judged for persons: %(crossed)s of %(reviews)s reviews were given outside of the team that their reviewer reviews most. So few do not tell a strict reviewer from a weak team. About %(missing)s more across teams would: one review in ten, better one in five."),
    Unsaid.UNTIED: gettext_lazy("Not judged: whoever gave these reviews shares too few people with other reviewers, so that a strict reviewer cannot be told from weak work. That says nothing about the work itself. It can be told once others review the same people, or the same reviewers other people."),
}  # fmt: skip


def unsaid_text(why: Unsaid | None, assessment: Assessment) -> str:
    """Why nobody is judged, or one person is not, and what would change it; "" where people are."""
    reviews = assessment.reviews or 0
    if not why:
        return ""
    missing = max(ceil(LEAST_CROSSED * reviews) - (assessment.crossed or 0), 1)
    numbers = {"groups": assessment.apart or 0, "crossed": assessment.crossed or 0, "reviews": reviews, "missing": missing}  # fmt: skip
    said = {name: wording.count_text(number) for name, number in numbers.items()}
    return str(_UNSAID[why]) % said


# Beyond so many months a number of contacts says only that it will not be known.
USEFUL_MONTHS = 24


@dataclass(frozen=True)
class Said:
    """A state: shape, bold words, the rest after them, and what to do next."""

    kind: str
    words: str
    rest: str = ""
    next: str = ""
    acts: bool = False  # whether something is to be done


def said_of(seen: Seen) -> Said:
    """The state in words."""
    if seen.state is None:
        return _without_state(seen)
    if seen.state is State.CANNOT_TELL:
        return Said("few", _("Cannot tell yet"), _more_text(seen), _("Nothing to do yet."))
    lower = seen.assessment.kpi.better is Better.LOWER
    return {
        State.MEETS: Said("up", _("Meets the standard"), "", _("Nothing to do.")),
        State.LIKELY_BELOW: Said(
            "less",
            _("Likely worse than the standard") if lower else _("Likely below the standard"),
            _(", for the two of you alone"),
            _("A word between the two of you, if you like."),
            True,
        ),
        State.FINDING: Said(
            "down",
            _("Worse than the standard") if lower else _("Below the standard"),
            _(", likely real"),
            _("Talk. Read some of the contacts together first."),
            seen.reads is Reads.ALL,
        ),
    }[seen.state]


def no_finding() -> Said:
    """Of somebody whose row is not there for the reader: the same words whatever the reason."""
    return Said("none", _("No finding"))


def _without_state(seen: Seen) -> Said:
    if seen.figure and seen.figure.problem:
        return Said("none", _("Not computable here"))
    if seen.unsaid is Unsaid.UNTIED:
        return Said("none", _("Not judged"))
    return Said("none", _("Not judged for persons") if seen.unsaid else _("Nothing is said"))


def _more_text(seen: Seen) -> str:
    """ ", about 2 months more at this volume"; how many contacts that is stands on the page of the figure."""
    if seen.why is None:
        return ""
    if not seen.why.more:
        return _(", the contacts of these days do not settle it")
    if not _in_useful_time(seen):
        return _(", contacts like these will not settle it in any useful time")
    return ngettext(
        ", about %(n)s month more at this volume",
        ", about %(n)s months more at this volume",
        seen.why.months,
    ) % {"n": seen.why.months}


def _in_useful_time(seen: Seen) -> bool:
    """A number of contacts that somebody has in many years, or in none, is no help to anybody."""
    return seen.why.months is not None and seen.why.months <= USEFUL_MONTHS


def _rounded(more: int) -> int:
    """A rough number said as one, by its first two figures: 37 as 40, 214 as 220, 4,137 as 4,200."""
    step = max(10, 10 ** (len(str(more)) - 2))
    return more if more < 10 else -(-more // step) * step


def more_sentence(seen: Seen) -> str:
    """When it will be known, of what is not."""
    if seen.why is None or seen.state not in (State.CANNOT_TELL, State.LIKELY_BELOW):
        return ""
    if not seen.why.more:
        return ""
    if not _in_useful_time(seen):
        return _("At the present volume, contacts like these will not settle it in any useful time. Reading some of them together says more than waiting.")  # fmt: skip
    if not seen.why.months:
        return ""
    text = ngettext(
        "At the present volume it would be settled, one way or the other, in about %(n)s month, counted from %(day)s: some %(more)s more %(what)s.",
        "At the present volume it would be settled, one way or the other, in about %(n)s months, counted from %(day)s: some %(more)s more %(what)s.",
        seen.why.months,
    )
    return text % {
        "n": seen.why.months,
        "day": wording.date_text(seen.assessment.end, year=True),
        "more": wording.count_text(_rounded(seen.why.more)),
        "what": wording.said(seen.assessment.kpi.counted),
    }
