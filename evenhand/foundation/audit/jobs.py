"""Seals what is finished, again and again."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.foundation.audit import actions
from evenhand.foundation.audit.actions.sealing import StillOpen
from evenhand.foundation.jobs.progress import JobFailed
from evenhand.foundation.jobs.registry import job


@job("audit.seal", title=gettext_lazy("Seal the audit"), resumable=True)
def seal_audit(progress) -> dict:
    progress.step(_("Sealing what was done"))
    try:
        return {"lines": actions.seal()}
    except StillOpen as late:
        raise JobFailed(
            "still_open",
            _(
                "Something in the database has been open for too long to tell which lines of the "
                "audit are finished. Nothing is lost; they are sealed the next time."
            ),
        ) from late
