"""Passed on, passed up, opened again, in time: what the source says became of a contact."""

from evenhand.analysis.kpis.definition import (
    Better,
    Family,
    NotYet,
    ParameterField,
    Result,
    Share,
    Use,
)
from evenhand.analysis.kpis.expressions import as_said, one_if
from evenhand.analysis.texts import gettext_noop as _

DAY = 86_400
MOST_UNMARKED = 0.1  # of transfers


def _transfer_avoidable(contact, _parameters):
    counts = (contact.answered & contact.transferred.notnull()).fill_null(False)
    known = ~contact.transferred | contact.transfer_avoidable.notnull()
    return {
        "numerator": one_if(counts & contact.transferred & contact.transfer_avoidable),
        "denominator": one_if(counts & known),
        "blind": one_if(counts & ~known),
        "marked": one_if(counts & contact.transferred & contact.transfer_avoidable.notnull()),
    }


def _transfer_cold(contact, _parameters):
    """Of the transfers alone: some channels never say how they pass on, and all that they kept would stand below the
    line while what they passed on is left out."""
    counts = (contact.answered & contact.transferred).fill_null(False)
    return {
        "numerator": one_if(counts & (contact.transfer_type == "cold")),
        "denominator": one_if(counts & contact.transfer_type.notnull()),
        "blind": one_if(counts & contact.transfer_type.isnull()),
        "unsaid": one_if(contact.answered.fill_null(False) & contact.transferred.isnull()),
    }


class TransfersApart(Share):
    """Refused where too few transfers are told apart: what was kept counts whole, and so each transfer that is left
    out would flatter."""

    def result(self, parts):
        if parts["blind"] > MOST_UNMARKED * (parts["blind"] + parts["marked"]):
            return Result(None, int(parts["denominator"]), problem=self.why_not(parts))
        return super().result(parts)


class OfTransfers(Share):
    """Where no source says what was passed on, that is the reason."""

    def result(self, parts):
        if parts["unsaid"] and not (parts["denominator"] or parts["blind"]):
            return Result(None, 0, problem=_("not said whether they were transferred"))
        return super().result(parts)


transfers = Share(
    key="transfers",
    version=1,
    title=_("Transferred"),
    meaning=_(
        "Of the contacts that somebody answered, the share passed on to somebody else. A right transfer is no fault."
    ),
    formula=_("contacts transferred ÷ contacts handled"),
    excludes=_("Abandoned contacts, and contacts of which the source does not say it."),
    counted=_("contacts"),
    unit="share",
    table="contact",
    better=Better.NEITHER,
    use=Use.DIAGNOSIS,
    controllable=False,
    interval=_("Wilson"),
    rows=as_said("transferred"),
    source=_("domain convention; Wilson 1927"),
    family=Family.RESOLUTION,
)

transfers_avoidable = TransfersApart(
    key="transfers_avoidable",
    version=2,
    title=_("Avoidable transfers"),
    meaning=_(
        "Of the contacts that somebody answered, the share passed on although it could have been settled there."
    ),
    formula=_("contacts transferred and marked avoidable ÷ contacts handled"),
    excludes=_(
        "Abandoned contacts, and transfers that are marked neither right nor avoidable."
        " Nothing is said where more than one transfer in ten is not marked: the share would look better than it is."
    ),
    counted=_("contacts"),
    unit="share",
    table="contact",
    better=Better.LOWER,
    use=Use.PERSON,
    controllable=True,
    interval=_("Wilson"),
    rows=_transfer_avoidable,
    source=_("domain convention: correct and avoidable transfers apart; Wilson 1927"),
    family=Family.RESOLUTION,
    variants_of="transfers",
    left_out={"blind": _("transferred, and not said whether it could have been avoided")},
)

transfers_cold = OfTransfers(
    key="transfers_cold",
    version=1,
    title=_("Cold transfers"),
    meaning=_(
        "Of the contacts that were passed on, the share passed on cold: whoever took it had not been told of it"
        " first, so the customer may have had to begin again. The other transfers were warm."
    ),
    formula=_("contacts transferred cold ÷ contacts transferred, warm or cold"),
    excludes=_(
        "Abandoned contacts, contacts that were not transferred, and transfers that are marked neither warm nor cold."
    ),
    counted=_("transfers"),
    unit="share",
    table="contact",
    better=Better.LOWER,
    use=Use.TEAM,
    controllable=False,
    interval=_("Wilson"),
    rows=_transfer_cold,
    source=_("domain convention: warm and cold transfers apart; Wilson 1927"),
    family=Family.RESOLUTION,
    variants_of="transfers",
    rolled_up=False,
    left_out={"blind": _("not said whether warm or cold")},
)

