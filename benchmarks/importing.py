"""import: the validated import up to *received*, against a plain COPY of the same typed file."""

import os
from pathlib import Path

from benchmarks import clock
from benchmarks.centre import ZONE, File
from benchmarks.lines import line
from evenhand.analysis import engine
from evenhand.analysis.warehouse.manifest import Store

ROWS, PAIRS = 2_000_000, 3
TYPES = {
    "started_at": "TIMESTAMP",
    "ended_at": "TIMESTAMP",
    "wait_seconds": "DOUBLE",
    "talk_seconds": "DOUBLE",
    "hold_seconds": "DOUBLE",
    "wrap_seconds": "DOUBLE",
    "csat": "DOUBLE",
}


def measure(folder: str, millions: int) -> None:
    rows = ROWS * millions
    file = File(folder, rows)
    store = Store(Path(folder) / "warehouse", ZONE)
    target = str(Path(folder) / "copied.parquet")
    summary = file.check(store)
    assert summary.lines == file.counts["lines"]
    assert summary.rejected == file.counts["faulty"]
    assert summary.already_here == file.counts["repeated"]
    peak = clock.peak_megabytes()
    found, ours, theirs = clock.ratio(
        lambda: file.check(store), lambda: _copy(file, folder, target), PAIRS
    )
    name = f"import: {rows // 1_000_000} M lines"
    line(f"{name}, up to received / COPY, CPU", found, 1.6)
    line(f"{name}, up to received, CPU", ours, unit=" s")
    line(f"{name}, COPY, CPU", theirs, unit=" s")
    line(f"{name}, peak memory of a check", peak, unit=" MB")
    before = clock.cpu()
    seconds = clock.elapsed(lambda: file.bring_in(store))
    line(f"{name}, publishing", seconds, unit=" s")
    line(f"{name}, publishing, CPU", clock.cpu() - before, unit=" s")
    received = store.path(store.manifest().runs["one"].files["contact"])
    line(f"{name}, received, a contact", os.stat(received).st_size / rows, unit=" B")
    line(f"{name}, peak memory", clock.peak_megabytes(), unit=" MB")


def _copy(file: File, folder: str, target: str) -> None:
    columns = ", ".join(
        f"{engine.text(name)}: '{TYPES.get(name, 'VARCHAR')}'" for name in file.shape.columns
    )
    with engine.workbench(folder) as connection:
        connection.execute(
            f"COPY (SELECT * FROM read_csv({engine.text(str(file.path))}, auto_detect = false,"
            f" header = true, columns = {{{columns}}}, ignore_errors = true))"
            f" TO {engine.text(target)} (FORMAT parquet, COMPRESSION zstd)"
        )
