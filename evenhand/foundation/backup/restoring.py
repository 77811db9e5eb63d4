"""From the file of a backup to a home: built beside it, checked, and put in its place in one step."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection

from evenhand.analysis.warehouse.manifest import Store, sync_folder
from evenhand.foundation.backup import archive, records
from evenhand.foundation.backup.archive import Contents, Refused
from evenhand.foundation.backup.removals import replay

Say = Callable[[str], None]


def restore(
    file: Path, home: Path, *, removals: list[dict] | None = None, say: Say = lambda _: None
) -> Contents:
    """`removals`: lines of the log, which are done again.

    Call in a process whose home is `building_place(home)`. `Refused` says why not; `home` is then as it was."""
    building = settings.EVENHAND.home
    try:
        with archive.reading(file) as reader:
            contents = reader.contents
            _refuse_other_database(contents)
            if newer := records.unknown(contents.migrations):
                raise Refused(
                    f"This backup was made by a newer version ({contents.version}): it knows {newer[0]}"
                    ". Install that version, or a later one, and restore with it."
                )
            say("Unpacking, and comparing every part with its hash")
            reader.unpack(building)
        say("Records")
        records.put_back(building / "records", contents.migrations)
        shutil.rmtree(building / "records")
        _refuse_facts_without_files(building, contents)
        say("What was erased since stays erased")
        replay(removals or [])
        connection.close()
        _put_in_place(building, home)
        return contents
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _refuse_other_database(contents: Contents) -> None:
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    if contents.vendor == connection.vendor:
        return
    if contents.vendor == "postgresql":
        raise Refused(
            "This backup was made of a PostgreSQL database: name an empty one in EVENHAND_DATABASE_URL."
        )
    raise Refused(
        f"This backup was made of {names.get(contents.vendor, contents.vendor)}: "
        "restore it without EVENHAND_DATABASE_URL."
    )


def _refuse_facts_without_files(building: Path, contents: Contents) -> None:
    facts = Store(building / "warehouse")
    manifest = facts.manifest()
    lost = [name for name in manifest.files() if not Path(facts.path(name)).is_file()]
    if lost or manifest.generation != contents.generation:
        raise Refused("This backup is damaged: its facts do not hold together.")


def _put_in_place(building: Path, home: Path) -> None:
    building.chmod(0o700)
    os.sync()
    if home.exists():
        home.rmdir()  # empty: we looked
    os.rename(building, home)
    sync_folder(home.parent)
