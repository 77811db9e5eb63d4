"""Week by week against one's own past: from a file to words, and for the person and whoever leads them alone."""

import random
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from evenhand.features.attainment.tests import making
from evenhand.features.attainment.tests.opening import CARD, body, row_of
from tests import cast, centre

pytestmark = pytest.mark.django_db

MONDAY, WEEKS, CHANGE = date(2023, 12, 18), 20, 14  # up to 6 May 2024; from the change on
EACH = 60  # rated contacts of each person in each week


def contacts(people: tuple[str, ...]) -> bytes:
    """Everybody is about as good. From the change on Amara is not as before, and Ben's contacts are harder."""
    dice, lines = random.Random(19), []
    for who in people:
        for week in range(WEEKS):
            late = week >= CHANGE
            for at in range(EACH):
                hard = 0.85 if late and who == "ben" else 0.3
                topic = "Billing" if dice.random() < hard else "Moving"
                pleased = making.KINDS[topic] - (0.25 if late and who == "amara" else 0.0)
                day = MONDAY + timedelta(weeks=week, days=at % 5)
                moment = datetime(day.year, day.month, day.day, 9 + at % 8, at % 60)
                rating = 5 if dice.random() < pleased else 2
                name = f"{who}-{week}-{at}"
                lines.append((name, moment, who, "phone", topic, "Y", 10, 200, 0, 30, rating, f"c-{name}"))  # fmt: skip
    return centre.as_csv(making.HEADER, lines)


@pytest.fixture
def weeks(files_home):
    people = centre.make_people()
    centre.bring_in(contacts(("amara", "ben", "noor")), by=cast.sam())
    making.make_target([people[name] for name in ("amara", "ben", "noor")])
    making.reckon()
    return people


def test_a_lower_level_is_seen_and_a_harder_mix_is_not(weeks):
    fell = body("joanna", reverse("standing", args=[row_of(weeks["amara"]).ref]), show="all")
    assert "like for like, a lasting change for the worse since about the week from" in fell
    assert "the curve is beyond its limits" in fell and "Show as table" in fell
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
