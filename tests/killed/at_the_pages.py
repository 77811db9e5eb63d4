"""What the operator of a home does: brings in a file by its pages, and says what is in the home."""

import hashlib
import re
from collections import Counter
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from evenhand.analysis.intake.convert import forget_unused
from evenhand.features.sources.models import ImportRun, State
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.facts import store
from evenhand.foundation.files.actions import forget_unreachable
from evenhand.foundation.files.models import File
from evenhand.foundation.files.queries import path_of
from evenhand.foundation.jobs.models import Job, ScheduledRun
from evenhand.foundation.jobs.recovery import recover
from evenhand.foundation.jobs.registry import load_job_modules
from evenhand.foundation.notices.models import Notice
from evenhand.website.schedule import SCHEDULE
from tests import cast
from tests.bringing import Centre
from tests.working import work_off

SOURCE = "Calls"
A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)


@cache
def sam() -> Client:
    return cast.signed_in(cast.sam())


def step(name: str) -> str:
    return reverse(f"import_{name}", args=[run().ref])


def runs():
    return ImportRun.objects.filter(source__name=SOURCE)


def run() -> ImportRun:
    """The one that came in, where there is one; what was tried again is another."""
    return runs().filter(state=State.DONE).first() or runs().latest("pk")


def calm() -> None:
    """Nothing of the schedule is due for a day, so that the worker has the import alone."""
    for line in SCHEDULE:
        ScheduledRun.objects.create(name=line.name, next_at=timezone.now() + A_DAY)


def work() -> None:
    """The worker's part, by the same code, in this process."""
    work_off()


def upload(path: str) -> None:
    """Up to where the worker begins to check."""
    file = SimpleUploadedFile(Path(path).name, Path(path).read_bytes(), "text/csv")
    _sent(reverse("import_file"), {"file": file, "source": SOURCE})
    _sent(step("columns"), _form(step("columns")))


def confirm() -> None:
    """Up to where the worker begins to bring in."""
    _sent(step("check"), _form(step("check")) | {"people": "leave"})


def _form(address: str) -> dict:
    """What the page would send when nothing is changed."""
    form = sam().get(address).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


def _sent(address: str, values: dict) -> None:
    answer = sam().post(address, values)
    assert answer.status_code == 302, (address, answer.status_code, answer.context["form"].errors)


def go_on() -> None:
    """What the page offers where the work was given up."""
    sam().post(step("again"))


def a_minute_later() -> None:
    """Long enough without a heartbeat for another worker to see that the last one is gone."""
    for job in Job.objects.exclude(heartbeat_at=None):
        Job.objects.filter(pk=job.pk).update(heartbeat_at=job.heartbeat_at - A_MINUTE)
    for job in Job.objects.all():
        Job.objects.filter(pk=job.pk).update(queued_at=job.queued_at - A_MINUTE)
    recover(timezone.now())


def stands() -> dict:
    job = Job.objects.filter(ref=run().job_ref).first()
    return {"run": run().state, "job": job.state if job else "", "step": job.step if job else ""}


def found() -> dict:
    """Everything that an import leaves, and what it should not."""
    facts, later = store(), (timezone.now() + 2 * A_DAY).timestamp()
    facts.collect(older_than=3600, now=later)
    forget_unused(facts, older_than=A_DAY.total_seconds(), now=later)
    forget_unreachable(older_than=A_DAY.total_seconds(), now=later)
    counts = ("state", "problem", "lines", "accepted", "rejected", "already_here", "updates")
    return {
        "run": {name: getattr(run(), name) for name in counts},
        "tries": _counted(runs(), "state"),
        "rows": rows(),
        "figures": _figures(facts),
        "audit": _counted(AuditEntry.objects.filter(object_ref=run().ref), "verb"),
        "notices": _counted(Notice.objects.all(), "url"),
        "jobs": _counted(Job.objects.all(), "state"),
        "tasks": _counted(DBTaskResult.objects.all(), "status"),
        "left": _left(facts),
    }


def _counted(found, by: str) -> dict:
    return dict(Counter(found.values_list(by, flat=True)))


def rows() -> list:
    """How many contacts are published, how many different ones, and what they say."""
    columns = "count(*), count(DISTINCT contact_id), sum(content_hash::HUGEINT)::VARCHAR"
    return list(Centre(store()).rows(columns)[0])


def _figures(facts) -> str:
    said = sorted(map(repr, Centre(facts).contents().items()))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _left(facts) -> list[str]:
    """Files that no generation and no row asks for, and the state of the run that each is of."""
    known = {facts.folder / name for one in _generations(facts) for name in one.files()}
    known |= set((facts.folder / "generations").glob("*.json"))
    known |= set(map(path_of, File.objects.all()))
    home = facts.folder.parent
    found = [*facts.folder.rglob("*"), *(home / "files").rglob("*")]
    told = {str(one.relative_to(home)) for one in found if one.is_file() and one not in known}
    states = dict(ImportRun.objects.values_list("ref", "state"))
    return sorted({re.sub("|".join(states), lambda ref: states[ref[0]], one) for one in told})


def _generations(facts):
    for file in (facts.folder / "generations").glob("*.json"):
        yield facts.manifest(int(file.stem))


load_job_modules()
DOINGS = {
    one.__name__: one
    for one in (calm, upload, work, confirm, go_on, a_minute_later, stands, rows, found)
}
