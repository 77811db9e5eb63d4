"""Work that was cut off after its last step and before it said so; and files that a command was cut off with."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import OperationalError

from evenhand.features.sources import actions, jobs
from evenhand.features.sources.models import ImportRun, State
from evenhand.features.sources.queries import mapping_of
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.facts import store
from evenhand.foundation.jobs.progress import JobFailed, SilentProgress
from tests import cast, centre

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def run(files_home) -> ImportRun:
    """One whose columns are matched: its check is due."""
    found = centre.start(centre.contacts_csv(), by=SYSTEM)
    actions.match_columns(by=SYSTEM, run=found, mapping=mapping_of(found))
    return found


def do(job, run) -> dict:
    return job(SilentProgress(), run_id=run.pk)


def confirm(run) -> None:
    run.refresh_from_db()
    actions.confirm(by=SYSTEM, run=run, add_people=False, team_name="")


def state_of(run) -> str:
    run.refresh_from_db()
    return run.state


def audited(verb: str) -> int:
    return AuditEntry.objects.filter(verb=verb).count()


def set_aside(run) -> dict:
    folder = store().folder / "drafts" / run.ref
    return {file.name: file.stat().st_mtime_ns for file in folder.glob("*")}


def test_a_check_that_is_over_is_not_done_again(run):
    said, draft = do(jobs.check, run), set_aside(run)
    assert do(jobs.check, run) == said
    assert (state_of(run), audited("file checked"), set_aside(run)) == (State.CHECKED, 1, draft)
    confirm(run)
    assert do(jobs.check, run) == said, "and the draft that is brought in is left alone"
    assert (state_of(run), set_aside(run)) == (State.BRINGING_IN, draft)


def test_a_file_that_is_in_is_not_refused(run):
    do(jobs.check, run)
    confirm(run)
    said, generation = do(jobs.bring_in, run), store().manifest().generation
    assert do(jobs.bring_in, run) == said
    assert (state_of(run), audited("file brought in")) == (State.DONE, 1)
    assert store().manifest().generation == generation
    actions.confirm_taking_back(by=SYSTEM, run=run, reason="The wrong month")
    assert [do(jobs.take_back, run), do(jobs.take_back, run)] == [{}, {}]
    assert (state_of(run), audited("file taken back")) == (State.TAKEN_BACK, 1)


def test_why_it_failed_is_said_again_and_nothing_comes_in(run):
    do(jobs.check, run)
    confirm(run)
    actions.fail(run=run, problem="No room.")
    with pytest.raises(JobFailed, match="No room"):
        do(jobs.bring_in, run)
    assert (state_of(run), store().manifest().runs) == (State.CHECKED, {})


def imported(tmp_path, *more: str) -> str:
    path, out = tmp_path / "contacts.csv", io.StringIO()
    path.write_bytes(centre.contacts_csv())
    call_command("import", path, "--source", centre.SOURCE, *more, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_a_command_settles_what_it_left_when_it_was_cut_off(
    run, tmp_path, django_capture_on_commit_callbacks
):
    do(jobs.check, run)
    confirm(run)
    with django_capture_on_commit_callbacks(execute=True):
        assert "Brought in" in imported(tmp_path)
    assert (state_of(run), audited("file discarded")) == (State.DISCARDED, 1)
    assert set(set_aside(run)) == {"rejects.parquet", "summary.json"}
    done = ImportRun.objects.get(state=State.DONE)
    ImportRun.objects.filter(pk=done.pk).update(state=State.BRINGING_IN, finished_at=None)
    (store().folder / "drafts" / done.ref / "contact.parquet").write_bytes(b"not gone yet")
    said = imported(tmp_path)
    assert "contact.parquet" not in set_aside(done)
    assert (
        f"cut off after it had brought in {done.accepted} lines" in said and "Nothing new" in said
    )
    assert state_of(done) == State.DONE and len(store().manifest().runs) == 1


def test_what_somebody_has_in_hand_is_left_alone(run, tmp_path):
    """In a browser, under another source, or because lines are to be put right; and by a try alone."""
    other = centre.start(centre.contacts_csv(), by=SYSTEM, source="Another")
    mine = centre.start(centre.contacts_csv(), by=cast.sam())
    actions.belongs_to_job(run=run, job_ref="somebody's")
    imported(tmp_path, "--check-only")
    imported(tmp_path)
    assert [state_of(one) for one in (other, mine, run)] == ["looked_at", "looked_at", "checking"]


@pytest.fixture
def cut_off(run, monkeypatch):
    """Its lines are in the facts, and its row could not be written: the database was locked."""
    do(jobs.check, run)
    confirm(run)
    with monkeypatch.context() as patch:
        patch.setattr(actions.bringing, "record_of", broken)
        with pytest.raises(OperationalError):
            do(jobs.bring_in, run)
    assert run.ref in store().manifest().runs
    return run


def broken(*_args, **_more):
    raise OperationalError("database is locked")


def test_what_counts_is_never_told_as_not_brought_in(cut_off):
    assert (state_of(cut_off), cut_off.problem) == (State.BRINGING_IN, "")
    do(jobs.bring_in, cut_off)
    assert (state_of(cut_off), audited("file brought in")) == (State.DONE, 1)


def test_what_counts_is_not_discarded(cut_off):
    """As an earlier version left it: back where it was checked."""
    ImportRun.objects.filter(pk=cut_off.pk).update(state=State.CHECKED)
    cut_off.refresh_from_db()
    with pytest.raises(ValidationError, match="count already"):
        actions.discard(by=SYSTEM, run=cut_off)
    assert state_of(cut_off) == State.CHECKED
    confirm(cut_off)
    do(jobs.bring_in, cut_off)
    assert state_of(cut_off) == State.DONE


def test_what_went_wrong_before_is_over_when_it_is_in(run):
    do(jobs.check, run)
    confirm(run)
    actions.fail(run=run, problem="No room.")
    confirm(run)
    said = do(jobs.bring_in, run)
    assert (state_of(run), run.problem) == (State.DONE, "")
    assert do(jobs.bring_in, run) == said


def test_work_is_not_done_where_the_file_went_back(run):
    """Somebody matched the columns again before the lost job was taken up: nothing came in, and none is told so."""
    do(jobs.check, run)
    confirm(run)
    actions.fail(run=run, problem="No room.")
    actions.match_columns(by=SYSTEM, run=run, mapping=mapping_of(run))
    do(jobs.check, run)
    with pytest.raises(JobFailed, match="no longer where this work left it"):
        do(jobs.bring_in, run)
    assert (state_of(run), store().manifest().runs) == (State.CHECKED, {})


def test_a_command_leaves_other_sheets_and_kinds_of_the_same_file_alone(run, tmp_path):
    do(jobs.check, run)
    for changed in (
        {"shape": {**run.shape, "sheet": "Other"}},
        {"mapping": {**run.mapping, "kind": "legs"}},
    ):
        before = {name: getattr(run, name) for name in changed}
        ImportRun.objects.filter(pk=run.pk).update(**changed)
        told = imported(tmp_path)
        assert state_of(run) == State.CHECKED and "An earlier try" not in told
        ImportRun.objects.filter(pk=run.pk).update(**before)
    told = imported(tmp_path)
    assert state_of(run) == State.DISCARDED and "that was not brought in was discarded" in told
