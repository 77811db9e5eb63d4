"""What the monitoring policy in force allows on a day; asked from below through `website/monitoring.py`."""

from datetime import date

from evenhand.analysis.kpis import catalogue
from evenhand.features.contacts.rules.purposes import Monitored
from evenhand.features.standards.models import MONITORING, Version
from evenhand.features.standards.rules.monitoring import Method, Shadow
from evenhand.features.standards.rules.versions import in_force

MEASURES = tuple(kpi.key for kpi in catalogue.ALL)


def monitored(today: date) -> Monitored:
    """What may be done of monitoring. A version that holds already and starts later leaves the one before at work."""
    versions = list(Version.objects.filter(policy__kind=MONITORING))
    begun = [one for one in versions if one.monitoring.has_begun(today)]
    held = in_force(begun, today)
    if held is None:
        coming = [one.monitoring.starts_on for one in versions if one.monitoring.starts_on > today]
        return Monitored(starts_on=min(coming, default=None))
    return Monitored(
        has_begun=True,
        reads_words=Method.TRANSCRIPTS in held.monitoring.methods,
        openings_a_month=held.monitoring.openings_a_month,
    )


def in_shadow(today: date) -> dict[str, Shadow]:
    """By key, the measures that are counted today and used about nobody, and their variants: the same in other words."""
    held = in_force(Version.objects.filter(policy__kind=MONITORING), today)
    named = held.monitoring.in_shadow(today) if held else {}
    of = {kpi.key: named.get(kpi.key) or named.get(kpi.variants_of) for kpi in catalogue.ALL}
    return {key: shadow for key, shadow in of.items() if shadow} if named else {}


def has_monitoring_policy() -> bool:
    """Whether any version was published, also one that holds later."""
    return Version.objects.filter(policy__kind=MONITORING).exists()
