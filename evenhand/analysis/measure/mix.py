"""Counts of everybody at once, as matrices: in each kind of contact for a fair comparison, or in each week.

Figures are for pages; this is for `statistics`: one question to the engine for each KPI, and no object a cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from evenhand.analysis import engine
from evenhand.analysis.kpis.definition import Kpi
from evenhand.analysis.measure.question import SPLITS, Facts, Question
from evenhand.analysis.scope import Scope, Where, Window
from evenhand.analysis.warehouse import rollup

if TYPE_CHECKING:
    import numpy as np

# A kind of contact with fewer is no kind of its own: its part of the day goes first, then its topic, then its channel.
LEAST = 100
# More kinds than these are too many to estimate every night; the smallest go together.
MOST_KINDS = 96
# But a small one stays apart where it is so much of somebody's work: merged into easier kinds, it would tell against them.
LEAST_OF_ONE, SHARE_OF_ONE = 10, 0.10
_MOST_OF_ONE = 32  # such kinds at most, the largest part of anybody's work first
ANY = "*"
# The hours of local time at which a part of the day ends.
_PARTS = ((6, "night"), (12, "morning"), (17, "afternoon"), (22, "evening"))
PART_SQL = (
    "CASE WHEN half_hour IS NULL THEN '' "
    + " ".join(f"WHEN half_hour < {2 * end} THEN '{name}'" for end, name in _PARTS)
    + " ELSE 'night' END"
)
KIND_SQL = ("coalesce(topic, '')", "coalesce(channel, '')", PART_SQL)


class Kind(NamedTuple):
    """Contacts that are about as hard. "" where the source does not say, ANY where several are together."""

    topic: str
    channel: str
    part: str

    def wider(self) -> tuple["Kind", ...]:
        """What it may be merged into, itself first."""
        return self, Kind(self.topic, self.channel, ANY), Kind(ANY, self.channel, ANY), OTHER


OTHER = Kind(ANY, ANY, ANY)


@dataclass(frozen=True)
class Counts:
    """`people`: ids (P,), ascending. `columns`: C kinds, or the Mondays of C weeks. `parts`: each part of the KPI by
    its short name, (P, C): numerator and denominator of a share; n, total and squares of a mean."""

    people: "np.ndarray"
    columns: tuple
    parts: dict[str, "np.ndarray"]
    weeks: dict[str, "np.ndarray"] | None = None  # those parts by week, where they were put beside


def by_kind(
    facts: Facts,
    kpi: Kpi,
    *,
    scope: Scope,
    window: Window,
    where: Sequence[Where] = (),
    as_of: int | None = None,
    kinds: Sequence[Kind] | None = None,
    since: Mapping[int, date] | None = None,
) -> Counts:
    """The summed parts of a KPI for each person whom the scope opens, in each kind of contact.

    Kinds are topic × channel × part of the day; the last is always OTHER, be it empty. `kinds`: those of an earlier
    answer, so that its columns mean the same here. `since`: only these people, each from their own day on.
    ValueError for a KPI whose parts do not add up.
    """
    ask = _asked(facts, kpi, scope, window, where, as_of)
    people, keys, parts = _found(ask, kpi, KIND_SQL, since)
    fine = [Kind(*key) for key in zip(*keys, strict=True)]
    chosen = tuple(kinds) if kinds else kinds_of(people, fine, parts[_counted(kpi)])
    return _counts(people, columns_of(fine, chosen), chosen, parts)


def columns_of(fine: Sequence[Kind], kinds: Sequence[Kind]) -> list[int]:
    """The column of each: of its own kind, or of the narrowest that it was merged into."""
    at = {kind: number for number, kind in enumerate(kinds)}
    column_of = {}
    for one in set(fine):
        into = next((at[wide] for wide in one.wider() if wide in at), None)
        if into is None:
            raise ValueError("Kinds of contact end with OTHER, or some would be lost.")
        column_of[one] = into
    return [column_of[one] for one in fine]


def by_week(
    facts: Facts,
    kpi: Kpi,
    *,
    scope: Scope,
    window: Window,
    where: Sequence[Where] = (),
    as_of: int | None = None,
) -> Counts:
    """The summed parts of a KPI for each person whom the scope opens, in each week that the window touches."""
    ask = _asked(facts, kpi, scope, window, where, as_of)
    people, (weeks,), parts = _found(ask, kpi, (SPLITS["week"],))
    mondays = _mondays(window)
    columns = [(_day(week) - mondays[0]).days // 7 for week in weeks]
    return _counts(people, columns, mondays, parts)


def _mondays(window: Window) -> tuple[date, ...]:
    first = window.first - timedelta(days=window.first.weekday())
    weeks = (window.last - first).days // 7 + 1
    return tuple(first + timedelta(days=7 * number) for number in range(weeks))


def of_one(
    facts: Facts,
    kpi: Kpi,
    person: int,
    *,
    kinds: Sequence[Kind],
    scope: Scope,
    window: Window,
) -> dict[str, "np.ndarray"]:
    """The summed parts of a KPI for one person as far as the scope opens them: weeks that the window touches × kinds.

    `kinds`: those of an answer of `by_kind`, so that the columns mean the same. No row at all: all nought.
    """
    import numpy as np

    ask = _asked(facts, kpi, scope, window, (), None)
    columns = (SPLITS["week"], *KIND_SQL)
    _people, (weeks, *keys), parts = _found(ask, kpi, columns, {person: window.first})
    mondays = _mondays(window)
    column_of = columns_of([Kind(*key) for key in zip(*keys, strict=True)], kinds)
    at = [
        (_day(week) - mondays[0]).days // 7 * len(kinds) + column
        for week, column in zip(weeks, column_of, strict=True)
    ]
    shape = len(mondays), len(kinds)
    return {
        name: np.bincount(np.asarray(at, int), weights=part, minlength=shape[0] * shape[1]).reshape(
            shape
        )
        for name, part in parts.items()
    }


def _asked(facts, kpi, scope, window, where, as_of) -> Question:
    if not rollup.is_summed(replace(kpi, rolled_up=True)):
        raise ValueError(f"{kpi.key} is no sum over contacts.")
    return asked_of(facts, scope, window, where, as_of)


def asked_of(facts: Facts, scope: Scope, window: Window, where, as_of: int | None) -> Question:
    """The same question about every person."""
    manifest = facts.store.manifest(as_of)
    return Question(facts, manifest, scope, window, ("person",), tuple(where))


def sums_sql(kpi: Kpi, columns: Sequence[str], rows: str, condition: str) -> str:
    """One row for each person and set of columns, with the summed parts. The same on every engine."""
    names = rollup.part_names(kpi)
    group = ", ".join(str(1 + number) for number in range(1 + len(columns)))
    keys = ", ".join(f"{sql} AS c{at}" for at, sql in enumerate(["person_id", *columns]))
    sums = ", ".join(f"CAST(sum({name}) AS DOUBLE PRECISION) AS {name}" for name in names)
    return (
        f"SELECT {keys}, {sums} FROM ({rows}) AS rows_of WHERE person_id IS NOT NULL"
        f" AND {condition} GROUP BY {group} ORDER BY {group}"
    )


def _found(ask: Question, kpi: Kpi, columns: Sequence[str], since=None):
    """Person, columns and parts, each an array with one entry a row; short names of parts."""
    import numpy as np

    names = [name.removeprefix(f"{kpi.key}__") for name in rollup.part_names(kpi)]
    if not ask.months or ask.scope.empty or (since is not None and not since):
        return np.zeros(0, int), [[] for _ in columns], {name: np.zeros(0) for name in names}
    condition, values = ask.condition()
    rows = ask.parts_of_rows((kpi,))
    if since is not None:
        # One row a person, joined: a list to search in would be searched once for every contact.
        rows = (
            f"SELECT of_all.* FROM ({rows}) AS of_all JOIN (SELECT unnest(CAST(? AS BIGINT[])) AS person_id,"
            " unnest(CAST(? AS DATE[])) AS since) AS begins USING (person_id) WHERE local_date >= begins.since"
        )
        values = [list(since), list(since.values()), *values]
    with engine.cursor() as cursor:
        sql = sums_sql(kpi, columns, rows, condition)
        found = list(cursor.execute(sql, values).fetchnumpy().values())
    keys = [column.tolist() for column in found[1 : 1 + len(columns)]]
    parts = [np.nan_to_num(np.ma.filled(part, 0.0)) for part in found[1 + len(columns) :]]
    return np.asarray(found[0]), keys, dict(zip(names, parts, strict=True))


def _day(value) -> date:
    return value.date() if hasattr(value, "date") else value


def _counted(kpi: Kpi) -> str:
    """The part that says how many contacts a row counts."""
    return "denominator" if f"{kpi.key}__denominator" in kpi.expressions else "n"


def kinds_of(people, fine: list[Kind], volume) -> tuple[Kind, ...]:
    """As fine as there are contacts for: what has too few joins what is wider, step by step, unless somebody depends
    on it."""
    cells: dict[tuple[int, Kind], float] = {}
    whole: dict[int, float] = {}
    for person, kind, n in zip(people.tolist(), fine, volume.tolist(), strict=True):
        cells[person, kind] = cells.get((person, kind), 0.0) + n
        whole[person] = whole.get(person, 0.0) + n
    large: dict[Kind, float] = {}
    of_one: dict[Kind, float] = {}
    for step in range(3):
        sizes, shares = _sizes(cells, whole)
        large |= {kind: n for kind, n in sizes.items() if n >= LEAST}
        of_one |= {kind: part for kind, part in shares.items() if kind not in large}
        rest: dict[tuple[int, Kind], float] = {}
        for (person, kind), n in cells.items():
            if kind not in large and kind not in of_one:
                at = person, kind.wider()[step + 1]
                rest[at] = rest.get(at, 0.0) + n
        cells = rest
    needed = sorted(of_one, key=lambda kind: (-of_one[kind], kind))[:_MOST_OF_ONE]
    largest = sorted(large, key=lambda kind: (-large[kind], kind))[: MOST_KINDS - 1 - len(needed)]
    return (*sorted(kind for kind in (*largest, *needed) if kind != OTHER), OTHER)


def _sizes(cells: Mapping[tuple[int, Kind], float], whole: Mapping[int, float]):
    """(contacts of each kind, the largest part that a kind is of anybody's work where it is much of it)."""
    sizes: dict[Kind, float] = {}
    shares: dict[Kind, float] = {}
    for (person, kind), n in cells.items():
        sizes[kind] = sizes.get(kind, 0.0) + n
        if n >= LEAST_OF_ONE and n >= SHARE_OF_ONE * whole[person]:
            shares[kind] = max(shares.get(kind, 0.0), n / whole[person])
    return sizes, shares


def _counts(people, columns: list[int], labels: tuple, parts) -> Counts:
    import numpy as np

    ids, rows = np.unique(people, return_inverse=True)
    at = rows * len(labels) + np.asarray(columns, int)
    shape = len(ids), len(labels)
    summed = {
        name: np.bincount(at, weights=part, minlength=shape[0] * shape[1]).reshape(shape)
        for name, part in parts.items()
    }
    return Counts(ids, labels, summed)
