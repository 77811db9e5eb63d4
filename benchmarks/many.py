"""Tens of millions of simulated contacts, written as imports would have left them: a run a month, no CSV between."""

import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks.centre import PEOPLE, TEAM_OF
from evenhand.analysis import engine
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.warehouse import received
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Manifest, Run, Store
from evenhand.analysis.warehouse.publish import publish

MONTHS = 24
SOURCE = "bench"


def people_in(millions: int) -> int:
    return PEOPLE * millions


def directory(millions: int) -> Directory:
    everybody = range(1, people_in(millions) + 1)
    return Directory(
        keys=tuple(("", f"A{person:05d}", person) for person in everybody),
        memberships=tuple((p, 1 + (p - 1) // TEAM_OF, date(2020, 1, 1), None) for p in everybody),
    )


def fill(folder: str, zone: str, millions: int, people: Directory, say=lambda _: None) -> Store:
    """A store with so many million contacts over two years, published with the whole catalogue."""
    store = Store(Path(folder) / "warehouse", zone)
    rows = millions * 1_000_000 // MONTHS
    manifest, first = Manifest(zone=zone), date(2024, 12, 1)
    for number in range(MONTHS):
        month = f"{first:%Y-%m}"
        file = f"received/contact/{month}.parquet"
        _write(Path(store.path(file)), first, rows, number, people_in(millions))
        manifest.runs[month] = Run(
            month, SOURCE, {"contact": file}, rows, number + 1, {month: rows}
        )
        first = (first + timedelta(days=32)).replace(day=1)
    started = time.perf_counter()
    with store.writing():
        publish(
            store, manifest, manifest.runs, directory=people, kpis=catalogue.ALL,
            report=lambda done, of, month: say(f"{month}: {done + 1} of {of}, {time.perf_counter() - started:.0f} s"),
        )  # fmt: skip
    return store


def _write(path: Path, first: date, rows: int, seed: int, people: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with engine.workbench(str(path.parent)) as connection:
        typed = ", ".join(f"NULL::{k} AS {name}" for name, k in received.SCHEMAS["contact"].items())
        sql = _CONTACTS.format(rows=rows, base=seed * rows, first=first, people=people)
        connection.execute(
            f"COPY (SELECT {typed} WHERE false UNION ALL BY NAME FROM ({sql}) ORDER BY started_at)"
            f" TO {engine.text(str(path))} (FORMAT parquet, COMPRESSION zstd)"
        )


# Every cell follows from the number of its contact, so that the same contacts come again on every machine.
# Few customers get in touch often; busy topics are busy everywhere; one in five answers the survey.
_CONTACTS = """
WITH drawn AS (
  SELECT {base} + range AS number, range AS line,
    hash({base} + range, 1) / 18446744073709551615.0 AS u1, hash({base} + range, 2) / 18446744073709551615.0 AS u2,
    hash({base} + range, 3) / 18446744073709551615.0 AS u3, hash({base} + range, 4) / 18446744073709551615.0 AS u4,
    hash({base} + range, 5) / 18446744073709551615.0 AS u5, hash({base} + range, 6) / 18446744073709551615.0 AS u6
  FROM range({rows})
)
SELECT md5(number::VARCHAR)::UUID AS contact_id, 'bench' AS source, number::VARCHAR AS source_id,
  1 AS source_version, strftime(DATE '{first}', '%Y-%m') AS run, line + 2 AS line, hash(number) AS content_hash,
  if(u1 < 0.05, NULL, printf('A%05d', 1 + floor(u2 * {people})::INTEGER)) AS agent,
  CASE WHEN u3 < 0.6 THEN 'phone' WHEN u3 < 0.85 THEN 'email' ELSE 'chat' END AS channel,
  'topic ' || floor(40 * u4 * u4)::INTEGER AS topic, 'inbound' AS direction,
  TIMESTAMP '{first}' + to_seconds((floor(u5 * 28) * 86400 + 28800 + u6 * 43200)::BIGINT) AS started_at,
  u1 >= 0.05 AS answered, true AS abandons_recorded, true AS abandon_waits_recorded, false AS abandons_credited,
  floor(-40 * ln(1 - 0.999 * u4)) AS wait_seconds, floor(60 + 600 * u6 * u6) AS talk_seconds,
  floor(20 * u5) AS hold_seconds, floor(45 * u3) AS wrap_seconds,
  floor(60 + 600 * u6 * u6) + floor(20 * u5) + floor(45 * u3) AS handle_seconds, 7 AS parts_known,
  'C' || floor({people} * 4000 * u2 * u2 * u5)::BIGINT AS customer,
  if(u5 < 0.2 AND u1 >= 0.05, 1 + floor(5 * (1 - u6 * u6)), NULL) AS csat_score,
  if(u5 < 0.2 AND u1 >= 0.05, 1.0, NULL) AS csat_low, if(u5 < 0.2 AND u1 >= 0.05, 5.0, NULL) AS csat_high,
  if(u4 < 0.1, floor(11 * u3), NULL) AS nps_score
FROM drawn
"""
