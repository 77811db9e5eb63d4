"""What is data on a page: whatever is stored, in the records and in the facts, and what the house is called."""

import json
import re
from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import CharField, EmailField, JSONField, SlugField, TextField

from evenhand.analysis.kpis import catalogue

CODE = re.compile(r"^[a-z]+(_[a-z]+)+$")
TEXTS = (CharField, TextField, EmailField, SlugField)


def stored() -> set[str]:
    """Every text of the records, in one line each; codes that a field may choose from are no data but words to come."""
    found = {"Evenhand"}
    for kpi in catalogue.EVERY:
        found |= {kpi.key, kpi.pin}
    for model in apps.get_models():
        if model.__module__.startswith(("evenhand.", "allauth.")):
            for value in _values(model):
                found |= set(_texts(value))
    found |= set(_facts())
    return found


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
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _facts() -> Iterator[str]:
    """Every text of the facts."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for path in settings.EVENHAND.warehouse.glob("received/*/*.parquet"):
        table = pq.read_table(path)
        for column in table.schema:
            if pa.types.is_string(column.type) or pa.types.is_dictionary(column.type):
                for text in table[column.name].unique().to_pylist():
                    yield from _texts(text)
