"""Who knows more of the days after a finding, and that they have to be asked before anything formal rests on it."""

from django.utils.translation import gettext as _

from evenhand.features.attainment.queries import After, Seen
from evenhand.features.attainment.rules.secrecy import Reads
from evenhand.foundation import wording


def since_sentence(after: After, seen: Seen) -> str:
    """ "" to the two who read it all: the weeks stand beside the finding there."""
    if after.up_to is None or seen.reads is Reads.ALL:
        return ""
    days = {
        "name": seen.person.name,
        "first": wording.date_text(seen.assessment.end, year=True),
        "last": wording.date_text(after.up_to, year=True),
    }
    text = _("This finding is about the days named above. Contacts from %(first)s to %(last)s have been brought in since. How %(name)s stands in them is read by %(name)s and whoever leads them; by others a finding, or that the standard is met, once a period is over. Ask those two before anything formal rests on this finding: it may look different by now.")  # fmt: skip
    if seen.opens_contacts:
        text += " " + _("What was counted each week stands under “Through time”, with no regard to which contacts came.")  # fmt: skip
    return text % days
