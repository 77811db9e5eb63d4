"""How fast callers were answered: service level, and how long they waited."""

from evenhand.analysis.kpis.definition import Better, Family, Mean, Quantile, Share, Use
from evenhand.analysis.kpis.expressions import binned, inbound, on_phone, one_if, sums
from evenhand.analysis.texts import gettext_noop as _

# The six live formulas for "x% in y seconds"; sources 1-5: callcentrehelper.com/service-level-threshold-calculations.
FORMULAS = {
    1: _("(answered in time + abandoned in time) ÷ (answered + abandoned)"),
    2: _("answered in time ÷ answered"),
    3: _("answered in time ÷ (answered + abandoned)"),
    4: _("answered in time ÷ (answered + abandoned after the time)"),
    5: _("(answered in time + abandoned within the short time) ÷ (answered + abandoned)"),
    6: _("answered in time ÷ (answered + abandoned − abandoned within the short time)"),
}
IGNORES_ABANDONED = {2}
NEEDS_WAIT_OF_ABANDONED = {1, 4, 5, 6}


def _service_level(contact, parameters):
    formula, seconds, short = (parameters[name] for name in ("formula", "seconds", "short"))
    wait, lost = contact.wait_seconds, ~contact.answered
    offered = inbound(contact) & contact.answered.notnull() & on_phone(contact)
    told = contact.abandons_recorded.fill_null(False)
    in_time, lost_in_time, lost_at_once = (
        wait <= seconds,
        lost & (wait <= seconds),
        lost & (wait <= short),
    )
    met = contact.answered & in_time
    # What each formula adds to the answered calls below the line, and to those in time above it.
    below = {2: contact.answered, 4: ~lost_in_time, 6: ~lost_at_once}.get(formula, offered)
    above = {1: met | lost_in_time, 5: met | lost_at_once}.get(formula, met)
    can_say = offered & _can_say(contact, formula, told)
    return {
        "numerator": one_if(can_say & above),
        "denominator": one_if(can_say & below),
        "blind": one_if(offered & ~can_say.fill_null(False)),
        "no_abandons": one_if(offered & ~told),
        "uncredited": one_if(can_say & _needs_credit(contact, formula)),
    }


def _needs_credit(contact, formula):
    """Whether a part of the organisation cannot be told without knowing whose the abandoned calls were."""
    return (formula not in IGNORES_ABANDONED) & ~contact.abandons_credited.fill_null(False)


def _can_say(contact, formula, told):
    """Whether the source records what the formula asks of this call."""
    waited = contact.wait_seconds.notnull()
    if formula in IGNORES_ABANDONED:
        return waited | ~contact.answered
    if formula in NEEDS_WAIT_OF_ABANDONED:
        return told & contact.abandon_waits_recorded.fill_null(False) & waited
    return told & (waited | ~contact.answered)


class ServiceLevel(Share):
    def why_not(self, parts):
        if (
            parts.get("no_abandons", 0) >= parts.get("blind", 0) > 0
            and self.parameters["formula"] != 2
        ):
            return _("no abandoned calls in this source")
        if self.parameters["formula"] in NEEDS_WAIT_OF_ABANDONED:
            return _("this source does not say how long callers waited before they gave up")
        return _("this source does not say how long callers waited")


service_level = ServiceLevel(
    key="service_level",
    version=1,
    title=_("Service level"),
    meaning=_("Of the inbound calls offered, the share answered within the time that we promise."),
    formula=FORMULAS[4],
    excludes=_("Outbound contacts, and channels other than the telephone."),
    counted=_("calls"),
    unit="share",
    table="contact",
    better=Better.HIGHER,
    use=Use.TEAM,
    controllable=False,
    interval=_("Wilson"),
    rows=_service_level,
    parameters={"formula": 4, "seconds": 20, "short": 5},
    source=_("callcentrehelper.com/service-level-threshold-calculations-206890.htm (formulas 1–5)"),
    family=Family.SPEED,
)


def _speed_of_answer(contact, _parameters):
    return sums(contact.wait_seconds, _waited(contact))


def _waited(contact):
    return (
        inbound(contact) & on_phone(contact) & contact.answered & contact.wait_seconds.notnull()
    ).fill_null(False)


speed_of_answer = Mean(
    key="asa",
    version=1,
    title=_("Average speed of answer"),
    meaning=_("How long callers waited, on average, until somebody answered."),
    formula=_("Σ wait of answered calls ÷ answered calls"),
    excludes=_(
        "Channels other than the telephone, and those who gave up: it falls when patience runs out,"
        " so read it beside the share answered."
    ),
    counted=_("answered calls"),
    unit="seconds",
    table="contact",
    better=Better.LOWER,
    use=Use.TEAM,
    controllable=False,
    interval=_("Student’s t on the log scale (skewed to the right)"),
    rows=_speed_of_answer,
    skewed=True,
    source=_("domain convention; delta method for the interval"),
    family=Family.SPEED,
)


def _wait(contact, _parameters):
    return {"counts": _waited(contact), "seconds": contact.wait_seconds}


_WAIT_ROWS = binned(_wait)


def _wait_quantile(key, title, meaning, quantile):
    return Quantile(
        key=key,
        version=2,
        title=title,
        meaning=meaning,
        formula=_("from counts of answered calls in bins that widen by 10%"),
        excludes=_(
            "Channels other than the telephone, and those who gave up: it falls when patience runs out."
        ),
        counted=_("answered calls"),
        unit="seconds",
        table="contact",
        better=Better.LOWER,
        use=Use.TEAM,
        controllable=False,
        interval=_("by ranks (binomial), to the ends of their bins"),
        rows=_WAIT_ROWS,
        times=_wait,
        quantile=quantile,
        source=_("Conover 1999, 3.2"),
        family=Family.SPEED,
        variants_of="asa",
    )


median_wait = _wait_quantile(
    "asa_median",
    _("Wait until answered, median"),
    _("Half of the callers waited less than this."),
    0.5,
)
long_wait = _wait_quantile(
    "asa_p90",
    _("Wait until answered, 9 in 10"),
    _("Nine in ten callers waited less than this."),
    0.9,
)

ALL = (service_level, speed_of_answer, median_wait, long_wait)
