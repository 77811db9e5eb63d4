"""Twenty weeks of three people, judged; and the page of somebody's row today, opened by one of the cast."""

import random
from datetime import date, datetime, timedelta

from evenhand.features.attainment.models import PersonStanding, Reckoning
from evenhand.features.attainment.tests import making
from tests import cast, centre
from tests.access.walking import words

CARD = "Week by week, with the contacts that came"
MONDAY, WEEKS, CHANGE = date(2023, 12, 18), 20, 14  # up to 6 May 2024; from the change on
EACH = 60  # rated contacts of each person in each week


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


def make_weeks() -> dict:
    """In a home of the test's own: ask for the fixture `files_home` first."""
    people = centre.make_people()
    centre.bring_in(contacts(("amara", "ben", "noor")), by=cast.sam())
    making.make_target([people[name] for name in ("amara", "ben", "noor")])
    making.reckon()
    return people
