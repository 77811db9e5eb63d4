"""Whether it was settled the first time: as later contacts show it, as customers say, and as the source says."""

from evenhand.analysis.kpis.definition import (
    Better,
    ClusteredRatio,
    Family,
    ParameterField,
    Share,
    Use,
)
from evenhand.analysis.kpis.expressions import as_said, inbound, one_if
from evenhand.analysis.texts import gettext_noop as _

DAY = 86_400

SAME_DAY = 0  # the window that ends with the local day, however long that one is

_WINDOW = ParameterField(
    "window_days",
    _("Time within which a further contact belongs to the same issue"),
    choices=(
        (SAME_DAY, _("the same day, until midnight")),
        (1, _("1 day, of 24 hours")),
        (2, _("2 days")),
        (7, _("7 days")),
        (14, _("14 days")),
    ),
)


def _linked(contact):
    """Answered inbound contacts of a known customer, and those whose customer is not named."""
    counts = (inbound(contact) & contact.answered).fill_null(False)
    return counts & contact.customer.notnull(), counts & contact.customer.isnull()


_GAPS = {"previous": "since_previous_seconds", "next": "until_next_seconds"}


def _beyond(contact, neighbour, parameters):
    """Whether that neighbour, if there is one, lies outside the window: in seconds, or on another local day."""
    if parameters["window_days"] == SAME_DAY:
        return ~contact[f"{neighbour}_same_day"].fill_null(False)
    seconds = contact[_GAPS[neighbour]]
    return seconds.isnull() | (seconds > parameters["window_days"] * DAY)


def _is_over(contact, parameters):
    """Whether its source has been followed to the end of the window."""
    if parameters["window_days"] == SAME_DAY:
        return contact.followed_whole_day.fill_null(False)
    return (contact.followed_seconds >= parameters["window_days"] * DAY).fill_null(False)


def _first_contact(contact, parameters):
    linked, unnamed = _linked(contact)
    # An issue is opened where no contact of the customer for the same reason lies shortly before.
    opened = linked & _beyond(contact, "previous", parameters)
    single = _beyond(contact, "next", parameters)
    mature = _is_over(contact, parameters)
    return {
        "numerator": one_if(opened & mature & single),
        "denominator": one_if(opened & mature),
        "immature": one_if(opened & ~mature),
        "blind": one_if(unnamed),
    }


fcr = Share(
    key="fcr",
    version=1,
    title=_("First contact resolution"),
    meaning=_(
        "Of the issues that customers brought, the share that took one contact. It counts for whoever took the"
        " first contact, never for whoever took the second."
    ),
    formula=_("issues with exactly one inbound contact in the window ÷ issues opened"),
    excludes=_(
        "Outbound and abandoned contacts, and contacts whose customer is not named. Contacts belong together when"
        " customer and reason are the same, in any channel of one source. Test calls, wrong numbers and contacts that we"
        " caused ourselves count as contacts: no file says which they are, so leave them out of the export."
    ),
    counted=_("issues"),
    unit="share",
    table="contact",
    better=Better.HIGHER,
    use=Use.PERSON,
    controllable=True,
    interval=_("Wilson"),
    rows=_first_contact,
    parameters={"window_days": 7},
    source=_("repeat-contact convention (same day to 14 days are all in use); Wilson 1927"),
    family=Family.RESOLUTION,
    maturity=_("when its source has been followed for the whole window after it"),
    censoring=_(
        "Issues of the last days, whose window is not over, are left out and not taken for resolved. What came"
        " before the first day of a source is not known: its first days may hold repeats that count as new issues."
    ),
    parameter_fields=(_WINDOW,),
    left_out={
        "immature": _("not followed to the end of their window yet"),
        "blind": _("no customer named"),
    },
)


def _issues_per_contact(contact, parameters):
    linked, unnamed = _linked(contact)
    return {
        "numerator": one_if(linked & _beyond(contact, "previous", parameters)),
        "denominator": one_if(linked),
        "blind": one_if(unnamed),
    }


def _customer(contact):
    """Whose contact it is: the same number in two sources may be two people."""
    return contact.source.fill_null("") + "\n" + contact.customer


contact_ratio = ClusteredRatio(
    key="contact_ratio",
    version=2,
    title=_("Issues for each contact"),
    meaning=_(
        "Sometimes called first contact resolution, and not the same: an issue with three contacts weighs more"
        " here than one with two. 100 issues in 125 contacts are 80% here, when 85 of them took one contact."
    ),
    formula=_("issues opened ÷ contacts = 1 − repeat contacts ÷ contacts"),
    excludes=fcr.excludes,
    counted=_("contacts"),
    unit="share",
    table="contact",
    better=Better.HIGHER,
    use=Use.DIAGNOSIS,
    controllable=False,
    interval=_(
        "linearised ratio on the logit scale, clustered by customer, Student’s t; none of fewer than five customers"
    ),
    rows=_issues_per_contact,
    cluster=_customer,
    parameters={"window_days": 7},
    source=_(
        "“simple” first contact resolution of forums; Cochran 1977, 6.8; Carter, Schnepel and Steigerwald 2017"
    ),
    family=Family.RESOLUTION,
    censoring=_(
        "Whether a contact is a repeat is known when it begins: no window has to be over. What came before the"
        " first day of a source is not known, so its first days may hold repeats that count as new issues."
    ),
    variants_of="fcr",
    rolled_up=False,
    parameter_fields=(_WINDOW,),
    left_out={"blind": _("no customer named")},
)


def _customer_says(response, _parameters):
    asked = ((response.question == "resolved") & response.credited).fill_null(False)
    return {
        "numerator": one_if(asked & (response.score == 1)),
        "denominator": one_if(asked & response.score.isin([0, 1])),
        "unsure": one_if(asked & response.score.isnull()),
    }


fcr_survey = Share(
    key="fcr_survey",
    version=1,
    title=_("Resolved first time, as customers say"),
    meaning=_(
        "Of the customers who were asked whether it was settled the first time and said yes or no, the share who"
        " said yes. Customers and records often differ; read it beside the response rate."
    ),
    formula=_("“yes” ÷ (“yes” + “no”)"),
    excludes=_(
        "“Not sure” is in neither, and said beside the figure. Customers who did not answer are unknown."
    ),
    counted=_("answers"),
    unit="share",
    table="response",
    better=Better.HIGHER,
    use=Use.PERSON,
    controllable=True,
    interval=_("Wilson"),
    rows=_customer_says,
    source=_("customer-defined resolution; Wilson 1927"),
    family=Family.RESOLUTION,
    variants_of="fcr",
    left_out={"unsure": _("not sure")},
)


resolved_said = Share(
    key="resolved",
    version=1,
    title=_("Resolved, as the source says"),
    meaning=_(
        "Of the contacts that somebody answered, the share that the source marks as resolved: whoever closed it,"
        " not the customer, says so."
    ),
    formula=_("contacts marked resolved ÷ contacts marked resolved or not"),
    excludes=_("Abandoned contacts, and contacts of which the source does not say it."),
    counted=_("contacts"),
    unit="share",
    table="contact",
    better=Better.HIGHER,
    use=Use.DIAGNOSIS,
    controllable=False,
    interval=_("Wilson"),
    rows=as_said("resolved"),
    source=_("operations-defined resolution; Wilson 1927"),
    family=Family.RESOLUTION,
    variants_of="fcr",
)

ALL = (fcr, contact_ratio, fcr_survey, resolved_said)
