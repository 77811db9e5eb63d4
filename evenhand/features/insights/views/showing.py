"""From a measured figure to what a page shows: words, a tile, a line, a chart. Decides nothing."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.analysis import wording
from evenhand.analysis.figure import ENOUGH, Change, Figure, State
from evenhand.analysis.kpis.definition import Better
from evenhand.features.contacts.queries import Selection
from evenhand.features.insights.queries import Shown
from evenhand.foundation.ui.charts import chart
from evenhand.foundation.ui.tiles import Range, Spark, Tile

# A line in a list carries no value: from so many a week it shows at least how much chance there is.
ENOUGH_FOR_A_LINE = 5


def tile(shown: Shown, chosen: Selection) -> Tile:
    """A figure with its n, its interval and its direction in words; or why there is none."""
    figure = shown.figure
    kind, words, rest = direction(shown)
    value, unit = value_text(figure)
    return Tile(
        title=_(figure.kpi.title),
        value=value,
        unit=unit,
        interval="" if figure.kpi.unit == "count" else interval_text(figure),
        n_text=n_text(figure),
        state=kind,
        state_words=words,
        state_rest=rest,
        href=reverse("figure", args=[figure.kpi.key]) + "?" + chosen.query(),
        how_href=reverse("kpi", args=[figure.kpi.key]),
        problem=_problem(figure),
        notes=tuple(_notes(shown)),
        range=_range(figure),
    )


def value_text(figure: Figure) -> tuple[str, str]:
    """The value and its unit in words; empty where it may not be shown."""
    return (
        wording.value_text(figure.value, figure.kpi.unit, figure.n)
        if figure.value is not None
        else ("", "")
    )


def interval_text(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return wording.interval_text(figure.low, figure.high, figure.kpi.unit, figure.n)


def n_text(figure: Figure) -> str:
    return f"{wording.count_text(figure.n)} {_(figure.kpi.counted)}"


def _problem(figure: Figure) -> str:
    if figure.state is not State.NOT_COMPUTABLE:
        return ""
    return _("Not computable here: %(why)s") % {"why": _(figure.problem)}


def _notes(shown: Shown):
    yield from (_(note) for note in shown.figure.notes)
    if shown.figure.kpi.unit == "count" and shown.figure.n:
        yield _("By chance alone such a count moves between %(interval)s.") % {
            "interval": interval_text(shown.figure)
        }
    beside = {one.kpi.key: one for one in shown.beside if one.state is State.SHOWN}
    if "csat_mean" in beside:
        mean = beside["csat_mean"]
        yield _("Mean answer %(value)s, %(interval)s. %(scale)s") % {
            "value": value_text(mean)[0],
            "interval": interval_text(mean),
            "scale": " ".join(_(note) for note in mean.notes),
        }
    if {"aht_median", "aht_p90"} <= set(beside):
        half, nine = beside["aht_median"], beside["aht_p90"]
        yield _(
            "Half took less than about %(half)s (%(half_interval)s), nine in ten less than about %(nine)s (%(nine_interval)s)."
        ) % {
            "half": wording.seconds_text(half.value),
            "half_interval": interval_text(half),
            "nine": wording.seconds_text(nine.value),
            "nine_interval": interval_text(nine),
        }


def direction(shown: Shown) -> tuple[str, str, str]:
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
    before = _(" than the period before, more than chance")
    return {
        Change.BETTER: ("up", _("Better"), before),
        Change.WORSE: ("down", _("Worse"), before),
        Change.MORE: ("more", _("Higher"), before),
        Change.LESS: ("less", _("Lower"), before),
        Change.NO_CLEAR: ("same", _("No clear difference"), _(" from the period before")),
        Change.UNKNOWN: ("same", "", _aim(figure)),
    }[shown.change]


def _aim(figure: Figure) -> str:
    return {
        Better.HIGHER: _("Higher is better; no period before to compare with"),
        Better.LOWER: _("Lower is better; no period before to compare with"),
        Better.NEITHER: _("Neither direction is better by itself"),
    }[figure.kpi.better]


# How far an axis reaches to both sides: the same for all figures of a unit, so that a wide band is a wide doubt.
_REACH_OF_A_SHARE, _REACH_OF_A_SCORE, _REACH_OF_A_TIME = 0.2, 0.5, 0.3


def _range(figure: Figure) -> Range | None:
    """The interval on an axis around the value: 20 points, half a score, or three tenths of the time to each side."""
    if figure.state is not State.SHOWN or figure.low is None or figure.kpi.unit == "count":
        return None
    reach = {
        "share": _REACH_OF_A_SHARE, "score": _REACH_OF_A_SCORE, "net": 2 * _REACH_OF_A_SHARE,
    }.get(figure.kpi.unit)  # fmt: skip
    reach = _REACH_OF_A_TIME * figure.value if reach is None else reach
    return Range(
        start=figure.value - reach,
        end=figure.value + reach,
        low=figure.low,
        high=figure.high,
        value=figure.value,
    )


def spark(weeks: list[Figure]) -> Spark | None:
    """A line without scale or value, so it may show weeks too small to be named; a gap below a few."""
    values = [
        week.kpi.result(week.parts).value if week.n >= ENOUGH_FOR_A_LINE else None for week in weeks
    ]
    return Spark(values) if sum(value is not None for value in values) > 1 else None


def precision(figure: Figure | None) -> tuple[str, str]:
    """How sure a person's figure is, without the figure itself: a list of people is not a league table."""
    if figure is None or figure.state is State.NONE:
        return "none", _("Nothing counted in this period")
    if figure.state is State.NOT_COMPUTABLE:
        return "none", _("Not computable here")
    if figure.state is not State.SHOWN:
        return "few", _("Not enough to say yet")
    reach = (figure.high - figure.low) / 2
    if figure.kpi.unit == "share":
        return "same", _("Known to within %(points)s points") % {
            "points": max(1, round(100 * reach))
        }
    text = wording.seconds_text(reach) if figure.kpi.unit == "seconds" else f"{reach:.2g}"
    return "same", _("Known to within %(reach)s") % {"reach": text}


