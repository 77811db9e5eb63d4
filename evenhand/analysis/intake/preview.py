"""How the first accepted lines of a checked file read, before they count."""

from evenhand.analysis import engine
from evenhand.analysis.intake.check import draft_folder
from evenhand.analysis.warehouse.clocks import local_time
from evenhand.analysis.warehouse.manifest import Store
from evenhand.analysis.warehouse.versions import rows

SHOWN = 20


def first_lines(store: Store, run: str) -> list[dict]:
    """The first lines in the order of the file, times by the organisation's clock; empty when nothing is set aside."""
    file = draft_folder(store, run) / "contact.parquet"
    if not file.exists():
        return []
    sql = (
        f"SELECT line, source_id, {local_time('started_at', store.manifest().zone)} AS started, agent, channel,"
        " topic, answered, wait_seconds, handle_seconds, csat_score, csat_high"
        f" FROM {rows(store, 'contact', [str(file)])} ORDER BY line LIMIT {SHOWN}"
    )
    with engine.cursor() as cursor:
        cursor.execute(sql)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
