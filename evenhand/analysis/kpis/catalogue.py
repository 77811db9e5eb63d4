"""Every KPI, once."""

from evenhand.analysis.kpis import satisfaction, speed, volume
from evenhand.analysis.kpis.definition import Kpi

ALL: tuple[Kpi, ...] = (*volume.ALL, *speed.ALL, *satisfaction.ALL)
BY_KEY = {kpi.key: kpi for kpi in ALL}


def in_force(key: str, parameters: dict | None = None) -> Kpi:
    """The definition of this key with the parameters in force. KeyError for an unknown key."""
    kpi = BY_KEY[key]
    return kpi.with_parameters(parameters) if parameters else kpi
