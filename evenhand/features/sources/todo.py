"""What waits for whoever brings in files."""

from django.db.models import Q
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

# A file whose lines are here already leaves nothing to decide.
_NOTHING_NEW = Q(state=State.CHECKED, accepted=0) & (Q(already_here__gt=0) | Q(rejected=0))


def _asked(run: ImportRun) -> str:
    all_refused = run.state == State.CHECKED and not run.accepted
    return _("No line of %(file)s can be brought in") if all_refused else _WAITING[run.state]


def todos(viewer: Viewer) -> list[Todo]:
    if not may(viewer, Ability.BRING_IN, MAY):
        return []
    runs = ImportRun.objects.filter(state__in=_WAITING).exclude(_NOTHING_NEW)[:10]
    found = [
        Todo(
            text=str(_asked(run)) % {"file": run.file_name},
            url=reverse("import_run", args=[run.ref]),
        )
        for run in runs
    ]
    if not ImportRun.objects.exists():
        found.append(
            Todo(text=str(_("Bring in a first file of contacts")), url=reverse("import_file"))
        )
    return found
