"""The one door to DuckDB: an in-memory engine in each process, a cursor for each question."""

import atexit
import errno
import os
import shutil
import tempfile
import threading
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

# As the system numbers a disk that is full, for everybody, for this account or for one file.
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class NoRoom(Exception):
    """The disk (or the memory that was allowed) is full: what was being written is not there."""


_lock = threading.Lock()
_engines = {}
_of_a_parent = []  # engines of the process that forked this one: to let go of them here would wait for its threads


def _open(threads: int, memory: str, spill: str | None):
    import duckdb  # imported where it is used: the web starts without it

    connection = duckdb.connect(":memory:", config={"threads": threads, "memory_limit": memory})
    if spill:
        connection.execute(f"SET temp_directory = '{_quoted(spill)}'")
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET parquet_metadata_cache = true")  # of files that never change
    return connection


def _own_folder() -> str:
    """For what a question cannot hold in memory: nobody else may read it, and it goes with the process. The engine
    itself would take the folder in which the process began."""
    folder = tempfile.mkdtemp(prefix="evenhand-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _quoted(text: str) -> str:
    return str(text).replace("'", "''")


@contextmanager
def cursor():
    """A cursor on this process's engine, for reading. Safe to use from any thread, and after a fork."""
    with _lock:
        if os.getpid() not in _engines:
            _of_a_parent.extend(_engines.values())
            _engines.clear()
            _engines[os.getpid()] = _open(threads=2, memory="1GB", spill=_own_folder())
            # What pages read again and again stays in memory, as far as that goes; a changed file is noticed.
            _engines[os.getpid()].execute("SET cache_local_files = true")
        own = _engines[os.getpid()].cursor()
    try:
        yield own
    finally:
        own.close()


def answer(sql: str, values: list) -> list[tuple]:
    """The rows of a question about published files. Such files never change, so an answer stays true and is kept."""
    fixed = (tuple(value) if isinstance(value, list) else value for value in values)
    return _answered(sql, tuple(fixed))


@lru_cache(maxsize=4096)
def _answered(sql: str, values: tuple) -> list[tuple]:
    bound = [list(value) if isinstance(value, tuple) else value for value in values]
    with cursor() as own:
        return own.execute(sql, bound).fetchall()


@contextmanager
def workbench(spill: str, memory: str = "2GB"):
    """An engine of its own for heavy work (import, publishing), in bounded memory, spilling into a folder.

    Opening one takes as long as reading a small file: the last that was left in good order is used again, without
    anything of what it held.
    """
    with room():
        bench = _Bench.at_hand(memory)
        try:
            yield bench.begin(spill)
            bench.end()
        except BaseException:
            bench.engine.close()
            raise


class _Bench:
    """An engine that holds the tables of one piece of work at a time, in a database of their own."""

    def __init__(self, memory: str):
        self.known = os.getpid(), memory
        self.engine = _open(threads=2, memory=memory, spill=None)
        self.work: Any = None

    @classmethod
    def at_hand(cls, memory: str) -> "_Bench":
        with _lock:
            found = _idle.pop() if _idle else None
            if found and found.known[0] != os.getpid():
                _of_a_parent.append(found)
        return found if found and found.known == (os.getpid(), memory) else cls(memory)

    def begin(self, spill: str):
        self.engine.execute(f"SET temp_directory = '{_quoted(spill)}'")
        self.engine.execute("ATTACH ':memory:' AS bench")
        self.work = self.engine.cursor()
        self.work.execute("USE bench")
        return self.work

    def end(self) -> None:
        import duckdb

        self.work.close()
        self.engine.execute("DETACH bench")
        self.engine.execute("RESET disabled_optimizers")
        try:
            self.engine.execute("SET temp_directory = ''")
        except duckdb.Error:  # it has spilled, and keeps to its folder until it is closed
            self.engine.close()
            return
        with _lock:
            before, _idle[:] = [*_idle], [self]
        for one in before:
            one.engine.close()


_idle: list[_Bench] = []


@contextmanager
def room():
    """Whatever writes files in here says NoRoom when the disk is full, whoever noticed it."""
    import duckdb

    try:
        yield
    except (duckdb.IOException, duckdb.OutOfMemoryException, OSError) as error:
        if _is_full(error):
            raise NoRoom from error
        raise


def _is_full(error: Exception) -> bool:
    if getattr(error, "errno", None) in FULL:
        return True
    words = (
        "No space left",
        "File too large",
        "Disk quota",
        "Out of Memory",
        "failed to pin",
        "Could not write",
    )
    return any(word in str(error) for word in words)


def text(value: str) -> str:
    """A string literal of SQL. Only for what cannot be a bound parameter, such as a file's name."""
    return f"'{_quoted(value)}'"


def name(value: str) -> str:
    """A quoted identifier of SQL."""
    return '"' + value.replace('"', '""') + '"'


def files(paths) -> str:
    """A list of file names as a literal of SQL."""
    return "[" + ", ".join(text(path) for path in paths) + "]"
