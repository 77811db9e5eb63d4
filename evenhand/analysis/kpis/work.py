"""Work that waits, and work that is done: backlog; and what needs agent states, schedules or complaint records."""

from dataclasses import replace
from typing import Any

from evenhand.analysis.kpis.definition import Better, Family, Level, NotYet, Use
from evenhand.analysis.kpis.expressions import inbound, not_given_up
from evenhand.analysis.texts import gettext_noop as _


def _open_items(contact, _parameters):
    recorded = contact.solves_recorded.fill_null(False)
    awaited = inbound(contact) & not_given_up(contact)
    return {
        "counts": (awaited & recorded).fill_null(False),
        "opened_at": contact.started_at,
        "closed_at": contact.solved_at,
        "source": contact.source,
        "blind": (awaited & ~recorded).fill_null(False),
    }


backlog = Level(
    key="backlog",
    version=2,
    title=_("Backlog"),
    meaning=_("How many contacts are open at the end of the period."),
    formula=_("contacts begun before that moment and not solved by then"),
    excludes=_(
        "Outbound contacts, callers who gave up, and sources that do not record when a contact was solved. Never"
        " added up over days. One that was opened again and solved again counts as open all the while."
    ),
    counted=_("open contacts"),
    unit="count",
    table="contact",
    better=Better.LOWER,
    use=Use.TEAM,
    controllable=False,
    interval=_("exact Poisson: how far such a count moves by chance"),
    rows=_open_items,
    source=_("domain convention (a level, not a flow); Garwood 1936"),
    family=Family.WORK,
    rolled_up=False,
    left_out={"blind": _("this source records no solved times")},
)

_AGE = replace(
    backlog,
    unit="seconds",
    interval=_("none: every open contact was looked at, so both ends are the value"),
    source=_("domain convention (a level, not a flow)"),
    variants_of="backlog",
)

backlog_age = replace(
    _AGE,
    key="backlog_age_median",
    part="age_p50",
    title=_("Age of the backlog, median"),
    meaning=_("Half of the contacts that are open have been open for less than this."),
    formula=_("median of (that moment − begun) over open contacts, hours of the day"),
)

backlog_long = replace(
    _AGE,
    key="backlog_age_p90",
    part="age_p90",
    title=_("Age of the backlog, 9 in 10"),
    meaning=_("Nine in ten of the contacts that are open have been open for less than this."),
    formula=_("90% quantile of (that moment − begun) over open contacts, hours of the day"),
)

backlog_days = replace(
    _AGE,
    key="backlog_days",
    version=3,
    part="days",
    title=_("Backlog, days of work"),
    meaning=_(
        "How many days it would take to solve what is open, at the pace of the last 28 days and with nothing new."
    ),
    formula=_(
        "open contacts ÷ mean daily closures: contacts solved in the 28 days before ÷ 28, or in as many of those days"
        " as there are facts of"
    ),
    unit="days",
    interval=_("exact Poisson of the contacts solved"),
    source=_("domain convention: backlog ÷ mean daily closures; Garwood 1936"),
)


def _not_yet(key, title, meaning, formula, excludes, *, needs, **more):
    told: dict[str, Any] = {
        "key": key,
        "version": 1,
        "title": title,
        "meaning": meaning,
        "formula": formula,
        "excludes": excludes,
        "counted": _("hours"),
        "unit": "share",
        "table": "contact",
        "better": Better.NEITHER,
        "use": Use.TEAM,
        "controllable": False,
        "interval": _("by days (bootstrap)"),
        "rows": lambda _contact, _parameters: {},
        "source": _("domain convention"),
        "family": Family.WORK,
        "needs": needs,
    }
    return NotYet(**told | more)


_STATES = _(
    "needs the times in which each person was talking, wrapping up or waiting, which no import brings yet"
)
_SCHEDULES = _("needs schedules and the times in each state, which no import brings yet")

occupancy = _not_yet(
    "occupancy",
    _("Occupancy"),
    _(
        "Of the time in which people were handling contacts or waiting for one, the share spent handling. It follows from"
        " volume and staffing, not from effort; small groups must run lower."
    ),
    _(
        "(talk + hold + wrap) ÷ (talk + hold + wrap + available). ICMI uses the word for something wider that includes"
        " meetings and training."
    ),
    _("Breaks, meetings and training."),
    needs=_STATES,
)

utilisation = _not_yet(
    "utilisation",
    _("Utilisation"),
    _(
        "Of the time that is paid, the share in which people were handling contacts or available for them."
    ),
    _(
        "(contact + available time) ÷ paid time. Not the same in ICMI’s words: there utilisation counts talk, wrap and idle"
        " time, and occupancy counts meetings and training as well."
    ),
    _("Nothing that is paid."),
    needs=_STATES,
)

adherence = _not_yet(
    "adherence",
    _("Adherence"),
    _("Of the scheduled time, the share spent in the state that was planned."),
    _("time in the scheduled state ÷ scheduled time, at most 100%"),
    _("Authorised exceptions. Reasonable adjustments are scheduled, never scored."),
    needs=_SCHEDULES,
)

conformance = _not_yet(
    "conformance",
    _("Conformance"),
    _("How much of the scheduled time was worked, whenever it was. It may exceed 100%."),
    _("time worked ÷ time scheduled"),
    _("Authorised exceptions."),
    needs=_SCHEDULES,
    variants_of="adherence",
)

complaint_rate = _not_yet(
    "complaint_rate",
    _("Complaint rate"),
    _("How many complaints came for every thousand contacts."),
    _("complaints ÷ contacts × 1,000"),
    _(
        "One who complains twice about one thing counts once as a case, twice as an expression: the import will say which."
    ),
    needs=_("needs records of complaints, which no import tells from other contacts yet"),
    counted=_("complaints"),
    unit="rate",
    better=Better.LOWER,
    interval=_("exact Poisson"),
    source=_("domain convention; Garwood 1936"),
)

ALL = (
    backlog,
    backlog_age,
    backlog_long,
    backlog_days,
    occupancy,
    utilisation,
    adherence,
    conformance,
    complaint_rate,
)
