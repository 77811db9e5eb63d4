"""How the list of files that were brought in is narrowed."""

from django.utils.translation import gettext_lazy as _

from evenhand.features.sources import queries
from evenhand.features.sources.models import State
from evenhand.foundation.lists import Choice, Day, Filters


class RunFilters(Filters):
    source = Choice(_("Source"))
    state = Choice(_("State"), State.choices)
    who = Choice(_("Brought in by"), every=_("everybody"))
    first = Day(_("From"))
    last = Day(_("to"))

    def __init__(self, asked, *, viewer):
        super().__init__(asked)
        self.fields["source"].offer(queries.sources_of_runs(viewer))
        self.fields["who"].offer(queries.bringers(viewer))
