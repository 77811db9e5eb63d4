"""What the check of a file found, in numbers."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from evenhand.analysis.warehouse.clocks import local_time
from evenhand.analysis.warehouse.manifest import Manifest

_MOST_AGENTS = 5000


@dataclass(frozen=True)
class Summary:
    """What the check found: lines = accepted + rejected + already_here. `agents` are (key, lines)."""

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


def summarise(connection, source: str, manifest: Manifest) -> Summary:
    """Count what was set aside. Every line that was read must be accounted for, or it is a fault of ours.

    `source`: SQL of the accepted lines with the moment at which each counts, its agent and its version.
    """
    day = f"{local_time('moment', manifest.zone)}::DATE"
    accepted, updates, first, last = connection.execute(
        f"SELECT count(*), count(*) FILTER (WHERE source_version > 1), min({day})::VARCHAR, max({day})::VARCHAR"
        f" FROM {source}"
    ).fetchone()
    months = connection.execute(
        f"SELECT strftime(day, '%Y-%m') AS m, sum(n)::BIGINT FROM (SELECT {day} AS day, count(*) AS n FROM {source}"
        " GROUP BY day) GROUP BY m ORDER BY m"
    )
    months = dict(months.fetchall())
    agents = connection.execute(
        f"SELECT agent, count(*) AS n FROM {source} WHERE agent IS NOT NULL GROUP BY agent ORDER BY agent"
        f" LIMIT {_MOST_AGENTS}"
    ).fetchall()
    one = lambda sql: connection.execute(sql).fetchone()[0]  # noqa: E731 - five counts, one a line
    rejected = one("SELECT count(*) FROM rejects")
    already = one("SELECT count(*) FROM repeats WHERE same")
    already_from = dict(
        connection.execute(
            "SELECT of_run, count(*) FROM repeats WHERE same AND of_run <> '' GROUP BY 1"
        ).fetchall()
    )
    lines = one("SELECT count(*) FROM line") + one("SELECT count(*) FROM broken_lines")
    if lines != accepted + rejected + already:
        raise AssertionError(
            f"{lines} lines read, but {accepted} + {rejected} + {already} accounted for"
        )
    return Summary(
        lines, accepted, rejected, already, updates, first or "", last or "", months, agents, already_from,
        manifest.generation,
    )  # fmt: skip


def read_summary(folder: Path) -> Summary | None:
    """What an earlier check left in its draft folder."""
    file = folder / "summary.json"
    return Summary(**json.loads(file.read_text())) if file.exists() else None
