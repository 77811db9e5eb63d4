"""Cells of the rollups kept in memory: one question to the engine for all the windows and steps of a page.

What is kept is a month of a rollup as one viewer's condition sees it, by day and split. Such files never change, so a
cell stays true; a window is then a sum over days, done here. Parts are fetched as they are asked for; those of one team
or person together with those of the others whom the same reader is likely to open next.
"""

import threading
from collections import OrderedDict
from datetime import date

from evenhand.analysis import engine
from evenhand.analysis.measure import together
from evenhand.analysis.measure.question import OF_DAYS, SPLITS, Question
from evenhand.analysis.measure.together import Lead

MOST_BYTES = 64 << 20
# What stands for NULL among keys: after everything else, as the engine sorts it.
_NO_NUMBER, _NO_TEXT = 2**62, "\uffff"
_TEXTS = {"channel", "topic"}

_lock = threading.Lock()
_kept: OrderedDict[tuple, "_Cells"] = OrderedDict()
_bytes_kept = 0


class _Cells:
    """One month: `keys` (day, then the split) and `parts`, as arrays of equal length."""

    def __init__(self, keys: list, parts: dict):
        self.keys, self.parts = keys, parts

    @property
    def size(self) -> int:
        return sum(array.nbytes for array in (*self.keys, *self.parts.values()))


def summed(ask: Question, source: str, names: list[str]) -> list[tuple[dict, dict]]:
    """The cells of a question about additive parts, in the order of what it is split by."""
    import numpy as np

    keys, parts = _within(ask, source, names, together.lead_of(ask))
    if not ask.by:
        return [({}, {name: float(array.sum()) for name, array in parts.items()})]
    order, starts, split = _grouped(keys)
    if not len(starts):
        return []
    sums = {name: np.add.reduceat(array[order], starts).tolist() for name, array in parts.items()}
    columns = [_plain(name, array) for name, array in zip(ask.by, split, strict=True)]
    return [
        (
            dict(zip(ask.by, by, strict=True)),
            {name: sums[name][at] for name in names},
        )
        for at, by in enumerate(zip(*columns, strict=True))
    ]


def binned(ask: Question, key: str, keys: list[str]) -> list[tuple]:
    """(split…, bin, rows, of which not over yet) of one way of binning, in order; all `keys` are fetched together."""
    import numpy as np

    lead = Lead("key", key, lambda: keys)
    found_keys, parts = _within(ask, "bins", ["n", "still_open"], lead, extra=("bin",))
    order, starts, split = _grouped(found_keys)
    if not len(starts):
        return []
    sums = [np.add.reduceat(parts[name][order], starts).tolist() for name in ("n", "still_open")]
    columns = [_plain(name, array) for name, array in zip((*ask.by, "bin"), split, strict=True)]
    return list(zip(*columns, *sums, strict=True))


def _within(ask: Question, source: str, names, lead: Lead, *, extra=()):
    """The cells of the window: what they are split by as asked, and their parts."""
    import numpy as np

    stored = [SPLITS[name] for name in ask.by if name not in OF_DAYS]
    months = _months(ask, source, [*stored, *extra], names, lead)
    first, end = np.datetime64(ask.window.first), np.datetime64(ask.window.end)
    keys, parts = [], {name: [] for name in names}
    for month in months:
        days = month.keys[0]
        inside = slice(*np.searchsorted(days, [first, end]))
        of_days = iter(range(1, len(month.keys)))
        chosen = [
            _step(name, days[inside]) if name in OF_DAYS else month.keys[next(of_days)][inside]
            for name in (*ask.by, *extra)
        ]
        keys.append(chosen)
        for name in names:
            parts[name].append(month.parts[name][inside])
    return (
        [np.concatenate(column) for column in zip(*keys, strict=True)],
        {name: np.concatenate(arrays) for name, arrays in parts.items()},
    )


def _step(name: str, days):
    """The step of each day: itself, its Monday, the first of its month, or the number of its weekday."""
    if name == "day":
        return days
    weekday = (days.astype("int64") + 3) % 7  # 1 January 1970 was a Thursday
    if name == "weekday":
        return weekday
    return (
        days - weekday if name == "week" else days.astype("datetime64[M]").astype("datetime64[D]")
    )


def _grouped(keys: list):
    """An order in which equal keys stand together, where each group begins, and its keys."""
    import numpy as np

    if not len(keys[0]):
        return [], [], keys
    order = np.lexsort([_codes(array) for array in reversed(keys)])
    sorted_keys = [array[order] for array in keys]
    changes = np.zeros(len(order), dtype=bool)
    changes[0] = True
    for array in sorted_keys:
        changes[1:] |= array[1:] != array[:-1]
    starts = np.flatnonzero(changes)
    return order, starts, [array[starts] for array in sorted_keys]


def _codes(array):
    """Numbers in the order of the values; texts cannot be sorted beside numbers otherwise."""
    import numpy as np

    return np.unique(array, return_inverse=True)[1] if array.dtype == object else array


