"""By which channels contacts came in."""

from evenhand.analysis import engine
from evenhand.analysis.measure.question import Facts


def channels(facts: Facts) -> tuple[str, ...]:
    """Every name that a published contact has, in order; whoever reads totals may know them."""
    months = facts.store.manifest().months.values()
    if not months:
        return ()
    files = engine.files(facts.store.path(month.rollups["topics"]) for month in months)
    sql = f"SELECT DISTINCT channel FROM read_parquet({files}) WHERE channel IS NOT NULL ORDER BY 1"
    return tuple(name for (name,) in engine.answer(sql, []))
