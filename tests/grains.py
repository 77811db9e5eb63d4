"""What comes apart from its contact (messages, answers, evaluations, legs), laid into a fact store as an import would
leave it: received files of one run, published by the code that publishes everything."""

import uuid
from dataclasses import replace
from pathlib import Path

from evenhand.analysis.intake import receive
from evenhand.analysis.kpis import catalogue
from evenhand.analysis.warehouse import received, rollup
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Manifest, Run, Store
from tests import kept

ORIGIN = {"source_version": 1, "line": 2, "content_hash": 0}


def add(
    store: Store,
    *,
    directory: Directory,
    kpis=catalogue.ALL,
    run: str = "apart",
    source: str = "Telephone",
    months: tuple[str, ...] = (),
    **grains: list[dict],
) -> Manifest:
    """Rows by grain, as few columns as an example needs. A month that is not named is every month that is here.

    Published once in a session for each store and each set of rows; laid into every later store.
    """

    def publish() -> None:
        _publish(store, directory, kpis, run, source, months, grains)

    asked = (directory, rollup.fingerprint(kpis), run, source, months, grains)
    kept.published(store, publish, asked=asked)
    return store.manifest()


def _publish(store, directory, kpis, run, source, months, grains) -> None:
    with store.writing():
        manifest = store.manifest()
        files = {grain: _write(store, grain, run, source, rows) for grain, rows in grains.items()}
        touched = {month: 1 for month in (months or manifest.months)}
        entry = Run(run, source, files, len(files), manifest.next_order, touched)
        store.switch(replace(manifest, runs={**manifest.runs, run: entry}))
    receive.republish(store, directory=directory, kpis=kpis, months=list(touched))


def _write(store: Store, grain: str, run: str, source: str, rows: list[dict]) -> str:
    import duckdb

    schema = received.SCHEMAS[grain]
    relative = f"received/{grain}/{run}.parquet"
    path = Path(store.path(relative))
    path.parent.mkdir(parents=True, exist_ok=True)
    typed = ", ".join(f"?::{kind} AS {name}" for name, kind in schema.items())
    given = [_full(row, schema, run, source, number) for number, row in enumerate(rows, 1)]
    with duckdb.connect() as connection:
        sql = " UNION ALL ".join([f"SELECT {typed}"] * len(given))
        values = [one[name] for one in given for name in schema]
        connection.execute(f"COPY ({sql}) TO '{path}' (FORMAT parquet)", values)
    return relative


def _full(row: dict, schema: dict, run: str, source: str, number: int) -> dict:
    known = {**ORIGIN, "run": run, "source": source, "source_id": f"{run}-{number}"}
    full = dict.fromkeys(schema) | {name: known[name] for name in known if name in schema}
    for name in ("response_id", "evaluation_id"):
        if name in schema and name not in row:
            full[name] = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{run}-{number}"))
    return full | {name: str(v) if isinstance(v, uuid.UUID) else v for name, v in row.items()}


def message(
    contact: uuid.UUID, number: int, speaker: str, text: str, at: str | None = None
) -> dict:
    return {
        "contact_id": contact,
        "message": number,
        "speaker": speaker,
        "text": text,
        "said_at": at,
    }


def answer(contact: uuid.UUID, question: str, score: float | None, **cells) -> dict:
    low, high = {"nps": (0.0, 10.0), "resolved": (0.0, 1.0)}.get(question, (1.0, 5.0))
    found = {"contact_id": contact, "question": question, "score": score, "low": low, "high": high}
    return found | cells


def evaluation(contact: uuid.UUID, ident: uuid.UUID, *, purpose="random", **cells) -> dict:
    """Scored 8 of 10 unless told."""
    scored = {"earned": 8.0, "possible": 10.0, "auto_fail": False, "evaluator": "Mateus Ribeiro",
              "scorecard": "Care on the phone", "evaluated_at": "2024-04-29 10:00:00"}  # fmt: skip
    return {"contact_id": contact, "evaluation_id": ident, "purpose": purpose} | scored | cells


def criterion(ident: uuid.UUID, name: str, earned: float, possible: float, **cells) -> dict:
    scored = {"criterion": name, "earned": earned, "possible": possible, "not_applicable": False}
    return {"evaluation_id": ident, **scored, **cells}
