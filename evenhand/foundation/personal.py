"""How a slice declares what its fields hold about people; a test walks all models.

Each app has a `personal_data.py` with
`PERSONAL = {Model: {field: Personal(...)}}` and `NOT_PERSONAL = {Model: {field, ...}}`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec

from evenhand.analysis.texts import gettext_noop as _


class Keep(StrEnum):
    """For how long; the number of days behind each is a dated setting, not a constant."""

    ACCOUNT = _("while the account exists")
    EMPLOYMENT = _("while employed, then the leaver period")
    RECORD = _("as long as the record it stands on")
    AUDIT = _("the audit period")
    SHORT = _("90 days")


class Erase(StrEnum):
    DELETE = _("row deleted")
    BLANK = _("value blanked")
    REPLACE = _("value replaced by a tombstone")
    KEEP = _("kept: the law or someone else's record needs it")


@dataclass(frozen=True, kw_only=True)
class Personal:
    purpose: str
    keep: Keep
    export: bool  # goes into a subject-access export
    erase: Erase


@dataclass(frozen=True)
class Declared:
    """One line of the data map: a field of a kind of record, and what is done with it."""

    slice: str
    record: str
    field: str
    personal: Personal


def declared(config) -> tuple[dict, dict]:
    """What the slice of an app configuration says: (PERSONAL, NOT_PERSONAL)."""
    name = f"{config.name}.personal_data"
    if not find_spec(name):
        return {}, {}
    module = import_module(name)
    return module.PERSONAL, getattr(module, "NOT_PERSONAL", {})


def data_map(configs) -> Iterator[Declared]:
    """Everything that the slices of these app configurations hold about people, in the order of their names."""
    for config in sorted(configs, key=lambda one: one.label):
        personal, _not = declared(config)
        for model, fields in sorted(personal.items(), key=lambda one: one[0].__name__):
            for name, personal_field in fields.items():
                yield Declared(config.label, str(model._meta.verbose_name), name, personal_field)
