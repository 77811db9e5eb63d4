"""From when a target counts for somebody, where two dates may puzzle."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evenhand.features.standards.queries import ReadDays


def since_when(read: ReadDays) -> str:
    """Why it counts from that day, where two dates may puzzle: of an earlier copy, and of the request to read it here."""
    if not (read.copy and read.since and read.reply_by and read.reply_by > read.since):
        return ""
    text = _(
        "%(since)s: a copy was handed over on %(given)s, with the days to read it. The request to read it here, if possible by %(reply_by)s, came later and moves no day."
    )
    days = {"since": read.since, "given": read.copy.given_on, "reply_by": read.reply_by}
    return text % {name: date_format(day, _("j M Y")) for name, day in days.items()}
