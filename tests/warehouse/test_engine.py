"""The engine that answers pages: what it cannot hold in memory goes where nobody else reads it, and goes with it."""

import os
import stat
import subprocess
import sys
from pathlib import Path

TOLD = """
from evenhand.analysis import engine
with engine.cursor() as cursor:
    print(cursor.execute("SELECT current_setting('temp_directory')").fetchone()[0])
    # More than it may hold, by far less than the gigabyte of a page; well above what the engine itself needs (40 MB).
    cursor.execute("SET memory_limit = '100MB'")
    cursor.execute("CREATE TEMP TABLE much AS SELECT range AS at, md5(range::VARCHAR) AS word FROM range(4000000)")
    print(cursor.execute("SELECT count(*) FROM much").fetchone()[0])
    print(cursor.execute("SELECT sum(size) FROM duckdb_temporary_files()").fetchone()[0])
import os
folder = engine._engines[os.getpid()].execute("SELECT current_setting('temp_directory')").fetchone()[0]
print(oct(os.stat(folder).st_mode & 0o777))
"""


def test_what_it_cannot_hold_is_its_own_and_goes_with_it(tmp_path):
    place = {**os.environ, "TMPDIR": str(tmp_path / "tmp")}
    (tmp_path / "tmp").mkdir()
    began = tmp_path / "began"
    began.mkdir()
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", TOLD],
        cwd=began,
        env={**place, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    folder, rows, spilled, mode = done.stdout.split()
    assert Path(folder).parent == tmp_path / "tmp" and rows == "4000000"
    assert int(spilled) > 10_000_000
    assert mode == oct(stat.S_IRWXU)
    assert not list(began.iterdir()) and not Path(folder).exists()
