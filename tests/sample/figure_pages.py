"""Every figure of the catalogue at its own address, over the few contacts of a loaded centre: some weeks have too
little to say and enough for a line."""

from django.test import Client
from django.urls import reverse

from evenhand.analysis.kpis import catalogue
from evenhand.features.people.models import Team
from evenhand.foundation.access.queries import sample_seats
from evenhand.foundation.access.roles import Role


def opened_by_the_manager(today) -> list[str]:
    """The pages that failed: of the whole, of a team, of a reason, and each figure drawn on the page of all."""
    client = Client(raise_request_exception=False)
    client.force_login(sample_seats(today)[Role.SERVICE_MANAGER])
    team = Team.objects.order_by("name").first()
    drawn = reverse("organisation_figures")
    addresses = [
        address
        for kpi in catalogue.ALL
        for own in [reverse("figure", args=[kpi.key])]
        for address in (own, f"{own}?team={team.ref}&period=52w", f"{drawn}?kpi={kpi.key}&show=all")
    ]
    return [one for one in addresses if client.get(one).status_code >= 500]
