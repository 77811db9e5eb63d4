"""How much was handled, and how much of it was answered."""

from dataclasses import replace

from evenhand.analysis.kpis.definition import (
    Better,
    Count,
    Family,
    Mean,
    ParameterField,
    Share,
    Use,
)
from evenhand.analysis.kpis.expressions import LIVE, inbound, one_if, sums
from evenhand.analysis.texts import gettext_noop as _


def _handled(contact, _parameters):
    return {"n": one_if(contact.answered)}


contacts_handled = Count(
    key="handled",
    version=1,
    title=_("Contacts handled"),
    meaning=_("How many contacts somebody answered."),
    formula=_("contacts that were answered"),
    excludes=_(
        "Abandoned contacts. Each contact counts once, for the person to whom it is credited."
    ),
    counted=_("contacts"),
    unit="count",
    table="contact",
    better=Better.NEITHER,
    use=Use.DIAGNOSIS,
    controllable=False,
    interval=_("exact Poisson: how far such a count moves by chance"),
    rows=_handled,
    source=_("Evenhand; Garwood 1936 for the interval"),
)


def _offered(contact):
    """Inbound contacts for which somebody waits: nobody gives up on an email, a letter or a form, which would only
    dilute a share."""
    live = contact.channel.fill_null("phone").isin(LIVE)
    return inbound(contact) & live & contact.answered.notnull()


def _told(contact):
    return contact.abandons_recorded.fill_null(False)


def _uncredited(contact):
    return ~contact.abandons_credited.fill_null(False)


NO_ABANDONED = _("no abandoned calls in this source")


def _count_offered(contact, _parameters):
    offered, told = _offered(contact), _told(contact)
    return {
        "n": one_if(offered & told),
        "blind": one_if(offered & ~told),
        "uncredited": one_if(offered & told & _uncredited(contact)),
    }


contacts_offered = Count(
    key="offered",
    version=2,
    title=_("Contacts offered"),
    meaning=_(
        "How many inbound contacts came in for which somebody waited: answered and abandoned together."
    ),
    formula=_("answered + abandoned"),
    excludes=_(
        "Outbound contacts, whatever nobody waits for (emails, letters, forms, messages), and sources that do not record abandoned contacts."
    ),
    counted=_("contacts offered"),
    unit="count",
    table="contact",
    better=Better.NEITHER,
    use=Use.DIAGNOSIS,
    controllable=False,
    interval=_("exact Poisson: how far such a count moves by chance"),
    rows=_count_offered,
    source=_("Evenhand; Garwood 1936 for the interval"),
    variants_of="handled",
    left_out={"blind": NO_ABANDONED},
)


def _answered(contact, _parameters):
    offered, told = _offered(contact), _told(contact)
    return {
        "numerator": one_if(offered & told & contact.answered),
        "denominator": one_if(offered & told),
        "blind": one_if(offered & ~told),
        "uncredited": one_if(offered & told & _uncredited(contact)),
    }


class Answered(Share):
    """Without abandoned contacts all would seem answered."""

    def why_not(self, parts):
        return NO_ABANDONED


answered_share = Answered(
    key="answered",
    version=2,
    title=_("Answered"),
    meaning=_("Of the inbound contacts that were offered, the share that somebody answered."),
    formula=_("answered ÷ (answered + abandoned)"),
    excludes=_(
        "Outbound contacts, whatever nobody waits for (emails, letters, forms, messages), and sources that do not record abandoned contacts."
    ),
    counted=_("contacts offered"),
    unit="share",
    table="contact",
    better=Better.HIGHER,
    use=Use.TEAM,
    controllable=False,
    interval=_("Wilson"),
    rows=_answered,
    source=_("Complement of the abandonment rate without a short threshold; Wilson 1927"),
    family=Family.SPEED,
)


