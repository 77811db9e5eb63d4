"""The weeks of one person against their own weeks before, in words and a chart: where to look closer, and no finding."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.analysis.kpis.definition import Better, Kpi
from evenhand.features.attainment.queries import Seen
from evenhand.features.attainment.queries.drift import WEEKS, Weeks
from evenhand.features.attainment.views.showing.values import n_text
from evenhand.foundation import wording
from evenhand.foundation.ui.charts import Chart
from evenhand.foundation.ui.control_charts import drift as drift_chart
from evenhand.foundation.ui.control_charts import in_ten

_MOST_DAYS = 3  # weeks that are named, the latest


@dataclass(frozen=True)
class DriftSaid:
    """`seen`: one sentence or two; `chart`: None with too few weeks, and then `seen` says why not."""

    seen: str
    about: str
    chance: str
    chart: Chart | None


def drift_said(weeks: Weeks, seen: Seen) -> DriftSaid:
    from evenhand.analysis.statistics.standing import drift

    kpi, found = seen.assessment.kpi, weeks.drift
    if found is None:
        text = ngettext(
            "Not drawn: of the last %(weeks)d weeks at least %(fewest)d need %(least)d or more %(what)s each; here it is %(n)d week.",
            "Not drawn: of the last %(weeks)d weeks at least %(fewest)d need %(least)d or more %(what)s each; here it is %(n)d weeks.",
            weeks.enough,
        ) % {"weeks": WEEKS, "fewest": drift.FEWEST_WEEKS, "least": drift.LEAST, "what": wording.said(kpi.counted), "n": weeks.enough}  # fmt: skip
        return DriftSaid(text, "", "", None)
    sizes = [weeks.n[place] for place in found.weeks]
    drawn = drift_chart(
        found.limits,
        [weeks.mondays[place] for place in found.weeks],
        sizes,
        about=wording.said(kpi.title),
        n_text=n_text(sum(sizes), kpi),
        higher_is_better={Better.HIGHER: True, Better.LOWER: False}.get(kpi.better),
    )
    # The title is of the curve alone: a lasting change may be told where no point is beyond the limits.
    title = (
        _("%(about)s: look closer, like for like it has moved away from the weeks before")
        if _outside(weeks)
        else _("%(about)s: the curve stays within its limits")
    )
    drawn = replace(drawn, title=title % {"about": wording.said(kpi.title)})
    return DriftSaid(_seen(weeks, kpi), _about(seen, drift), _chance(drift), drawn)


def _outside(weeks: Weeks) -> list[int]:
    """Places of the weeks in which the curve is beyond its limits."""
    limits = weeks.drift.limits
    each = zip(weeks.drift.weeks, limits.values, limits.reaches, strict=True)
    return [place for place, value, reach in each if abs(value) > reach]


def _seen(weeks: Weeks, kpi: Kpi) -> str:
    found, said = weeks.drift, []
    if found.lasting:
        side, place = found.lasting
        said.append(_lasting(side, kpi) % {"day": _day(weeks, place)})
    outside = [_day(weeks, place) for place in _outside(weeks)]
    if outside:
        text = ngettext(
            "The curve is beyond its limits in the week from %(days)s.",
            "The curve is beyond its limits in %(n)d weeks, the latest from %(days)s.",
            len(outside),
        )
        said.append(text % {"n": len(outside), "days": ", ".join(outside[-_MOST_DAYS:])})
    if not said:
        return _("Nothing to look at: like for like, no change is seen that chance alone would not make.")  # fmt: skip
    return _("Look closer. %(seen)s") % {"seen": " ".join(said)}


def _lasting(side: int, kpi: Kpi) -> str:
    if kpi.better is Better.NEITHER:
        return _("Like for like, it has lastingly changed since about the week from %(day)s.")  # fmt: skip
    if (side > 0) == (kpi.better is Better.HIGHER):
        return _("Like for like, there is a lasting change for the better since about the week from %(day)s.")  # fmt: skip
    return _("Like for like, there is a lasting change for the worse since about the week from %(day)s.")  # fmt: skip


def _day(weeks: Weeks, place: int) -> str:
    return wording.date_text(weeks.mondays[place], year=True)


def _about(seen: Seen, drift) -> str:
    words = (
        _("Each week is held against your own weeks before it, with the contacts that came: a harder mix is evened out. It tells whether something has changed, not whether the standard is met. Weeks with fewer than %(least)d %(what)s are left out.")
        if seen.is_self
        else _("Each week is held against their own weeks before it, with the contacts that came: a harder mix is evened out. It tells whether something has changed, not whether the standard is met. Weeks with fewer than %(least)d %(what)s are left out.")
    )  # fmt: skip
    return words % {"least": drift.LEAST, "what": wording.said(seen.assessment.kpi.counted)}


def _chance(drift) -> str:
    return _(
        "In a quarter in which nothing has changed, chance alone says “look closer” %(often)s at most. It is a place to look, never a finding: tools, work and life change too."
    ) % {"often": in_ten(drift.FALSE_ALARMS)}
