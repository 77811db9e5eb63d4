"""Invented processes for the gallery: a run of weeks with its limits, a drift like for like, a funnel."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from evenhand.analysis.statistics import ewma, funnel, proportions
from evenhand.analysis.statistics.signals import signals
from evenhand.foundation import wording
from evenhand.foundation.ui.charts import chart
from evenhand.foundation.ui.control_charts import control_rows, drift, false_alarm_text
from evenhand.foundation.ui.examples import FIRST_WEEK, WEEKS

A_WEEK = 1400
# Of ten people: issues, and how many of them were resolved the first time.
PEOPLE = (
    ("Aiko Tanabe", 612, 416), ("Bruno Keller", 540, 410), ("Carla Mendes", 588, 459), ("Dylan Pryce", 497, 371),
    ("Elif Aydin", 220, 171), ("Fatou Diop", 96, 69), ("Gustav Lind", 410, 309), ("Hana Dvorak", 705, 521),
    ("Ivo Marek", 330, 252), ("Jana Voss", 640, 489),
)  # fmt: skip


def weeks_from(first: date, number: int) -> list[date]:
    return [first + timedelta(weeks=place) for place in range(number)]


def control():
    successes = [A_WEEK * share / 1000 for share in WEEKS]
    limits = proportions.p_prime(successes, [A_WEEK] * len(WEEKS))
    rows = [
        {"at": day, "value": value, "n": A_WEEK}
        for day, value in zip(weeks_from(FIRST_WEEK, len(WEEKS)), limits.values, strict=True)
    ]
    return chart(
        "control",
        control_rows(limits, rows, signals(limits), higher_is_better=True),
        title=_("Fewer issues are resolved first time in the last ten weeks: look closer"),
        sentence=false_alarm_text(limits),
        columns={
            "at": _("Week of"),
            "value": _("Resolved first time"),
            "n": _("Issues"),
            "low": _("Lower limit"),
            "high": _("Upper limit"),
            "seen": _("Seen"),
        },
        n_text=_("%(n)s issues") % {"n": wording.count_text(A_WEEK * len(WEEKS))},
        shaded=_("between the limits of a stable process"),
        unit="share",
        standard=0.79,
        standard_label=_("Standard 79%"),
        lines=(
            (
                limits.centre,
                _("middle %(value)s")
                % {"value": "".join(wording.value_text(limits.centre, "share", 1000))},
            ),
        ),
    )


def drifting():
    failed = (15, 12, 14, 17, 13, 15, 16, 12, 22, 24, 21, 23)
    limits = ewma.risk_adjusted(failed, [14.5] * 12, [11.0] * 12)
    return drift(
        limits,
        weeks_from(date(2026, 8, 31), 12),
        [60] * 12,
        about=_("Not resolved first time"),
        n_text=_("720 issues"),
        higher_is_better=False,
    )


def compared():
    found = funnel.of_shares([(resolved, n) for _name, n, resolved in PEOPLE])
    rows = [
        {
            "name": name,
            "n": n,
            "value": resolved / n,
            "flag": {1: "up", -1: "down", 0: ""}[found.outside(place)],
            "label": _("look closer") if found.outside(place) else "",
        }
        for place, (name, n, resolved) in enumerate(PEOPLE)
    ]
    curve = []
    for n in range(80, 760, 20):
        (low, high), (outer_low, outer_high) = found.limits(n, 0.95), found.limits(n)
        curve.append(
            {"n": n, "low": low, "high": high, "outer_low": outer_low, "outer_high": outer_high}
        )
    return chart(
        "funnel",
        rows,
        title=_("Look closer at one of ten people"),
        sentence=_("The more issues, the less chance moves the figure. Names are in the table."),
        columns={"name": _("Name"), "n": _("Issues")},
        n_text=_("4,638 issues"),
        shaded=_("where 95 in 100 would lie; dotted: 998 in 1,000"),
        unit="share",
        lines=((found.centre, _("all 74.7%")),),
        curve=curve,
        axis=_("Issues"),
    )
