"""What can be chosen where columns are matched, in words."""

from django.utils.translation import gettext_lazy as _

KINDS = (
    ("contacts", _("a contact: a call, a ticket, a chat")),
    ("surveys", _("what a customer answered")),
    ("evaluations", _("an evaluation, or one criterion of it")),
    ("legs", _("one person's part of a contact (a leg)")),
    ("conversations", _("a conversation, with what was said")),
)
ORDERS = (("dmy", _("Day first: 03/04 is 3 April")), ("mdy", _("Month first: 03/04 is 4 March")))
# Kind of a field → its usual unit, and all that a column of plain numbers may be in.
UNITS = {
    "duration": (
        "s",
        (
            ("s", _("seconds")),
            ("min", _("minutes")),
            ("h", _("hours")),
            ("ms", _("thousandths of a second")),
        ),
    ),
    "percent": ("%", (("%", _("of a hundred")), ("share", _("a share from 0 to 1")))),
}
QUESTIONS = (
    ("", _("Do not bring in")),
    ("csat", _("Satisfaction")),
    ("nps", _("Would recommend (0 to 10)")),
    ("ces", _("Effort")),
    ("resolved", _("Resolved or not")),
)
SPEAKERS = (
    ("customer", _("The customer")),
    ("agent", _("The person who handles the contact")),
    ("system", _("A system: a bot, a lookup, a note")),
)
CHANNELS = (("phone", _("Phone")), ("email", _("Email")), ("chat", _("Chat")))
PURPOSES = (
    ("targeted", _("targeted: chosen for a reason")),
    ("random", _("drawn at random")),
)
MOST = 1000  # that an answer may be
SCALES = {
    ("csat", "low"): _("Satisfaction: lowest answer"),
    ("csat", "high"): _("Satisfaction: highest answer"),
    ("ces", "low"): _("Effort: lowest answer"),
    ("ces", "high"): _("Effort: highest answer"),
}
EFFORT = ((2, _("the highest is the easiest")), (1, _("the lowest is the easiest")))
