"""The explaining sentence, the lines of evidence, how sure it is, and what else may explain it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from evenhand.analysis.figure import ENOUGH
from evenhand.analysis.kpis.definition import Better
from evenhand.analysis.statistics.states import State
from evenhand.features.attainment.queries import Seen, Total
from evenhand.features.attainment.rules.places import Lies
from evenhand.features.attainment.views.showing.values import interval_of, n_text, value_of
from evenhand.features.standards import queries as standards
from evenhand.foundation.ui.tiles import Range, Spark


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


def explains(seen: Seen, total: Total | None) -> list[tuple[str, str]]:
    """(icon, sentence): what else may explain it, as far as the same run knows."""
    found = []
    kpi, why = seen.assessment.kpi, seen.why
    if why and why.expected is not None:
        gap = why.expected - why.threshold
        harder = (gap < 0) == (kpi.better is not Better.LOWER)
        if abs(gap) >= 0.005 * abs(why.threshold):
            text = (
                _(
                    "The contacts were harder than usual: at standard they give %(value)s instead of %(usual)s. That is evened out already."
                )
                if harder
                else _(
                    "The contacts were easier than usual: at standard they give %(value)s instead of %(usual)s. That is evened out already."
                )
            )
            values = {
                "value": value_of(why.expected, kpi, seen.n),
                "usual": standards.threshold_text(why.threshold, kpi.unit),
            }
            found.append(("filter", text % values))
    if total and total.lies is Lies.MISSED:
        text = _("The whole team misses it: look at the process first.")
        found.append(("users", text))
    if seen.since > seen.assessment.first:
        found.append(
            (
                "calendar",
                _("Only a part of the period counts: before that the target had not been read."),
            )
        )
    if seen.assessment.wide:
        found.append(
            (
                "users-group",
                _("Few people were compared, so that little is known of how much people differ."),
            )
        )
    return found


def contacts_address(seen: Seen) -> str:
    """The contacts behind the figure, as the person's own list."""
    days = f"period=own&first={max(seen.assessment.first, seen.since)}&last={seen.assessment.window.last}"
    return f"{reverse('contact_list')}?{days}&person={seen.person.ref}&kpi={seen.version.target.kpi_key}"


def line_of(seen: Seen, lines: dict[int, list[float | None]]) -> Spark | None:
    """The last weeks without scale or value, against the standard where that is everybody's."""
    values = lines.get(seen.person.pk, [])
    if sum(value is not None for value in values) < 2:
        return None
    # A threshold of one's own is not drawn: the line is for whoever looks over the list.
    standard = seen.version.threshold if seen.threshold == seen.version.threshold else None
    return Spark(values, standard)
