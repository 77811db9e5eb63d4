"""What came packed (gz, or a zip with one file): unpacked in pieces, and stopped when it grows beyond what is allowed."""

import gzip
import zipfile
import zlib
from pathlib import Path

from evenhand.analysis.intake.shape import Unreadable
from evenhand.analysis.texts import gettext_noop as _

GZ, ZIP = b"\x1f\x8b", b"PK\x03\x04"
# A log packs to a tenth, a very monotonous one to a hundredth; what goes beyond was made to fill the disk.
MOST_RATIO = 250
_SMALL = 32 << 20  # below this no ratio is of interest
_PIECE = 1 << 20
_DAMAGED = _(
    "This packed file or Excel workbook is damaged: it ends too early or was changed. Export or send it again."
)


def kind_of(path: Path) -> str:
    """gz, zip, or nothing; an Excel workbook is a zip of its own kind, and not packed."""
    with open(path, "rb") as handle:
        start = handle.read(4)
    if start.startswith(GZ):
        return "gz"
    return "zip" if start == ZIP and not is_workbook(path) else ""


def is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def unpack(path: Path, target: Path, *, largest: int) -> None:
    """Write what is inside to `target`. Unreadable when it is too large, damaged, locked or not one file; then
    nothing is left. `largest` in bytes."""
    try:
        with open(target, "wb") as out:
            _pour(path, out, largest)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _pour(path: Path, out, largest: int) -> None:
    packed = path.stat().st_size
    limit = min(largest, max(_SMALL, packed * MOST_RATIO))
    try:
        with opened(path) as inside:
            written = 0
            while piece := inside.read(_PIECE):
                written += len(piece)
                if written > limit:
                    raise Unreadable(_too_large(limit, largest))
                out.write(piece)
    except (
        EOFError,
        zlib.error,
        gzip.BadGzipFile,
        zipfile.BadZipFile,
        NotImplementedError,
    ) as error:
        raise Unreadable(_DAMAGED) from error
    except RuntimeError as error:  # what zipfile says of a password
        raise Unreadable(
            _("This zip file is locked with a password. Unpack it, then bring in what is inside.")
        ) from error


def _too_large(limit: int, largest: int) -> str:
    if limit < largest:
        return _(
            "Unpacked, this file grows to more than {most_ratio} times its size, as no export does. It was stopped, and nothing is kept. If it is a real export, unpack it and bring in what is inside."
        ).given(most_ratio=MOST_RATIO)
    return _(
        "Unpacked, this file is larger than {largest:,} MB, the most that may be brought in here. It was stopped, and nothing is kept. Export a shorter period, or ask the administrator to raise the limit."
    ).given(largest=round(largest / 1e6))


def opened(path: Path):
    with open(path, "rb") as handle:
        if handle.read(2) == GZ:
            return gzip.open(path)
    archive = zipfile.ZipFile(path)
    files = [
        one
        for one in archive.infolist()
        if not one.is_dir() and not one.filename.startswith("__MACOSX/")
    ]
    if len(files) != 1:
        archive.close()
        raise Unreadable(
            _(
                "This zip holds {n} files. Evenhand reads one table at a time: unpack it and bring them in one by one."
            ).given(n=len(files))
        )
    return archive.open(files[0])
