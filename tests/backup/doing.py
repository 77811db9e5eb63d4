"""What a process of its own does in a home; `home_process` starts it."""

import hashlib
import io
import json
import os
import sys
import time
from datetime import date
from pathlib import Path

import pyarrow.parquet as parquet
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from evenhand.features.governance import actions as governance
from evenhand.features.governance.queries import unfinished_removals
from evenhand.features.governance.rules.erasure import PERSON
from evenhand.features.people.actions import create_person
from evenhand.features.people.models import Person
from evenhand.features.sources import actions as sources
from evenhand.features.sources.models import ImportRun, State
from evenhand.features.sources.queries import mapping_of
from evenhand.foundation.access.actions import deactivate_user
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit import actions as audit
from evenhand.foundation.audit import queries as audit_queries
from evenhand.foundation.backup.models import Removal
from evenhand.foundation.backup.removals import done, note, permit
from evenhand.foundation.facts import store
from evenhand.foundation.files.actions import remove
from evenhand.foundation.files.actions import store as keep_file
from evenhand.foundation.files.disk import place_of
from evenhand.foundation.files.models import File
from tests import cast, centre

TODAY = date(2026, 11, 16)


def fill() -> None:
    """A centre with facts, files, a seal and a removal."""
    call_command("migrate", verbosity=0, interactive=False)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    centre.make_centre()
    file(b"recorded words" * 1000)
    line = audit.record(by=SYSTEM, verb="tried", object_type="t", object_ref="x", reason="gone")
    decided = note(by=SYSTEM, kind="period", subject_ref="", rule="24 months")
    permit(decided, [line.pk])
    audit.remove_contents(by=SYSTEM, entry_ids=[line.pk], rule=decided.rule, decision=decided.ref)
    done(decided)
    audit.seal()


def file(content: bytes) -> File:
    return keep_file(
        io.BytesIO(content), by=SYSTEM, name="a.wav", content_type="audio/wav",
        owner_type="nothing", owner_ref="x", limit_bytes=10**8,
    )  # fmt: skip


def write() -> None:
    """People, files that come and go, and seals, until somebody closes our input."""
    print("ready", flush=True)
    os.set_blocking(0, False)
    number = 0
    while sys.stdin.buffer.read(1) is None:
        number += 1
        time.sleep(0.01)  # people are no loop: leave the machine to the backup
        create_person(by=SYSTEM, name=f"Person {number}")
        kept = file(os.urandom(20_000))
        if number % 3 == 0:
            remove(by=SYSTEM, file=kept, reason="try")
        if number % 10 == 0:
            audit.seal()
    print(number, flush=True)


def bring_in() -> None:
    """One import after another, until somebody closes our input."""
    print("ready", flush=True)
    os.set_blocking(0, False)
    number = 0
    while sys.stdin.buffer.read(1) is None:
        number += 1
        head = "contact_id,started_at,agent,talk_seconds\n"
        days = (
            f"N{number}-{at},2024-0{at % 3 + 2}-1{at % 9} 10:00:00,ben,60\n" for at in range(50)
        )
        run = sources.start(
            by=SYSTEM, stream=io.BytesIO((head + "".join(days)).encode()), name=f"{number}.csv",
            source_name="More", zone="Europe/London", largest=10**7,
        )  # fmt: skip
        sources.match_columns(by=SYSTEM, run=run, mapping=mapping_of(run))
        sources.check(by=SYSTEM, run=run, today=TODAY)
        sources.confirm(by=SYSTEM, run=run, add_people=False, team_name="")
        sources.bring_in(by=SYSTEM, run=run, today=TODAY)
    print(number, flush=True)


def state() -> None:
    """Every row of every table, every file of facts, every file."""
    facts = store()
    manifest = facts.manifest()
    said = {
        "records": {table: _rows(table) for table in connection.introspection.table_names()},
        "facts": {name: _hash(facts.path(name)) for name in sorted(manifest.files())},
        "generation": manifest.generation,
        "drafts": sorted(str(one.name) for one in (facts.folder / "drafts").rglob("*")),
        "files": {sha: _hash(place_of(sha)) for sha in _hashes() if place_of(sha).exists()},
    }
    print(json.dumps(said))


