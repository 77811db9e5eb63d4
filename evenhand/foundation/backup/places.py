"""Where a home is built before it is one. Needs no settings: they are made from what is decided here."""

from pathlib import Path

from evenhand.foundation.backup.archive import Refused

_MARK = ".restoring"


def building_place(home: Path) -> Path:
    """On the same disk as the home, so that a rename is enough."""
    return home.with_name(f"{home.name}{_MARK}")


def refuse_unless_empty(home: Path) -> None:
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise Refused(f"{home} is not empty. Restore into a folder that is, or does not exist.")
    if not home.parent.is_dir():
        raise Refused(f"There is no folder {home.parent}.")
