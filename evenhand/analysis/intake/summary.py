"""What the check of a file found, in numbers."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from evenhand.analysis.warehouse.clocks import local_day
from evenhand.analysis.warehouse.manifest import Manifest

_MOST_AGENTS = 5000


@dataclass(frozen=True)
class Summary:
    """What the check found: lines = accepted + rejected + already_here. `agents` are (key, lines) of what was accepted,
    `agents_here` of what was here already, the first of it on `first_here`."""

    lines: int = 0
    accepted: int = 0
    rejected: int = 0
    already_here: int = 0
    updates: int = 0
    first: str = ""
    last: str = ""
    months: dict[str, int] = field(default_factory=dict)
    agents: list[tuple[str, int]] = field(default_factory=list)
    already_from: dict[str, int] = field(default_factory=dict)
    generation: int = 0
    agents_here: list[tuple[str, int]] = field(default_factory=list)
    first_here: str = ""


def summarise(connection, source: str, lines: int, manifest: Manifest) -> Summary:
    """Count what was set aside. Every line that was read must be accounted for, or it is a fault of ours.

    `source`: SQL of the accepted lines with the moment at which each counts, its agent and its version. `lines`: that
    could be placed.
    """
    day = local_day("moment", manifest.zone)
    # No zone changes its clocks within a quarter of an hour: what falls into one falls on one day.
    quarters = (
        "SELECT make_timestamp(q * 900000000) AS moment, n, updates FROM (SELECT epoch_us(moment) // 900000000 AS q,"
        f" count(*) AS n, count(*) FILTER (source_version > 1) AS updates FROM {source} GROUP BY q)"
    )
    days = connection.execute(
        f"SELECT {day}::VARCHAR AS day, sum(n)::BIGINT, sum(updates)::BIGINT FROM ({quarters}) GROUP BY day ORDER BY day"
    ).fetchall()
    accepted, updates = sum(n for _, n, _ in days), sum(n for *_, n in days)
    first, last = (days[0][0], days[-1][0]) if days else ("", "")
    months: dict[str, int] = {}
    for when, n, _ in days:
        months[when[:7]] = months.get(when[:7], 0) + n
    agents = connection.execute(
        f"SELECT agent, count(*) AS n FROM {source} WHERE agent IS NOT NULL GROUP BY agent ORDER BY agent"
        f" LIMIT {_MOST_AGENTS}"
    ).fetchall()
    agents_here = connection.execute(
        f"SELECT agent, n FROM named_again ORDER BY agent LIMIT {_MOST_AGENTS}"
    ).fetchall()
    one = lambda sql: connection.execute(sql).fetchone()[0]  # noqa: E731 - five counts, one a line
    rejected = one("SELECT count(*) FROM rejects")
    already = one("SELECT count(*) FROM repeats WHERE same")
    already_from = dict(
        connection.execute(
            "SELECT of_run, count(*) FROM repeats WHERE same AND of_run <> '' GROUP BY 1"
        ).fetchall()
    )
    lines += one("SELECT count(*) FROM broken_lines")
    if lines != accepted + rejected + already:
        raise AssertionError(
            f"{lines} lines read, but {accepted} + {rejected} + {already} accounted for"
        )
    return Summary(
        lines, accepted, rejected, already, updates, first, last, months, agents, already_from,
        manifest.generation, agents_here, one(f"SELECT min({day})::VARCHAR FROM named_again") or "",
    )  # fmt: skip


def read_summary(folder: Path) -> Summary | None:
    """What an earlier check left in its draft folder."""
    file = folder / "summary.json"
    return Summary(**json.loads(file.read_text())) if file.exists() else None
