"""Long work: asked for, run, stopped, interrupted."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from evenhand.foundation.jobs import queries
from evenhand.foundation.jobs.actions import enqueue, request_stop
from evenhand.foundation.jobs.housekeeping import prune_finished
from evenhand.foundation.jobs.models import Job, ScheduledRun, State, WorkerBeat
from evenhand.foundation.jobs.progress import JobFailed, SilentProgress
from evenhand.foundation.jobs.recovery import recover
from evenhand.foundation.jobs.registry import job
from evenhand.foundation.jobs.running import run
from evenhand.foundation.jobs.scheduling import Scheduled, enqueue_due
from evenhand.foundation.jobs.worker import _keep
from evenhand.foundation.notices.models import Notice
from tests import cast

pytestmark = pytest.mark.django_db


@job("tests.count", resumable=True)
def count(progress, upto=3):
    for n in range(upto):
        progress.check_stop()
        progress.step(f"Counting {n}", n, upto)
    return {"counted": upto, "by": progress.by.name}


@job("tests.break")
def break_down(progress, kindly=False):
    if kindly:
        raise JobFailed("no-file", "The file is gone. Bring it in again.")
    raise RuntimeError("password=secret")


@job("tests.stopped_midway")
def stopped_midway(progress):
    Job.objects.filter(ref=progress.job_ref).update(stop_requested=True)
    progress.check_stop()
    return "not reached"


def ask(function, **kwargs):
    return enqueue(function, by=cast.ben(), title="Some work", **kwargs)


def after(job):
    run(job.ref, heart=False)
    job.refresh_from_db()
    return job


def test_done(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        done = after(ask(count, upto=5))
    assert done.state == State.DONE
    assert done.result == {"counted": 5, "by": "Ben Whitlock"}
    assert done.percent == 100
    assert done.attempts == 1
    assert Notice.objects.get(user=cast.ben()).url == f"/jobs/{done.ref}/"


def test_a_function_stays_a_plain_function():
    assert count(SilentProgress(), upto=2)["counted"] == 2


def test_the_queue_row_is_in_the_same_transaction():
    waiting = ask(count)
    assert DBTaskResult.objects.get(id=waiting.task_id).args_kwargs["args"] == [waiting.ref]


def test_a_failure_shows_no_inner_words():
    failed = after(ask(break_down))
    assert failed.state == State.FAILED
    assert failed.error_code in failed.error_text
    assert "secret" not in failed.error_text
    page = cast.signed_in(cast.ben()).get(f"/jobs/{failed.ref}/").content.decode()
    assert failed.error_code in page
    assert "secret" not in page


def test_a_failure_that_explains_itself():
    failed = after(ask(break_down, kindly=True))
    assert (failed.error_code, failed.error_text[:17]) == ("no-file", "The file is gone.")


def test_stopped_before_it_starts():
    waiting = ask(count)
    request_stop(by=cast.ben(), job=waiting)
    assert after(waiting).state == State.STOPPED
    assert waiting.attempts == 0


def test_stopped_midway():
    assert after(ask(stopped_midway)).state == State.STOPPED


def test_run_twice_is_run_once():
    done = after(ask(count))
    finished = done.finished_at
    assert after(done).finished_at == finished
    assert done.attempts == 1


def test_what_is_over_cannot_be_stopped():
    done = after(ask(count))
    request_stop(by=cast.ben(), job=done)
    assert (done.state, done.stop_requested) == (State.DONE, False)


def interrupted(function, attempts=1):
    lost = ask(function)
    silent = timezone.now() - timedelta(seconds=31)
    Job.objects.filter(pk=lost.pk).update(
        state=State.RUNNING, attempts=attempts, heartbeat_at=silent
    )
    DBTaskResult.objects.filter(id=lost.task_id).update(status="RUNNING")
    return lost


def test_an_interrupted_job_starts_again():
    lost = interrupted(count)
    assert recover(timezone.now()) == 1
    assert recover(timezone.now()) == 0
    assert statuses() == ["FAILED", "READY"], "the row of the queue that died with it is closed"
    assert after(lost).state == State.DONE
    assert lost.attempts == 2


def statuses() -> list[str]:
    return sorted(DBTaskResult.objects.values_list("status", flat=True))


def test_of_one_that_was_to_stop_its_owner_is_told(django_capture_on_commit_callbacks):
    lost = interrupted(count)
    request_stop(by=cast.ben(), job=lost)
    with django_capture_on_commit_callbacks(execute=True):
        assert recover(timezone.now()) == 1
    lost.refresh_from_db()
    assert (lost.state, statuses()) == (State.STOPPED, ["FAILED"])
    assert Notice.objects.get(user=lost.by).text.startswith("Stopped: ")


@pytest.mark.parametrize(("function", "attempts"), [(break_down, 1), (count, 3)])
def test_an_interrupted_job_fails_in_words(function, attempts):
    lost = interrupted(function, attempts)
    recover(timezone.now())
    lost.refresh_from_db()
    assert (lost.state, lost.error_code) == (State.FAILED, "interrupted")


def test_a_job_with_a_beating_heart_is_left_alone():
    alive = ask(count)
    Job.objects.filter(pk=alive.pk).update(state=State.RUNNING, heartbeat_at=timezone.now())
    assert recover(timezone.now()) == 0


def test_a_task_lost_between_queue_and_claim_comes_back():
    lost = ask(count)
    DBTaskResult.objects.update(status="RUNNING")
    later = timezone.now() + timedelta(minutes=1)
    assert recover(later) == 1
    assert statuses() == ["FAILED", "READY"]
    assert after(lost).state == State.DONE


def test_a_worker_taken_for_dead_does_not_speak_again():
    lost = ask(count)

    def taken(progress, **kwargs):
        Job.objects.filter(pk=lost.pk).update(attempts=7, state=State.RUNNING)
        return "too late"

    job("tests.taken")(taken)
    Job.objects.filter(pk=lost.pk).update(kind="tests.taken")
    assert after(lost).state == State.RUNNING
    assert lost.result is None


def test_due_once_with_two_workers():
    now = timezone.now()
    schedule = (Scheduled(name="tests.daily", every=timedelta(days=1), function=count),)
    assert enqueue_due(now, schedule) == ["tests.daily"]
    assert enqueue_due(now, schedule) == []
    assert enqueue_due(now + timedelta(hours=23), schedule) == []
    assert enqueue_due(now + timedelta(hours=24), schedule) == ["tests.daily"]
    assert ScheduledRun.objects.count() == 1
    assert Job.objects.count() == 2


def test_old_jobs_go_and_young_ones_stay():
    old, young = after(ask(count)), after(ask(count))
    Job.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=91))
    assert prune_finished(SilentProgress()) == {"removed": 1}
    assert list(Job.objects.all()) == [young]


def test_only_the_owner_and_administrators_find_it():
    mine = ask(count)
    assert list(queries.jobs(cast.viewer(cast.ben()))) == [mine]
    assert list(queries.jobs(cast.viewer(cast.sam()))) == [mine]
    assert not queries.jobs(cast.viewer(cast.amara()))


def test_the_page_stops_asking_when_it_is_over():
    work = ask(count)
    client = cast.signed_in(cast.ben())
    asking = client.get(f"/jobs/{work.ref}/state/").content.decode()
    assert "hx-get" in asking
    assert "No worker is running" in asking
    WorkerBeat.objects.create(worker="w", at=timezone.now())
    assert b"No worker is running" not in client.get(f"/jobs/{work.ref}/").content
    after(work)
    over = client.get(f"/jobs/{work.ref}/state/").content.decode()
    assert "hx-get" not in over
    assert "<html" not in over


def test_the_stop_button():
    work = ask(count)
    client = cast.signed_in(cast.ben())
    assert client.post(f"/jobs/{work.ref}/stop/")["Location"] == f"/jobs/{work.ref}/"
    work.refresh_from_db()
    assert work.state == State.STOPPED


@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_what_waits(monkeypatch):
    monkeypatch.setattr("evenhand.foundation.jobs.worker._keeper", lambda *_: None)
    monkeypatch.setattr(
        "django_tasks_db.management.commands.db_worker.Worker.configure_signals", lambda self: None
    )
    work = ask(count, upto=4)
    call_command("worker", until_empty=True)
    work.refresh_from_db()
    assert work.state == State.DONE
    assert not queries.worker_is_alive(timezone.now())  # it left, and said so


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_was_killed_is_missed_soon():
    _keep("w")
    assert queries.worker_is_alive(timezone.now())
    assert not queries.worker_is_alive(timezone.now() + timedelta(seconds=21))
