"""The worker's part, done at once: whatever waits is run by the same code as in the worker."""

from evenhand.foundation.jobs.models import Job, State
from evenhand.foundation.jobs.registry import load_job_modules
from evenhand.foundation.jobs.running import run


def work_off() -> list[Job]:
    """Runs all that waits, and what comes of it, in order. Gives the jobs as they ended."""
    load_job_modules()
    done = []
    while waiting := Job.objects.filter(state=State.QUEUED).order_by("pk").first():
        run(waiting.ref, heart=False)
        waiting.refresh_from_db()
        done.append(waiting)
    return done
