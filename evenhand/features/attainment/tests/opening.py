"""The page of somebody's row today, opened by one of the cast."""

from evenhand.features.attainment.models import PersonStanding, Reckoning
from tests import cast
from tests.access.walking import words

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
