"""How the list of jobs is narrowed."""

from django.utils.translation import gettext_lazy as _

from evenhand.foundation.jobs import queries
from evenhand.foundation.jobs.models import State
from evenhand.foundation.lists import Choice, Filters


class JobFilters(Filters):
    state = Choice(_("State"), State.choices)
    kind = Choice(_("What"))

    def __init__(self, asked, *, viewer):
        super().__init__(asked)
        self.fields["kind"].offer(queries.kinds(viewer))
