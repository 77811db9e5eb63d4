"""Week by week against one's own past: from a file to words, and for the person and whoever leads them alone."""

import random
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from evenhand.features.attainment.models import PersonStanding, Reckoning
from evenhand.features.attainment.tests import making
from tests import cast, centre
from tests.access.walking import words

pytestmark = pytest.mark.django_db

MONDAY, WEEKS, CHANGE = date(2023, 12, 18), 20, 14  # up to 6 May 2024; from the change on
EACH = 60  # rated contacts of each person in each week
CARD = "Week by week, with the contacts that came"


def row_of(person, **chosen) -> PersonStanding:
    run = Reckoning.objects.first()
    return PersonStanding.opened.get(
        person=person, assessment__is_final=True, assessment__reckoning=run, **chosen
    )


def body(name: str, address: str, **asked) -> str:
    answer = cast.signed_in(cast.CAST[name]()).get(address, asked)
    assert answer.status_code == 200, (name, address, answer.status_code)
    return words(answer.content.decode())


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


def test_nobody_else_is_told_that_there_is_such_a_card(judged):
    """Whoever reads the finding alone gets the same page, whatever is asked for."""
    address = reverse("standing", args=[row_of(judged.amara).ref])
    for name in ("helen", "owen"):
        plain = body(name, address)
        assert CARD not in plain and "Counting the weeks" not in plain
        for show in ("weeks", "all"):
            assert body(name, address, show=show) == plain
    for name in ("amara", "joanna"):
        assert CARD in body(name, address, show="weeks")


def test_a_change_opens_nothing_to_anybody(weeks):
    """She fell, and that is no finding: nobody but the two has a page."""
    address = reverse("standing", args=[row_of(weeks["amara"]).ref])
    for asked in ("", "?show=weeks", "?show=all"):
        assert cast.openers(address + asked) == {"amara", "joanna"}


def test_too_few_weeks_are_said_to_be_too_few(judged):
    text = body("joanna", reverse("standing", args=[row_of(judged.amara).ref]), show="weeks")
    assert "Not drawn: of the last 26 weeks at least 8 need 10 or more answers each" in text
    assert "here it is 4 weeks" in text and "Show as table" not in text


def test_it_stands_beside_what_is_said_today_of_a_share_alone(judged):
    """Not beside what an earlier run said, and not beside a mean."""
    old = reverse("standing", args=[row_of(judged.amara).ref])
    assert "Counting the weeks" in body("joanna", old)
    later = making.TODAY + timedelta(days=1)
    version = making.make_target(judged.everybody, key="csat_mean", threshold=4.0)
    making.reckon(later)
    assert "Counting the weeks" not in body("joanna", old)
    mean = reverse("standing", args=[row_of(judged.amara, assessment__version=version).ref])
    assert "Counting the weeks" not in body("joanna", mean, show="all")
