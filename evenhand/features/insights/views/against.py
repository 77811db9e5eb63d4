"""What a figure is held against, in words: a target or what we expect, else the period that it is compared with."""

from django.utils.translation import gettext as _

from evenhand.analysis.figure import ENOUGH, Change, Figure, State
from evenhand.analysis.kpis.definition import Better
from evenhand.features.contacts.queries import Selection
from evenhand.features.insights.queries import Aim, Shown, lies
from evenhand.features.insights.views.worded import interval_text, value_text
from evenhand.foundation import wording


def standing_of(shown: Shown, chosen: Selection) -> tuple[str, str, str]:
    """(shape, words in bold, the rest): against the target or what we expect, else against the earlier period."""
    figure = shown.figure
    if shown.expected is None or figure.state is not State.SHOWN:
        return direction(shown, chosen)
    aim = shown.expected
    where = lies(figure, aim.value)
    if not where:
        from_what = _(" from the target") if aim.held else _(" from what we expect")
        return "same", _("Cannot be told apart"), from_what
    if shown.times is None:
        return _in_these_days(where, aim)
    if not lies(figure, aim.value, shown.times):
        from_what = (
            _(" from the target: weeks differ by more")
            if aim.held
            else _(" from what we expect: weeks differ by more")
        )
        return "same", _("Cannot be told apart"), from_what
    words = {"above": _("Above"), "below": _("Below")}[where]
    if chosen.person:  # where it lies and no more: not a target for a person
        kind = {"above": "more", "below": "less"}[where]
        return kind, words, _(" what we expect; not a target for a person")
    if aim.higher_is_better is None:
        kind = {"above": "more", "below": "less"}[where]
    else:
        kind = "up" if aim.higher_is_better == (where == "above") else "down"
    if aim.higher_is_better is False:  # "below" and an arrow up would contradict each other
        words = _("Better than") if kind == "up" else _("Worse than")
    rest = _(" the target, more than chance") if aim.held else _(" what we expect, more than chance")  # fmt: skip
    return kind, words, rest


def _in_these_days(where: str, aim: Aim) -> tuple[str, str, str]:
    """Where it lies and no more: how far weeks lie apart anyway is not known."""
    kind, words = {"above": ("more", _("Above")), "below": ("less", _("Below"))}[where]
    rest = (
        _(" the target in these days; too few weeks are known to say more")
        if aim.held
        else _(" what we expect in these days; too few weeks are known to say more")
    )
    return kind, words, rest


def expected_text(expected: Aim, figure: Figure) -> str:
    """ "we expect 80%", "target 80%"."""
    value, unit = wording.value_text(expected.value, figure.kpi.unit, 1000)
    words = _("target %(value)s") if expected.held else _("we expect %(value)s")
    return words % {"value": f"{value.removesuffix('.0')}{unit}"}


def direction(shown: Shown, chosen: Selection) -> tuple[str, str, str]:
    """(shape, words in bold, the rest): never colour alone, never a judgement that chance could make."""
    figure = shown.figure
    if figure.state is State.NONE:
        return "none", _("Nothing counted in this period"), ""
    if figure.state is State.FEW:
        return "few", _("Not enough to say yet"), _(", %(n)d are needed") % {"n": ENOUGH}
    if figure.state is State.NOT_COMPUTABLE:
        return "none", "", ""
    if figure.kpi.unit == "count":
        return "same", _("A count"), _(", not a measure of anybody")
    if chosen.period.compare == "none":
        return "same", "", _aim(figure)
    year = chosen.period.compare == "year"
    before = (
        _(" than in the same weeks last year, more than chance")
        if year
        else _(" than the period before, more than chance")
    )
    like = _(" from the same weeks last year") if year else _(" from the period before")
    return {
        Change.BETTER: ("up", _("Better"), before),
        Change.WORSE: ("down", _("Worse"), before),
        Change.MORE: ("more", _("Higher"), before),
        Change.LESS: ("less", _("Lower"), before),
        Change.NO_CLEAR: ("same", _("No clear difference"), like),
        Change.UNKNOWN: ("same", "", _not_compared(shown)),
    }[shown.change]


def _aim(figure: Figure) -> str:
    return {
        Better.HIGHER: _("Higher is better"),
        Better.LOWER: _("Lower is better"),
        Better.NEITHER: _("Neither direction is better by itself"),
    }[figure.kpi.better]


def _not_compared(shown: Shown) -> str:
    """Why nothing is said of the difference: what there was earlier stands in a note."""
    figure, before = shown.figure, shown.before
    if before is None or before.state is State.SHOWN:
        return _aim(figure)
    why = {
        State.NONE: _("nothing was counted then to compare with"),
        State.FEW: _("too little was counted then to compare with"),
        State.NOT_COMPUTABLE: _("what was then cannot be said"),
    }[before.state]
    return _("%(aim)s; %(why)s") % {"aim": _aim(figure), "why": why}


def earlier_text(shown: Shown, chosen: Selection) -> str:
    """What the figure was in the period that it is compared with; empty where that cannot be said."""
    before = shown.before
    if before is None or before.value is None or shown.figure.state is not State.SHOWN:
        return ""
    value, unit = value_text(before)
    told = f"{value}{unit}"
    if before.kpi.unit != "count" and (interval := interval_text(before)):
        told = f"{told} ({interval})"
    words = (
        _("The same weeks last year: %(value)s.")
        if chosen.period.compare == "year"
        else _("The period before: %(value)s.")
    )
    return words % {"value": told}
