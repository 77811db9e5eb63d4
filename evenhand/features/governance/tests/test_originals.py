"""No original, draft or fact names somebody who was erased, of whatever kind their file was."""

import gzip
import io
import json
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest

from evenhand.analysis import engine
from evenhand.features.governance import actions, queries
from evenhand.features.governance.tests.deciding import decided
from evenhand.features.governance.tests.test_erasing import RULE, has_left, leila
from evenhand.features.sources.models import ImportRun, State
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.files.models import File
from tests import cast, centre

pytestmark = pytest.mark.django_db

# A key that stands in no other word, so that a hit is one.
KEY = "bwhitlock7"


@pytest.fixture
def here(files_home):
    made = centre.make_centre()
    made.ben.keys.create(source="", key=KEY)
    return made


def everything_below(home) -> dict[str, str]:
    """All that any file says, with what is packed in it unpacked."""
    return {str(file): _said(file) for file in home.rglob("*") if file.is_file()}


def _said(file) -> str:
    data = file.read_bytes()
    if data.startswith(b"PAR1"):
        with engine.cursor() as cursor:
            rows = cursor.execute(f"SELECT * FROM read_parquet('{file}')").fetchall()
            return str(rows)
    if data.startswith(b"\x1f\x8b"):
        data = gzip.decompress(data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(file) as packed:
            data = b"".join(packed.read(name) for name in packed.namelist())
    return data.decode("utf-8", "replace")


def naming(home, words) -> list[str]:
    return [
        name for name, said in everything_below(home).items()
        if any(word.casefold() in said.casefold() for word in words)
    ]  # fmt: skip


def dialogues() -> bytes:
    """Three conversations that Ben led; in one he says his name."""
    lines = []
    for number in range(3):
        at = 1714000000 + number * 9000
        events = [
            {"Action": "utter", "Agent": "User", "Text": "Hello?", "UnixTime": at},
            {"Action": "pick_suggestion", "Agent": "Wizard", "Text": "Ben Whitlock here.", "UnixTime": at + 60},
        ]  # fmt: skip
        lines.append({"AnonymizedUserWorkerID": f"u{number}", "AnonymizedWizardWorkerID": KEY,
                      "CompletionLevel": "Complete", "DialogueID": number, "Events": events})  # fmt: skip
    return gzip.compress("".join(json.dumps(one) + "\n" for one in lines).encode())


def surveys(comment: str = "fine") -> bytes:
    head = ("survey_id", "contact_id", "answered_at", "agent", "csat", "comment")
    lines = [(f"S{at}", f"ben-{at:03d}", "2024-05-01 09:00:00", KEY, 4, comment) for at in range(4)]
    return centre.as_csv(head, lines)


def evaluations(**who) -> bytes:
    head = ("evaluation_id", "agent", "evaluated_at", "evaluator", "score")
    told = {"agent": KEY, "evaluator": "Quinn", **who}
    lines = [
        (f"E{at}", told["agent"], "2024-04-20 12:00", told["evaluator"], 80 + at) for at in range(3)
    ]
    return centre.as_csv(head, lines)


def legs() -> bytes:
    head = ("contact_id", "leg", "agent", "started_at", "talk_seconds", "hold_seconds")
    lines = [(f"amara-{at:03d}", 1, KEY, "2024-04-20 12:00:00", 60, 5) for at in range(3)]
    return centre.as_csv(head, lines)


def as_parquet(data: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder, engine.cursor() as cursor:
        table, out = Path(folder, "t.csv"), Path(folder, "t.parquet")
        table.write_bytes(data)
        cursor.execute(f"COPY (FROM read_csv('{table}')) TO '{out}' (FORMAT parquet)")
        return out.read_bytes()


def as_workbook(data: bytes) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for line in data.decode().splitlines():
        book.active.append(line.split(","))
    book.save(out)
    return out.getvalue()


FILES = {
    "conversations": ("talks.jsonl.gz", dialogues),
    "surveys": ("surveys.csv", surveys),
    "evaluations": ("reviews.csv", evaluations),
    "written by them": ("reviews.csv", lambda: evaluations(agent="amara", evaluator="Ben Whitlock")),
    "legs": ("legs.csv", legs),
    "parquet": ("surveys.parquet", lambda: as_parquet(surveys())),
    "workbook": ("surveys.xlsx", lambda: as_workbook(surveys())),
}  # fmt: skip


def erased(person) -> None:
    has_left(person)
    actions.carry_out(decided(actions.decide_erasure, by=leila(), person=person, rule=RULE))


# What differs between them is the file and not the database.
ON_ONE = [pytest.param(kind, marks=pytest.mark.one_database) for kind in FILES if kind != "surveys"]


@pytest.mark.parametrize("kind", ["surveys", *ON_ONE])
def test_no_file_of_any_kind_names_them(here, files_home, kind):
    name, made = FILES[kind]
    source = centre.SOURCE if kind in ("surveys", "legs", "parquet", "workbook") else "Other"
    run = centre.bring_in(made(), by=SYSTEM, name=name, source=source, add_people=True)
    assert run.state == State.DONE and run.accepted >= 3
    words = (KEY, "Ben Whitlock")
    assert naming(files_home, words)
    assert queries.would_go(here.ben)["file"] == 2
    erased(here.ben)
    assert naming(files_home, words) == []
    assert File.objects.get(pk=run.file_id).size == 0


def test_a_file_that_nobody_brought_in_goes_too(here, files_home):
    run = centre.start(as_workbook(surveys()), by=SYSTEM, name=f"of {KEY}.xlsx")
    has_left(here.ben)
    assert run.state == State.LOOKED_AT and KEY in str(run.shape)
    erased(here.ben)
    assert naming(files_home, (KEY,)) == []
    run = ImportRun.objects.select_related("file").get(pk=run.pk)
    assert KEY not in str(run.shape)
    assert run.file_name == run.file.name == "of removed.xlsx"


def test_files_about_others_stay(here):
    other = centre.bring_in(
        evaluations(agent="amara"), by=SYSTEM, name="reviews.csv", source="Other", add_people=True
    )
    head = ("contact_id", "started_at", "agent")
    words = [(f"B{at}", "2024-04-20 10:00:00", "benedict") for at in range(3)]
    near = centre.bring_in(centre.as_csv(head, words), by=SYSTEM, source="Other", add_people=True)
    erased(here.ben)
    sizes = File.objects.in_bulk([other.file_id, near.file_id])
    assert all(file.size for file in sizes.values())


def test_an_answer_about_their_contact_that_does_not_name_them_goes_with_its_words(here):
    head = ("survey_id", "contact_id", "answered_at", "csat", "comment")
    lines = [
        (f"S{at}", f"ben-{at:03d}", "2024-05-01 09:00:00", 4, "he was slow") for at in range(3)
    ]
    run = centre.bring_in(centre.as_csv(head, lines), by=cast.viewer(cast.owen()), name="s.csv")
    erased(here.ben)
    assert File.objects.get(pk=run.file_id).size == 0
