"""Runs one job: claims it, keeps its heart beating, writes how it ended."""

import secrets
import threading
from contextlib import contextmanager

import structlog
from django.db import OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from evenhand.foundation.jobs.models import Job, State
from evenhand.foundation.jobs.progress import JobFailed, Progress, Stopped
from evenhand.foundation.jobs.registry import kind_of
from evenhand.foundation.reactions import announce

BEAT_EVERY = 5.0
LOOK_EVERY = 1.0
log = structlog.get_logger(__name__)


def run(ref: str, *, heart: bool = True) -> None:
    job = _claim(ref)
    if job is None:
        return  # another worker has it, or somebody stopped it first
    structlog.contextvars.bind_contextvars(request_id=f"job-{job.ref}")
    progress = Progress(job)
    try:
        if heart:
            with _beating(progress):
                ending = _ending(job, progress)
        else:
            ending = _ending(job, progress)
        progress.flush()
        _finish(job, ending)
    finally:
        structlog.contextvars.unbind_contextvars("request_id")


def _claim(ref: str) -> Job | None:
    now = timezone.now()
    claimed = Job.objects.filter(ref=ref, state=State.QUEUED, stop_requested=False).update(
        state=State.RUNNING,
        attempts=F("attempts") + 1,
        started_at=now,
        heartbeat_at=now,
        step="",
        done=0,
        total=0,
    )
    return Job.objects.get(ref=ref) if claimed else None


def _ending(job: Job, progress: Progress) -> dict:
    kind = kind_of(job.kind)
    if kind is None:
        return _failed("unknown-kind", _("This kind of work does not exist in this version."))
    try:
        return {"state": State.DONE, "result": kind.function(progress, **job.arguments)}
    except Stopped:
        return {"state": State.STOPPED}
    except JobFailed as failure:
        return _failed(failure.code, failure.sentence)
    except Exception:
        number = f"{secrets.token_hex(1)}-{secrets.token_hex(2)}".upper()
        log.exception("job_failed", job=job.ref, kind=job.kind, number=number)
        return _failed(
            number,
            _(
                "Something went wrong on our side. What was there before is still there. "
                "Try again, or give the administrator the number %(number)s."
            )
            % {"number": number},
        )


def _failed(code: str, sentence: str) -> dict:
    return {"state": State.FAILED, "error_code": code[:40], "error_text": sentence[:500]}


@transaction.atomic
def _finish(job: Job, ending: dict) -> None:
    # Only while it is still ours: a worker that was taken for dead must not speak again.
    ours = Job.objects.filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts)
    if ours.update(**ending, finished_at=timezone.now()):
        announce("job.finished", job_ref=job.ref)


@contextmanager
def _beating(progress: Progress):
    enough = threading.Event()
    thread = threading.Thread(target=_heart, args=(progress, enough), daemon=True)
    thread.start()
    try:
        yield
    finally:
        enough.set()
        thread.join()


def _heart(progress: Progress, enough: threading.Event) -> None:
    since = 0.0
    try:
        while not enough.wait(LOOK_EVERY):
            since += LOOK_EVERY
            try:
                progress.flush()
                if since >= BEAT_EVERY:
                    since = 0.0
                    progress.beat()
            except OperationalError:
                pass  # the database is busy with the job itself; the next beat comes soon
    finally:
        connection.close()
