"""Reading what was not accepted: grouped by reason, and line by line."""

from dataclasses import dataclass
from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake.check import draft_folder
from evenhand.analysis.intake.reasons import sentence
from evenhand.analysis.warehouse.manifest import Store

PAGE = 100


@dataclass(frozen=True)
class Reject:
    line: int
    column: str
    value: str
    why: str


@dataclass(frozen=True)
class Group:
    """The lines refused for one reason in one column; `first` shows one of them."""

    first: Reject
    lines: int


def _file(store: Store, run: str) -> Path:
    return draft_folder(store, run) / "rejects.parquet"


def groups(store: Store, run: str) -> list[Group]:
    """One for each column and reason, the earliest first."""
    file = _file(store, run)
    if not file.exists():
        return []
    sql = (
        'SELECT min(line) AS first, "column", arg_min(value, line), code, arg_min(detail, line), count(*)'
        f' FROM read_parquet({engine.text(str(file))}) GROUP BY "column", code ORDER BY first'
    )
    with engine.cursor() as cursor:
        rows = cursor.execute(sql).fetchall()
    return [
        Group(
            Reject(line, column or "", value or "", sentence(code, value or "", detail or "")),
            lines,
        )
        for line, column, value, code, detail, lines in rows
    ]


def rejects(store: Store, run: str, *, page: int | None = None) -> list[Reject]:
    """In the order of lines: a page of them, or all."""
    file = _file(store, run)
    if not file.exists():
        return []
    limit = f" LIMIT {PAGE} OFFSET {PAGE * (page - 1)}" if page else ""
    sql = (
        'SELECT line, "column", value, code, detail'
        f' FROM read_parquet({engine.text(str(file))}) ORDER BY line, "column"{limit}'
    )
    with engine.cursor() as cursor:
        rows = cursor.execute(sql).fetchall()
    return [
        Reject(line, column or "", value or "", sentence(code, value or "", detail or ""))
        for line, column, value, code, detail in rows
    ]
