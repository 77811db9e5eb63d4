"""Files of conversations come in by the same door as tables: the real STAR dialogues, and some of their shape."""

import gzip
import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from evenhand.analysis import engine
from evenhand.features.sources import actions, queries
from evenhand.features.sources.models import ImportRun, State
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.facts import store
from tests.imports.test_conversations import made, real

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TODAY = date(2026, 11, 22)
LARGEST = 1 << 30


@pytest.fixture(params=["generated", "real"])
def dialogues(request, tmp_path) -> Path:
    return made(tmp_path) if request.param == "generated" else real(tmp_path)


def with_turns(path: Path) -> list[dict]:
    told = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    return [one for one in told if one["Events"]]


def published(table: str) -> int:
    files = [store().path(month.files[table]) for month in store().manifest().months.values()]
    with engine.cursor() as cursor:
        sql = f"SELECT count(*) FROM read_parquet({engine.files(f for f in files if f)})"
        return cursor.execute(sql).fetchone()[0]


def started(path: Path, source="Dialogues") -> ImportRun:
    with path.open("rb") as stream:
        return actions.start(
            by=SYSTEM, stream=stream, name=path.name, source_name=source, zone="Europe/London", largest=LARGEST
        )  # fmt: skip


def test_dialogues_go_through_every_step(files_home, dialogues):
    run = started(dialogues)
    mapping = queries.mapping_of(run)
    assert (mapping.kind, mapping.turns.key, queries.shape_of(run).packed) == (
        "conversations",
        "Events",
        "gz",
    )
    assert mapping.turns.speakers["Wizard"] == "agent"
    actions.match_columns(by=SYSTEM, run=run, mapping=mapping)
    actions.check(by=SYSTEM, run=run, today=TODAY)
    actions.confirm(by=SYSTEM, run=run, add_people=True, team_name="Wizards")
    actions.bring_in(by=SYSTEM, run=run, today=TODAY)
    told = with_turns(dialogues)
    assert run.state == State.DONE and 0.9 * len(told) < run.accepted <= len(told)
    assert published("contact") == run.accepted
    assert published("message") > run.accepted


def test_every_question_and_speaker_of_the_file_is_there_to_be_matched(files_home, dialogues):
    mapping = queries.mapping_of(started(dialogues))
    told = with_turns(dialogues)
    asked = {answer["Question"].strip() for one in told for answer in one["UserQuestionnaire"]}
    assert set(mapping.questions) >= asked
    assert set(mapping.turns.speakers) == {turn["Agent"] for one in told for turn in one["Events"]}


def test_the_command_brings_dialogues_in(files_home, dialogues):
    said = StringIO()
    call_command("import", str(dialogues), "--team", "Wizards", stdout=said)
    assert ImportRun.objects.get().state == State.DONE
    assert "accepted" in said.getvalue()
