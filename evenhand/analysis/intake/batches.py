"""Columns of a batch of lines, as they are written."""

import numpy as np
import pyarrow as pa


def repeating(batch: pa.RecordBatch, names: list[str]) -> tuple[str, ...]:
    """The columns of text that say the same again and again."""
    first = batch.slice(0, 4096)
    return tuple(
        name
        for name in names
        if pa.types.is_string(batch.schema.field(name).type)
        and len(first.column(name).unique()) < 0.3 * max(len(first), 30)
    )


def columns_of(schema: pa.Schema, kind: pa.DataType) -> list[str]:
    return [one.name for one in schema if one.type == kind]


def uuids(own: np.ndarray) -> pa.Array:
    raw = pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(16), len(own), [None, pa.py_buffer(np.ascontiguousarray(own))]
    )
    return pa.ExtensionArray.from_storage(pa.uuid(), raw)


def same(text: str, rows: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array([text]))
