"""What the ways down share: files of months, rows as dicts, and the parts of a KPI row by row."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from evenhand.analysis import engine, tables
from evenhand.analysis.kpis.definition import Custom, Kpi, Level, NotYet, Quantile
from evenhand.analysis.kpis.sharing import shared
from evenhand.analysis.measure import Facts
from evenhand.analysis.measure.levels import counts_sql
from evenhand.analysis.warehouse.manifest import Month


def source(facts: Facts, months: Iterable[Month], grain: str) -> str:
    """The published rows of a grain as SQL; none where no month has a file of it."""
    paths = [facts.store.path(month.files[grain]) for month in months if month.files.get(grain)]
    if paths:
        return f"read_parquet({engine.files(paths)})"
    typed = ", ".join(f"NULL::{kind} AS {name}" for name, kind in _types(grain).items())
    return f"(SELECT {typed} WHERE false)"


def _types(grain: str) -> dict[str, str]:
    own = {"string": "VARCHAR", "int32": "INTEGER", "int64": "BIGINT", "uint64": "UBIGINT",
           "float64": "DOUBLE"}  # fmt: skip
    return {name: own.get(kind, kind.upper()) for name, kind in tables.SCHEMAS[grain].items()}


def dicts(cursor) -> list[dict]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@dataclass(frozen=True)
class _Pinned:
    """A definition as a key of the cache of compiled SQL."""

    pin: str
    parameters: str
    kpi: Kpi

    def __hash__(self):
        return hash((self.pin, self.parameters))

    def __eq__(self, other):
        return (self.pin, self.parameters) == (other.pin, other.parameters)


def parts_sql(kpis: Iterable[Kpi], grain: str) -> str:
    """For each row of a grain its contact and person, and the parts of these KPIs; reads a table called as the grain."""
    pinned = tuple(_Pinned(kpi.pin, repr(sorted(kpi.parameters.items())), kpi) for kpi in kpis)
    return _compiled(pinned, grain)


@lru_cache(maxsize=256)
def _compiled(pinned: tuple[_Pinned, ...], grain: str) -> str:
    import ibis  # half a second: imported where it is used

    facts = tables.table(grain)
    parts = {name: part for one in pinned for name, part in one.kpi.expressions.items()}
    chosen = facts.select("contact_id", "person_id", **parts)
    return shared(ibis.to_sql(chosen, dialect="duckdb"), "duckdb")


def counts_by(kpi: Kpi, instant: str = "") -> str:
    """SQL over the columns of `parts_sql`: whether a KPI counts this row. `instant`: SQL of when a level is taken."""
    names = set(kpi.expressions)
    if isinstance(kpi, NotYet):
        return "false"
    if isinstance(kpi, Level):
        return counts_sql(kpi, instant)
    if isinstance(kpi, Custom):
        return f"{kpi.key}__counts"
    if isinstance(kpi, Quantile):
        return f"{kpi.key}__bin IS NOT NULL"
    below = f"{kpi.key}__denominator"
    return f"{below if below in names else f'{kpi.key}__n'} > 0"
