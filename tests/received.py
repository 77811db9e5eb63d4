"""Rows of any grain put into a fact store as an import run would leave them, without a file."""

import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa

from evenhand.analysis import engine
from evenhand.analysis.intake.ids import source_namespace
from evenhand.analysis.warehouse import received
from evenhand.analysis.warehouse.manifest import Run
from evenhand.analysis.warehouse.publish import publish, with_neighbours
from tests.bringing import Centre

SOURCE = "log"
KEYS = {"response": "response_id", "evaluation": "evaluation_id"}


def contact_id(number: str, source: str = SOURCE) -> uuid.UUID:
    return uuid.uuid5(source_namespace(source), number)


def contact(number: str, started_at: datetime, **cells) -> dict:
    return {
        "contact_id": contact_id(number),
        "source_id": number,
        "started_at": started_at,
        "answered": True,
        "channel": "phone",
        **cells,
    }


def response(number: str, about: str | None, question: str, score: float | None, **cells) -> dict:
    return {
        "response_id": contact_id(f"{number}/{question}", "surveys"),
        "source_id": number,
        "contact_id": contact_id(about) if about else None,
        "question": question,
        "score": score,
        **cells,
    }


def evaluation(number: str, about: str | None, earned: float, possible: float, **cells) -> dict:
    return {
        "evaluation_id": contact_id(number, "evaluations"),
        "source_id": number,
        "contact_id": contact_id(about) if about else None,
        "earned": earned,
        "possible": possible,
        "purpose": "random",
        **cells,
    }


def message(about: str, number: int, speaker: str, text: str, said_at=None, **cells) -> dict:
    return {
        "contact_id": contact_id(about),
        "message": number,
        "speaker": speaker,
        "text": text,
        "said_at": said_at,
        **cells,
    }


def bring(centre: Centre, *, source: str = SOURCE, updates: int = 0, months=(), **grains) -> str:
    """A run with these rows, published. Gives its name. `months`: those it touches, where no row says it."""
    run = f"run{len(centre.runs) + 1}"
    centre.runs.append(run)
    touched = set(months)
    with centre.store.writing():
        manifest = centre.store.manifest()
        files = {}
        for grain, rows in grains.items():
            files[grain] = f"received/{grain}/{run}.parquet"
            whole = [
                {"source": source, "source_version": 1, "run": run, "line": at} | row
                for at, row in enumerate(rows, 2)
            ]
            _write(Path(centre.store.path(files[grain])), grain, whole)
            touched |= {month for row in rows if (month := _month(row, manifest.zone))}
        entry = Run(
            run, source, files, sum(map(len, grains.values())), manifest.next_order,
            dict.fromkeys(sorted(touched), 1), updates,
        )  # fmt: skip
        manifest.runs[run] = entry
        touched = with_neighbours(touched) if "contact" in grains else touched
        publish(centre.store, manifest, touched, directory=centre.directory, kpis=centre.kpis)
    return run


def _month(row: dict, zone: str) -> str:
    moment = row.get("started_at") or (
        None if row.get("contact_id") else row.get("answered_at") or row.get("evaluated_at")
    )
    return f"{moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)):%Y-%m}" if moment else ""


def _write(path: Path, grain: str, rows: list[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = received.SCHEMAS[grain]
    for row in rows:
        assert set(row) <= set(schema), set(row) - set(schema)
    given = pa.table({name: _column(rows, name, kind) for name, kind in schema.items()})
    typed = ", ".join(f"{name}::{kind} AS {name}" for name, kind in schema.items())
    with engine.cursor() as cursor:
        cursor.register("given", given)
        cursor.execute(f"COPY (SELECT {typed} FROM given) TO '{path}' (FORMAT parquet)")
        cursor.unregister("given")


_TYPES = {
    "UUID": pa.string(),
    "VARCHAR": pa.string(),
    "TIMESTAMP": pa.timestamp("us"),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "UBIGINT": pa.uint64(),
}


def _column(rows: list[dict], name: str, kind: str):
    values = [str(v) if isinstance(v := row.get(name), uuid.UUID) else v for row in rows]
    return pa.array(values, _TYPES.get(kind, pa.int64()))


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day) + timedelta(hours=hour, minutes=minute)
