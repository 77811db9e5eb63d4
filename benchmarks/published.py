"""SQL over the published rows of a whole store."""

from evenhand.analysis import engine, tables
from evenhand.analysis.warehouse.manifest import Store


def with_tables(store: Store, sql: str) -> str:
    """The query with every table of the store under its name."""
    months = store.manifest().months.values()
    named = (
        f"{table} AS (FROM read_parquet({engine.files(store.path(m.files[table]) for m in months)}))"
        for table in tables.SCHEMAS
    )
    return f"WITH {', '.join(named)} {sql}"
