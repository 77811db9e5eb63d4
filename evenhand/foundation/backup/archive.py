"""The file of a backup: a zip whose last member says what is in it, each with its SHA-256.

Written under another name and renamed when it is whole; read member by member, each checked against its hash.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from evenhand.analysis.warehouse.manifest import sync_folder

FORMAT = 1
CONTENTS = "evenhand-backup.json"
PLACES = {"records", "warehouse", "files", "secret_key"}
_CHUNK = 1024 * 1024
_SQUEEZED = {".parquet", ".xlsx", ".gz", ".zip", ""}  # files kept by their hash have no ending


class Refused(Exception):
    """Why a backup cannot be made, or a file cannot be restored: a sentence for whoever asked."""


@dataclass(kw_only=True)
class Contents:
    """What a backup says about itself."""

    version: str
    made_at: str
    vendor: str  # of the database: "sqlite" or "postgresql"
    migrations: list[list[str]]  # [app, name], all that were applied
    generation: int  # of the facts
    organisation: str
    with_secrets: bool
    missing: list[str] = field(default_factory=list)  # hashes of files that were not there
    format: int = FORMAT
    members: dict[str, list] = field(default_factory=dict)  # name → [SHA-256, bytes]


class Writer:
    def __init__(self, file: zipfile.ZipFile):
        self._zip = file
        self.members: dict[str, list] = {}

    def add_file(self, name: str, path: Path) -> None:
        with open(path, "rb") as source:
            self._add(name, iter(lambda: source.read(_CHUNK), b""))

    def _add(self, name: str, chunks: Iterator[bytes]) -> None:
        kind = zipfile.ZipInfo(name)
        stored = PurePosixPath(name).suffix in _SQUEEZED
        kind.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        kind.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(kind, "w", force_zip64=True) as target:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                target.write(chunk)
        self.members[name] = [digest.hexdigest(), size]

    def close(self, contents: Contents) -> None:
        contents.members = self.members
        text = json.dumps(asdict(contents), indent=1, sort_keys=True)
        self._zip.writestr(zipfile.ZipInfo(CONTENTS), text)


@contextmanager
def writing(file: Path) -> Iterator[Writer]:
    """The archive is at `file` when the block has ended, whole and for its owner alone; else nothing is."""
    if file.exists():
        raise Refused(f"{file} is there already. Choose another name, or remove it first.")
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent}.")
    partial = file.with_name(f"{file.name}.partial")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.fchmod(descriptor, 0o600)  # also where an earlier one was left
        with os.fdopen(descriptor, "wb") as out:
            with zipfile.ZipFile(out, "w", compresslevel=1) as zipped:
                yield Writer(zipped)
            out.flush()
            os.fsync(out.fileno())
        os.replace(partial, file)
        sync_folder(file.parent)
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror or error}.") from error
    finally:
        partial.unlink(missing_ok=True)


class Reader:
    def __init__(self, zipped: zipfile.ZipFile, contents: Contents):
        self._zip = zipped
        self.contents = contents

    def unpack(self, folder: Path) -> None:
        """Every member below `folder`. Refused when one is not what the contents say."""
        for name, (sha256, size) in self.contents.members.items():
            self._unpack(name, sha256, size, folder / name)

    def _unpack(self, name: str, sha256: str, size: int, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        digest, found = hashlib.sha256(), 0
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out, self._zip.open(name) as source:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                found += len(chunk)
                out.write(chunk)
        if (digest.hexdigest(), found) != (sha256, size):
            raise Refused(f"{_DAMAGED} (“{name}” is not what was backed up.)")


_DAMAGED = "This backup is damaged. Nothing was restored."


@contextmanager
def reading(file: Path) -> Iterator[Reader]:
    """Refused when it is no backup, of another format, or not whole."""
    try:
        with zipfile.ZipFile(file) as zipped:
            yield Reader(zipped, _contents(zipped))
    except FileNotFoundError as error:
        raise Refused(f"There is no file {file}.") from error
    except (zipfile.BadZipFile, EOFError, zipfile.zlib.error) as error:
        raise Refused(f"{_DAMAGED} (It is no zip file, or not a whole one.)") from error


def _contents(zipped: zipfile.ZipFile) -> Contents:
    try:
        said = json.loads(zipped.read(CONTENTS))
        found = said["format"]
    except (KeyError, ValueError, TypeError) as error:
        raise Refused("This file is no backup of Evenhand.") from error
    if found != FORMAT:
        raise Refused(
            f"This backup has format {found}; this version of Evenhand reads format {FORMAT}."
        )
    contents = Contents(**said)
    names = set(zipped.namelist()) - {CONTENTS}
    if names != set(contents.members):
        raise Refused(f"{_DAMAGED} (Its list of contents does not fit.)")
    for name in names:
        parts = PurePosixPath(name).parts
        if parts[0] not in PLACES or ".." in parts:
            raise Refused(f"{_DAMAGED} (“{name}” has no place in a backup.)")
    return contents
