"""Facts that were published once, laid into later stores that asked for the very same: publishing takes a second."""

import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from evenhand.analysis.warehouse.manifest import Store

_PLACES: dict[str, Path] = {}


def published(store: Store, publish: Callable[[], None], *, asked: object) -> None:
    """Publish, or lay in what came of it when a store that said the same was asked the same.

    A manifest names published files by their content: two that are equal stand for equal facts.
    """
    said = hashlib.sha256(_said(store) + repr(asked).encode()).hexdigest()
    if said in _PLACES:
        shutil.copytree(_PLACES[said], store.folder, dirs_exist_ok=True)
        return
    publish()
    _PLACES[said] = keep(store.folder)


def keep(folder: Path) -> Path:
    """A copy of a folder that stays for the session."""
    kept = Path(tempfile.mkdtemp(prefix="evenhand-kept-"))
    atexit.register(shutil.rmtree, kept, ignore_errors=True)
    return shutil.copytree(folder, kept, dirs_exist_ok=True)


def _said(store: Store) -> bytes:
    manifest = store.folder / "manifest.json"
    return manifest.read_bytes() if manifest.exists() else store.zone.encode()
