"""Invented figures for the gallery: every component in every state it can be in. Nobody of the sample centre is among
its people, for everybody may see it."""

from datetime import date, timedelta

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.foundation import wording
from evenhand.foundation.lists import Choice, Filters, Listing, Words
from evenhand.foundation.ui.charts import chart
from evenhand.foundation.ui.tiles import Range, Spark, Step, Tile

# Weekly shares resolved first time, in per mille, before and after a new tariff.
WEEKS = (766, 744, 778, 758, 742, 775, 784, 755, 762, 739, 773, 780, 751, 767, 757, 771)
WEEKS += (728, 737, 723, 744, 716, 730, 741, 719, 739, 726)
FIRST_WEEK = date(2026, 5, 18)
N_A_WEEK = 381


def tiles() -> list[Tile]:
    how = "#how"
    return [
        Tile(
            _("Customer satisfaction"), "84.6", "%", "81.8 to 87.0", _("729 replies"),
            "up", _("Above standard"), _(", more than chance"), href="#figure", how_href=how,
            range=Range(70, 95, 81.8, 87.0, 84.6, 80, _("standard 80%")),
        ),
        Tile(
            _("Resolved first time"), "73.1", "%", "71.8 to 74.4", _("4,580 issues"),
            "down", _("Below standard"), _(", more than chance"), href="#figure", how_href=how,
            range=Range(60, 90, 71.8, 74.4, 73.1, 75, _("standard 75%")),
        ),
        Tile(
            _("First reply in 1 hour"), "90.4", "%", "88.6 to 91.9", _("1,204 emails"),
            "same", _("No clear difference"), _(" from standard"), href="#figure", how_href=how,
            range=Range(85, 95, 88.6, 91.9, 90.4, 90, _("standard 90%")),
        ),
        Tile(
            _("Complaints"), "3.3", _(" per 1,000"), "1.9 to 5.2", _("5,210 contacts"),
            "up", _("Better than standard"), _(", more than chance"), how_href=how,
            range=Range(0, 8, 1.9, 5.2, 3.3, 7.4, _("standard 7 or fewer")),
        ),
        Tile(
            _("Handling time"), "3 min 47 s", "", "3 min 40 s to 3 min 54 s", _("4,580 calls"),
            "more", _("More than before"), _(", for diagnosis only"), how_href=how,
            notes=(_("Approximate: read from bins 10% wide."),),
        ),
        Tile(
            _("Contacts"), "5,210", "", "5,070 to 5,353", _("12 weeks"),
            "less", _("Fewer than before"), how_href=how,
            stale=_("Counted from data up to Fri 13 Nov. The Monday file has not come."),
        ),
        Tile(
            _("Resolved first time"), n_text=_("18 issues so far"), state="few",
            state_words=_("Not enough to say yet"), how_href=how,
            notes=(_("A gap of 5 points needs about 120 issues to show."),),
        ),
        Tile(
            _("Occupancy"), state="none", state_words=_("Cannot be counted"), how_href=how,
            problem=_("The source does not say when people were ready."),
        ),
        Tile(_("Kept promises"), loading=_("Counting 4,580 issues…")),
    ]  # fmt: skip


def people() -> list[dict]:
    words = {
        "down": (_("Below standard"), _(", likely real")),
        "up": (_("Above standard"), _(", likely real")),
        "same": (_("No clear difference"), _(" from standard")),
    }
    flags = ("", "", "", "", "", "", "", "", "{}", "", "{}", "")
    rows = (
        ("Aiko Tanabe", "down", 612, 74, (75, 74, 76, 73, 72, 69, 68, 69, 67, 69, 66, 68)),
        ("Bruno Keller", "same", 540, 75, (74, 77, 73, 78, None, 72, 76, 74, 77, 73, 75, 76)),
        ("Carla Mendes", "up", 588, 70, (71, 73, 72, 74, 75, 74, 76, 75, 77, 75, 78, 76)),
        ("Dylan Pryce", "same", 497, 75, (73, 75, 72, 76, None, None, 71, None, 74, 72, 76, 73)),
    )
    found = [
        {
            "name": name,
            "kind": kind,
            "words": words[kind][0],
            "rest": words[kind][1],
            "n": n,
            "spark": Spark(
                values, standard, [f.format(kind) for f in flags] if kind != "same" else ()
            ),
        }
        for name, kind, n, standard, values in rows
    ]
    few = {"name": "Fatou Diop", "kind": "few", "n": 18, "so_far": _("2 weeks so far")}
    return [*found, {**few, "words": _("Not enough to say yet"), "rest": _(", joined 2 Nov")}]


def trend():
    rows: list[dict] = [
        {
            "at": FIRST_WEEK + timedelta(weeks=place),
            "value": share / 1000,
            "low": share / 1000 - 0.044,
            "high": share / 1000 + 0.043,
            "n": N_A_WEEK,
            "flag": "down" if place > 15 else "",
        }
        for place, share in enumerate(WEEKS)
    ]
    rows[4] |= {"value": None, "low": None, "high": None, "n": 12}  # too few to say
    return chart(
        "trend",
        rows,
        title=_(
            "Fewer issues are resolved first time since the week of 7 September: "
            "about 73 in 100, where it was 76"
        ),
        sentence=_("Each point is a week; triangles are the weeks since the change."),
        columns={
            "at": _("Week of"),
            "value": _("Resolved first time"),
            "low": _("from"),
            "high": _("to"),
            "n": _("Issues"),
        },
        n_text=_("%(n)s issues") % {"n": wording.count_text(N_A_WEEK * len(WEEKS))},
        shaded=_("interval of each week"),
        unit="share",
        standard=0.75,
        standard_label=_("Standard 75%"),
        marks=[(date(2026, 9, 7), _("New tariff, 7 Sept"))],
    )