escalations = Share(
    key="escalations",
    version=1,
    title=_("Escalated"),
    meaning=_(
        "Of the contacts that somebody answered, the share passed up to somebody with more authority."
        " Passing up what has to be is no fault."
    ),
    formula=_("contacts escalated ÷ contacts handled"),
    excludes=_("Abandoned contacts, and contacts of which the source does not say it."),
    counted=_("contacts"),
    unit="share",
    table="contact",
    better=Better.NEITHER,
    use=Use.DIAGNOSIS,
    controllable=False,
    interval=_("Wilson"),
    rows=as_said("escalated"),
    source=_("domain convention; Wilson 1927"),
    family=Family.RESOLUTION,
)


def _reopened(contact, parameters):
    seconds = parameters["window_days"] * DAY
    first = contact.first_resolution_seconds.fill_null(contact.resolution_seconds)
    # Opened again, it must have been solved before; and where no times are recorded, the source's word is all there is.
    unsaid = ~contact.solves_recorded.fill_null(False) & contact.resolved.fill_null(True)
    solved = (first.notnull() | (contact.reopened > 0) | unsaid).fill_null(False)
    mature = (contact.followed_seconds - first.fill_null(0.0) >= seconds).fill_null(False)
    told = contact.reopened.notnull()
    return {
        "numerator": one_if(solved & told & mature & (contact.reopened > 0)),
        "denominator": one_if(solved & told & mature),
        "immature": one_if(solved & told & ~mature),
        "blind": one_if(solved & contact.answered & ~told),
    }


reopened = Share(
    key="reopened",
    version=1,
    title=_("Opened again"),
    meaning=_("Of the tickets that were solved, the share opened again at least once."),
    formula=_("tickets opened again at least once ÷ tickets solved"),
    excludes=_(
        "How often one was opened again: tickets are counted, not events. The source says how often and not when,"
        " so one opened again after the window counts as well."
    ),
    counted=_("tickets"),
    unit="share",
    table="contact",
    better=Better.LOWER,
    use=Use.TEAM,
    controllable=False,
    interval=_("Wilson"),
    rows=_reopened,
    parameters={"window_days": 7},
    source=_("domain convention (tickets, not events); Wilson 1927"),
    family=Family.RESOLUTION,
    maturity=_("when its source has been followed for the whole window after it was first solved"),
    censoring=_("Tickets solved in the last days are left out, and not taken for settled."),
    parameter_fields=(
        ParameterField(
            "window_days", _("Days in which a ticket may be opened again"), low=1, high=90
        ),
    ),
    left_out={"immature": _("solved less than {window_days} days ago")},
)


def _in_deadline(contact, _parameters):
    said = contact.in_deadline
    return {
        "numerator": one_if(said),
        "denominator": one_if(said.notnull()),
        "blind": one_if(said.isnull()),
    }


in_deadline = Share(
    key="in_deadline",
    version=1,
    title=_("Answered within the deadline, as the source says"),
    meaning=_(
        "Of the contacts that have a deadline, the share that the source marks as answered in time."
    ),
    formula=_("marked in time ÷ marked in time or late"),
    excludes=_(
        "Contacts of which the source does not say it. One that is open and overdue counts as late where the"
        " source marks it so; otherwise it is not told apart from one that is still in time."
    ),
    counted=_("contacts"),
    unit="share",
    table="contact",
    better=Better.HIGHER,
    use=Use.TEAM,
    controllable=False,
    interval=_("Wilson"),
    rows=_in_deadline,
    source=_("domain convention; Wilson 1927"),
    family=Family.RESOLUTION,
    censoring=_("What the source has not marked yet is left out."),
)

complaints_in_deadline = NotYet(
    key="complaints_in_deadline",
    version=1,
    title=_("Complaints closed in time"),
    meaning=_("Of the complaints whose deadline has passed, the share closed by then."),
    formula=_("complaints closed in their deadline ÷ complaints whose deadline has passed"),
    excludes=_("Complaints whose deadline is still to come. Open and overdue is a failure."),
    counted=_("complaints"),
    unit="share",
    table="contact",
    better=Better.HIGHER,
    use=Use.TEAM,
    controllable=False,
    interval=_("Wilson"),
    rows=lambda _contact, _parameters: {},
    source=_("domain convention; Wilson 1927"),
    family=Family.RESOLUTION,
    variants_of="in_deadline",
    needs=_(
        "needs records of complaints with their deadlines; no import tells complaints from other contacts yet"
    ),
)

ALL = (
    transfers,
    transfers_avoidable,
    transfers_cold,
    escalations,
    reopened,
    in_deadline,
    complaints_in_deadline,
)
