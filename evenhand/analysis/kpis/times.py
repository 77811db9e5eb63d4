"""How long customers waited for a first reply and for a solution, also where they are still waiting."""

from evenhand.analysis.kpis.definition import (
    Better,
    CensoredQuantile,
    Family,
    ParameterField,
    Share,
    Use,
)
from evenhand.analysis.kpis.expressions import binned, inbound, not_given_up, one_if
from evenhand.analysis.texts import gettext_noop as _

# Of each clock: the column of the first reply, and how long the contact has been followed.
_REPLY = {
    "calendar": ("first_response_seconds", "followed_seconds"),
    "business": ("first_response_open_seconds", "followed_open_seconds"),
}
_CLOCKS = (("calendar", _("hours of the day")), ("business", _("opening hours")))


def _waiting(contact):
    """Inbound contacts of a source that records first replies, that nobody gave up.

    Not calls: whoever answers one has replied, and its source has no time of a first reply to give.
    """
    recorded = contact.first_replies_recorded.fill_null(False)
    written = contact.channel.fill_null("") != "phone"
    return (inbound(contact) & written & recorded & not_given_up(contact)).fill_null(False)


def _in_target(contact, parameters):
    reply, followed = (contact[name] for name in _REPLY[parameters["clock"]])
    target, waiting = parameters["target_seconds"], _waiting(contact)
    mature = ((followed >= target) | (reply > target)).fill_null(False)
    known = reply.notnull() | followed.notnull()
    return {
        "numerator": one_if(waiting & mature & (reply <= target)),
        "denominator": one_if(waiting & mature),
        "immature": one_if(waiting & known & ~mature),
        "blind": one_if(waiting & ~known),
    }


first_response = Share(
    key="first_response",
    version=1,
    title=_("First reply in time"),
    meaning=_(
        "Of the contacts that wait for a reply, the share that got the first one from a person within the time."
    ),
    formula=_("first replies within the time ÷ contacts for which that time is over"),
    excludes=_(
        "Calls, automatic receipts where the source tells them apart, outbound contacts, who gave up, and sources"
        " that do not record first replies."
    ),
    counted=_("contacts"),
    unit="share",
    table="contact",
    better=Better.HIGHER,
    use=Use.TEAM,
    controllable=False,
    interval=_("Wilson"),
    rows=_in_target,
    parameters={"target_seconds": 14_400, "clock": "calendar"},
    source=_("domain convention; Wilson 1927"),
    family=Family.SPEED,
    maturity=_("when its source has been followed for the whole time after it"),
    censoring=_(
        "Open and past the time is a miss. Contacts for which the time is not over yet are left out, also those"
        " already answered: counting only the quick ones among them would flatter."
    ),
    parameter_fields=(
        ParameterField(
            "target_seconds",
            _("Time for the first reply, seconds"),
            low=1,
            high=30 * 86_400,
            help=_("Four hours are 14400."),
        ),
        ParameterField("clock", _("Counted in"), choices=_CLOCKS),
    ),
    left_out={
        "immature": _("their time is not over yet"),
        "blind": _("the source does not say how far it reaches"),
    },
)


def _until(ended, followed, counts):
    """A time, and whether it went on beyond what the source has brought: (its rows, its times)."""

    def times(contact, _parameters):
        over = contact[ended[0]]
        for name in ended[1:]:
            over = over.fill_null(contact[name])
        return {
            "counts": counts(contact),
            "seconds": over.fill_null(contact[followed]),
            "open": one_if(over.isnull()),
            "followed": contact[followed],
        }

    return binned(times), times


def _to_solve(contact):
    recorded = contact.solves_recorded.fill_null(False)
    return (inbound(contact) & recorded & not_given_up(contact)).fill_null(False)


_REPLIED = _until(("first_response_seconds",), "followed_seconds", _waiting)
_REPLIED_OPEN = _until(("first_response_open_seconds",), "followed_open_seconds", _waiting)
_SOLVED = _until(("resolution_seconds",), "followed_seconds", _to_solve)
_SOLVED_OPEN = _until(("resolution_open_seconds",), "followed_open_seconds", _to_solve)
_FIRST_SOLVED = _until(
    ("first_resolution_seconds", "resolution_seconds"), "followed_seconds", _to_solve
)
_FIRST_SOLVED_OPEN = _until(
    ("first_resolution_open_seconds", "resolution_open_seconds"), "followed_open_seconds", _to_solve
)

