"""Week by week against one's own past: from a file to words, and for the person and whoever leads them alone."""

import pytest
from django.urls import reverse

from evenhand.features.attainment.tests.opening import CARD, body, make_weeks, row_of
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def judged_weeks(shared_records, shared_home):
    return make_weeks()


@pytest.fixture
def weeks(judged_weeks, db):
    """Only to be read."""
    return judged_weeks


def test_a_lower_level_is_seen_and_a_harder_mix_is_not(weeks):
    fell = body("joanna", reverse("standing", args=[row_of(weeks["amara"]).ref]), show="all")
    assert (
        "Look closer. Like for like, there is a lasting change for the worse since about the week from"
        in fell
    )
    assert "The curve is beyond its limits" in fell and "Show as table" in fell
    assert "chance alone says “look closer” about 8 times in 100 at most" in fell
    assert "never a finding" in fell and "against their own weeks before it" in fell
    harder = body("ben", reverse("standing", args=[row_of(weeks["ben"]).ref]), show="all")
    assert "no change is seen that chance alone would not make" in harder
    assert "against your own weeks before it" in harder and "Look closer" not in harder


def test_the_page_fetches_it_after_itself(weeks):
    address = reverse("standing", args=[row_of(weeks["amara"]).ref])
    client = cast.signed_in(cast.amara())
    first = client.get(address).content.decode()
    assert f'hx-get="{address}?show=weeks"' in first and CARD not in first
    piece = client.get(address, {"show": "weeks"}).content.decode()
    assert CARD in piece and "<html" not in piece and "data-chart" in piece


def test_a_change_opens_nothing_to_anybody(weeks):
    """She fell, and that is no finding: nobody but the two has a page."""
    address = reverse("standing", args=[row_of(weeks["amara"]).ref])
    for asked in ("", "?show=weeks", "?show=all"):
        assert cast.openers(address + asked) == {"amara", "joanna"}
