"""64 bits for what a row says, the same in every release of the engine and of Python, a column at a time."""

import hashlib
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

# Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014): the increment and mixer of SplitMix64.
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIXERS = ((30, np.uint64(0xBF58476D1CE4E5B9)), (27, np.uint64(0x94D049BB133111EB)))


def row_hashes(columns: dict[str, pa.Array]) -> np.ndarray:
    """One hash a row, over named columns. A null adds nothing: a row says the same in a file without that column."""
    each = (_hashed(name, column) for name, column in columns.items())
    total = next(each)
    for found in each:
        np.add(total, found, out=total)
    return total


def _hashed(name: str, column: pa.Array) -> np.ndarray:
    salt = np.uint64(int.from_bytes(hashlib.sha1(name.encode()).digest()[:8]))
    if pa.types.is_dictionary(column.type):
        values = _mixed(_bits(column.dictionary) + salt)
        found = values[column.indices.fill_null(0).to_numpy()] if len(values) else None
        found = np.zeros(len(column), np.uint64) if found is None else found
    else:
        found = _mixed(_bits(column) + salt)
    if column.null_count:
        found[column.is_null().to_numpy(zero_copy_only=False)] = 0
    return found


def _mixed(bits: np.ndarray) -> np.ndarray:
    for shift, factor in _MIXERS:
        bits ^= bits >> np.uint64(shift)
        bits *= factor
    bits ^= bits >> np.uint64(31)
    return bits


def _bits(column: pa.Array) -> np.ndarray:
    """What stands in each row as 64 bits; anything where nothing does."""
    if pa.types.is_string(column.type):
        return _of_text(column)
    if column.null_count:
        column = pc.fill_null(column, _NOUGHT[column.type])
    values = column.to_numpy(zero_copy_only=False)
    if pa.types.is_floating(column.type):
        return (values + 0.0).view(np.uint64)  # nought has one sign
    return values.astype(np.int64).view(np.uint64)


_NOUGHT = {
    pa.float64(): 0.0,
    pa.bool_(): False,
    pa.int32(): 0,
    pa.timestamp("us"): pa.scalar(0, pa.timestamp("us")),
}


def _of_text(column: pa.Array) -> np.ndarray:
    """Of each text the sum of its bytes, each times a number that belongs to its place."""
    if not len(column):
        return np.zeros(0, np.uint64)
    start, end = column.offset, column.offset + len(column)
    offsets = np.frombuffer(column.buffers()[1], np.int32)[start : end + 1]
    first, last = offsets[0], offsets[-1]
    lengths = np.diff(offsets)
    if first == last:
        return np.zeros(len(column), np.uint64)
    data = np.frombuffer(column.buffers()[2], np.uint8)[first:last]
    weights = _weights(_room(lengths.max()))
    if lengths.min() == lengths.max():  # as most numbers of a source are
        return _of_same_length(data.reshape(len(column), -1), weights)
    places = np.arange(last - first, dtype=np.int32) - np.repeat(offsets[:-1] - first, lengths)
    sums = np.zeros(len(data) + 1, np.uint64)
    np.cumsum(weights[places] * (data + np.uint64(1)), out=sums[1:])
    return sums[offsets[1:] - first] - sums[offsets[:-1] - first]


def _of_same_length(signs: np.ndarray, weights: np.ndarray) -> np.ndarray:
    found = np.zeros(len(signs), np.uint64)
    for place in range(signs.shape[1]):
        found += (signs[:, place] + np.uint64(1)) * weights[place]
    return found


def _room(longest: int) -> int:
    """So that few tables of weights are made."""
    return 1 << int(longest).bit_length()


@lru_cache(maxsize=4)
def _weights(places: int) -> np.ndarray:
    return _mixed(np.arange(1, places + 1, dtype=np.uint64) * _STEP) | np.uint64(1)
