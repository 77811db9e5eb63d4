"""A figure through the week as a chart, whose cells lead to the contacts in them."""

from django.utils.translation import gettext as _

from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Better
from evenhand.features.contacts.queries import cell_query
from evenhand.features.contacts.rules.narrowing import clock
from evenhand.features.insights.views.worded import interval_text, n_text, value_text
from evenhand.foundation import wording
from evenhand.foundation.ui.charts import Chart, chart

SHADES = 5


def day_names() -> list[str]:
    return [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]


def heat_map(cells: list[Figure], whole: Figure, link: str = "") -> Chart | None:
    """Weekday by half-hour; the stronger the shade the higher the value; what is too little to say stays empty.

    None where all began in one half-hour, or no source tells times of day.
    `link`: where the contacts are listed, if the viewer may open them.
    """
    timeless = [cell for cell in cells if cell.by["half_hour"] is None]
    cells = [cell for cell in cells if cell.by["half_hour"] is not None]
    said = [cell for cell in cells if cell.value is not None]
    halves = [cell.by["half_hour"] for cell in cells]
    if len(said) < 2 or len(set(halves)) < 2:
        return None
    days = sorted({cell.by["weekday"] for cell in cells})
    of_cell = {(cell.by["weekday"], cell.by["half_hour"]): cell for cell in cells}
    limits = _limits(sorted(cell.value for cell in said))
    names, too_little = day_names(), _("too little to say")
    rows = [
        {"interval": too_little}
        | _heat_row(of_cell.get((day, half)), half, limits)
        | {"day": names[day], "query": cell_query(day, half)}
        for day in days
        for half in range(min(halves), max(halves) + 1)
    ]
    return chart(
        "heatmap",
        rows,
        title=_heat_finding(said, whole),
        sentence=_("Each cell is a half-hour of a weekday over the whole period: the stronger the shade, the higher; empty is too little to say. ")
        + _doubt(_extreme(said, whole))
        + _without_time(timeless),
        columns={"day": _("Day"), "time": _("From"), "value": _("Value"), "interval": _("Interval"), "n": _("n")},
        n_text=n_text(whole),
        unit=whole.kpi.unit,
        link=link,
    )  # fmt: skip


def _without_time(cells: list[Figure]) -> str:
    """What stands in no cell, because its source tells the day alone."""
    if not (n := sum(cell.n for cell in cells)):
        return ""
    return " " + _("Without a time of day, and so in no cell: %(n)s %(counted)s.") % {
        "n": wording.count_text(n),
        "counted": wording.said(cells[0].kpi.counted),
    }


def _limits(values: list[float]) -> list[float]:
    """The values at which the next shade begins: equally many cells in each."""
    return [values[len(values) * place // SHADES] for place in range(1, SHADES)]


def _heat_row(cell: Figure | None, half: int, limits: list[float]) -> dict:
    if cell is None or cell.value is None:
        return {"time": clock(half), "value": None, "n": cell.n if cell else 0, "shade": None}
    return {
        "time": clock(half),
        "value": cell.value,
        "interval": interval_text(cell),
        "n": cell.n,
        "shade": sum(cell.value >= limit for limit in limits),
    }


def _extreme(said: list[Figure], whole: Figure) -> Figure:
    """The highest cell; the lowest where higher is better."""
    of = min if whole.kpi.better is Better.HIGHER else max
    return of(said, key=lambda cell: cell.value)


def _doubt(cell: Figure) -> str:
    """An extreme of many cells is partly chance: how sure it is stands beside it."""
    return _("The one named: %(n)s, %(interval)s; the furthest of many is partly chance.") % {
        "n": n_text(cell),
        "interval": interval_text(cell),
    }


def _heat_finding(said: list[Figure], whole: Figure) -> str:
    lowest = whole.kpi.better is Better.HIGHER
    found = _extreme(said, whole)
    value, unit = value_text(found)
    words = (
        _("%(title)s: lowest on %(day)s from %(time)s, %(value)s")
        if lowest
        else _("%(title)s: highest on %(day)s from %(time)s, %(value)s")
    )
    return words % {
        "title": wording.said(whole.kpi.title),
        "day": day_names()[found.by["weekday"]],
        "time": clock(found.by["half_hour"]),
        "value": f"{value}{unit}",
    }