def bars():
    rows = [
        {"name": name, "value": value, "low": low, "high": high, "n": n, "flag": flag}
        for name, value, low, high, n, flag in (
            (_("Billing dispute"), 0.612, 0.589, 0.634, 1824, "down"),
            (_("Meter reading"), 0.881, 0.862, 0.897, 1261, "up"),
            (_("Moving home"), 0.744, 0.716, 0.770, 968, ""),
            (_("No water"), 0.801, 0.760, 0.836, 402, ""),
            (_("Tariff question"), 0.769, 0.667, 0.848, 125, ""),
        )
    ]
    return chart(
        "bars",
        rows,
        title=_("Billing disputes need a second contact most often"),
        sentence=_("Bars are shares resolved first time by reason; thin lines are intervals."),
        columns={
            "name": _("Reason"),
            "value": _("Resolved first time"),
            "low": _("from"),
            "high": _("to"),
            "n": _("Issues"),
        },
        n_text=_("4,580 issues"),
        unit="share",
        standard=0.75,
        standard_label=_("standard 75%"),
    )


def histogram():
    counts = (120, 640, 1105, 980, 702, 431, 260, 148, 92, 61, 41)
    ends = [1.331**place - 1 for place in range(15, 27)]  # value + 1 widens by a third
    rows = [
        {
            "start": start,
            "end": end,
            "n": n,
            "name": _("bar %(n)d") % {"n": place},
            "query": f"{place}",
        }
        for place, (start, end, n) in enumerate(zip(ends, ends[1:], counts, strict=False), 1)
    ]
    return chart(
        "histogram",
        rows,
        title=_("Half of all callers are answered within 4 minutes"),
        sentence=_(
            "How many calls waited how long; the lines are the middle and nine in ten. Each bar is 33% wider than the one before, and leads to its calls."
        ),
        columns={"start": _("From"), "end": _("to less than"), "n": _("Calls")},
        n_text=_("4,580 calls"),
        unit="seconds",
        lines=((211, _("half: 3 min 31 s")), (430, _("9 in 10: 7 min 10 s"))),
        link="#bar-",
    )


def heat_map():
    days = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"))
    rows: list[dict] = [
        {
            "day": day,
            "time": f"{8 + half // 2:02d}:{half % 2 * 30:02d}",
            "value": 60 + 5 * (half * 7 + place * 3) % 90,
        }
        for place, day in enumerate(days)
        for half in range(20)
    ]
    for row in rows:
        row |= {"n": row["value"], "shade": min(4, (row["value"] - 60) // 18)}
    rows[-1] |= {"value": None, "n": 3, "shade": None}  # too little to say
    return chart(
        "heatmap",
        rows,
        title=_("Most calls come on Mondays from 11:30"),
        sentence=_(
            "Each cell is a half-hour of a weekday: the stronger the shade, the more calls."
        ),
        columns={"day": _("Day"), "time": _("From"), "value": _("Calls")},
        n_text=_("9,914 calls"),
        unit="count",
    )


def steps() -> list[Step]:
    return [
        Step(_("File"), "#file"),
        Step(_("Match columns"), "#match"),
        Step(_("Check"), "#check"),
        Step(_("Bring in")),
        Step(_("Result")),
    ]


class PromiseForm(forms.Form):
    due = forms.DateField(
        label=_("By when"),
        help_text=_("A working day, for example 27 November 2026"),
        error_messages={"required": _("Say by when you will do it")},
    )
    words = forms.CharField(label=_("What you will do"), widget=forms.Textarea, required=False)
    team = forms.ChoiceField(label=_("Team"), choices=[("n", "Harbour"), ("s", "Meadow")])
    look_again = forms.ChoiceField(
        label=_("Look at it again"),
        widget=forms.RadioSelect,
        choices=[("w", _("in a week")), ("m", _("in a month")), ("n", _("not by itself"))],
    )
    tell = forms.BooleanField(label=_("Tell me in my inbox when it is due"), required=False)


class ExampleFilters(Filters):
    window = Choice(
        gettext_lazy("Window"),
        [("12w", gettext_lazy("12 weeks to 15 Nov 2026")), ("oct", gettext_lazy("Oct 2026"))],
    )
    words = Words(gettext_lazy("Words"))


def listed(request) -> Listing:
    filters = ExampleFilters(request.GET)
    return Listing(request, WEEKS, (), title=_("Weeks"), what="examples", filters=filters)


def form() -> PromiseForm:
    return PromiseForm({"due": "", "words": _("Ask metering for a call-back number"), "team": "n"})


def page(request):
    return Paginator(range(238), 50).get_page(request.GET.get("page", 2))
