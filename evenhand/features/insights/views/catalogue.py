"""The catalogue of KPIs: every definition by family, and the same as a file."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from evenhand.analysis.kpis import catalogue
from evenhand.features.insights.forms import FAMILIES, USES, KpiFilters
from evenhand.features.insights.policy import MAY, Ability
from evenhand.foundation.access.policy import require
from evenhand.foundation.dated.queries import all_in_force
from evenhand.foundation.facts import definitions, setting_key
from evenhand.foundation.lists import Listing
from evenhand.foundation.looking import says
from evenhand.foundation.wording import said

_COLUMNS = (
    (gettext_lazy("Figure"), lambda entry: said(entry["kpi"].title)),
    (gettext_lazy("A variant of"), lambda entry: said(entry["of"].title) if entry["of"] else ""),
    (gettext_lazy("About"), lambda entry: FAMILIES[entry["kpi"].family]),
    (gettext_lazy("How it is counted"), lambda entry: said(entry["kpi"].formula)),
    (gettext_lazy("Not counted yet"), lambda entry: said(entry["kpi"].needs) if entry["kpi"].needs else ""),
    (gettext_lazy("Left out"), lambda entry: said(entry["kpi"].excludes) if entry["kpi"].excludes else ""),
    (gettext_lazy("Used for"), lambda entry: entry["use"]),
    (gettext_lazy("Largely in the person’s hands"), lambda entry: _("yes") if entry["kpi"].controllable else ""),
    (gettext_lazy("In force"), lambda entry: _in_force(entry)),
)  # fmt: skip


@require_GET
def kpi_list(request):
    require(request.viewer, Ability.READ_DEFINITIONS, MAY)
    filters, title = KpiFilters(request.GET), _("How figures are counted")
    rows = _entries(request.viewer.today, **filters.chosen())
    listed = Listing(request, rows, _COLUMNS, title=title, what="definitions", filters=filters)
    groups = [
        (name, [entry for entry in rows if entry["kpi"].family == key])
        for key, name in FAMILIES.items()
    ]
    context = {"groups": [(name, entries) for name, entries in groups if entries]}
    return listed.answer("insights/kpi_list.html", context)


def _entries(today, *, family: str = "", use: str = "", words: str = "") -> list[dict]:
    """Each definition as it stands in the catalogue, by family; what is set here is asked once for all."""
    held = {kpi.key: kpi for kpi in definitions(today)}
    set_here = all_in_force(setting_key(""), today)
    by_key = {kpi.key: kpi for kpi in catalogue.EVERY}
    places = list(FAMILIES)
    return [
        {
            "kpi": held.get(kpi.key, kpi),
            "use": USES[kpi.use],
            "of": by_key.get(kpi.variants_of),
            "since": getattr(set_here.get(setting_key(kpi.key)), "in_force_from", None),
        }
        for kpi in sorted(catalogue.EVERY, key=lambda one: places.index(one.family))
        if family in ("", kpi.family) and use in ("", kpi.use)
        if says(words, *(said(text) for text in (kpi.title, kpi.meaning, kpi.formula) if text))
    ]


def _in_force(entry: dict) -> str:
    """The version and what is set of it, as the page says it."""
    kpi, since = entry["kpi"], entry["since"]
    told = [_("version %(version)s") % {"version": kpi.version}]
    told += [f"{said(label)}: {said(value)}" for label, value in kpi.settings]
    if since:
        told.append(_("since %(day)s") % {"day": date_format(since, _("j M Y"))})
    return "; ".join(told)
