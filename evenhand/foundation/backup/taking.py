"""Everything of one moment into one file, while people work."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from evenhand import __version__
from evenhand.analysis.warehouse.manifest import Manifest
from evenhand.foundation.backup import archive, records
from evenhand.foundation.backup.archive import Contents, Refused
from evenhand.foundation.facts import store
from evenhand.foundation.files.disk import place_of

_STAGE, _LOCK = "backup-stage", "backup.lock"
_TRIES = 3
Say = Callable[[str], None]


def backup(file: Path, *, with_secrets: bool, say: Say = lambda _: None) -> Contents:
    """Records, facts and files of one moment. `Refused` says why not; there is then no file.

    An import that runs is waited for, and one that begins waits until the moment is caught: links are made then,
    not copies. Pages wait for nothing."""
    home = settings.EVENHAND.home
    if with_secrets and not (home / "secret_key").is_file():
        raise Refused("The secret key comes from EVENHAND_SECRET_KEY: keep that one yourself.")
    with archive.writing(file) as writer, _stage(home) as stage, ExitStack() as kept:
        say("Catching one moment")
        snapshot, manifest, missing = _catch(stage, kept)
        say("Records")
        (stage / "records").mkdir()
        snapshot.write(stage / "records")
        if with_secrets:
            shutil.copyfile(home / "secret_key", stage / "secret_key")
        contents = Contents(
            version=__version__,
            made_at=timezone.now().isoformat(),
            vendor=connection.vendor,
            migrations=sorted(snapshot.migrations()),
            generation=manifest.generation,
            organisation=settings.EVENHAND.organisation,
            with_secrets=with_secrets,
            missing=missing,
        )
        say("Facts and files")
        for path in sorted(path for path in stage.rglob("*") if path.is_file()):
            writer.add_file(path.relative_to(stage).as_posix(), path)
        writer.close(contents)
    return contents


def _catch(stage: Path, kept: ExitStack) -> tuple[records.Snapshot, Manifest, list[str]]:
    """One state of everything. A file may be removed between its record and its link: then once more; what is still
    missing is named in the contents."""
    for attempt in range(_TRIES):
        with ExitStack() as these:
            with store().writing():  # no import is half way between facts and records
                snapshot = these.enter_context(records.snapshot())
                manifest = _link_facts(stage)
            missing = _link_files(stage, snapshot)
            if not missing or attempt == _TRIES - 1:
                kept.push(these.pop_all())
                return snapshot, manifest, missing
            _empty(stage)
    raise AssertionError("the last try always ends")


def _link_facts(stage: Path) -> Manifest:
    """The files that the generation in force names, and what checks set aside."""
    here, target = store(), stage / "warehouse"
    target.mkdir()
    manifest = here.manifest()
    named = sorted(manifest.files())
    if manifest.generation:
        named += ["manifest.json", f"generations/{manifest.generation}.json"]
    drafts = (path for path in (here.folder / "drafts").rglob("*") if path.is_file())
    named += [path.relative_to(here.folder).as_posix() for path in drafts]
    for name in named:
        _link(here.folder / name, target / name)
    return manifest


def _link_files(stage: Path, snapshot: records.Snapshot) -> list[str]:
    """Every file that the records name; gives the hashes of those that are not there."""
    missing = []
    for (sha256,) in snapshot.values("SELECT DISTINCT sha256 FROM files_file ORDER BY sha256"):
        place = place_of(sha256)
        try:
            _link(place, stage / "files" / place.relative_to(settings.EVENHAND.files))
        except FileNotFoundError:
            missing.append(sha256)
    return missing


def _link(source: Path, target: Path) -> None:
    """The content stays as long as its link, whoever removes the original."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # a file system without links
        shutil.copyfile(source, target)


@contextmanager
def _stage(home: Path) -> Iterator[Path]:
    """A folder on the disk of the home. What a killed backup left is removed first; one backup at a time."""
    with open(home / _LOCK, "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused("Another backup is being made at this moment.") from error
        stage = home / _STAGE
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(mode=0o700)
        try:
            yield stage
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def _empty(stage: Path) -> None:
    for path in stage.iterdir():
        shutil.rmtree(path)
