"""What waits for whoever brings in files."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evenhand.features.sources.models import ImportRun, State
from evenhand.features.sources.policy import MAY, Ability
from evenhand.foundation.access.policy import may
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.todos import Todo

_WAITING = {
    State.LOOKED_AT: _("Match the columns of %(file)s"),
    State.CHECKED: _("Decide whether to bring in %(file)s"),
    State.FAILED: _("%(file)s could not be brought in"),
}


def todos(viewer: Viewer) -> list[Todo]:
    if not may(viewer, Ability.BRING_IN, MAY):
        return []
    runs = ImportRun.objects.filter(state__in=_WAITING)[:10]
    found = [
        Todo(
            text=str(_WAITING[run.state]) % {"file": run.file_name},
            url=reverse("import_run", args=[run.ref]),
        )
        for run in runs
    ]
    if not ImportRun.objects.exists():
        found.append(
            Todo(text=str(_("Bring in a first file of contacts")), url=reverse("import_file"))
        )
    return found
