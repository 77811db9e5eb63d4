"""What the monitoring policy in force allows on a day; asked from below through `website/monitoring.py`."""

from datetime import date
from itertools import pairwise

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import Family, Kpi
from evenhand.analysis.scope import Window
from evenhand.features.contacts.rules.purposes import Monitored
from evenhand.features.standards.models import MONITORING, Version
from evenhand.features.standards.rules.monitoring import Method, Shadow
from evenhand.features.standards.rules.versions import in_force

MEASURES = tuple(kpi.key for kpi in catalogue.ALL)
# Why a measure has no value about any person, though it is counted.
IN_SHADOW = "in its shadow period: not used about anybody"
NOT_NAMED = "the monitoring policy does not name this way of monitoring: not used about anybody"
_BY_RATINGS = {"fcr_survey"}  # a customer's answer, in another family


def monitored(today: date) -> Monitored:
    """What may be done of monitoring."""
    versions = _versions()
    held = _begun(versions, today)
    if held is None:
        coming = [one.monitoring.starts_on for one in versions if one.monitoring.starts_on > today]
        return Monitored(starts_on=min(coming, default=None), unused=_unused(versions, today))
    return Monitored(
        has_begun=True,
        unused=_unused(versions, today),
        reads_words=Method.TRANSCRIPTS in held.monitoring.methods,
        openings_a_month=held.monitoring.openings_a_month,
    )


def in_shadow(today: date) -> dict[str, Shadow]:
    """By key, the measures that are counted today and used about nobody, and their variants: the same in other words."""
    return _in_shadow(_versions(), today)


def unused_about_people(today: date) -> dict[str, str]:
    """By key, the measures of which no person's value may be shown or judged today, with the reason.

    A policy binds from its start; before the first has begun, what is counted anyway is shown.
    """
    return _unused(_versions(), today)


def usable_since(window: Window) -> dict[str, date]:
    """By key, of the measures that were used about nobody on a day of the window: the day after the last such day.

    It is the end of the window where the last day was one. A measure that is missing was usable throughout.
    """
    versions = _versions()
    days = {window.first} | {day for one in versions for day in _turns(one)}
    days = sorted(day for day in days if window.first <= day < window.end)
    found = {}
    for day, following in pairwise([*days, window.end]):
        found |= dict.fromkeys(_unused(versions, day), following)
    return found


def _turns(version: Version) -> set[date]:
    """The days on which it may allow something else than the day before."""
    said = version.monitoring
    shadows = {day for one in said.shadows for day in (one.from_day, one.until)}
    return {version.effective_from} | shadows | ({said.starts_on} if said.starts_on else set())


def _unused(versions: list[Version], today: date) -> dict[str, str]:
    held = _begun(versions, today)
    named = set(held.monitoring.methods) if held else set(Method)
    unnamed = {kpi.key: NOT_NAMED for kpi in catalogue.ALL if _method(kpi) not in named}
    return unnamed | dict.fromkeys(_in_shadow(versions, today), IN_SHADOW)


def _versions() -> list[Version]:
    return list(Version.objects.filter(policy__kind=MONITORING))


def _begun(versions: list[Version], today: date) -> Version | None:
    """A version that holds already and starts later leaves the one before at work."""
    return in_force([one for one in versions if one.monitoring.has_begun(today)], today)


def _in_shadow(versions: list[Version], today: date) -> dict[str, Shadow]:
    held = in_force(versions, today)
    named = held.monitoring.in_shadow(today) if held else {}
    of = {kpi.key: named.get(kpi.key) or named.get(kpi.variants_of) for kpi in catalogue.ALL}
    return {key: shadow for key, shadow in of.items() if shadow} if named else {}


def _method(kpi: Kpi) -> Method:
    """By which of the policy's methods it comes to be known."""
    if kpi.family is Family.SATISFACTION or kpi.key in _BY_RATINGS:
        return Method.RATINGS
    return Method.EVALUATIONS if kpi.family is Family.QUALITY else Method.VOLUMES


def has_monitoring_policy() -> bool:
    """Whether any version was published, also one that holds later."""
    return Version.objects.filter(policy__kind=MONITORING).exists()
