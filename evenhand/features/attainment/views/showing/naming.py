"""Why a look at a period that is over named nobody, or with what caution its findings are to be read."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.features.attainment.models import Assessment
from evenhand.features.attainment.rules.naming import SURE_FROM, Unnamed

_UNNAMED = {
    Unnamed.SHORT: gettext_lazy("Nobody is named: less than four weeks count, too few to tell a bad week from the usual."),
    Unnamed.FEW: gettext_lazy("Nobody is named: fewer than ten people are compared, too few to know how much people differ."),
    Unnamed.ALL_FELL: gettext_lazy("Nobody is named: everybody together did worse than in the two periods before. Look at the process first."),
}  # fmt: skip
_FEW = gettext_lazy("Fewer than fifteen people are compared: more than one finding in twenty may be wrong.")  # fmt: skip


def naming_text(assessment: Assessment, fell: Sequence[str] = ()) -> str:
    """ "" where nothing has to be said, or nothing is said of persons at all. `fell`: teams that did, as a whole."""
    if assessment.unsaid or not assessment.is_final:
        return ""
    if assessment.unnamed:
        return str(_UNNAMED[Unnamed(assessment.unnamed)])
    if fell:
        return _("Nobody of %(teams)s is named: the whole team did worse than in the two periods before. Look at the process first.") % {"teams": ", ".join(fell)}  # fmt: skip
    return str(_FEW) if 0 < assessment.people < SURE_FROM else ""
