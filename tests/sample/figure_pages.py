"""Every figure of the catalogue at its own address, over the few contacts of a loaded centre: some weeks have too
little to say and enough for a line."""

from django.test import Client
from django.urls import reverse

from evenhand.analysis.kpis import catalogue
from evenhand.features.people.models import Team
from evenhand.foundation.access.queries import sample_seats
from evenhand.foundation.access.roles import Role


def walked(today) -> tuple[list[str], set[Role]]:
    """The pages that fail, and the roles that are led from a total to its contacts."""
    return failing(today), led_to_contacts(today)


def failing(today) -> list[str]:
    """For the manager: of the whole, of a team, of a reason, and each figure drawn on the page of all."""
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


def led_to_contacts(today) -> set[Role]:
    """Each seat is a person, who may open what they handled themselves: of a total that is nothing."""
    found = set()
    for role, user in sample_seats(today).items():
        client = Client()
        client.force_login(user)
        page = client.get(reverse("figure", args=["handled"]))
        if page.status_code == 200 and "/contacts/?" in page.content.decode():
            found.add(role)
    return found
