"""Why something is refused, in the words of whoever reads it: what to do comes with it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from evenhand.features.standards.rules.monitoring import Missing, Nonsense
from evenhand.features.standards.rules.publishing import Refusal

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
    Refusal.NO_DAY: _("Set the day from which it holds."),
    Refusal.BEFORE_LAST: _("It has to hold from a later day than the version before it."),
    Refusal.IN_THE_PAST: _("It has to hold from today or a later day: nobody’s past is judged by what was written after it."),
    Refusal.VIEWS_WITHOUT_ANSWER: _("Somebody’s views have no answer yet. Answer them first."),
    Refusal.NOT_CONSULTED: _("Nobody was consulted. Consult first, or write down why not: the reason is shown with the version."),
}  # fmt: skip


def refuse_if_any(problems) -> None:
    if problems:
        raise ValidationError([SENTENCES[one] for one in problems])
