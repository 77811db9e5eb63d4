"""Tells the owner of a long job that it is over: they were told that they may leave the page."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from evenhand.foundation.jobs.models import Job, State
from evenhand.foundation.notices.actions import notify

ENDINGS = {
    State.DONE: _("Done: %(title)s"),
    State.FAILED: _("Failed: %(title)s"),
    State.STOPPED: _("Stopped: %(title)s"),
}


def tell_owner(*, job_ref: str) -> None:
    job = Job.objects.filter(ref=job_ref).first()
    if job is None or job.by_id is None or not job.is_over:
        return
    notify(
        user_ids=[job.by_id],
        text=gettext(ENDINGS[State(job.state)]) % {"title": job.title},
        url=reverse("job", args=[job.ref]),
        kind="job",
    )
