"""What is open as charts: how much at the end of each week, and how old it is now."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.analysis.figure import Figure
from evenhand.analysis.measure.levels import AGES
from evenhand.features.contacts.queries import Narrowing
from evenhand.features.insights.views.worded import n_text, value_text
from evenhand.foundation import wording
from evenhand.foundation.ui.charts import Chart, chart

_WEEK = 7 * 86_400.0


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


def ageing(found: dict[str, list[Figure]], ages: list[int], link: str = "") -> Chart | None:
    """What is open at the end of the period by how long it has been; `link`: where the contacts are listed."""
    now = found["open"][-1]
    if not now.n:
        return None
    rows = [
        {
            "name": name,
            "value": n,
            "low": None,
            "high": None,
            "n": n,
            "flag": "",
            "query": Narrowing(between=band).query if n else "",
        }
        for name, band, n in zip(_names(), AGES, ages, strict=True)
    ]
    half = next((one for one in found.get("age_p50", []) if one.by == now.by), None)
    sentence = _("What is open at the end of the period, by how long it has been.")
    if half is not None and half.value is not None:
        sentence += " " + _("Half of it for longer than %(age)s.") % {"age": _age(half)}
    return chart(
        "bars",
        rows,
        title=_ageing_finding(now.n, ages),
        sentence=sentence,
        columns={"name": _("Open for"), "n": _("Open")},
        n_text=n_text(now),
        unit="count",
        link=link,
    )


def aged(now: Figure, ages: list[int]) -> Iterator[tuple[str, Figure]]:
    """Each band of ages as a figure of its own, with its doubt as a count."""
    for name, n in zip(_names(), ages, strict=True):
        said = now.kpi.result({"open": n, "closed_28": 0, "recorded": 1})
        yield name, replace(now, n=n, value=said.value, low=said.low, high=said.high, numerator=n)


def _names() -> list[str]:
    """Of `AGES`, as briefly as beside a bar on a phone."""
    return [
        _("under a day"), _("1 to 3 days"), _("3 to 7 days"), _("1 to 2 weeks"), _("2 to 4 weeks"), _("4 to 13 weeks"),
        _("13 weeks or more"),
    ]  # fmt: skip


def _ageing_finding(n: int, ages: list[int]) -> str:
    long = sum(of for band, of in zip(AGES, ages, strict=True) if band.at_least >= _WEEK)
    said = {"n": wording.count_text(n), "long": wording.count_text(long)}
    if not long:
        return _("Of %(n)s open contacts, none has waited for a week or longer") % said
    return (
        ngettext(
            "Of %(n)s open contacts, %(long)s has waited for a week or longer",
            "Of %(n)s open contacts, %(long)s have waited for a week or longer",
            long,
        )
        % said
    )


def _age(one: Figure | None) -> str:
    if one is None or one.value is None:
        return _("not enough to say")
    if one.kpi.unit == "seconds" and one.value >= 2 * 86400:
        return _("%(n)s days") % {"n": wording.number_text(one.value / 86400, 1)}
    value, unit = value_text(one)
    return f"{value}{unit}"
