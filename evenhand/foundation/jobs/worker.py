"""The worker process: Django's queue in the main thread, and a keeper of time beside it."""

import os
import signal
import threading
import time

import structlog
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from evenhand.foundation.access.refs import new_ref
from evenhand.foundation.jobs.models import WorkerBeat
from evenhand.foundation.jobs.recovery import recover
from evenhand.foundation.jobs.registry import load_job_modules
from evenhand.foundation.jobs.scheduling import due_at_start, enqueue_due

TICK = 5.0
RECOVER_EVERY = 20.0
log = structlog.get_logger(__name__)


def work(*, interval: float, until_empty: bool, follow_parent: bool) -> None:
    load_job_modules()
    worker_id = f"{os.getpid()}-{new_ref()}"
    queue = Worker(
        queue_names=["default"],
        interval=interval,
        batch=until_empty,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    queue.configure_signals()
    due_at_start(timezone.now())
    _keep(worker_id)
    parent = os.getppid() if follow_parent else None
    threading.Thread(target=_keeper, args=(worker_id, parent), daemon=True).start()
    try:
        queue.run()
    finally:
        _leave(worker_id)


def _keeper(worker_id: str, parent: int | None) -> None:
    recovered = time.monotonic()
    while True:
        time.sleep(TICK)
        if parent is not None and os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)  # whoever started us is gone
        also_recover = time.monotonic() - recovered >= RECOVER_EVERY
        if also_recover:
            recovered = time.monotonic()
        _keep(worker_id, also_recover=also_recover)


def _leave(worker_id: str) -> None:
    """Whoever asks is told at once that it ended; one that was killed is missed after ALIVE."""
    try:
        WorkerBeat.objects.filter(worker=worker_id).delete()
    except DatabaseError:
        log.exception("worker_left_its_beat")


def _keep(worker_id: str, *, also_recover: bool = True) -> None:
    now = timezone.now()
    try:
        WorkerBeat.objects.update_or_create(worker=worker_id, defaults={"at": now})
        enqueue_due(now)
        if also_recover and (found := recover(now)):
            log.warning("jobs_recovered", found=found)
    except DatabaseError:
        log.exception("keeper_failed")  # the next tick tries again
        connection.close()
