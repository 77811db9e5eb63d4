"""How the catalogue and the list of reasons are narrowed."""

from django.utils.translation import gettext_lazy as _

from evenhand.analysis.kpis.definition import Family, Use
from evenhand.foundation.lists import Choice, Filters, Words

FAMILIES = {
    Family.VOLUME: _("How much"),
    Family.SPEED: _("How fast"),
    Family.RESOLUTION: _("Whether it was settled"),
    Family.SATISFACTION: _("What customers say"),
    Family.QUALITY: _("How well"),
    Family.WORK: _("The work itself"),
}
USES = {
    Use.PERSON: _("people and teams"),
    Use.TEAM: _("teams"),
    Use.DIAGNOSIS: _("understanding only"),
}


class KpiFilters(Filters):
    family = Choice(_("About"), [(str(key), name) for key, name in FAMILIES.items()])
    use = Choice(_("Used for"), [(str(key), name) for key, name in USES.items()])
    words = Words(_("Words"))


class ReasonFilters(Filters):
    words = Words(_("Reason"))
