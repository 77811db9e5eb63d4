"""Of which days each source tells: whether all that feeds a period is in."""

from datetime import date, timedelta

from evenhand.analysis import engine
from evenhand.analysis.warehouse.manifest import Manifest, Store

# A longer silence than a year's is no source that is still awaited.
_BACK = timedelta(days=400)


def days_of_sources(store: Store, manifest: Manifest) -> dict[str, frozenset[date]]:
    """Source → the local days of the last year of facts on which it told of a contact or of a
    customer's answer."""
    if not manifest.data_up_to:
        return {}
    since = date.fromisoformat(manifest.data_up_to) - _BACK
    found: dict[str, set[date]] = {}
    for sql in _questions(store, manifest, since):
        with engine.cursor() as cursor:
            for source, day in cursor.execute(sql, [since]).fetchall():
                found.setdefault(source, set()).add(day)
    return {source: frozenset(days) for source, days in found.items()}


def _questions(store: Store, manifest: Manifest, since: date):
    months = [one for one in manifest.months.values() if one.last >= since.isoformat()]
    contacts = [one.files["contact"] for one in months if one.counts.get("contact", 1)]
    # Published answers do not say which source brought them; received ones do.
    for files, day in (
        (contacts, "local_date"),
        (manifest.received("response"), "CAST(answered_at AS DATE)"),
    ):
        if files:
            rows = engine.files(store.path(file) for file in files)
            yield f"SELECT DISTINCT source, {day} FROM read_parquet({rows}) WHERE {day} >= ?"
