"""What standards do by themselves."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.features.standards import actions
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.jobs.registry import job


@job(
    "standards.ask_newcomers", title=gettext_lazy("Ask whoever came since to read"), resumable=True
)
def ask_newcomers(progress) -> dict:
    progress.step(_("Asking whoever came since"))
    given = {"by": SYSTEM, "today": timezone.localdate()}
    return {
        "withdrawn": actions.withdraw_what_ended(**given),
        "asked": actions.ask_newcomers(**given),
    }
