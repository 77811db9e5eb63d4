"""From what a viewer may read to what a page shows: words, shapes, places on an axis. Decides nothing."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evenhand.analysis import wording
from evenhand.analysis.figure import ENOUGH
from evenhand.analysis.kpis.definition import Better, Kpi
from evenhand.analysis.statistics.states import State
from evenhand.features.attainment.models import Assessment
from evenhand.features.attainment.queries import Met, Seen, Total
from evenhand.features.attainment.rules.places import Lies
from evenhand.features.attainment.rules.secrecy import Reads
from evenhand.features.attainment.rules.ways import Unsaid
from evenhand.features.standards import queries as standards
from evenhand.foundation.ui.tiles import Range

UNSAID = {
    Unsaid.DEFINITION: gettext_lazy("The definition has changed since this target was set: set it anew, so that people know what they are held against."),
    Unsaid.GONE: gettext_lazy("This figure is no longer kept. End the target, or set it on another figure."),
    Unsaid.UNUSED: gettext_lazy("This measure is used about nobody at present: it is on trial, or the monitoring policy does not name it."),
    Unsaid.NOT_OF_PERSONS: gettext_lazy("This figure is for finding causes, not for judging anybody."),
    Unsaid.QUANTILE: gettext_lazy("Not judged for persons: how long most contacts took cannot be evened out for different work as a share or a mean can."),
    Unsaid.LEVEL: gettext_lazy("Not judged for persons: what is open at an instant belongs to a team."),
    Unsaid.CUSTOM: gettext_lazy("Not judged for persons: reviews are few and reviewers differ in how strict they are, so that no fair chance can be given. Read the reviews themselves."),
    Unsaid.NET: gettext_lazy("Not judged for persons: it is the difference of two shares, which is even less sure than each of them."),
    Unsaid.COUNT: gettext_lazy("Not judged for persons: how much there was says nothing about how well it was done."),
    Unsaid.AT_AN_END: gettext_lazy("Not judged for persons: the target asks for the best or the worst that there is, so that no chance is left for luck."),
    Unsaid.TOO_LITTLE: gettext_lazy("Too little was counted to compare anybody with anybody."),
    Unsaid.NO_FIGURE: gettext_lazy("It cannot be counted here for these days."),
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A state: shape, bold words, the rest after them, and what to do next."""

    kind: str
    words: str
    rest: str = ""
    next: str = ""


def said_of(seen: Seen) -> Said:
    """The state in words. For whoever reads what is said alone, “cannot tell yet” is always the same words."""
    if seen.state is None:
        return _without_state(seen)
    if seen.state is State.CANNOT_TELL:
        return Said("few", _("Cannot tell yet"), _more_text(seen), _("Nothing to do yet."))
    lower = seen.assessment.kpi.better is Better.LOWER
    return {
        State.MEETS: Said("up", _("Meets the standard"), "", _("Nothing to do.")),
        State.LIKELY_BELOW: Said(
            "less",
            _("Likely worse than the standard") if lower else _("Likely below the standard"),
            _(", not sure enough to say so to anybody else"),
            _("A word between the two of you, if you like."),
        ),
        State.FINDING: Said(
            "down",
            _("Worse than the standard") if lower else _("Below the standard"),
            _(", likely real"),
            _("Talk. Read some of the contacts together first."),
        ),
    }[seen.state]


def _without_state(seen: Seen) -> Said:
    if seen.figure and seen.figure.problem:
        return Said("none", _("Not computable here"))
    why = seen.assessment.why_unsaid
    return Said("none", _("Not judged for persons") if why else _("Nothing is said"))


def _more_text(seen: Seen) -> str:
    """ " (about 40 more answers are needed)": only for whoever reads all of it."""
    if seen.reads is not Reads.ALL or seen.why is None:
        return ""
    if seen.why.more is None:
        return _(", too near the standard to be told from it")
    return _(", about %(n)s more %(what)s are needed") % {
        "n": wording.count_text(_rounded(seen.why.more)),
        "what": _(seen.assessment.kpi.counted),
    }


