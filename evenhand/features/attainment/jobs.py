"""The nightly run, and the same on demand."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.features.attainment import actions
from evenhand.foundation.facts import BeingCountedAnew
from evenhand.foundation.jobs.progress import JobFailed
from evenhand.foundation.jobs.registry import job


@job("attainment.reckon", title=gettext_lazy("Reckon where everyone stands"), resumable=True)
def reckon(progress) -> dict:
    """Safe to repeat: what was reckoned from the same facts, targets and people is not reckoned again."""

    def report(kpi_key: str, done: int, total: int) -> None:
        progress.step(_("Reckoning %(what)s") % {"what": kpi_key}, done, total)

    try:
        made = actions.reckon(
            by=progress.by,
            today=timezone.localdate(),
            report=report,
            check_stop=progress.check_stop,
        )
        progress.step(_("Looking for teams that missed a target again and again"))
        told = actions.tell_leaders(by=progress.by, today=timezone.localdate())
    except BeingCountedAnew as why:
        words = _(
            "The figures are being counted anew. Nobody is judged by the old ones: ask again when that is done."
        )
        raise JobFailed("counting_anew", words) from why
    return {
        "new": made is not None,
        "targets": made.assessments.count() if made else 0,
        "told": told,
    }
