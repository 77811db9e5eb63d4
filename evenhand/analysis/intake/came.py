"""What a file brings, in the things it is about: so many answers, evaluations, legs or messages, about so many contacts."""

from dataclasses import dataclass
from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake.check import draft_folder
from evenhand.analysis.warehouse.manifest import Store

GRAINS = ("contact", "response", "evaluation", "leg", "message")


@dataclass(frozen=True)
class Came:
    """Rows of one grain, and how many contacts they name; rows that name none stand alone."""

    grain: str
    rows: int
    contacts: int


def questions(store: Store, run: str) -> list[str]:
    """The questions whose answers a run brought in, in the order of their names."""
    received = store.manifest().runs.get(run)
    if received is None or "response" not in received.files:
        return []
    file = engine.text(store.path(received.files["response"]))
    sql = (
        f"SELECT DISTINCT question FROM read_parquet({file}) WHERE question IS NOT NULL ORDER BY 1"
    )
    return [question for (question,) in engine.answer(sql, [])]


def came(store: Store, run: str) -> list[Came]:
    """Of a checked file what would come, of one that was brought in what came; empty when nothing is set aside."""
    received = store.manifest().runs.get(run)
    found = []
    for grain in GRAINS:
        if received:
            file = Path(store.path(received.files[grain])) if grain in received.files else None
        else:
            file = draft_folder(store, run) / f"{grain}.parquet"
        if file and file.exists():
            with engine.cursor() as cursor:
                sql = f"SELECT count(*), count(DISTINCT contact_id) FROM read_parquet({engine.text(str(file))})"
                found.append(Came(grain, *cursor.execute(sql).fetchone()))
    return [one for one in found if one.rows]
