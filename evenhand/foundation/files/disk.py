"""Content on disk under its SHA-256: written beside, flushed, then moved into place at once."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

CHUNK = 1024 * 1024


class TooLarge(ValidationError):
    def __init__(self, limit_bytes: int):
        limit = max(1, limit_bytes // (1024 * 1024))
        super().__init__(
            _("This file is larger than %(limit)s MB. An administrator can raise the limit.")
            % {"limit": limit}
        )


def place_of(sha256: str) -> Path:
    return settings.EVENHAND.files / sha256[:2] / sha256[2:]


def older(seconds: float, now: float) -> list[Path]:
    """All that was written longer ago, also what is not in its place yet."""
    found = []
    for path in settings.EVENHAND.files.glob("*/*"):
        with suppress(FileNotFoundError):  # moved into its place, or removed, just now
            if now - path.stat().st_mtime > seconds:
                found.append(path)
    return found


def take_away(path: Path, seconds: float, now: float) -> bool:
    """Remove what was written longer ago. What was written anew since somebody looked is put back, and stays."""
    aside = path.with_name(f"{path.name}.gone")
    try:
        path.rename(aside)
    except FileNotFoundError:
        return False
    if now - aside.stat().st_mtime <= seconds:
        aside.replace(path)
        return False
    aside.unlink()
    return True


def write(stream, limit_bytes: int) -> tuple[str, int]:
    """The hash and size of what is now on disk. Nothing is left behind when it is refused."""
    incoming = settings.EVENHAND.files / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    path = incoming / secrets.token_hex(16)
    try:
        sha256, size = _copy(stream, path, limit_bytes)
        _move(path, place_of(sha256))
        return sha256, size
    finally:
        path.unlink(missing_ok=True)


def _copy(stream, path: Path, limit_bytes: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in _chunks(stream):
            size += len(chunk)
            if size > limit_bytes:
                raise TooLarge(limit_bytes)
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _chunks(stream) -> Iterator[bytes]:
    if hasattr(stream, "chunks"):  # what Django hands to a view
        yield from stream.chunks(CHUNK)
        return
    while chunk := stream.read(CHUNK):
        yield chunk


def _move(path: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    os.replace(path, place)  # the same content may be there already: then nothing changes
    directory = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