_SHARES = (("median", 0.5, _("{title}, median")), ("p90", 0.9, _("{title}, 9 in 10")))
_CLOCK = _("Counted in hours of the day: nights, weekends and holidays are in it.")
_OPEN = _(
    "Counted in opening hours, with the bank holidays of the nation; days of 23 and 25 hours as long"
    " as they are."
)


def _pair(key, title, what, of_time, *, excludes, clock, variants_of):
    """The median and the time that nine in ten keep within."""
    rows, times = of_time
    return tuple(
        CensoredQuantile(
            key=f"{key}_{name}",
            version=2,
            title=words.given(title=title),
            meaning=_("{what} {clock}").given(what=sentence, clock=clock),
            formula=_(
                "quantile of the Kaplan–Meier curve, from counts of contacts in bins that widen by 10%"
            ),
            excludes=excludes,
            counted=_("contacts"),
            unit="seconds",
            table="contact",
            better=Better.LOWER,
            use=Use.TEAM,
            controllable=False,
            interval=_(
                "log-log band of the curve (Greenwood), after Brookmeyer and Crowley; by ranks, to the ends of their bins, where all are over"
            ),
            rows=rows,
            times=times,
            quantile=share,
            source=_("Kaplan and Meier 1958; Brookmeyer and Crowley 1982"),
            family=Family.SPEED if variants_of == "first_response" else Family.RESOLUTION,
            censoring=_(
                "Contacts still open count as taking longer than they were followed. Where too many are open the"
                " quantile is not reached, and said so."
            ),
            variants_of="" if f"{key}_{name}" == variants_of else variants_of,
            rolled_up=not key.startswith("first_resolution"),
        )
        for (name, share, words), sentence in zip(_SHARES, what, strict=True)
    )


_NO_REPLIES = _(
    "Calls, automatic receipts where the source tells them apart, outbound contacts, who gave up,"
    " and sources that do not record first replies."
)
_NO_SOLVES = _(
    "Outbound contacts, callers who gave up, and sources that do not record when a contact was solved."
)
_MOVES = _("{clock} The last solution counts: opening it again moves the time.")
_STAYS = _("{clock} Opening it again does not move it.")
# Of the median, and of nine in ten.
_A_REPLY = (
    _("Half of the contacts had a first reply within this time."),
    _("Nine in ten of the contacts had a first reply within this time."),
)
_FOR_GOOD = (
    _("Half of the contacts were solved for good within this time."),
    _("Nine in ten of the contacts were solved for good within this time."),
)
_A_FIRST_TIME = (
    _("Half of the contacts were solved a first time within this time."),
    _("Nine in ten of the contacts were solved a first time within this time."),
)

ALL = (
    first_response,
    *_pair("first_response", _("Time to the first reply"), _A_REPLY, _REPLIED,
        excludes=_NO_REPLIES, clock=_CLOCK, variants_of="first_response"),
    *_pair("first_response_open", _("Time to the first reply, opening hours"), _A_REPLY, _REPLIED_OPEN,
        excludes=_NO_REPLIES, clock=_OPEN, variants_of="first_response"),
    *_pair("resolution", _("Time to the solution"), _FOR_GOOD, _SOLVED,
        excludes=_NO_SOLVES, clock=_MOVES.given(clock=_CLOCK), variants_of="resolution_median"),
    *_pair("resolution_open", _("Time to the solution, opening hours"), _FOR_GOOD, _SOLVED_OPEN,
        excludes=_NO_SOLVES, clock=_MOVES.given(clock=_OPEN), variants_of="resolution_median"),
    *_pair("first_resolution", _("Time to the first solution"), _A_FIRST_TIME, _FIRST_SOLVED,
        excludes=_NO_SOLVES, clock=_STAYS.given(clock=_CLOCK), variants_of="resolution_median"),
    *_pair("first_resolution_open", _("Time to the first solution, opening hours"), _A_FIRST_TIME,
        _FIRST_SOLVED_OPEN, excludes=_NO_SOLVES, clock=_STAYS.given(clock=_OPEN), variants_of="resolution_median"),
)  # fmt: skip
