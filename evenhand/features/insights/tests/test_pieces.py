"""A page of figures comes in pieces: what it opens with, the other figures, what stands under them."""

import pytest
from django.urls import reverse

from tests import cast, centre

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
EVERYTHING = "period=own&first=2024-01-01&last=2024-12-31"


@pytest.fixture
def here(files_home):
    return centre.make_centre()


@pytest.mark.parametrize("place", ["organisation", "team", "person"])
def test_the_pieces_of_a_page_say_what_the_whole_page_says(here, place):
    address = {
        "organisation": "/figures/",
        "team": reverse("team_figures", args=[here.northgate.ref]),
        "person": reverse("person_figures", args=[here.amara.ref]),
    }[place]
    helen = cast.signed_in(cast.helen())
    first, more, under, whole = (
        helen.get(f"{address}?{EVERYTHING}&show={show}").context
        for show in ("first", "more", "under", "all")
    )
    said = [(tile.title, tile.value, tile.range) for tile in whole["tiles"]]
    assert said and said == [(tile.title, tile.value, tile.range) for tile in first["tiles"]]
    others = [tile.title for _family, members in more["more"] for tile in members]
    in_whole = [tile.title for _family, members in whole["more"] for tile in members]
    assert set(others) <= set(in_whole) and not set(others) & {title for title, *_ in said}
    assert first["drawn"] == whole["drawn"]
    assert [one["rows"] for one in under["breakdowns"]] == [
        one["rows"] for one in whole["breakdowns"]
    ]
    assert (under["heat"] is None) == (whole["heat"] is None)


@pytest.mark.parametrize("show", ["more", "under", "all"])
def test_a_piece_of_a_page_opens_to_whoever_the_page_opens_to(here, show):
    address = reverse("person_figures", args=[here.amara.ref])
    opened = cast.openers(f"{address}?show={show}")
    assert opened == cast.openers(address) and opened < set(cast.CAST)