def trend(weeks: list[Figure], change: Change, figure: Figure):
    """The weeks as a chart whose title is the finding."""
    if not any(one.value is not None for one in weeks):
        return None
    step = next(iter(weeks[0].by))
    title = _finding(figure, change, step)
    rows = [_point(one, step) for one in weeks]
    hidden = sum(1 for one in weeks if one.value is None)
    value, unit = value_text(figure)
    sentence = ""
    if value:
        sentence = _("Over the whole period %(value)s; we can be sure of %(interval)s.") % {
            "value": f"{value}{unit}",
            "interval": interval_text(figure),
        }
    if hidden:
        sentence += " " + ngettext(
            "%(n)d point is left out: too few to say.",
            "%(n)d points are left out: too few to say.",
            hidden,
        ) % {"n": hidden}
    return chart(
        "trend",
        rows,
        title=title,
        sentence=sentence,
        columns=_columns(step),
        n_text=n_text(figure),
        shaded=_("how sure each point is (95 in 100)"),
        unit=figure.kpi.unit,
    )


def _columns(step: str):
    return {
        "at": {"day": _("Day"), "week": _("Week from"), "month": _("Month from")}[step],
        "value": _("Value"),
        "interval": _("Interval"),
        "n": _("n"),
    }


def _point(one: Figure, step: str) -> dict:
    return {
        "at": one.by[step],
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "n": one.n,
        "interval": interval_text(one) or _("not enough to say"),
        "flag": "",
    }


def _finding(figure: Figure, change: Change, step: str) -> str:
    title = _(figure.kpi.title)
    said = {
        Change.BETTER: _("%(title)s: lately better than before, more than chance"),
        Change.WORSE: _("%(title)s: lately worse than before, more than chance"),
        Change.MORE: _("%(title)s: lately higher than before, more than chance"),
        Change.LESS: _("%(title)s: lately lower than before, more than chance"),
        Change.NO_CLEAR: _("%(title)s: no clear change in this period"),
        Change.UNKNOWN: {
            "day": _("%(title)s, day by day"),
            "week": _("%(title)s, week by week"),
            "month": _("%(title)s, month by month"),
        }[step],
    }[change]
    return said % {"title": title}
