"""The shape behind a figure as charts: through the week, how it is spread, what is open and how old it is."""

from math import ceil, log10

from django.utils.translation import gettext as _

from evenhand.analysis import wording
from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Better
from evenhand.features.insights.queries import Spread
from evenhand.features.insights.views.showing import interval_text, n_text, value_text
from evenhand.foundation.ui.charts import Chart, chart

SHADES = 5
_MOST_BINS = 24


def day_names() -> list[str]:
    return [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]


def heat_map(cells: list[Figure], whole: Figure) -> Chart | None:
    """Weekday by half-hour; the stronger the shade the higher the value; what is too little to say stays empty.

    None where all began in one half-hour: a source of days without times of day has them all at midnight.
    """
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
        | {"day": names[day]}
        for day in days
        for half in range(min(halves), max(halves) + 1)
    ]
    return chart(
        "heatmap",
        rows,
        title=_heat_finding(said, whole),
        sentence=_("Each cell is a half-hour of a weekday over the whole period: the stronger the shade, the higher; empty is too little to say. ")
        + _doubt(_extreme(said, whole)),
        columns={"day": _("Day"), "time": _("From"), "value": _("Value"), "interval": _("Interval"), "n": _("n")},
        n_text=n_text(whole),
        unit=whole.kpi.unit,
    )  # fmt: skip


def _limits(values: list[float]) -> list[float]:
    """The values at which the next shade begins: equally many cells in each."""
    return [values[len(values) * place // SHADES] for place in range(1, SHADES)]


def _heat_row(cell: Figure | None, half: int, limits: list[float]) -> dict:
    if cell is None or cell.value is None:
        return {"time": time_text(half), "value": None, "n": cell.n if cell else 0, "shade": None}
    return {
        "time": time_text(half),
        "value": cell.value,
        "interval": interval_text(cell),
        "n": cell.n,
        "shade": sum(cell.value >= limit for limit in limits),
    }


def time_text(half_hour: int) -> str:
    return f"{half_hour // 2:02d}:{half_hour % 2 * 30:02d}"


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
        "title": _(whole.kpi.title),
        "day": day_names()[found.by["weekday"]],
        "time": time_text(found.by["half_hour"]),
        "value": f"{value}{unit}",
    }


def distribution(found: Spread) -> Chart:
    """How many took how long, in bins of one width, with the median and the 90th percentile."""
    n = found.median.n
    rows, beyond = _even_bins(found)
    half, nine = wording.seconds_text(found.median.value), wording.seconds_text(found.long.value)
    sentence = _("Half took less than about %(half)s (%(half_interval)s), nine in ten less than about %(nine)s (%(nine_interval)s).") % {
        "half": half,
        "half_interval": interval_text(found.median),
        "nine": nine,
        "nine_interval": interval_text(found.long),
    }  # fmt: skip
    if beyond:
        sentence += " " + _("About %(n)s that took longer than the last bar are not drawn.") % {
            "n": wording.count_text(beyond)
        }
    return chart(
        "histogram",
        rows,
        title=_("%(title)s: one in ten takes more than %(times)s times as long as the middle one")
        % {
            "title": _(found.kpi.title),
            "times": wording.number_text(found.long.value / max(found.median.value, 1), 1),
        },
        sentence=sentence,
        columns={"from": _("From"), "to": _("to less than"), "n": _("About")},
        n_text=f"{wording.count_text(n)} {_(found.median.kpi.counted)}",
        unit=found.median.kpi.unit,
        lines=(
            (found.median.value, _("half: %(value)s") % {"value": half}),
            (found.long.value, _("9 in 10: %(value)s") % {"value": nine}),
        ),
    )


def _even_bins(found: Spread) -> tuple[list[dict], int]:
    """Counts in bins of one width, spread evenly inside the bins that widen; and how many lie beyond the last."""
    reach = 1.6 * found.long.value
    width = _round_width(reach / _MOST_BINS)
    edges = ceil(reach / width)
    counts, beyond = [0.0] * edges, 0.0
    for number, count in found.bins:
        low, high = 1.1**number - 1, 1.1 ** (number + 1) - 1
        place = int(max(low, 0) // width)
        while place < edges and place * width < high:
            overlap = min(high, (place + 1) * width) - max(low, place * width)
            counts[place] += count * max(0.0, overlap) / (high - low)
            place += 1
        beyond += count * max(0.0, high - max(low, edges * width)) / (high - low)
    rows = [
        {
            "start": float(place * width),
            "end": float((place + 1) * width),
            "from": wording.seconds_text(place * width),
            "to": wording.seconds_text((place + 1) * width),
            "n": round(count),
        }
        for place, count in enumerate(counts)
    ]
    return rows, round(beyond)


def _round_width(width: float) -> int:
    """The next of 1, 2, 5, 10, 15, 30 s, 1, 2, 5 min and so on."""
    steps = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)
    return next((step for step in steps if step >= width), 10 ** ceil(log10(width)))


def backlog(found: dict[str, list[Figure]]) -> Chart | None:
    """What was open at the end of each week, with how old it was in the table."""
    opened = found.get("open", [])
    if sum(one.value is not None for one in opened) < 2:
        return None
    ages = {
        part: {one.by["week"]: one for one in found.get(part, [])}
        for part in ("age_p50", "age_p90")
    }
    rows = [
        {
            "at": one.by["week"],
            "value": one.value,
            "low": None,
            "high": None,
            "flag": "",
            "half": _age(ages["age_p50"].get(one.by["week"])),
            "nine": _age(ages["age_p90"].get(one.by["week"])),
        }
        for one in opened
    ]
    last, half = rows[-1], ages["age_p50"].get(opened[-1].by["week"])
    first = next(row for row in rows if row["value"] is not None)
    title = _("Open at the end of the last week: %(now)s, where it was %(then)s") % {
        "now": wording.count_text(last["value"] or 0),
        "then": wording.count_text(first["value"]),
    }
    sentence = _("What was received and not yet answered or solved at the end of each week.")
    if half is not None and half.value is not None:
        sentence += " " + _("Half of what is open now has waited longer than %(age)s.") % {
            "age": _age(half)
        }
    return chart(
        "trend",
        rows,
        title=title,
        sentence=sentence,
        columns={"at": _("Week from"), "value": _("Open"), "half": _("Half older than"), "nine": _("One in ten older than")},
        n_text=n_text(opened[-1]),
        unit="count",
    )  # fmt: skip


def _age(one: Figure | None) -> str:
    if one is None or one.value is None:
        return _("not enough to say")
    if one.kpi.unit == "seconds" and one.value >= 2 * 86400:
        return _("%(n)s days") % {"n": wording.number_text(one.value / 86400, 1)}
    value, unit = value_text(one)
    return f"{value}{unit}"
