"""From the file as it was given to the plain text that every line is read from: once, kept beside the draft."""

import json
import shutil
from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake.formats import delimited, excel, jsonlines, packed, parquet
from evenhand.analysis.intake.formats.plain import Plain
from evenhand.analysis.intake.shape import Shape
from evenhand.analysis.warehouse.manifest import Store, write_whole

_CONVERT = {
    "csv": delimited.convert,
    "excel": excel.convert,
    "jsonl": jsonlines.convert,
    "json": jsonlines.convert,
    "parquet": parquet.convert,
}


def plain_text(store: Store, run: str, path: Path, shape: Shape) -> Plain:
    """Plain text of the file. Made at the first call for a run and sheet; `forget` removes it.

    Unreadable when the file turns out to be damaged, NoRoom when the disk is full; then nothing is left.
    """
    if not shape.packed and shape.format == "csv" and delimited.is_plain(shape):
        return Plain(path, shape)
    folder = folder_of(store, run)
    stamp, asked = folder / "made.json", {"file": path.name, "sheet": shape.sheet}
    if kept := _kept(stamp, asked):
        return kept
    forget(store, run)
    try:
        with engine.room():
            folder.mkdir(parents=True)
            source = _unpacked(path, shape, folder)
            made = _CONVERT[shape.format](source, shape, folder)
            if source != path and made.path != source:
                source.unlink()
            write_whole(stamp, json.dumps({"asked": asked, **_as_dict(made)}))
    except BaseException:
        forget(store, run)
        raise
    return made


def _kept(stamp: Path, asked: dict) -> Plain | None:
    if not stamp.exists():
        return None
    data = json.loads(stamp.read_text())
    if data["asked"] != asked:
        return None
    lines = Path(data["lines"]) if data["lines"] else None
    return Plain(Path(data["path"]), Shape.from_dict(data["shape"]), lines)


def _as_dict(made: Plain) -> dict:
    return {
        "path": str(made.path),
        "lines": str(made.lines or ""),
        "shape": made.shape.as_dict(),
    }


def _unpacked(path: Path, shape: Shape, folder: Path) -> Path:
    if not shape.packed:
        return path
    inside = folder / "inside"
    packed.unpack(path, inside, largest=shape.unpacked)
    return inside


def folder_of(store: Store, run: str) -> Path:
    return store.folder / "drafts" / f"{run}.text"


def forget(store: Store, run: str) -> None:
    """Remove the plain text: the original stays, and it can be made again."""
    shutil.rmtree(folder_of(store, run), ignore_errors=True)


def forget_unused(store: Store, *, older_than: float, now: float) -> int:
    """Remove the plain text of files that nobody brought in, where it is older than so many seconds. Gives how many."""
    stale = [
        folder
        for folder in (store.folder / "drafts").glob("*.text")
        if now - folder.stat().st_mtime > older_than
    ]
    for folder in stale:
        shutil.rmtree(folder, ignore_errors=True)
    return len(stale)