def _rounded(more: int) -> int:
    """A rough number said as one: 37 as 40, 214 as 220."""
    return more if more < 10 else -(-more // 10) * 10


def more_sentence(seen: Seen) -> str:
    """When it will be known, for whoever reads all of it."""
    if seen.why is None or seen.reads is not Reads.ALL or seen.state is None or not seen.why.more:
        return ""
    if seen.state in (State.MEETS, State.FINDING):
        return ""
    text = _("About %(n)s more %(what)s would settle it, one way or the other.") % {
        "n": wording.count_text(_rounded(seen.why.more)),
        "what": _(seen.assessment.kpi.counted),
    }
    if seen.why.months:
        text += " " + ngettext(
            "At the present volume that is in about %(n)s month.",
            "At the present volume that is in about %(n)s months.",
            seen.why.months,
        ) % {"n": seen.why.months}
    return text


def value_of(value: float | None, kpi: Kpi, n: int) -> str:
    return "" if value is None else "".join(wording.value_text(value, kpi.unit, n))


def interval_of(low: float | None, high: float | None, kpi: Kpi, n: int) -> str:
    return "" if low is None or high is None else wording.interval_text(low, high, kpi.unit, n)


def n_text(n: int, kpi: Kpi) -> str:
    return f"{wording.count_text(n)} {_(kpi.counted)}"


def days_text(one: Assessment) -> str:
    return wording.window_text(one.window.first, one.window.last)


@dataclass(frozen=True)
class Bar:
    """One line of evidence: what it is, the axis, the value and its interval."""

    title: str
    under: str
    kind: str
    range: Range
    value: str
    interval: str


def bars(seen: Seen) -> list[Bar]:
    """As counted against what someone at standard would have had; like for like against the standard. On one axis."""
    figure, why, kpi = seen.figure, seen.why, seen.assessment.kpi
    if figure is None or figure.value is None:
        return []
    points = [figure.low, figure.high, seen.threshold]
    if why:
        points += [why.low, why.high, why.expected]
    known = [one for one in points if one is not None]
    edge = 0.12 * (max(known) - min(known) or 1.0)
    start, end = min(known) - edge, max(known) + edge
    standard = standards.threshold_text(seen.threshold, kpi.unit)
    at_standard = why.expected if why else seen.threshold
    counted = Bar(
        _("As counted"),
        _("your own contacts") if seen.is_self else _("their own contacts"),
        "same",
        Range(
            start, end, figure.low, figure.high, figure.value, at_standard,
            _("at standard %(value)s") % {"value": value_of(at_standard, kpi, seen.n)} if why else _("standard %(value)s") % {"value": standard},
        ),
        value_of(figure.value, kpi, seen.n),
        interval_of(figure.low, figure.high, kpi, seen.n),
    )  # fmt: skip
    if why is None:
        return [counted]
    kind = {State.FINDING: "down", State.MEETS: "up"}.get(seen.state, "same")
    alike = Bar(
        _("Like for like"),
        _("as if all had the usual mix"),
        kind,
        Range(start, end, why.low, why.high, why.level, seen.threshold, _("standard %(value)s") % {"value": standard}),
        value_of(why.level, kpi, seen.n),
        interval_of(why.low, why.high, kpi, seen.n),
    )  # fmt: skip
    return [counted, alike]


def lede(seen: Seen) -> list[tuple[str, bool]]:
    """The explaining sentence in pieces; True: a figure, in bold. With the case mix, where it may be told."""
    kpi, name = seen.assessment.kpi, seen.person.name.split()[0]
    if seen.figure is None or seen.figure.value is None:
        return [(too_few(seen), False)]
    value = value_of(seen.figure.value, kpi, seen.n)
    had = _("You have") if seen.is_self else _("%(name)s has") % {"name": name}
    if seen.why is None or seen.why.expected is None:
        return [(f"{had} ", False), (value, True), (_(", from %(n)s.") % {"n": n_text(seen.n, kpi)}, False)]  # fmt: skip
    mix = (
        _("With your mix of contacts, someone exactly at standard would have ")
        if seen.is_self
        else _("With the contacts %(name)s had, someone exactly at standard would have ")
        % {"name": name}
    )
    return [
        (mix, False),
        (value_of(seen.why.expected, kpi, seen.n), True),
        (f". {had} ", False),
        (value, True),
        (_(", from %(n)s.") % {"n": n_text(seen.n, kpi)} + " " + _chance(seen), False),
    ]


def _chance(seen: Seen) -> str:
    return {
        State.FINDING: _("Chance alone seldom makes a gap that wide."),
        State.LIKELY_BELOW: _("Chance may well have made that gap."),
        State.CANNOT_TELL: _("Chance alone often makes such a difference, one way or the other."),
        State.MEETS: _("That is where the standard asks to be, or better."),
    }[seen.state]


def too_few(seen: Seen) -> str:
    if seen.figure and seen.figure.problem:
        return _("Not computable here: %(why)s.") % {"why": _(seen.figure.problem)}
    if not seen.n:
        return _("Nothing was counted in these days.")
    if seen.n < ENOUGH:
        return _("%(n)s: too few to say anything. A figure is shown from %(least)s on.") % {
            "n": n_text(seen.n, seen.assessment.kpi),
            "least": ENOUGH,
        }
    return _("From %(n)s.") % {"n": n_text(seen.n, seen.assessment.kpi)}


def sure_of_100(seen: Seen) -> int | None:
    """About how sure, of a hundred; at most 99, at least 1."""
    if seen.why is None:
        return None
    share = seen.why.p_below if seen.state is not State.MEETS else 1 - max(seen.why.p_normal, seen.why.p_npmle)  # fmt: skip
    return min(99, max(1, round(100 * share)))


def sure_sentence(seen: Seen) -> str:
    n = sure_of_100(seen)
    if n is None or seen.state is None:
        return ""
    words = {
        True: _("We are about %(n)s in 100 sure that your level meets the standard."),
        False: _("We are about %(n)s in 100 sure that your level is on the wrong side of the standard."),
    } if seen.is_self else {
        True: _("We are about %(n)s in 100 sure that the level meets the standard."),
        False: _("We are about %(n)s in 100 sure that the level is on the wrong side of the standard."),
    }  # fmt: skip
    return words[seen.state is State.MEETS] % {"n": n}


_LIES = {
    Lies.MET: ("up", gettext_lazy("Meets it"), gettext_lazy(", more than chance")),
    Lies.MISSED: ("down", gettext_lazy("Misses it"), gettext_lazy(", more than chance")),
    Lies.UNCLEAR: ("same", gettext_lazy("No clear difference"), gettext_lazy(" from the target")),
    Lies.UNSAID: ("few", gettext_lazy("Not enough to say yet"), ""),
}


@dataclass(frozen=True)
class TotalSaid:
    name: str
    kind: str
    words: str
    rest: str
    value: str
    interval: str
    n: str


def total_said(total: Total, one: Assessment) -> TotalSaid:
    kind, words, rest = _LIES[total.lies]
    if total.n is None:
        words, rest = _("Too few people to show a total without showing a person"), ""
    kpi, figure = one.kpi, total.figure
    return TotalSaid(
        name=total.name or _("The organisation"),
        kind=kind,
        words=str(words),
        rest=str(rest),
        value=value_of(figure.value, kpi, figure.n) if figure else "",
        interval=interval_of(figure.low, figure.high, kpi, figure.n) if figure else "",
        n=n_text(total.n, kpi) if total.n is not None else "",
    )


def met_text(met: Met | None) -> str:
    if met is None:
        return ""
    return _("%(met)s of %(of)s people meet it (%(low)s to %(high)s in 100)") % {
        "met": met.met,
        "of": met.of,
        "low": round(100 * met.low),
        "high": round(100 * met.high),
    }


def contacts_address(seen: Seen) -> str:
    """The contacts behind the figure, as the person's own list."""
    days = f"period=own&first={max(seen.assessment.first, seen.since)}&last={seen.assessment.window.last}"
    return f"{reverse('contact_list')}?{days}&person={seen.person.ref}&kpi={seen.version.target.kpi_key}"
