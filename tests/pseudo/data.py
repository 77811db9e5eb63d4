"""What is data on a page: whatever is stored, in the records and in the facts, and what the house is called."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

import pyarrow as pa
import pyarrow.parquet as pq
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import CharField, EmailField, JSONField, SlugField, TextField

from evenhand.analysis.kpis import catalogue
from evenhand.features.governance.rules.retention import SURENESS
from evenhand.foundation.access.models import User
from evenhand.foundation.personal import data_map
from evenhand.foundation.ui.templatetags.ui import initials

LIMITS = ("XmR", "EWMA", "p", "p′", "u", "u′")  # names of charts with limits
TEXTS = (CharField, TextField, EmailField, SlugField)


def stored() -> set[str]:
    """Every text of the records, in one line each; codes that a field may choose from are no data but words to come."""
    found = {"Evenhand", settings.EVENHAND.organisation, *_codes(), *_facts()}
    for model in apps.get_models():
        if model.__module__.startswith(("evenhand.", "allauth.")):
            for value in _values(model):
                found |= set(_texts(value))
    found |= {text.capitalize() for text in _facts()}  # as names of channels are shown
    return found | {initials(user.name) for user in User.objects.all()}


@cache
def _codes() -> frozenset[str]:
    """Names that are the same in every language: of definitions and what they leave open, of kinds of record and their
    fields (the map of data names them as the code does), of time zones."""
    found = {zone.replace("_", " ") for zone in available_timezones()} | available_timezones()
    found |= {*SURENESS, *LIMITS}
    for kpi in catalogue.EVERY:
        chosen = {one for one in kpi.parameters.values() if isinstance(one, str)}
        found |= {kpi.key, kpi.pin, *kpi.parameters, *chosen}
    for line in data_map(apps.get_app_configs()):
        found |= {line.record.capitalize(), line.field}
    return frozenset(found)


def _values(model) -> Iterator[object]:
    """Past the models: some fields are read past their policy by nobody."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, (*TEXTS, JSONField)) and not field.choices
    ]
    if not fields:
        return
    name = connection.ops.quote_name
    columns = ", ".join(name(field.column) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {name(model._meta.db_table)}")
        for row in cursor.fetchall():
            for field, value in zip(fields, row, strict=True):
                is_json = isinstance(field, JSONField) and isinstance(value, str)
                yield json.loads(value) if is_json else value


def _texts(value) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(value.split())
        for line in value.splitlines():
            yield " ".join(line.split())
    elif isinstance(value, dict):
        for key, one in value.items():
            if not key.islower():  # a heading or a speaker: ours are in small letters
                yield key
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _facts() -> Iterator[str]:
    """Every text of the facts, and of what is set aside until somebody decides."""
    for path in sorted(settings.EVENHAND.warehouse.glob("**/*.parquet")):
        yield from _facts_in(path)


@cache
def _facts_in(path: Path) -> frozenset[str]:
    """A file is never written again under its name."""
    table = pq.read_table(path)
    texts = [
        one
        for one in table.schema
        if pa.types.is_string(one.type) or pa.types.is_dictionary(one.type)
    ]
    return frozenset(
        line
        for one in texts
        for text in table[one.name].unique().to_pylist()
        for line in _texts(text)
    )
