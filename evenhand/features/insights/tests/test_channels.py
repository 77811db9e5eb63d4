"""Every channel that a file names: its figures, its page, its list."""

import pytest
from django.urls import reverse

from evenhand.features.insights.tests.test_boards import EVERYTHING, table
from tests import cast, centre
from tests.access.walking import words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def here(files_home):
    return centre.make_centre()


@pytest.mark.parametrize(("written", "name", "title"), [("Web form", "web", "Web form"), ("Fax/Telex", "fax/telex", "fax/telex")])  # fmt: skip
def test_every_channel_of_a_file_has_its_page_and_its_list(here, written, name, title):
    line = ("{0}-{1}", "2024-04-20 10:00:00", "amara", written, "Billing", "Y", 10, 200, 0, 30, "")
    lines = [tuple(str(cell).format(name, at) for cell in line) for at in range(25)]
    centre.bring_in(centre.as_csv(centre.HEADER, lines), by=cast.sam(), name="others.csv", source="Others")  # fmt: skip
    helen = cast.signed_in(cast.helen())
    board = helen.get(f"/figures/?{EVERYTHING}&show=all")
    assert table(board, "channel")[title] == 25
    address = reverse("channel_figures", args=[name])
    assert f'href="{address}?' in board.content.decode()
    page = helen.get(f"{address}?{EVERYTHING}&show=all")
    assert page.status_code == 200 and table(page, "topic") == {"Billing": 25}
    asked = {"channel": name, "period": "own", "first": "2024-01-01", "last": "2024-12-31"}
    figure = helen.get("/figures/handled/", asked)
    assert "25 contacts" in words(figure.content.decode())
    listed = cast.signed_in(cast.joanna()).get(reverse("contact_list"), asked)
    assert {row["channel"] for row in listed.context["rows"]} == {name}
    nobody = helen.get("/figures/handled/", asked | {"channel": "carrier pigeon"})
    assert not nobody.context["rows"] and "25 contacts" not in words(nobody.content.decode())
