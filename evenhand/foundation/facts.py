"""The fact store of this installation, and the KPI definitions in force: what `measure()` counts from."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import Kpi
from evenhand.analysis.measure import Facts
from evenhand.analysis.warehouse.manifest import Store
from evenhand.foundation.dated.queries import all_in_force, in_force


@cache
def _store(folder: str, zone: str) -> Store:
    return Store(folder, zone)


def store() -> Store:
    return _store(str(settings.EVENHAND.warehouse), settings.EVENHAND.time_zone)


def setting_key(kpi_key: str) -> str:
    """The dated setting that holds a KPI's parameters."""
    return f"kpi.{kpi_key}"


def definition(key: str, today: date) -> Kpi:
    """A KPI with the parameters in force on a day. KeyError for an unknown key."""
    kpi = catalogue.BY_KEY[key]
    return _with(kpi, in_force(setting_key(key), today, {})) if kpi.parameters else kpi


def definitions(today: date) -> tuple[Kpi, ...]:
    set_here = all_in_force(setting_key(""), today)
    return tuple(
        _with(kpi, set_here[setting_key(kpi.key)].value)
        if setting_key(kpi.key) in set_here
        else kpi
        for kpi in catalogue.ALL
    )


def _with(kpi: Kpi, parameters: dict) -> Kpi:
    return _with_parameters(kpi.key, json.dumps(parameters, sort_keys=True)) if parameters else kpi


@lru_cache(maxsize=256)
def _with_parameters(key: str, given: str) -> Kpi:
    """One value for as long as its parameters stay, so that what is compiled from it is compiled once."""
    return catalogue.BY_KEY[key].with_parameters(json.loads(given))


class BeingCountedAnew(Exception):
    """What is published is of an earlier version of Evenhand. The worker counts it anew when it begins."""


def facts(today: date) -> Facts:
    """Raises BeingCountedAnew where nothing can be counted yet."""
    if store().manifest().is_of_another_version:
        raise BeingCountedAnew
    return Facts(store(), definitions(today))


def credits() -> Iterator[tuple[str, int, int | None, int | None, str]]:
    """What records say of whose a part of a contact is, before the source: (contact id, whose part it was, person id,
    team id, rule), the latest last. Asked of whoever is listed in EVENHAND_CREDITS, so that nothing here imports upwards."""
    for provider in import_string(settings.EVENHAND_CREDITS):
        yield from provider()
