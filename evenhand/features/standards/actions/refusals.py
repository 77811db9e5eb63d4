"""Why something is refused, in the words of whoever reads it: what to do comes with it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.analysis.figure import ENOUGH
from evenhand.features.standards.queries import DIRECTIONS, Here, threshold_text
from evenhand.features.standards.rules import services, targets
from evenhand.features.standards.rules.days import FirstDay
from evenhand.features.standards.rules.monitoring import Missing, Nonsense
from evenhand.features.standards.rules.publishing import Refusal
from evenhand.features.standards.rules.targets import MOST_WEEKS, Wanted, direction_of
from evenhand.foundation import wording

SENTENCES = {
    Nonsense.LIMIT: _("A limit cannot be below nothing. Give 0 to let nobody open anything for review."),
    Nonsense.SHADOW_ENDS: _("A shadow period must end after it starts."),
    Nonsense.SHADOW_TWICE: _("Two shadow periods of the same measure overlap. Make one of them."),
    Nonsense.MEASURE: _("A shadow period names a measure that is not counted here."),
    Missing.PURPOSES: _("Choose at least one purpose of monitoring."),
    Missing.WHY: _("Say in a few words what monitoring is for here."),
    Missing.BASIS: _("Say what makes it lawful."),
    Missing.METHODS: _("Choose the methods that are used."),
    Missing.LEAST_INTRUSIVE: _("Say why these methods, and nothing that looks less closely."),
    Missing.NOTICE: _("Say how people are told."),
    Missing.LIMIT: _("Set how many contacts one reader may open in a month."),
    Missing.ASSESSMENT: _("Say where the data protection impact assessment is kept."),
    Missing.STARTS_ON: _("Set the day on which monitoring under this version starts."),
    Missing.STARTS_EARLY: _("Monitoring cannot start before the version holds. Choose a later day."),
    Refusal.NO_REASON: _("Say why it is published: the reason stays beside the version."),
    Refusal.NO_SECTIONS: _("A policy without a section says nothing. Write at least one."),
    FirstDay.MISSING: _("Set the day from which it holds."),
    FirstDay.BEFORE_LAST: _("It has to hold from a later day than the version before it."),
    FirstDay.IN_THE_PAST: _("It has to hold from today or a later day: nobody’s past is judged by what was written after it."),
    Refusal.VIEWS_WITHOUT_ANSWER: _("Somebody’s views have no answer yet. Answer them first."),
    Refusal.NOT_CONSULTED: _("Nobody was consulted. Consult first, or write down why not: the reason is shown with the version."),
}  # fmt: skip

SENTENCES |= {
    services.Refusal.NO_TEXT: _("Write down what customers can expect."),
    services.Refusal.NO_GOAL: _("Choose which section of the customer charter it serves. Without a goal nobody can say what it is for."),
    services.Refusal.GOAL_UNKNOWN: _("The charter does not say this on that day. Choose one of its sections, or a day on which it does."),
    services.Refusal.NO_REASON: _("Say why: the reason stays beside it."),
    services.Refusal.REPLY_BY: _("Give people some days to read it: the day to reply by is to come."),
    services.Refusal.WITHDRAWN: _("It was ended for good. Begin a new one."),
    services.Refusal.ENDS_IN_THE_PAST: _("Choose today or a later day: what was in force on a past day stays so."),
    services.Refusal.NOTHING_TO_END: _("Nothing of it was published, so there is nothing to end. Discard the draft instead."),
}  # fmt: skip
# Of a target, which field of its form each is about, and what to do. `%(…)s` is filled with what is wanted.
OF_TARGETS = {
    targets.Refusal.NO_KPI: ("kpi", _("Choose what is measured.")),
    targets.Refusal.NO_STANDARD: ("effective_from", _("The standard does not hold on that day. Choose a day on which it does, or publish the standard first.")),
    targets.Refusal.ENDED: ("effective_from", _("This target was ended for good. Set a new one.")),
    targets.Refusal.NO_DATA: ("kpi", _("Nothing that was brought in here can count “%(kpi)s”. %(why)s")),
    targets.Refusal.IN_SHADOW: ("effective_from", _("“%(kpi)s” is on trial then and is used about nobody. Let the target begin when the trial is over, as the monitoring policy says.")),
    targets.Refusal.DIAGNOSIS: ("kpi", _("“%(kpi)s” is for finding causes only. Choose what the customer gets from it instead.")),
    targets.Refusal.NOT_OF_A_PERSON: ("about", _("“%(kpi)s” is not a measure of one person. Set the target for the total, or choose another measure.")),
    targets.Refusal.NOT_THEIRS: ("about", _("One person does not have “%(kpi)s” in hand. Set the target for the total, or choose another measure.")),
    targets.Refusal.NO_DIRECTION: ("direction", _("Say whether it is to be at least or at most so much.")),
    targets.Refusal.CONTRADICTS: ("direction", _("Of “%(kpi)s” the other end is better. Choose “%(direction)s”.")),
    targets.Refusal.NO_THRESHOLD: ("threshold", _("Say how much.")),
    targets.Refusal.OUT_OF_RANGE: ("threshold", _("“%(kpi)s” cannot be that: choose a value %(range)s.")),
    targets.Refusal.SAYS_NOTHING: ("threshold", _("Everybody meets that always. Choose a value that asks for something.")),
    targets.Refusal.NO_PLACE: ("keys", _("Name at least one.")),
    targets.Refusal.UNKNOWN_PLACE: ("keys", _("Something is named that is not here any more. Choose again.")),
    targets.Refusal.ONE_PERSON: ("keys", _("A target for one person alone is an adjustment that is agreed with them. Name at least two, or have HR write it down on that person’s page of targets.")),
    targets.Refusal.TOTAL_OF_PEOPLE: ("about", _("Named people are measured one by one. Choose each person, or name a team.")),
    targets.Refusal.WEEKS: ("every", _("Say over how many weeks, from 1 to %(most)s.")),
    targets.Refusal.FEW: ("minimum_volume", _("Ask for %(enough)s at least: below that no figure is shown, because it says too little.")),
    targets.Refusal.NO_COUNTER: ("counter", _("Time can be saved at the customer’s cost. Choose what is looked at beside it, such as first contact resolution.")),
    targets.Refusal.POOR_COUNTER: ("counter", _("That does not show what the customer gets, or may not be shown of one person. Choose a measure of resolution, satisfaction or quality.")),
    targets.Refusal.COUNTER_WITHOUT_DATA: ("counter", _("Nothing that was brought in here can count what is to be looked at beside it. %(why_beside)s")),
    FirstDay.MISSING: ("effective_from", _("Set the day from which it holds.")),
    targets.Refusal.ENDS_FIRST: ("effective_to", _("It has to end after it begins.")),
    FirstDay.BEFORE_LAST: ("effective_from", _("It has to hold from a later day than the version before it.")),
    FirstDay.IN_THE_PAST: ("effective_from", _("A change holds from today or a later day: nobody’s past is judged by what was written after it.")),
    targets.Refusal.OVERLAPS: ("effective_from", _("There is a target of “%(kpi)s” for the same people or contacts on some of these days. Change or end that one, or choose other days.")),
    targets.Refusal.NO_REASON: ("reason", _("Say why: the reason stays beside the target.")),
    targets.Refusal.REPLY_BY: ("reply_by", _("Give people some days to read it: the day to reply by is to come.")),
}  # fmt: skip


def refuse_if_any(problems) -> None:
    if problems:
        raise ValidationError([SENTENCES[one] for one in problems])


def refuse_target(problems, wanted: Wanted, here: Here | None, beside: Here | None) -> None:
    """All of them at once, each at its field."""
    if not problems:
        return
    filled = _filled(wanted, here, beside)
    found: dict[str, list[str]] = {}
    for one in problems:
        field, sentence = OF_TARGETS[one]
        found.setdefault(field, []).append(str(sentence) % filled)
    raise ValidationError(found)


def _filled(wanted: Wanted, here: Here | None, beside: Here | None) -> dict:
    kpi = wanted.kpi
    return {
        "kpi": wording.said(kpi.title) if kpi else "",
        "direction": DIRECTIONS.get(direction_of(kpi), "") if kpi else "",
        "range": range_text(here) if here else "",
        "why": here.why if here else "",
        "why_beside": beside.why if beside else "",
        "most": MOST_WEEKS,
        "enough": ENOUGH,
    }


def range_text(here: Here) -> str:
    """Between what the figure can lie."""
    low, high = here.measured.low, here.measured.high
    first = "" if low is None else threshold_text(low, here.kpi.unit)
    if high is None:
        return gettext("from %(low)s up") % {"low": first}
    return gettext("from %(low)s to %(high)s") % {
        "low": first,
        "high": threshold_text(high, here.kpi.unit),
    }
