"""A target in plain words: the same on its page, in what people are asked to read, and in the audit."""

from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evenhand.analysis.kpis.definition import Kpi
from evenhand.features.people.models import Person, Team
from evenhand.features.people.policy import visible_people
from evenhand.features.standards.models import TargetVersion
from evenhand.features.standards.queries.targets import Held
from evenhand.features.standards.rules.targets import About, Direction, Every, Where
from evenhand.foundation import wording
from evenhand.foundation.access.viewers import Viewer

DIRECTIONS: dict[str, str | Promise] = {
    Direction.AT_LEAST: gettext_lazy("at least"),
    Direction.AT_MOST: gettext_lazy("at most"),
}
ABOUT: dict[str, str | Promise] = {
    About.PERSON: gettext_lazy("each person, one by one"),
    About.TOTAL: gettext_lazy("the total"),
}
WHERE: dict[str, str | Promise] = {
    Where.ORGANISATION: gettext_lazy("The whole organisation"),
    Where.TEAMS: gettext_lazy("Named teams"),
    Where.CHANNELS: gettext_lazy("Named channels"),
    Where.TOPICS: gettext_lazy("Named topics"),
    Where.PEOPLE: gettext_lazy("Named people"),
}
EVERY: dict[str, str | Promise] = {
    Every.WEEK: gettext_lazy("each week"),
    Every.MONTH: gettext_lazy("each month"),
    Every.QUARTER: gettext_lazy("each quarter"),
}


def threshold_text(value: float, unit: str) -> str:
    """In the unit in which it is typed: percent, points, a time in words, a number on its scale."""
    if unit == "share":
        return f"{_plain(value * 100)}%"
    if unit == "net":
        return _("%(n)s points") % {"n": ("+" if value > 0 else "") + _plain(value * 100)}
    if unit == "seconds":
        return wording.seconds_text(value)
    if unit == "days":
        return _("%(n)s days") % {"n": _plain(value)}
    return _plain(value)


def _plain(value: float) -> str:
    """As many decimals as it has, two at most."""
    rounded = round(value, 2)
    decimals = next(n for n in (0, 1, 2) if round(rounded, n) == rounded)
    return wording.number_text(rounded, decimals)


def asked_text(version: TargetVersion, threshold: float | None = None) -> str:
    """ "at least 80%"; with a threshold of somebody's own, that one."""
    value = version.threshold if threshold is None else threshold
    return f"{DIRECTIONS[version.direction]} {threshold_text(value, version.kpi.unit)}"


def title_text(version: TargetVersion, threshold: float | None = None) -> str:
    """ "Customer satisfaction at least 80%"."""
    return f"{wording.said(version.kpi.title)} {asked_text(version, threshold)}"


def period_text(version: TargetVersion) -> str:
    return weeks_text(version.weeks) if version.weeks else str(EVERY[version.every])


def weeks_text(n: int) -> str:
    return ngettext("the last %(n)s week", "the last %(n)s weeks together", n) % {"n": n}


def volume_text(version: TargetVersion) -> str:
    return _("at %(n)s %(counted)s or more") % {
        "n": wording.count_text(version.minimum_volume),
        "counted": wording.said(version.kpi.counted),
    }


def days_text(held: Held) -> str:
    """ "from 1 June 2026", "from 1 June 2026, before 30 August 2026"."""
    if held.until == held.first:
        return _("called off before it began")
    if held.until is None:
        return _("from %(first)s") % {"first": _day(held.first)}
    return _("from %(first)s, before %(until)s") % {
        "first": _day(held.first),
        "until": _day(held.until),
    }


def _day(day) -> str:
    return date_format(day, _("j F Y"))


def place_names(viewer: Viewer, found: Iterable[TargetVersion]) -> dict[int, tuple[str, ...]]:
    """By id of the version, what it names, by the names of today: people only whom the viewer may see. Asks once for all."""
    found = list(found)
    seen = Person.objects.filter(visible_people(viewer))
    names = {
        Where.TEAMS: _names(Team.objects.all(), found, Where.TEAMS),
        Where.PEOPLE: _names(seen, found, Where.PEOPLE),
    }
    return {one.pk: tuple(sorted(_named(one, names.get(one.where)))) for one in found}


def _named(version: TargetVersion, names: dict[int, str] | None) -> list[str]:
    if names is None:
        return [str(key) for key in version.keys]
    return [names[key] for key in version.keys if key in names]


def _names(rows, found: Iterable[TargetVersion], where: Where) -> dict[int, str]:
    keys = {key for one in found if one.where == where for key in one.keys}
    return dict(rows.filter(pk__in=keys).values_list("pk", "name")) if keys else {}


def whose_text(version: TargetVersion, names: Sequence[str]) -> str:
    """Whose figure is held against it. `names`: of what it names, as from `place_names`."""
    each, named = version.about is About.PERSON, ", ".join(names)
    texts = {
        (Where.ORGANISATION, True): _("each person"),
        (Where.ORGANISATION, False): _("the organisation as a whole"),
        (Where.TEAMS, True): _("each person in %(named)s"),
        (Where.TEAMS, False): _("each team as a whole: %(named)s"),
        (Where.CHANNELS, True): _("each person, by %(named)s"),
        (Where.CHANNELS, False): _("all contacts by %(named)s"),
        (Where.TOPICS, True): _("each person, about %(named)s"),
        (Where.TOPICS, False): _("all contacts about %(named)s"),
        (Where.PEOPLE, True): _people_text(names, len(version.keys) - len(names)),
    }
    return texts[Where(version.where), each] % {"named": named}


def _people_text(names: Sequence[str], others: int) -> str:
    """Whoever may not see somebody reads that there are others, and not who."""
    if not names:
        return ngettext("%(n)s named person", "each of %(n)s named people", others) % {"n": others}
    if not others:
        return _("each of %(named)s")
    beside = ngettext("%(n)s other", "%(n)s others", others) % {"n": others}
    return _("each of %(named)s") + _(" and %(others)s") % {"others": beside}


def unit_text(kpi: Kpi) -> str:
    """How a threshold is typed."""
    return {
        "share": _("in percent"),
        "net": _("in points, from −100 to +100"),
        "seconds": _("in seconds"),
        "days": _("in days"),
        "count": _("how many"),
    }.get(kpi.unit, _("on its own scale"))
