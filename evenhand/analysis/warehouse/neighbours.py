"""A contact's neighbours in time: other answered inbound contacts of the same customer for the same reason."""

from collections.abc import Iterator
from datetime import date, timedelta

from evenhand.analysis import tables
from evenhand.analysis.warehouse.manifest import Manifest, Store
from evenhand.analysis.warehouse.versions import latest

# So many contacts are linked in one go: a year of most centres, in bounded memory for the largest.
MOST_ROWS = 3_000_000


def spans(manifest: Manifest, months: list[str]) -> Iterator[list[str]]:
    """The months cut into runs of neighbours that are linked in one go."""
    span: list[str] = []
    rows = 0
    for month in months:
        here = sum(run.months.get(month, 0) for run in manifest.runs.values())
        if span and (rows + here > MOST_ROWS or month != _next(span[-1])):
            yield span
            span, rows = [], 0
        span.append(month)
        rows += here
    if span:
        yield span


def _next(month: str) -> str:
    return f"{date.fromisoformat(f'{month}-01') + timedelta(days=32):%Y-%m}"


def link(connection, store: Store, manifest: Manifest, span: list[str]) -> None:
    """The table `linked`: seconds to the nearest neighbours of the contacts of these months, where there are any."""
    first, last = (date.fromisoformat(f"{month}-01") for month in (span[0], span[-1]))
    early = first - timedelta(days=tables.LINKED_DAYS + 2)
    late = last + timedelta(days=33 + tables.LINKED_DAYS)
    around = {
        *span,
        f"{early:%Y-%m}",
        f"{first - timedelta(days=1):%Y-%m}",
        _next(span[-1]),
        f"{late:%Y-%m}",
    }
    files = [
        run.files["contact"]
        for run in manifest.runs.values()
        if "contact" in run.files and around & set(run.months)
    ]
    rows = latest(store, manifest, "contact", "contact_id", files)
    near = f"started_at BETWEEN TIMESTAMP '{early}' AND TIMESTAMP '{late}' AND customer IS NOT NULL"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE linked AS {_LINKED.format(rows=rows, near=near, most=tables.LINKED_DAYS * 86400)}"
    )


# One sort by a hash of whom and why: two of a million pairs meet in one hash once in thirty million imports.
_LINKED = """
SELECT contact_id,
  if(whom_before = whom AND before <= {most}, before, NULL) AS since_previous_seconds,
  if(whom_after = whom AND after <= {most}, after, NULL) AS until_next_seconds
FROM (
  SELECT contact_id, whom, lag(whom) OVER w AS whom_before, lead(whom) OVER w AS whom_after,
    epoch(started_at - lag(started_at) OVER w)::DOUBLE AS before,
    epoch(lead(started_at) OVER w - started_at)::DOUBLE AS after
  FROM (SELECT hash(source, customer, topic) AS whom, started_at, contact_id FROM {rows}
    WHERE {near} AND answered AND coalesce(direction, 'inbound') = 'inbound')
  WINDOW w AS (ORDER BY whom, started_at, contact_id)
) WHERE (whom_before = whom AND before <= {most}) OR (whom_after = whom AND after <= {most})
"""