def _rows(table: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        rows = sorted(repr([_plain(value) for value in row]) for row in cursor.fetchall())
    return [len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()]


def _plain(value):
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


def _hashes() -> list[str]:
    return sorted(set(File.objects.values_list("sha256", flat=True)))


def _hash(path) -> str:
    with open(path, "rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def faults() -> None:
    """What does not hold together: nothing, if all is well."""
    facts, found = store(), []
    manifest = facts.manifest()
    runs = dict(ImportRun.objects.values_list("ref", "state"))
    found += [f"facts of an unknown run {ref}" for ref in manifest.runs if ref not in runs]
    found += [
        f"run {ref} is done and has no facts"
        for ref, reached in runs.items()
        if reached == State.DONE and ref not in manifest.runs
    ]
    found += [
        f"no facts {name}" for name in manifest.files() if not os.path.exists(facts.path(name))
    ]
    found += [sha for sha in _hashes() if not place_of(sha).exists() or _hash(place_of(sha)) != sha]
    verdict = audit_queries.verdict([])
    found += [str(one) for one in verdict.findings]
    connection.check_constraints()
    assert verdict.lines
    print(json.dumps(found))


def an_import() -> None:
    """One file, from wherever an earlier try was cut off."""
    print("ready", flush=True)
    run = ImportRun.objects.filter(file_name="faults.csv").first() or sources.start(
        by=SYSTEM, stream=io.BytesIO(_many()), name="faults.csv", source_name="Faults",
        zone="Europe/London", largest=10**8,
    )  # fmt: skip
    if run.state == State.LOOKED_AT:
        sources.match_columns(by=SYSTEM, run=run, mapping=mapping_of(run))
    if run.state == State.CHECKING:
        sources.check(by=SYSTEM, run=run, today=TODAY)
    if run.state == State.CHECKED:
        sources.confirm(by=SYSTEM, run=run, add_people=False, team_name="")
    if run.state == State.BRINGING_IN:
        sources.bring_in(by=SYSTEM, run=run, today=TODAY)


def _many() -> bytes:
    lines = (
        f"F{at},2024-0{at % 3 + 2}-{at % 27 + 1:02d} 10:00:00,ben,{at % 600}\n"
        for at in range(20_000)
    )
    return ("contact_id,started_at,agent,talk_seconds\n" + "".join(lines)).encode()


def publish() -> None:
    print("ready", flush=True)
    sources.republish(today=TODAY)


def seal() -> None:
    print("ready", flush=True)
    for number in range(150):
        audit.record(by=SYSTEM, verb="tried", object_type="t", object_ref=f"{number}")
        if number % 5 == 0:
            audit.seal()


def leave() -> None:
    """Ben has left."""
    ben = Person.objects.get(name="Ben Whitlock")
    ben.memberships.update(ends_on=date(2026, 1, 1))
    deactivate_user(by=SYSTEM, user=ben.user, today=TODAY)


def removal() -> None:
    """Erase Ben, from wherever an earlier try was cut off."""
    print("ready", flush=True)
    leila = cast.viewer(cast.leila(), today=timezone.localdate())
    ben = Person.objects.filter(name="Ben Whitlock").first()
    if ben and not Removal.objects.filter(kind=PERSON).exists():
        governance.decide_erasure(by=leila, person=ben, rule="their request")
    for one in unfinished_removals():
        governance.carry_out(one)


def remains() -> None:
    """Erase Ben, and look while the connection is open at every byte that the database keeps."""
    facts = {"before": _named_in_bytes()}
    removal()
    print(json.dumps(facts | {"after": _named_in_bytes()}))


def _named_in_bytes() -> list[str]:
    home = Path(settings.EVENHAND.home)
    files = [file for file in home.glob("*.sqlite3*") if file.is_file()]
    said = {file.name: file.read_bytes().lower() for file in files}
    return [
        name
        for name, data in said.items()
        if b"ben whitlock" in data or b"ben.whitlock" in data or b"ben@" in data
    ]


def is_named() -> None:
    """Whether any row or any file of facts still says who Ben is."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [table for row in cursor.fetchall() if "Ben Whitlock" in str(row)]
    facts = store()
    for name in facts.manifest().received("contact"):
        rows = parquet.read_table(facts.path(name), columns=["agent"])["agent"].to_pylist()
        found += [name] if any(str(one).lower() == "ben" for one in rows) else []
    print(json.dumps(found))


DOINGS = {
    one.__name__: one
    for one in (
        fill, write, bring_in, state, faults, an_import, publish, seal, leave, removal, remains, is_named,
    )
}  # fmt: skip
