"""From the list of standards on: every link opens, and nobody is named to whoever may not see them."""

import html
import re
from urllib.parse import urljoin

import pytest

from evenhand.features.standards import queries
from evenhand.features.standards.rules.targets import About, Where
from tests import cast, centre, standards

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(files_home):
    return centre.make_centre()


READERS = {
    "amara": {"Ben Whitlock", "Noor Aziz", "Rajesh"},
    "noor": {"Amara", "Ben Whitlock"},
    "joanna": {"Noor Aziz", "Rajesh"},
    "mateus": {"Amara", "Ben Whitlock", "Noor Aziz"},
    "pat": {"Amara", "Ben Whitlock", "Noor Aziz"},
    "leila": {"Amara", "Ben Whitlock", "Noor Aziz"},
    "owen": set(),
    "helen": set(),
    "sam": set(),
}
OURS = re.compile(r"/(standards|targets|people/\w+/targets)/")


@pytest.mark.parametrize("name", READERS)
def test_no_link_leads_nowhere_and_nobody_is_named_to_whoever_may_not_see_them(here, name):
    standard = standards.make_standard()
    named = frozenset({here.ben.pk, here.noor.pk})
    standards.make_target(standard)
    standards.make_target(standard, where=Where.PEOPLE, keys=named)
    standards.make_target(standard, "aht", about=About.TOTAL, direction="at most", threshold=400,
                          counter=queries.kpi_called("csat"))  # fmt: skip
    standards.write_standard(standard.standard)
    standards.begin_standard("Not ready")
    client, waiting, opened = cast.signed_in(cast.CAST[name]()), ["/standards/"], {}
    while waiting:
        address = waiting.pop()
        if address in opened:
            continue
        answer = client.get(address)
        opened[address] = answer.status_code
        if answer.status_code == 200 and OURS.match(address):
            body = answer.content.decode().split("<main")[1]
            assert not [hidden for hidden in READERS[name] if hidden in body], address
            links = re.findall(r'<a\b[^>]*\bhref="([^"#]+)', body)
            waiting += [urljoin(address, html.unescape(one)) for one in links]
    assert len(opened) > 5
    assert not {address: status for address, status in opened.items() if status not in (200, 302)}
    if name == "joanna":
        text = client.get("/standards/").content.decode()
        assert "each of Ben Whitlock and 1 other" in text
    if name == "pat":
        assert "each of 2 named people" in client.get("/standards/").content.decode()
