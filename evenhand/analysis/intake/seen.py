"""Which numbers came before: eight bytes for each that was seen, and no sorting of the file."""

import numpy as np


class Seen:
    """Keys of 64 bits in sorted runs, of which each is at least twice as long as the next."""

    def __init__(self):
        self._runs: list[np.ndarray] = []

    def add(self, keys: np.ndarray) -> np.ndarray:
        """Keep these, in their order; tells of each whether it came before, here or earlier."""
        ordered = np.sort(keys)
        twice = ordered[1:][ordered[1:] == ordered[:-1]]
        known = [run[self._places(run, ordered)] == ordered for run in self._runs]
        before = np.logical_or.reduce(known) if known else np.zeros(len(ordered), bool)
        found = np.isin(keys, ordered[before]) if before.any() else np.zeros(len(keys), bool)
        if len(twice):
            found |= _later(keys, twice)
        self._keep(ordered[~before] if before.any() else ordered)
        return found

    @staticmethod
    def _places(run: np.ndarray, ordered: np.ndarray) -> np.ndarray:
        return np.minimum(np.searchsorted(run, ordered), len(run) - 1)

    def _keep(self, run: np.ndarray) -> None:
        if not len(run):
            return
        while self._runs and len(self._runs[-1]) < 2 * len(run):
            # Two sorted runs: the stable sort only merges them.
            run = np.sort(np.concatenate([self._runs.pop(), run]), kind="stable")
        self._runs.append(run)


def _later(keys: np.ndarray, twice: np.ndarray) -> np.ndarray:
    """Every one but the first of those that stand more than once in `keys`."""
    at = np.flatnonzero(np.isin(keys, twice))
    _, firsts = np.unique(keys[at], return_index=True)
    found = np.zeros(len(keys), bool)
    found[np.delete(at, firsts)] = True
    return found
