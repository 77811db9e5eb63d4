"""What a job function holds in its hand: says where it is, hears whether it should stop."""

import threading
import time

from django.utils import timezone

from evenhand.foundation.access.models import User
from evenhand.foundation.access.viewers import SYSTEM, Actor
from evenhand.foundation.jobs.models import Job, State

APART = 0.3  # seconds between writes: progress is for eyes, and must cost nothing


class Stopped(Exception):
    """Somebody asked this job to stop."""


class JobFailed(Exception):
    """A failure that the job can explain: the sentence is shown to the owner."""

    def __init__(self, code: str, sentence: str):
        super().__init__(sentence)
        self.code, self.sentence = code, str(sentence)


class Progress:
    def __init__(self, job: Job):
        self.job_ref, self.title, self.user_id = job.ref, job.title, job.by_id
        self._rows = Job.objects.filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts)
        self._lock = threading.Lock()
        self._waiting: dict | None = None
        self._written = self._looked = 0.0

    @property
    def by(self) -> Actor:
        """Who asked for it, for the audit lines of what the job does."""
        return User.objects.filter(pk=self.user_id).first() or SYSTEM

    def step(self, text: str, done: int = 0, total: int = 0) -> None:
        with self._lock:
            self._waiting = {"step": str(text)[:300], "done": done, "total": total}
        if time.monotonic() - self._written >= APART:
            self.flush()

    def check_stop(self) -> None:
        """Call it where stopping leaves everything whole."""
        if time.monotonic() - self._looked < APART:
            return
        self._looked = time.monotonic()
        if not self._rows.filter(stop_requested=False).exists():
            raise Stopped

    def flush(self) -> None:
        with self._lock:
            values, self._waiting = self._waiting, None
        if values:
            self._written = time.monotonic()
            self._rows.update(**values, heartbeat_at=timezone.now())

    def beat(self) -> bool:
        """False when the job is no longer ours, because it was taken for dead."""
        return bool(self._rows.update(heartbeat_at=timezone.now()))


class SilentProgress:
    """For calling a job function without a job, in commands and tests."""

    job_ref, title, user_id, by = "", "", None, SYSTEM

    def step(self, text: str, done: int = 0, total: int = 0) -> None: ...

    def check_stop(self) -> None: ...
