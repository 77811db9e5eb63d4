"""Totals against a target, and how many people met it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.features.attainment.models import Assessment
from evenhand.features.attainment.queries import Met, Total
from evenhand.features.attainment.rules.places import Lies
from evenhand.features.attainment.views.showing.values import interval_of, n_text, value_of
from evenhand.features.standards.rules.targets import Where
from evenhand.foundation import wording

_LIES = {
    Lies.MET: ("up", gettext_lazy("Meets it"), gettext_lazy(", more than chance")),
    Lies.MISSED: ("down", gettext_lazy("Misses it"), gettext_lazy(", more than chance")),
    Lies.UNCLEAR: ("same", gettext_lazy("No clear difference"), gettext_lazy(" from the target")),
    Lies.UNSAID: ("few", gettext_lazy("Not enough to say yet"), ""),
}


@dataclass(frozen=True)
class TotalSaid:
    """`untold`: why no figure stands there; `instead`: the page where one does that may be shown."""

    name: str
    kind: str
    words: str
    rest: str
    value: str
    interval: str
    n: str
    untold: str = ""
    instead: str = ""


def total_said(total: Total, one: Assessment) -> TotalSaid:
    kind, words, rest = _LIES[total.lies]
    if total.few:
        words, rest = _("Too few people to show a total without showing a person"), ""
    kpi, figure = one.kpi, total.figure
    withheld = figure is None and not total.few
    return TotalSaid(
        name=total.name or _("The organisation"),
        kind=kind,
        words=str(words),
        rest=str(rest),
        value=value_of(figure.value, kpi, figure.n) if figure else "",
        interval=interval_of(figure.low, figure.high, kpi, figure.n) if figure else "",
        n=n_text(total.n, kpi) if total.n is not None else "",
        untold=_("Not shown over days that are no whole weeks.") if withheld else "",
        instead=_figure_address(total, one) if withheld else "",
    )


def _figure_address(total: Total, one: Assessment) -> str:
    """The page of the same figure: over whole weeks, for whoever is shown no other days."""
    if total.team:
        asked = {"team": total.team.ref}
    elif total.name:
        asked = {{Where.CHANNELS: "channel"}.get(one.version.where, "topic"): total.name}
    else:
        asked = {}
    address = reverse("figure", args=[one.version.target.kpi_key])
    return f"{address}?{urlencode(asked)}" if asked else address


def met_text(met: Met | None, one: Assessment) -> str:
    """Whom it was set for on the last of the days: who came or went since makes the list of today another one."""
    if met is None:
        return ""
    text = _("%(met)s of the %(of)s people for whom it was set on %(day)s are shown to meet it; of the others that is not known. All are counted who worked in its teams or are named in it, whether they are measured yet or not")  # fmt: skip
    return text % {
        "met": met.met,
        "of": met.of,
        "day": wording.date_text(one.window.last, year=True),
    }
