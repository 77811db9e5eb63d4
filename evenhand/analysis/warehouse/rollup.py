"""Rollups: the parts of every KPI summed by day, team, person and channel. Generated from the definitions."""

import hashlib
import json
from functools import lru_cache

from evenhand.analysis import tables
from evenhand.analysis.kpis.definition import (
    CensoredQuantile,
    ClusteredRatio,
    Custom,
    Kpi,
    Level,
    Quantile,
)
from evenhand.analysis.kpis.sharing import shared

BY = tables.ROLLED_UP_BY
BY_TOPIC = ("local_date", "channel", "topic")


def fingerprint(kpis: tuple[Kpi, ...]) -> str:
    """Changes when a definition, its version or a parameter changes: then every month is rolled up anew."""
    text = json.dumps([[kpi.pin, dict(kpi.parameters)] for kpi in kpis], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def row_sql(kpis: tuple[Kpi, ...], table: str, dialect: str = "duckdb") -> str:
    """One row per fact with its dimensions and the parts of these KPIs, in the dialect of an engine.

    Compiled once for each set of definitions: a month is built in less time than that takes.
    """
    return _compiled(tuple(_Pinned(kpi) for kpi in kpis), table, dialect)


class _Pinned:
    """A definition as a key of the cache of compiled SQL."""

    def __init__(self, kpi: Kpi):
        self.kpi, self.key = kpi, kpi.pin_of_all

    def __hash__(self):
        return hash(self.key)

    def __eq__(self, other):
        return self.key == other.key


@lru_cache(maxsize=256)
def _compiled(pinned: tuple[_Pinned, ...], table: str, dialect: str) -> str:
    import ibis

    kpis = [one.kpi for one in pinned]
    facts = tables.table(table)
    parts = {name: part for kpi in kpis for name, part in kpi.expressions.items()}
    chosen = facts.select(*(facts[name] for name in tables.DIMENSIONS), **parts)
    return shared(ibis.to_sql(chosen, dialect=dialect), dialect)


def part_names(kpi: Kpi) -> list[str]:
    return list(kpi.expressions)


def cubes(kpis: tuple[Kpi, ...], *, with_topics: bool = True) -> dict[str, str]:
    """For each grain, its table's name and the SQL of its cube: the summed parts of all additive KPIs by day, team,
    person and channel, and (`of_topics`) by day, channel and topic of the whole organisation, in one look at each row.
    """
    topics = f", ({', '.join(BY_TOPIC)})" if with_topics else ""
    topic = "topic" if with_topics else "NULL AS topic"
    columns = (
        f"local_date, team_id, person_id, channel, {topic}, grouping(person_id) = 1 AS of_topics"
    )
    found = {}
    for table, of_table in _summed_by_table(kpis).items():
        sums = ", ".join(f"sum({name}) AS {name}" for kpi in of_table for name in part_names(kpi))
        found[f"cube_{table}"] = (
            f"SELECT {columns}, {sums} FROM ({row_sql(of_table, table)})"
            f" GROUP BY GROUPING SETS (({', '.join(BY)}){topics})"
        )
    return found


def _summed_by_table(kpis: tuple[Kpi, ...]) -> dict[str, tuple[Kpi, ...]]:
    rolled = [kpi for kpi in kpis if is_summed(kpi)]
    return {
        table: of_table
        for table in tables.SCHEMAS
        if (of_table := tuple(kpi for kpi in rolled if kpi.table == table))
    }


def days_sql(kpis: tuple[Kpi, ...]) -> str:
    """One row for each day, team, person and channel. Reads the tables of `cubes`."""
    return _together(kpis, BY, "NOT of_topics", "team_id NULLS LAST, local_date, person_id")


def topics_sql(kpis: tuple[Kpi, ...]) -> str:
    """One row for each day, channel and topic. Reads the tables of `cubes`."""
    return _together(kpis, BY_TOPIC, "of_topics", "local_date")


def _together(kpis: tuple[Kpi, ...], columns: tuple[str, ...], chosen: str, order: str) -> str:
    """The parts of all grains side by side. Joined, not added up again: every cell is there once in each grain."""
    by = ", ".join(columns)
    grains = _summed_by_table(kpis)
    every_cell = " UNION ".join(f"SELECT {by} FROM cube_{table} WHERE {chosen}" for table in grains)
    joins = "".join(
        f" LEFT JOIN (FROM cube_{table} WHERE {chosen}) AS {table} ON "
        + " AND ".join(f"{table}.{name} IS NOT DISTINCT FROM cell.{name}" for name in columns)
        for table in grains
    )
    parts = ", ".join(
        f"coalesce({table}.{name}, 0)::DOUBLE AS {name}"
        for table, of_table in grains.items()
        for kpi in of_table
        for name in part_names(kpi)
    )
    keys = ", ".join(f"cell.{name}" for name in columns)
    return f"SELECT {keys}, {parts} FROM ({every_cell}) AS cell{joins} ORDER BY {order}"


def is_summed(kpi: Kpi) -> bool:
    return kpi.rolled_up and not isinstance(kpi, Quantile | Level | Custom | ClusteredRatio)


def levels_by_table(kpis: tuple[Kpi, ...]) -> dict[str, tuple[Level, ...]]:
    levels = [kpi for kpi in kpis if isinstance(kpi, Level)]
    return {
        table: tuple(kpi for kpi in levels if kpi.table == table)
        for table in dict.fromkeys(kpi.table for kpi in levels)
    }


def bins_sql(kpis: tuple[Kpi, ...]) -> str:
    """Counts per log bin, by the cells of the cube, and how many of them are not over yet.

    Definitions that share their rows share their bins (`key` of the first).
    """
    by = ", ".join(BY)
    pieces = []
    for kpi in bin_sources(kpis):
        name = f"{kpi.key}__bin"
        still_open = f"sum({kpi.key}__open)" if isinstance(kpi, CensoredQuantile) else "0"
        pieces.append(
            f"SELECT {by}, '{kpi.key}' AS key, {name} AS bin, count(*) AS n, {still_open}::BIGINT AS still_open"
            f" FROM ({row_sql((kpi,), kpi.table)}) WHERE {name} IS NOT NULL GROUP BY ALL"
        )
    return " UNION ALL ".join(pieces) + " ORDER BY team_id NULLS LAST, local_date, person_id, bin"


def bin_sources(kpis: tuple[Kpi, ...]) -> list[Kpi]:
    """One quantile KPI for each way of binning."""
    found = {}
    for kpi in kpis:
        if isinstance(kpi, Quantile) and kpi.rolled_up:
            found.setdefault(_binning(kpi), kpi)
    return list(found.values())


def bin_key(kpi: Kpi, kpis: tuple[Kpi, ...]) -> str:
    return next(one.key for one in bin_sources(kpis) if _binning(one) == _binning(kpi))


def _binning(kpi: Kpi) -> tuple:
    return kpi.table, kpi.rows, tuple(sorted(kpi.parameters.items()))


# What is written for every month, by name.
ROLLUPS = {"days": days_sql, "topics": topics_sql, "bins": bins_sql}
