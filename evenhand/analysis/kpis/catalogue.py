"""Every KPI, once."""

from evenhand.analysis.kpis import (
    handing_on,
    handling,
    quality,
    recommendation,
    resolution,
    satisfaction,
    speed,
    times,
    volume,
    work,
)
from evenhand.analysis.kpis.definition import Kpi, NotYet

# All that is defined, also what no import feeds yet.
EVERY: tuple[Kpi, ...] = (
    *volume.ALL,
    *speed.ALL,
    *handling.ALL,
    *times.ALL,
    *satisfaction.ALL,
    *recommendation.ALL,
    *resolution.ALL,
    *handing_on.ALL,
    *quality.ALL,
    *work.ALL,
)
# What can be counted: all that `measure()` and the rollups know.
ALL = tuple(kpi for kpi in EVERY if not isinstance(kpi, NotYet))
BY_KEY = {kpi.key: kpi for kpi in ALL}


def in_force(key: str, parameters: dict | None = None) -> Kpi:
    """The definition of this key with the parameters in force. KeyError for an unknown key."""
    kpi = BY_KEY[key]
    return kpi.with_parameters(parameters) if parameters else kpi
