"""What a later file does not tell of a contact that is here stays as it was told before."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from evenhand.analysis import engine
from evenhand.analysis.intake import hashes
from evenhand.analysis.warehouse import received

_LENGTHS = ("talk_seconds", "hold_seconds", "wrap_seconds", "handle_seconds")
_REPLIES = ("first_replied_at", "first_reply_seconds")
_SOLVES = ("first_solved_at", "first_solve_seconds", "solved_at", "solve_seconds")
# The meanings of which a file with any tells these columns. How long it took is told whole or not at all: its parts
# add up.
_TOLD_BY = {
    ("answered",): ("answered", "abandons_recorded", "abandon_waits_recorded", "abandons_credited"),
    _LENGTHS: (*_LENGTHS, "parts_known"),
    ("ended_at", "ended_time"): ("ended_at",),
    _REPLIES: ("first_replied_at", "first_replies_recorded"),
    _SOLVES[:2]: ("first_solved_at",),
    _SOLVES[2:]: ("solved_at",),
    _SOLVES: ("solves_recorded",),
    ("csat",): ("csat_score", "csat_low", "csat_high"),
    ("nps",): ("nps_score",),
    ("ces",): ("ces_score", "ces_low", "ces_high", "ces_version"),
    **{
        (column,): (column,)
        for column in (
            "agent", "channel", "topic", "direction", "wait_seconds", "resolved", "customer", "transferred", "escalated",
            "transfer_avoidable", "transfer_type", "in_deadline", "reopened", "resolved_answer",
        )
    },
}  # fmt: skip


def untold(read) -> list[str]:
    """The columns of a received contact of which a file with these meanings says nothing."""
    return [
        column
        for meanings, columns in _TOLD_BY.items()
        if not set(meanings) & set(read)
        for column in columns
    ]


def carry(
    connection,
    aside: Path,
    here: str,
    read,
    facts: dict[str, bool],
    told: set[str],
    *,
    ever: bool,
    batch: int,
) -> None:
    """Fill in what these lines leave untold of contacts that are `here` (SQL of received contacts, every column), and
    hash them as they then stand. `facts`: what the file records as a whole. `told`: the columns that are hashed.

    From the latest version of each. `ever`: the very same file was here before; then from that version with which a
    line says what was said already, if there is one."""
    filled = aside.with_suffix(".filled")
    rows = connection.sql(_filled_sql(aside, here, read, facts, ever=ever)).to_arrow_reader(batch)
    _write(rows, filled, told)
    if not filled.exists():
        return
    if not ever:
        filled.replace(aside)
        return
    found = f"read_parquet({engine.text(str(filled))})"
    pick = (
        f"SELECT f.* EXCLUDE (of_version) FROM {found} f LEFT JOIN (SELECT DISTINCT source_id, content_hash FROM {here}) h"
        " ON h.source_id = f.source_id AND h.content_hash = f.content_hash QUALIFY row_number() OVER"
        " (PARTITION BY line ORDER BY h.source_id IS NULL, of_version DESC) = 1"
    )
    connection.execute(f"COPY ({pick}) TO {engine.text(str(aside))} (FORMAT parquet)")
    filled.unlink()


def _write(rows, path: Path, told: set[str]) -> None:
    """Lines as they stand now, with the hash of what they say."""
    writer = None
    try:
        for found in rows:
            columns = dict(zip(found.schema.names, found.columns, strict=True))
            columns["content_hash"] = pa.array(
                hashes.row_hashes({name: columns[name] for name in columns if name in told})
            )
            whole = pa.table(columns)
            writer = writer or pq.ParquetWriter(path, whole.schema, compression="zstd")
            writer.write_table(whole)
    finally:
        if writer:
            writer.close()


def _filled_sql(aside: Path, here: str, read, facts: dict[str, bool], *, ever: bool) -> str:
    file = engine.text(str(aside))
    own, missing = set(pq.read_schema(aside).names), set(untold(read))
    chosen = []
    for name, kind in received.CONTACT.items():
        told = f"a.{name}" if name in own else f"NULL::{kind}"
        told = f"{facts[name]}" if name in facts else told
        if name in missing:
            told = f"CASE WHEN h.source_id IS NULL THEN {told} ELSE h.{name} END"
        chosen.append(f"{told} AS {name}")
    latest = "row_number() OVER (PARTITION BY r.source_id ORDER BY r.source_version DESC) = 1"
    return (
        f"SELECT {', '.join(chosen)}{', h.source_version AS of_version' if ever else ''} FROM read_parquet({file}) a"
        f" LEFT JOIN (SELECT * FROM {here} r SEMI JOIN read_parquet({file}) b ON b.source_id = r.source_id"
        f"{'' if ever else f' QUALIFY {latest}'}) h ON h.source_id = a.source_id"
    )
