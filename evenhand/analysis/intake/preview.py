"""How the first accepted lines of a checked file read, before they count."""

from dataclasses import dataclass

from evenhand.analysis import engine
from evenhand.analysis.intake.check import draft_folder
from evenhand.analysis.warehouse.clocks import local_time
from evenhand.analysis.warehouse.manifest import Store
from evenhand.analysis.warehouse.versions import rows as received

SHOWN = 20
# Of each grain what is shown; `moment` is the one that goes by the organisation's clock. Of words only their length.
_COLUMNS = {
    "contact": ("started_at", "source_id, agent, channel, topic, answered, wait_seconds, handle_seconds, csat_score,"
                " csat_high"),
    "response": ("answered_at", "source_id, contact_id IS NOT NULL AS about, agent, question, score, high,"
                 " length(comment) AS letters"),
    "evaluation": ("evaluated_at", "source_id, contact_id IS NOT NULL AS about, agent, evaluator, scorecard, purpose,"
                   " earned, possible"),
    "leg": ("started_at", "source_id, leg, agent, talk_seconds, hold_seconds, wrap_seconds, handle_seconds"),
    "message": ("said_at", "message, speaker, length(text) AS letters"),
}  # fmt: skip


@dataclass(frozen=True)
class Preview:
    """The first lines as rows of one grain, each with its `line` and its `moment`."""

    grain: str
    rows: list[dict]


def first_lines(store: Store, run: str) -> Preview | None:
    """The first lines in the order of the file; None when nothing is set aside. A conversation is shown as its contact,
    where it brings one."""
    for grain, (moment, columns) in _COLUMNS.items():
        file = draft_folder(store, run) / f"{grain}.parquet"
        if file.exists():
            local = local_time(moment, store.manifest().zone)
            sql = (
                f"SELECT line, {local} AS moment, {columns} FROM {received(store, grain, [str(file)])}"
                f" ORDER BY line LIMIT {SHOWN}"
            )
            with engine.cursor() as cursor:
                cursor.execute(sql)
                names = [column[0] for column in cursor.description]
                rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            return Preview(grain, rows)
    return None
