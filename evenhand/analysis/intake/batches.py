"""Columns of a batch of lines, as they are written."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from evenhand.analysis.warehouse import received

_WORDS = pa.dictionary(pa.int32(), pa.string())
_RANDOM = ("contact_id", "content_hash")


def writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """For rows as they are received, or refused lines."""
    words = columns_of(schema, _WORDS)
    moments = columns_of(schema, pa.timestamp("us"))
    found = pq.ParquetWriter(
        path,
        schema,
        # What has no pattern gets no smaller.
        compression={c: "none" if c in _RANDOM else "zstd" for c in schema.names},
        use_dictionary=[*words, *columns_of(schema, pa.float64())],
        column_encoding=dict.fromkeys(
            (*moments, *columns_of(schema, pa.int64())), "DELTA_BINARY_PACKED"
        ),
        write_statistics=["source_version", "started_at"],
        store_schema=False,
    )
    found.add_key_value_metadata(received.MARK)
    return found


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
