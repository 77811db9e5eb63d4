"""How a duration is spread, as a chart whose bars lead to the contacts in them."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Mean
from evenhand.features.contacts.queries import Narrowing, range_text
from evenhand.features.insights.queries import Spread
from evenhand.features.insights.rules.bars import Bar, bars, widening
from evenhand.features.insights.views.showing import is_instant
from evenhand.features.insights.views.worded import interval_text, n_text
from evenhand.foundation import wording
from evenhand.foundation.ui.charts import Chart, chart


def counted_by(found: Spread):
    """The KPI whose rows are those in the bars: the mean itself, or the quantile where the KPI is a share."""
    return found.kpi if isinstance(found.kpi, Mean) else found.median.kpi


def distribution(found: Spread, link: str = "") -> Chart:
    """How many took how long, with the median and the 90th percentile; `link`: where the contacts are listed."""
    drawn = bars(found.median.parts["bins"])
    half, nine = wording.seconds_text(found.median.value), wording.seconds_text(found.long.value)
    return chart(
        "histogram",
        [_row(bar) for bar in drawn],
        title=_finding(found, nine),
        sentence=_sentence(found, drawn, half, nine),
        columns={"from": _("From"), "to": _("to less than"), "n": _("n")},
        n_text=n_text(found.median),
        unit=found.median.kpi.unit,
        lines=(
            (found.median.value, _("half: %(value)s") % {"value": half}),
            (found.long.value, _("9 in 10: %(value)s") % {"value": nine}),
        ),
        link=link,
    )


def _finding(found: Spread, nine: str) -> str:
    title = wording.said(found.kpi.title)
    if is_instant(found.long):
        return _("%(title)s: nine in ten take less than a second") % {"title": title}
    if is_instant(found.median):  # nothing is so many times as long as no time
        words = _("%(title)s: half take less than a second, one in ten more than %(nine)s")
        return words % {"title": title, "nine": nine}
    return _("%(title)s: one in ten takes more than %(times)s times as long as the middle one") % {
        "title": title,
        "times": wording.number_text(found.long.value / max(found.median.value, 1), 1),
    }


def in_bars(found: Spread) -> Iterator[tuple[str, Figure, str]]:
    """Of each bar from where to where it goes, how many are in it, and in words which part of all that is."""
    whole = found.median
    for bar in bars(whole.parts["bins"]):
        words = _("%(share)s%% of all %(n)s") % {
            "share": wording.share_text(bar.n / whole.n, whole.n),
            "n": wording.count_text(whole.n),
        }
        counted = replace(whole, n=bar.n, value=None, low=None, high=None)
        yield range_text(bar.between, "seconds"), counted, words


def _sentence(found: Spread, drawn: list[Bar], half: str, nine: str) -> str:
    if is_instant(found.long):
        words = _("At least nine in ten took less than a second.")
    elif is_instant(found.median):
        words = _(
            "At least half took less than a second, nine in ten less than about %(nine)s (%(nine_interval)s)."
        )
    else:
        words = _(
            "Half took less than about %(half)s (%(half_interval)s), nine in ten less than about %(nine)s (%(nine_interval)s)."
        )
    sentence = words % {
        "half": half,
        "half_interval": interval_text(found.median),
        "nine": nine,
        "nine_interval": interval_text(found.long),
    }  # fmt: skip
    sentence += " " + _("Each bar is %(percent)d%% wider than the one before.") % {
        "percent": widening(drawn)
    }
    still_open = found.median.n - sum(bar.n for bar in drawn)
    if still_open:
        sentence += " " + _("%(n)s that are not over yet are in no bar.") % {
            "n": wording.count_text(still_open)
        }
    return sentence


def _row(bar: Bar) -> dict:
    between = bar.between
    return {
        "start": between.at_least,
        "end": between.below,
        "from": wording.end_text(between.at_least, "seconds"),
        "to": wording.end_text(between.below, "seconds"),
        "n": bar.n,
        "name": range_text(between, "seconds"),
        "query": Narrowing(between=between).query if bar.n else "",
    }
