"""What the fact store holds. One file names every other; a new generation replaces it in one step."""

import json
import os
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from evenhand.analysis import tables

KEPT_GENERATIONS = 3
HALF_WRITTEN = 3600.0  # seconds after which nobody is still at it


@dataclass(frozen=True)
class Run:
    """One import run as received: a file for each grain. `months` counts its rows by the local month they touch."""

    ref: str
    source: str
    files: dict[str, str]
    rows: int
    order: int
    months: dict[str, int]
    updates: int = 0


@dataclass(frozen=True)
class Month:
    """One published month: its files by table, its rollups by name, and how far they reach.

    `counts`: rows by table. `until`: for each level, the last moment at which it says anything of these rows
    ("" where it counts none of them).
    """

    files: dict[str, str]
    rollups: dict[str, str]
    rows: int
    first: str
    last: str
    counts: dict[str, int] = field(default_factory=dict)
    until: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Manifest:
    generation: int = 0
    zone: str = "Europe/London"
    layout: str = ""  # which columns the published files have (`tables.LAYOUT`)
    rolled_up: str = ""  # fingerprint of the definitions in the rollups
    runs: dict[str, Run] = field(default_factory=dict)
    months: dict[str, Month] = field(default_factory=dict)
    due: tuple[str, ...] = ()  # months that a run touched and that the next publishing must build
    reach: dict[str, str] = field(default_factory=dict)  # source → the last moment it told of, UTC

    @property
    def is_of_another_version(self) -> bool:
        """Whether its files were published with other columns than those that are asked for now."""
        return bool(self.months) and self.layout != tables.LAYOUT

    @property
    def next_order(self) -> int:
        return 1 + max((run.order for run in self.runs.values()), default=0)

    @property
    def data_up_to(self) -> str:
        """The last local day with a contact, as ISO text; empty when there is none."""
        return max((month.last for month in self.months.values()), default="")

    @property
    def data_from(self) -> str:
        return min((month.first for month in self.months.values()), default="")

    def received(
        self, grain: str, *, month: str = "", source: str = "", since: str = ""
    ) -> list[str]:
        """The received files of a grain, of all runs or of those that touch a month, one from `since` on, or come from
        a source."""
        return [
            run.files[grain]
            for run in self.runs.values()
            if grain in run.files
            and (not month or month in run.months)
            and (not since or max(run.months, default="") >= since)
            and (not source or run.source == source)
        ]

    def files(self) -> set[str]:
        """Every file that this generation needs, relative to the store."""
        named = {file for run in self.runs.values() for file in run.files.values()}
        for month in self.months.values():
            named |= {*month.files.values(), *month.rollups.values()}
        return named - {""}


class Store:
    """The folder of the fact store."""

    def __init__(self, folder: str | os.PathLike, zone: str = "Europe/London"):
        self.folder = Path(folder)
        self.zone = zone
        self._read: tuple[object, Manifest] | None = None

    def path(self, relative: str) -> str:
        return str(self.folder / relative)

    def manifest(self, generation: int | None = None) -> Manifest:
        """The generation in force, or a kept earlier one. LookupError when that is no longer kept."""
        file = self.folder / "manifest.json"
        if generation is not None:
            file = self.folder / "generations" / f"{generation}.json"
            if generation > self.manifest().generation or not file.exists():
                raise LookupError(f"Generation {generation} is no longer kept.")
            return _loaded(file)
        try:
            stamp = os.stat(file)
        except FileNotFoundError:
            return Manifest(zone=self.zone)
        key = (stamp.st_ino, stamp.st_mtime_ns, stamp.st_size)
        if self._read is None or self._read[0] != key:
            self._read = (key, _loaded(file))
        return self._read[1]

    def switch(self, new: Manifest) -> Manifest:
        """Put the next generation in force: written, synced, then replaced in one step."""
        new = replace(new, generation=self.manifest().generation + 1)
        kept = self.folder / "generations"
        kept.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(new), indent=1, sort_keys=True)
        write_whole(kept / f"{new.generation}.json", text)
        write_whole(self.folder / "manifest.json", text)
        return new

    @contextmanager
    def writing(self):
        """One writer at a time, over all processes; a second one waits. Ends with the process."""
        import fcntl

        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / "writer.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def retire(self) -> int:
        """Keep nothing of earlier generations: what was erased must not be found in one. Call while `writing()`."""
        now = self.manifest().generation
        for file in (self.folder / "generations").glob("*.json"):
            if int(file.stem) != now:
                file.unlink()
        return self.collect(older_than=-1, now=time.time())

    def collect(self, *, older_than: float, now: float) -> int:
        """Remove files that no kept generation names and that are older than so many seconds."""
        kept = sorted((self.folder / "generations").glob("*.json"), key=lambda file: int(file.stem))
        for file in kept[:-KEPT_GENERATIONS]:
            file.unlink()
        named = self.manifest().files()
        for file in kept[-KEPT_GENERATIONS:]:
            named |= _loaded(file).files()
        stale = [
            file
            for level in ("received", "published", "rollup")
            for file in (self.folder / level).rglob("*")
            if file.is_file() and str(file.relative_to(self.folder)) not in named
            if _age(file, now) > older_than
        ]
        # Whoever writes such a file may have it in hand right now, whatever this is called for.
        stale += [file for file in self._half_written() if _age(file, now) > HALF_WRITTEN]
        for file in stale:
            file.unlink(missing_ok=True)
        return len(stale)

    def _half_written(self) -> list[Path]:
        """What `write_whole` left beside a file when it was killed."""
        beside = (self.folder, self.folder / "generations", *(self.folder / "drafts").glob("*/"))
        return [file for folder in beside for file in folder.glob(".*.tmp")]


def _age(file: Path, now: float) -> float:
    try:
        return now - file.stat().st_mtime
    except FileNotFoundError:  # somebody was just writing it
        return 0.0


def _loaded(file: Path) -> Manifest:
    data = json.loads(file.read_text())
    data["runs"] = {ref: _run(run) for ref, run in data["runs"].items()}
    data["months"] = {key: _month(month) for key, month in data["months"].items()}
    data["due"] = tuple(data.get("due", ()))
    return Manifest(**data)


def _run(data: dict) -> Run:
    if "file" in data:  # as versions before 0.2 wrote it, when contacts were all that came
        data["files"] = {"contact": data.pop("file")}
    return Run(**data)


def _month(data: dict) -> Month:
    if "rollup" in data:  # as versions before 0.2 wrote it
        data["rollups"] = {"days": data.pop("rollup"), "bins": data.pop("bins")}
    return Month(**data)


def write_whole(file: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut."""
    scratch = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        with open(scratch, "w") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(scratch, file)
    finally:
        scratch.unlink(missing_ok=True)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def keep_whole(scratch: Path, final: Path) -> None:
    """Move a finished file to its name, synced."""
    handle = os.open(scratch, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    final.parent.mkdir(parents=True, exist_ok=True)
    os.replace(scratch, final)
    sync_folder(final.parent)
