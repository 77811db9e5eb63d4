"""The one task that Django's queue knows: run the job with this ref."""

from django.tasks import task


@task
def run_job(ref: str) -> None:
    from evenhand.foundation.jobs.running import run

    run(ref)
