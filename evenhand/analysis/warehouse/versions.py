"""Reading what was received: the rows of a grain, and of each row the latest version."""

from collections.abc import Iterable

from evenhand.analysis import engine
from evenhand.analysis.warehouse import received
from evenhand.analysis.warehouse.manifest import Manifest, Store


def rows(store: Store, grain: str, files: Iterable[str]) -> str:
    """The rows of received files of a grain, as SQL; none when there are no files. Columns that older files lack
    are null."""
    files = list(files)
    typed = ", ".join(f"NULL::{kind} AS {name}" for name, kind in received.SCHEMAS[grain].items())
    if not files:
        return f"(SELECT {typed} WHERE false)"
    paths = engine.files(store.path(file) for file in files)
    return (
        f"(SELECT {typed} WHERE false UNION ALL BY NAME"
        f" SELECT * FROM read_parquet({paths}, union_by_name = true))"
    )


def latest(store: Store, manifest: Manifest, grain: str, key: str, files: Iterable[str]) -> str:
    """Of each row the latest version, wherever in time that one lies."""
    found = rows(store, grain, files)
    later = [
        run.files[grain] for run in manifest.runs.values() if run.updates and grain in run.files
    ]
    if not later:
        return found
    return (
        f"(SELECT r.* FROM {found} r ANTI JOIN (SELECT {key}, source_version FROM"
        f" {rows(store, grain, later)} WHERE source_version > 1) newer"
        f" ON newer.{key} = r.{key} AND newer.source_version > r.source_version)"
    )


def newest(sql: str, key: str) -> str:
    """The rows of the latest version of what they belong to."""
    return f"(FROM {sql} QUALIFY source_version = max(source_version) OVER (PARTITION BY {key}))"
