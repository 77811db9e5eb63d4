"""From a measured figure to what a page shows: words, a tile, a line, a chart. Decides nothing."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.analysis.figure import Change, Figure, State
from evenhand.analysis.kpis.definition import Quantile
from evenhand.analysis.measure import NOT_CREDITED
from evenhand.features.contacts.queries import Selection
from evenhand.features.insights.queries import UNUSED, Aim, Shown
from evenhand.features.insights.views.against import (
    direction,
    earlier_text,
    expected_text,
    standing_of,
)
from evenhand.features.insights.views.worded import (
    interval_text,
    n_text,
    value_text,
)
from evenhand.foundation import wording
from evenhand.foundation.ui.tiles import Range, Spark, Tile

# A line in a list carries no value: from so many a week it shows at least how much chance there is.
ENOUGH_FOR_A_LINE = 5


def tile(shown: Shown, chosen: Selection) -> Tile:
    """A figure with its n, its interval and its direction in words; or why there is none."""
    figure = shown.figure
    kind, words, rest = standing_of(shown, chosen)
    value, unit = value_text(figure)
    return Tile(
        title=wording.said(figure.kpi.title),
        value=value,
        unit=unit,
        interval="" if figure.kpi.unit == "count" else interval_text(figure),
        n_text=n_text(figure),
        state=kind,
        state_words=words,
        state_rest=rest,
        href=reverse("figure", args=[figure.kpi.key]) + "?" + chosen.query(),
        how_href=reverse("kpi", args=[figure.kpi.key]) if chosen.viewer.is_of_the_house else "",
        problem=_problem(figure),
        notes=tuple(_notes(shown, chosen)),
        range=_range(figure, shown.expected),
    )


def _problem(figure: Figure) -> str:
    if figure.state is not State.NOT_COMPUTABLE:
        return ""
    if figure.problem in UNUSED:
        why = wording.said(figure.problem)
        return f"{why[0].upper()}{why[1:]}."
    return _("Not computable here: %(why)s") % {"why": wording.said(figure.problem)}


def untold_text(problem: str) -> str:
    """Why a list says no figure of any team, once for all of them."""
    if problem == NOT_CREDITED:
        return _("Abandoned contacts are credited to nobody, so no team is told this figure: without them each would look better than it is. It is known of the whole alone.")  # fmt: skip
    return _("No team is told this figure: %(why)s.") % {"why": wording.said(problem)}


def _notes(shown: Shown, chosen: Selection):
    if shown.expected and shown.figure.state is State.SHOWN and shown.change is not Change.UNKNOWN:
        _kind, words, rest = direction(shown, chosen)
        yield f"{words}{rest}."
    if earlier := earlier_text(shown, chosen):
        yield earlier
    yield from (wording.said(note) for note in shown.figure.notes)
    if shown.figure.kpi.unit == "count" and shown.figure.n:
        yield _("By chance alone such a count may be anything from %(interval)s.") % {
            "interval": interval_text(shown.figure)
        }
    beside = [one for one in shown.beside if one.state is State.SHOWN]
    for mean in (one for one in beside if one.kpi.unit == "score"):
        yield _("Mean answer %(value)s, %(interval)s. %(scale)s") % {
            "value": value_text(mean)[0],
            "interval": interval_text(mean),
            "scale": " ".join(wording.said(note) for note in mean.notes),
        }
    quantiles = [one for one in beside if isinstance(one.kpi, Quantile)]
    if quantiles:
        yield " ".join(map(_quantile_text, quantiles))


def _quantile_text(figure: Figure) -> str:
    if is_instant(figure):
        words = (
            _("At least half took less than a second.")
            if figure.kpi.quantile == 0.5
            else _("At least %(share)s in 100 took less than a second.")
        )
        return words % {"share": round(100 * figure.kpi.quantile)}
    words = (
        _("Half took less than about %(value)s (%(interval)s).")
        if figure.kpi.quantile == 0.5
        else _("%(share)s in 100 took less than about %(value)s (%(interval)s).")
    )
    return words % {
        "share": round(100 * figure.kpi.quantile),
        "value": wording.seconds_text(figure.value),
        "interval": interval_text(figure),
    }


def is_instant(figure: Figure) -> bool:
    """Whether a quantile lies in the lowest bin, where nothing is less than it: "less than 0 s" would be nonsense."""
    return figure.value == 0


# How far an axis reaches to both sides: the same for all figures of a unit, so that a wide band is a wide doubt.
_REACH_OF_A_SHARE, _REACH_OF_A_SCORE, _REACH_OF_A_TIME = 0.2, 0.5, 0.3


def _range(figure: Figure, expected: Aim | None = None) -> Range | None:
    """The interval on an axis around the value: 20 points, half a score, or three tenths of the time to each side."""
    if figure.state is not State.SHOWN or figure.low is None or figure.kpi.unit == "count":
        return None
    reach = {
        "share": _REACH_OF_A_SHARE, "score": _REACH_OF_A_SCORE, "net": 2 * _REACH_OF_A_SHARE,
    }.get(figure.kpi.unit)  # fmt: skip
    reach = _REACH_OF_A_TIME * figure.value if reach is None else reach
    if expected:  # the axis reaches as far as what it is compared with
        reach = max(reach, 1.05 * abs(expected.value - figure.value))
    return Range(
        start=figure.value - reach,
        end=figure.value + reach,
        low=figure.low,
        high=figure.high,
        value=figure.value,
        standard=expected.value if expected else None,
        standard_label=expected_text(expected, figure) if expected else "",
    )


def spark(weeks: list[Figure]) -> Spark | None:
    """A line without scale or value, so it may show weeks too small to be named; a gap below a few."""
    values = [_on_the_line(week) for week in weeks]
    return Spark(values) if sum(value is not None for value in values) > 1 else None


def _on_the_line(week: Figure) -> float | None:
    if week.n < ENOUGH_FOR_A_LINE:
        return None
    return week.kpi.value_of(week.parts) if week.value is None else week.value


def precision(figure: Figure | None) -> tuple[str, str]:
    """How sure a person's figure is, without the figure itself: a list of people is not a league table."""
    if figure is None or figure.state is State.NONE:
        return "none", _("Nothing counted in this period")
    if figure.problem in UNUSED:
        return "none", wording.said(UNUSED[figure.problem])
    if figure.state is State.NOT_COMPUTABLE:
        return "none", _problem(figure)
    if figure.state is not State.SHOWN:
        return "few", _("Not enough to say yet")
    reach = (figure.high - figure.low) / 2
    if figure.kpi.unit == "share":
        points = max(1, round(100 * reach))
        return "same", ngettext(
            "Known to within %(points)s point", "Known to within %(points)s points", points
        ) % {"points": points}
    if figure.kpi.unit == "seconds":
        text = wording.seconds_text(reach)
    else:
        text = wording.number_text(reach, 0 if reach >= 10 else 1)
    return "same", _("Known to within %(reach)s") % {"reach": text}
