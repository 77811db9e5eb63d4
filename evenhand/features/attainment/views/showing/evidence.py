"""The explaining sentence, the lines of evidence, and how sure it is."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.analysis.figure import ENOUGH
from evenhand.analysis.kpis.definition import Better
from evenhand.analysis.statistics.states import FLOOR, State
from evenhand.features.attainment.queries import Seen
from evenhand.features.attainment.rules.naming import Unnamed
from evenhand.features.attainment.rules.ways import Way
from evenhand.features.attainment.views.showing.values import (
    held_against,
    held_interval_of,
    held_value_of,
    interval_of,
    is_within,
    n_text,
    unit_held,
    value_of,
)
from evenhand.features.standards import queries as standards
from evenhand.foundation import wording
from evenhand.foundation.ui.tiles import Bar, Range, Spark


def bars(seen: Seen) -> list[Bar]:
    """As counted against what someone at standard would have had; like for like against the standard. On one axis, but
    for a quantile: what was counted is a time there, and what is compared a share."""
    figure, why, one = seen.figure, seen.why, seen.assessment
    if figure is None or figure.value is None:
        return []
    standard = _("standard %(value)s")
    asked = standard % {"value": standards.threshold_text(seen.threshold, one.kpi.unit)}
    of_counted = [figure.low, figure.high, seen.threshold]
    if why is None or is_within(one):
        ends, at_standard, words = _axis(of_counted), seen.threshold, asked
    else:
        ends = _axis([*of_counted, why.low, why.high, why.expected])
        at_standard = why.expected
        words = _("at standard %(value)s") % {"value": value_of(at_standard, one.kpi, seen.n)}
    counted = Bar(
        _("As counted"),
        _whose(seen),
        "same",
        Range(*ends, figure.low, figure.high, figure.value, at_standard, words),
        value_of(figure.value, one.kpi, seen.n),
        interval_of(figure.low, figure.high, one.kpi, seen.n),
    )
    if why is None:
        return [counted]
    held = held_against(seen)
    if is_within(one):
        ends = _axis([why.low, why.high, why.expected, held])
        asked = standard % {"value": standards.threshold_text(held, unit_held(one))}
    alike = Bar(
        _("Like for like, within the time") if is_within(one) else _("Like for like"),
        _("best estimate, drawn towards what is usual"),
        {State.FINDING: "down", State.MEETS: "up"}.get(seen.state, "same"),
        Range(*ends, why.low, why.high, why.level, held, asked),
        held_value_of(why.level, one, seen.n),
        held_interval_of(why.low, why.high, one, seen.n),
    )
    return [counted, alike]


def _whose(seen: Seen) -> str:
    if seen.assessment.way == Way.REVIEWS:
        return _("your own reviews") if seen.is_self else _("their own reviews")
    return _("your own contacts") if seen.is_self else _("their own contacts")


def _axis(points: list[float | None]) -> tuple[float, float]:
    known = [one for one in points if one is not None]
    edge = 0.12 * (max(known) - min(known) or 1.0)
    return min(known) - edge, max(known) + edge


def lede(seen: Seen) -> list[tuple[str, bool]]:
    """The explaining sentence in pieces; True: a figure, in bold. With the case mix, where it may be told."""
    kpi, name = seen.assessment.kpi, seen.person.name.split()[0]
    if seen.figure is None:
        return [(_without_figure(seen, name), False)]
    if seen.figure.value is None:
        return [(too_few(seen), False)]
    value = value_of(seen.figure.value, kpi, seen.n)
    had = _("You have") if seen.is_self else _("%(name)s has") % {"name": name}
    n = _(", from %(n)s.") % {"n": n_text(seen.n, kpi)}
    if seen.why is None or seen.why.expected is None:
        return [(f"{had} ", False), (value, True), (n, False)]
    if is_within(seen.assessment):
        return [*_within(seen, name), (f". {had} ", False), (value, True), (f"{n} {_chance(seen)}", False)]  # fmt: skip
    mix = _mix(seen) % {"name": name}
    expected = value_of(seen.why.expected, kpi, seen.n)
    return [(mix, False), (expected, True), (f". {had} ", False), (value, True), (f"{n} {_chance(seen)}", False)]  # fmt: skip


def _mix(seen: Seen) -> str:
    """Of scores also with those who gave them: a strict reviewer is evened out as a hard contact is."""
    if seen.assessment.way == Way.REVIEWS:
        if seen.is_self:
            return _(
                "With your mix of contacts and reviewers, someone exactly at standard would have "
            )
        return _("With the contacts and reviewers %(name)s had, someone exactly at standard would have ")  # fmt: skip
    if seen.is_self:
        return _("With your mix of contacts, someone exactly at standard would have ")
    return _("With the contacts %(name)s had, someone exactly at standard would have ")


def _within(seen: Seen, name: str) -> list[tuple[str, bool]]:
    """Of a quantile: how many contacts keep within the time that the target names."""
    figure, one = seen.figure, seen.assessment
    limit = {"limit": standards.threshold_text(seen.threshold, one.kpi.unit), "name": name}
    mix = (
        _("With your mix of contacts, someone exactly at standard would keep within %(limit)s in ")
        if seen.is_self
        else _("With the contacts %(name)s had, someone exactly at standard would keep within %(limit)s in ")
    ) % limit  # fmt: skip
    kept = (_("; you did in ") if seen.is_self else _("; %(name)s did in ")) % limit
    expected, share = (
        held_value_of(value, one, seen.n)
        for value in (seen.why.expected, figure.numerator / figure.denominator)
    )
    return [(mix, False), (expected, True), (kept, False), (share, True)]


def _without_figure(seen: Seen, name: str) -> str:
    """To whoever reads that somebody meets it, and no figures of people."""
    text = _("From %(n)s, %(name)s is shown to meet it. The figure of one person is not among what you read.")  # fmt: skip
    return text % {"n": n_text(seen.n, seen.assessment.kpi), "name": name}


def _chance(seen: Seen) -> str:
    return {
        State.FINDING: _("Chance alone seldom makes a gap that wide."),
        State.LIKELY_BELOW: _no_finding_because(seen),
        State.CANNOT_TELL: _("Chance alone often makes such a difference, one way or the other."),
        State.MEETS: _("That is where the standard asks to be, or better."),
    }[seen.state]


_UNNAMED = {
    Unnamed.SHORT: gettext_lazy("It is no finding: less than four weeks are too few to tell a bad week from the usual."),
    Unnamed.FEW: gettext_lazy("It is no finding: fewer than ten people are compared, which is too few to name anybody."),
    Unnamed.ALL_FELL: gettext_lazy("It is no finding: everybody together did worse than before. Look at the process first."),
}  # fmt: skip


def _no_finding_because(seen: Seen) -> str:
    """A later look, and one before the end, may be as sure as a finding: then it is not chance that makes it none."""
    if seen.assessment.unnamed:
        why = str(_UNNAMED[Unnamed(seen.assessment.unnamed)])
    elif not seen.assessment.is_final:
        why = _("It is no finding: these days are not over, or their last answers are not in.")
    elif seen.team_fell:
        why = _(
            "It is no finding: the whole team did worse than before. Look at the process first."
        )
    elif seen.why.p_below < FLOOR:
        why = _("It is no finding: chance may still have made that gap.")
    else:
        why = _("It is no finding: each period is judged once, when it is over, for everybody together.")  # fmt: skip
    return _points(seen) + " " + why


def _points(seen: Seen) -> str:
    if seen.assessment.kpi.better is Better.LOWER:
        return _("This points to worse than the standard.")
    return _("This points below the standard.")


def too_few(seen: Seen) -> str:
    if seen.figure and seen.figure.problem:
        return _("Not computable here: %(why)s.") % {"why": wording.said(seen.figure.problem)}
    if not seen.n:
        return _("Nothing was counted in these days.")
    if seen.n < ENOUGH:
        return _("%(n)s: too few to say anything. A figure is shown from %(least)s on.") % {
            "n": n_text(seen.n, seen.assessment.kpi),
            "least": ENOUGH,
        }
    return _("From %(n)s.") % {"n": n_text(seen.n, seen.assessment.kpi)}


def sure_of_100(seen: Seen) -> int | None:
    """Of a hundred people with such figures about how many are truly so; at most 99. Only of what is settled: a number
    beside what is not would be read as if it were."""
    if seen.why is None or seen.state not in (State.FINDING, State.MEETS):
        return None
    share = seen.why.p_below if seen.state is State.FINDING else 1 - max(seen.why.p_normal, seen.why.p_npmle)  # fmt: skip
    return min(99, max(1, round(100 * share)))


def sure_sentence(seen: Seen) -> str:
    n = sure_of_100(seen)
    if n is None:
        return ""
    if seen.state is State.MEETS:
        text = _("Of a hundred people with figures like these, about %(n)s would truly meet the standard.")  # fmt: skip
    elif seen.assessment.kpi.better is Better.LOWER:
        text = _("Of a hundred people with figures like these, about %(n)s would truly be worse than the standard.")  # fmt: skip
    else:
        text = _("Of a hundred people with figures like these, about %(n)s would truly be below the standard.")  # fmt: skip
    return text % {"n": n}


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
