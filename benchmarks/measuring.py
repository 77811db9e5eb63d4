"""measure: building the cube from published rows, against SQL written by hand and against a scan; and whether all counts agree."""

from benchmarks import agreeing, by_hand, clock, many
from benchmarks.centre import ZONE
from benchmarks.lines import line
from benchmarks.published import with_tables
from evenhand.analysis import engine, tables
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.warehouse import rollup
from evenhand.analysis.warehouse.manifest import Store

# Those that `by_hand` has, too: the cube of both is the same, and stays the same as the catalogue grows.
KEYS = ("handled", "answered", "service_level", "asa", "aht", "csat", "csat_mean")
KPIS = tuple(catalogue.BY_KEY[key] for key in KEYS)


def measure(folder: str, millions: int) -> None:
    store = many.fill(folder, ZONE, millions, many.directory(millions))
    name = f"measure: cube of {millions} M contacts"
    cube, hand, scan = (sql(store) for sql in (cube_sql, hand_sql, scan_sql))
    assert _total(cube) == _total(hand), "the two cubes differ"
    found, ours, theirs = clock.ratio(lambda: _run(cube), lambda: _run(hand))
    line(f"{name} / SQL by hand, CPU", found, 1.15)
    line(f"{name}, CPU", ours, unit=" s")
    line(f"{name}, SQL by hand, CPU", theirs, unit=" s")
    found, _, scanned = clock.ratio(lambda: _run(cube), lambda: _run(scan))
    line(f"{name} / scan of its columns, CPU", found, 3 if millions < 100 else 3.5)
    line(f"{name}, scan, CPU", scanned, unit=" s")
    line(f"{name}, peak memory", clock.peak_megabytes(), 3 * 1024, " MB")
    agreeing.measure(name, store)


def _run(sql: str) -> None:
    with engine.cursor() as cursor:
        cursor.execute(sql).fetchall()


def _total(sql: str) -> list:
    """Sums of all parts, by name; rounded, so that the order of adding does not show."""
    with engine.cursor() as cursor:
        cursor.execute(sql)
        names = [column[0] for column in cursor.description]
        return sorted(zip(names, map(round, cursor.fetchone()), strict=True))


def _summed(sql: str) -> str:
    """One row instead of every cell: fetching cells into Python would outweigh making them."""
    return f"SELECT count(*), sum(COLUMNS(lambda c: contains(c, '__'))) FROM ({sql})"


def cube_sql(store: Store) -> str:
    cubes = rollup.cubes(KPIS, with_topics=False)
    named = ", ".join(f"{name} AS ({sql})" for name, sql in cubes.items())
    return with_tables(store, _summed(f"WITH {named} {rollup.days_sql(KPIS)}"))


def hand_sql(store: Store) -> str:
    """The same parts, as somebody would write them who knows the engine well."""
    return with_tables(store, _summed(by_hand.CUBE))


def scan_sql(store: Store) -> str:
    """Only reads every column that the cube needs."""
    pieces = []
    for table, columns in columns_used().items():
        # Not min or max: those are answered from the statistics of a file without reading it.
        every = ", ".join(f"bit_xor(hash({column})) AS {column}" for column in columns)
        pieces.append(f"(SELECT {every} FROM {table})")
    return with_tables(store, f"SELECT * FROM {' CROSS JOIN '.join(pieces)}")


def columns_used() -> dict[str, list[str]]:
    """Those by which the cube is cut, and those in the parts of a definition."""
    found = {}
    for table in dict.fromkeys(kpi.table for kpi in KPIS):
        text = rollup.row_sql(tuple(kpi for kpi in KPIS if kpi.table == table), table)
        cut = set(tables.DIMENSIONS) - set(rollup.BY)
        schema = tables.SCHEMAS[table]
        found[table] = [c for c in schema if f'"t0"."{c}"' in text and c not in cut]
    return found
