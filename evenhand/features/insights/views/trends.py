"""A figure step by step through time, as a chart whose title is the finding."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.analysis.figure import Change, Figure
from evenhand.analysis.kpis.definition import Level
from evenhand.features.insights.queries import Aim
from evenhand.features.insights.views.against import expected_text
from evenhand.features.insights.views.worded import interval_text, n_text, value_text
from evenhand.foundation import wording
from evenhand.foundation.ui.charts import chart


def trend(
    weeks: list[Figure],
    change: Change,
    figure: Figure,
    *,
    expected: Aim | None = None,
    marks: tuple[tuple[date, str], ...] = (),
):
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
        sentence = _over(figure) % {"value": f"{value}{unit}", "interval": interval_text(figure)}
    if hidden:
        sentence += " " + ngettext(
            "%(n)d point is a gap: too few to say.",
            "%(n)d points are gaps: too few to say.",
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
        standard=expected.value if expected else None,
        standard_label=expected_text(expected, figure).capitalize() if expected else "",
        marks=marks,
    )


def _over(figure: Figure) -> str:
    """A level is never that of a period: it is taken when one ends."""
    if isinstance(figure.kpi, Level):
        return _(
            "At the end of the period %(value)s; the likely range is %(interval)s (95 in 100)."
        )
    return _("Over the whole period %(value)s; the likely range is %(interval)s (95 in 100).")


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
    title = wording.said(figure.kpi.title)
    said = {
        Change.BETTER: _("%(title)s: lately better than before, more than chance"),
        Change.WORSE: _("%(title)s: lately worse than before, more than chance"),
        Change.MORE: _("%(title)s: lately higher than before, more than chance"),
        Change.LESS: _("%(title)s: lately lower than before, more than chance"),
        Change.NO_CLEAR: _("%(title)s: no clear change within this period"),
        Change.UNKNOWN: {
            "day": _("%(title)s, day by day"),
            "week": _("%(title)s, week by week"),
            "month": _("%(title)s, month by month"),
        }[step],
    }[change]
    return said % {"title": title}
