"""How much was handled, and how much of it was answered."""

from evenhand.analysis.kpis.definition import Better, Count, Share, Use


def _one_if(condition):
    """1 or 0; not a cast, which PostgreSQL has only for small integers."""
    return condition.fill_null(False).ifelse(1, 0)


def _handled(contact, _parameters):
    return {"n": _one_if(contact.answered)}


contacts_handled = Count(
    key="handled",
    version=1,
    title="Contacts handled",
    meaning="How many contacts somebody answered.",
    formula="contacts that were answered",
    excludes="Abandoned contacts. Each contact counts once, for the person to whom it is credited.",
    counted="contacts",
    unit="count",
    table="contact",
    better=Better.NEITHER,
    use=Use.DIAGNOSIS,
    controllable=False,
    interval="exact Poisson: how far such a count moves by chance",
    rows=_handled,
    source="Evenhand; Garwood 1936 for the interval",
)


def on_phone(contact):
    """A source that names no channel brings in calls."""
    return contact.channel.fill_null("phone") == "phone"


def inbound(contact):
    """A source that names no direction brings in inbound contacts."""
    return contact.direction.fill_null("inbound") == "inbound"


def _answered(contact, _parameters):
    # Nobody gives up on an email: it would only dilute the share.
    live = contact.channel.fill_null("phone") != "email"
    offered = inbound(contact) & live & contact.answered.notnull()
    told = contact.abandons_recorded.fill_null(False)
    return {
        "numerator": _one_if(offered & told & contact.answered),
        "denominator": _one_if(offered & told),
        "blind": _one_if(offered & ~told),
        "uncredited": _one_if(offered & told & ~contact.abandons_credited.fill_null(False)),
    }


class Answered(Share):
    def why_not(self, parts):
        return "no abandoned calls in this source"


answered_share = Answered(
    key="answered",
    version=1,
    title="Answered",
    meaning="Of the inbound contacts that were offered, the share that somebody answered.",
    formula="answered ÷ (answered + abandoned)",
    excludes="Outbound contacts, emails, and sources that do not record abandoned contacts.",
    counted="contacts offered",
    unit="share",
    table="contact",
    better=Better.HIGHER,
    use=Use.TEAM,
    controllable=False,
    interval="Wilson",
    rows=_answered,
    source="Complement of the abandonment rate without a short threshold; Wilson 1927",
)

ALL = (contacts_handled, answered_share)
