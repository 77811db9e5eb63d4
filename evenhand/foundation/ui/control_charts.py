"""A run of points with the limits of a stable process: what stands out, what that means, and how often chance does it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.analysis.statistics.false_alarms import false_alarms
from evenhand.analysis.statistics.limits import Limits
from evenhand.analysis.statistics.signals import Rule, Signal, signals
from evenhand.foundation import wording
from evenhand.foundation.ui.charts import Chart, chart

# Words at points: the latest few, and so many points apart that they do not run into each other.
_MOST_WORDS, _APART = 3, 8


def rule_text(signal: Signal) -> str:
    """What was seen, in words: never what it is a sign of."""
    rising = signal.side > 0
    return {
        Rule.OUTSIDE: _("above the limits") if rising else _("below the limits"),
        Rule.ONE_SIDE: (
            _("%(n)d in a row above the middle") if rising else _("%(n)d in a row below the middle")
        ),
        Rule.TREND: _("%(n)d in a row rising") if rising else _("%(n)d in a row falling"),
        Rule.NEAR_LIMIT: (
            _("at least two of three near the upper limit")
            if rising
            else _("at least two of three near the lower limit")
        ),
    }[signal.rule] % {"n": len(signal.at)}


def in_ten(share: float) -> str:
    """How often, in words: "about 2 times in 10"; of what is rarer, in 100."""
    if share >= 0.095:
        n = round(10 * share)
        return ngettext("about once in %(of)d", "about %(n)d times in %(of)d", n) % {
            "n": n,
            "of": 10,
        }
    if share < 0.005:
        return _("less than once in 100")
    n = round(100 * share)
    return ngettext("about once in %(of)d", "about %(n)d times in %(of)d", n) % {"n": n, "of": 100}


def false_alarm_text(limits: Limits) -> str:
    """What stands beside every chart on which points are marked."""
    n = len(limits.values)
    return _(
        "Chance alone marks something in a run of %(n)d points to which nothing happened %(often)s, and more often "
        "where points follow from the one before or rest on few. It is a place to look, and evidence about nobody."
    ) % {"n": n, "often": in_ten(false_alarms(limits.chart, n))}


def chart_text(limits: Limits) -> str:
    """How the limits were worked out, in one sentence with the constant that was used."""
    if limits.chart == "XmR":
        return _(
            "XmR chart: the mean, and %(constant)s times the mean difference from one point to the next to both sides."
        ) % {"constant": wording.number_text(limits.constant, 2)}
    if limits.chart == "EWMA":
        return _(
            "EWMA: how far the results are from what was expected of the same contacts, in standard deviations; the "
            "newest period counts most and those before it ever less. Limits at %(constant)s standard deviations."
        ) % {"constant": wording.number_text(limits.constant)}
    words = _(
        "%(chart)s chart: the pooled value, and three standard errors for as many as there were each time to both sides."
    )
    if limits.spread > 1.05:
        words += " " + _(
            "They are %(times)s times as wide as by chance alone, because the points vary that much more."
        )
    return words % {"chart": limits.chart, "times": wording.number_text(limits.spread, 1)}


def control_rows(
    limits: Limits,
    rows: Sequence[Mapping],
    found: Sequence[Signal],
    *,
    higher_is_better: bool | None,
) -> list[dict]:
    """The rows with limits and marks; `limits` belongs to those of them that have a value, in their order."""
    drawn: list[dict] = [dict(row) | _nothing() for row in rows]
    said = [row for row in drawn if row["value"] is not None]
    for row, low, high in zip(said, limits.lows, limits.highs, strict=True):
        row |= {"low": low, "high": high}
    for signal in found:
        flag, seen = _flag(signal.side, higher_is_better), rule_text(signal)
        for place in signal.at:
            before = said[place]["seen"]
            said[place] |= {"flag": flag, "seen": f"{before}; {seen}" if before else seen}
    for place, side in _words(limits, found):
        said[place]["label_above" if side > 0 else "label_below"] = _("look closer")
    return drawn


def _words(limits: Limits, found: Sequence[Signal]) -> list[tuple[int, int]]:
    """(place, side) of the points at which "look closer" is written: the furthest of a signal, from the latest back."""
    furthest = sorted(
        (
            (max(one.at, key=lambda place: abs(limits.values[place] - limits.centre)), one.side)
            for one in found
        ),
        reverse=True,
    )
    kept: list[tuple[int, int]] = []
    for place, side in furthest:
        if len(kept) < _MOST_WORDS and all(abs(place - other) >= _APART for other, _side in kept):
            kept.append((place, side))
    return kept


def _nothing() -> dict:
    return {"low": None, "high": None, "flag": "", "label_above": "", "label_below": "", "seen": ""}


def _flag(side: int, higher_is_better: bool | None) -> str:
    if higher_is_better is None:
        return "look"
    return "up" if (side > 0) == higher_is_better else "down"


def drift(
    limits: Limits,
    days: Sequence[date],
    sizes: Sequence[int],
    *,
    about: str,
    n_text: str,
    higher_is_better: bool | None,
) -> Chart:
    """A risk-adjusted EWMA (`statistics.ewma.risk_adjusted`) by period: whether somebody's results have moved away
    from what their own mix of contacts leads to expect. `about`: the figure, as a title begins."""
    outside = [one for one in signals(limits) if one.rule is Rule.OUTSIDE]
    rows = [
        {"at": day, "value": value, "n": n}
        for day, value, n in zip(days, limits.values, sizes, strict=True)
    ]
    title = (
        _("%(about)s: look closer, like for like it has moved away from what was expected")
        if outside
        else _("%(about)s: like for like, within what was expected")
    )
    return chart(
        "control",
        control_rows(limits, rows, outside, higher_is_better=higher_is_better),
        title=title % {"about": about},
        sentence=chart_text(limits),
        columns={
            "at": _("Period from"), "value": _("Moved"), "low": _("from"), "high": _("to"), "seen": _("Seen"), "n": _("n"),
        },
        n_text=n_text,
        shaded=_("where chance alone keeps it"),
        unit="score",
        lines=((0.0, _("as expected")),),
    )  # fmt: skip
