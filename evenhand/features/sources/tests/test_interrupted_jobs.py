"""Work that was cut off after its last step and before it said so; and files that a command was cut off with."""

import io

import pytest
from django.core.management import call_command

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
