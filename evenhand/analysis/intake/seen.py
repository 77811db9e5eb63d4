"""Which numbers came before: eight bytes for each that was seen, and no sorting of the file."""

import numpy as np

# Of one in so many places it is remembered whether a key fell there: most keys need no other look.
_PLACES = 25  # bits
# Fibonacci hashing (Knuth, TAOCP 3, §6.4): ids have bits that never change.
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_TOGETHER = 8


class Seen:
    """Keys of 64 bits in sorted runs, and marks of where they fell."""

    def __init__(self):
        self._runs: list[np.ndarray] = []
        self._marks = np.zeros(1 << _PLACES, np.uint8)

    def add(self, keys: np.ndarray) -> np.ndarray:
        """Keep these, in their order; tells of each whether it came before, here or earlier."""
        found = self._before(keys)
        ordered = np.sort(keys)
        twice = ordered[1:][ordered[1:] == ordered[:-1]]
        if len(twice):
            found |= _later(keys, twice)
        self._keep(ordered)
        return found

    def _before(self, keys: np.ndarray) -> np.ndarray:
        places = (keys * _SPREAD) >> np.uint64(64 - _PLACES)
        at = np.flatnonzero(self._marks[places])
        self._marks[places] = 1
        maybe, known = keys[at], np.zeros(len(at), bool)
        for run in self._runs:
            known |= run[np.minimum(np.searchsorted(run, maybe), len(run) - 1)] == maybe
        found = np.zeros(len(keys), bool)
        found[at[known]] = True
        return found

    def _keep(self, run: np.ndarray) -> None:
        """Runs of about the same length become one, so that there are few and each key is seldom moved."""
        if not len(run):
            return
        self._runs.append(run)
        while len(last := self._runs[-_TOGETHER:]) == _TOGETHER and len(last[0]) < 2 * len(run):
            run = np.sort(np.concatenate(last))
            self._runs[-_TOGETHER:] = [run]


def _later(keys: np.ndarray, twice: np.ndarray) -> np.ndarray:
    """Every one but the first of those that stand more than once in `keys`."""
    at = np.flatnonzero(np.isin(keys, twice))
    _, firsts = np.unique(keys[at], return_index=True)
    found = np.zeros(len(keys), bool)
    found[np.delete(at, firsts)] = True
    return found