def _abandoned(contact, parameters):
    offered, told = _offered(contact), _told(contact)
    waits = contact.abandon_waits_recorded.fill_null(False)
    lost = ~contact.answered
    can_say = told & waits & (contact.answered | contact.wait_seconds.notnull())
    at_once = lost & (contact.wait_seconds <= parameters["short_seconds"])
    counts = offered & can_say & ~at_once.fill_null(False)
    return {
        "numerator": one_if(counts & lost),
        "denominator": one_if(counts),
        "blind": one_if(offered & ~can_say.fill_null(False)),
        "no_abandons": one_if(offered & ~told),
        "uncredited": one_if(counts & _uncredited(contact)),
    }


class Abandoned(Share):
    """Who gave up at once is told from who gave up waiting by how long they waited."""

    def why_not(self, parts):
        if parts.get("no_abandons", 0) >= parts["blind"]:
            return NO_ABANDONED
        return _("this source does not say how long callers waited before they gave up")


abandonment = Abandoned(
    key="abandoned",
    version=2,
    title=_("Abandoned"),
    meaning=_("Of the inbound contacts offered, the share whose customer gave up waiting."),
    formula=_("abandoned after the short time ÷ (offered − abandoned within the short time)"),
    excludes=_(
        "Who gives up within the short time, outbound contacts, whatever nobody waits for (emails, letters, forms,"
        " messages), and sources that do not record abandoned contacts or how long those waited. Calls that end in a menu"
        " look like abandoned ones where a source lists them: leave them out of its export."
    ),
    counted=_("contacts offered"),
    unit="share",
    table="contact",
    better=Better.LOWER,
    use=Use.TEAM,
    controllable=False,
    interval=_("Wilson"),
    rows=_abandoned,
    parameters={"short_seconds": 5},
    source=_("domain convention (short time 5 to 10 s); Wilson 1927"),
    family=Family.SPEED,
    variants_of="answered",
    parameter_fields=(
        ParameterField(
            "short_seconds",
            _("Short time, seconds: who gives up within it is not counted"),
            high=60,
        ),
    ),
)


def _messages(*sides: str):
    """The messages of these sides, over contacts whose transcript is here."""

    def rows(contact, _parameters):
        counts = contact.answered.fill_null(False)
        told = contact.customer_messages.notnull() & contact.agent_messages.notnull()
        said = sum(contact[f"{side}_messages"].fill_null(0) for side in sides).cast("float64")
        return sums(said, (counts & told).fill_null(False)) | {"blind": one_if(counts & ~told)}

    return rows


messages = Mean(
    key="messages",
    version=1,
    title=_("Messages per contact"),
    meaning=_(
        "How many messages a contact took, those of both sides together. More is not worse: some reasons need more"
        " words than others."
    ),
    formula=_("messages of the customer and of the person ÷ answered contacts with a transcript"),
    excludes=_(
        "What a system said, contacts that nobody answered, and contacts whose transcript is not here."
    ),
    counted=_("contacts"),
    unit="score",
    table="contact",
    better=Better.NEITHER,
    use=Use.DIAGNOSIS,
    controllable=False,
    interval=_("Student’s t on the log scale (skewed to the right)"),
    rows=_messages("customer", "agent"),
    skewed=True,
    source=_("Evenhand; delta method for the interval"),
    left_out={"blind": _("no transcript of them here")},
)

messages_customer = replace(
    messages,
    key="messages_customer",
    title=_("Messages of the customer"),
    meaning=_("How many messages of a contact the customer wrote."),
    formula=_("messages of the customer ÷ answered contacts with a transcript"),
    rows=_messages("customer"),
    variants_of="messages",
)

messages_agent = replace(
    messages,
    key="messages_agent",
    title=_("Messages of the person"),
    meaning=_("How many messages of a contact came from whoever handled it."),
    formula=_("messages of the person ÷ answered contacts with a transcript"),
    rows=_messages("agent"),
    variants_of="messages",
)

ALL = (
    contacts_handled,
    contacts_offered,
    answered_share,
    abandonment,
    messages,
    messages_customer,
    messages_agent,
)