def _plain(name: str, array) -> list:
    """Keys as Python says them, with None again."""
    if name in OF_DAYS - {"weekday"}:
        return [date.fromordinal(719163 + number) for number in array.astype("int64").tolist()]
    return [None if value in (_NO_NUMBER, _NO_TEXT) else value for value in array.tolist()]


def _months(ask: Question, source: str, stored: list[str], names, lead: Lead) -> list[_Cells]:
    """The cells of each month of the question. What is not here yet is fetched at once, for all that belong together,
    with the months that are going to be asked for next."""
    condition, values = ask.condition(window=False, without=lead.column)

    def known(month, of) -> tuple:
        told = lead.column, of
        return month.rollups[source], condition, _hashable(values), tuple(stored), told

    def is_here(month, of) -> bool:
        kept = _kept.get(known(month, of))
        return bool(kept) and all(name in kept.parts for name in names)

    def lacking() -> list:
        return [month for month in ask.months if not is_here(month, lead.value)]

    # That may be a question of its own; what is here now may be gone when the lock is had.
    alike = lead.alike() if lacking() else (lead.value,)
    with _lock:
        if missing := lacking():
            alike = [of for of in alike if not all(is_here(m, of) for m in ask.months)]
            missing += [
                m for m in ask.months_soon if not is_here(m, lead.value) and m not in missing
            ]
        kept = {month.rollups[source]: _kept.get(known(month, lead.value)) for month in ask.months}
        here = {file: cells for file, cells in kept.items() if cells is not None}
    fetched = _fetched(ask, source, missing, stored, names, lead, alike, condition, values)
    with _lock:
        for (number, of), cells in fetched.items():
            _keep(known(missing[number], of), cells)
            if of == lead.value:
                here[missing[number].rollups[source]] = cells
        for month in ask.months:
            if known(month, lead.value) in _kept:
                _kept.move_to_end(known(month, lead.value))
    return [here[month.rollups[source]] for month in ask.months]


def _hashable(values: list) -> tuple:
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)


def _keep(key: tuple, cells: _Cells) -> None:
    """Parts that were here already stay; the oldest months go when there are too many."""
    global _bytes_kept
    before = _kept.pop(key, None)
    if before:
        _bytes_kept -= before.size
        cells.parts = before.parts | cells.parts
    _kept[key] = cells
    _bytes_kept += cells.size
    while _bytes_kept > MOST_BYTES and len(_kept) > 1:
        _, gone = _kept.popitem(last=False)
        _bytes_kept -= gone.size


def _fetched(ask, source, months, stored, names, lead: Lead, alike, condition, values) -> dict:
    """These months by one question, cut apart by what they are of and by their days: (number of the month, of) → cells."""
    import numpy as np

    if not months:
        return {}
    nothing = [
        f"coalesce({column}, {engine.text(_NO_TEXT) if column in _TEXTS else _NO_NUMBER})"
        for column in stored
    ]
    paths = engine.files(ask.facts.store.path(month.rollups[source]) for month in months)
    leads = [lead.column] if lead.column else []
    # Of one person a rollup has few rows: to hand them out costs less than to plan so many sums.
    sums = names if lead.column == "person_id" else [f"sum({name})::DOUBLE" for name in names]
    by = ", ".join(str(1 + i) for i in range(len(leads) + 1 + len(stored)))
    columns = [f"{sql} AS c{at}" for at, sql in enumerate([*leads, "local_date", *nothing, *sums])]
    sql = (
        f"SELECT {', '.join(columns)} FROM read_parquet({paths}) WHERE {lead.condition(alike)}{condition}"
        f"{'' if sums is names else f' GROUP BY {by}'} ORDER BY {by}"
    )
    with engine.cursor() as cursor:
        arrays = [np.asarray(one) for one in cursor.execute(sql, values).fetchnumpy().values()]
    found = {}
    for of in alike:
        inside = arrays
        if leads:
            bounds = [np.searchsorted(arrays[0], of, side) for side in ("left", "right")]
            # Copies: a part of the whole would keep all of it in memory, uncounted, when the others are gone.
            inside = [array[slice(*bounds)].copy() for array in arrays[1:]]
        for number, month in enumerate(months):
            found[number, of] = _cut(inside, month, len(stored), names)
    return found


def _cut(arrays: list, month, split: int, names) -> _Cells:
    import numpy as np

    days = arrays[0].astype("datetime64[D]")
    inside = slice(
        np.searchsorted(days, np.datetime64(month.first), "left"),
        np.searchsorted(days, np.datetime64(month.last), "right"),
    )
    parts = dict(zip(names, arrays[1 + split :], strict=True))
    return _Cells(
        [days[inside], *(array[inside] for array in arrays[1 : 1 + split])],
        {name: array[inside] for name, array in parts.items()},
    )
