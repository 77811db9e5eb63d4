"""What a tile says beside the period before, from contacts brought in of two periods."""

from datetime import date, timedelta

import pytest

from tests import cast, centre
from tests.access.walking import words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
HEAD = (
    "contact_id", "started_at", "agent", "channel", "reason", "answered", "wait_seconds", "talk_seconds", "csat",
)  # fmt: skip
BEFORE, NOW = date(2024, 2, 5), date(2024, 3, 4)
PERIOD = "period=own&first=2024-03-04&last=2024-03-31"


def calls(first: date, *, content: int, soon: int) -> list[tuple]:
    """A hundred answered calls in four weeks: `content` of them rated 5, `soon` of them answered in 5 s; and one lost."""
    answered = [
        (f"{first}-{at}", f"{first + timedelta(days=at % 28)} 10:00:00", "ben", "phone", "Billing", "Y",
         5 if at < soon else 90, 90 + at, 5 if at < content else 1)
        for at in range(100)
    ]  # fmt: skip
    return [*answered, (f"{first}-x", f"{first} 11:00:00", "", "phone", "Billing", "N", 60, "", "")]


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("csat", "Better than the period before, more than chance"),
        ("service_level", "Worse than the period before, more than chance"),
        ("aht", "No clear difference from the period before"),
    ],
)
def test_better_worse_and_no_clear_difference(files_home, key, wanted):
    cast.helen()
    lines = calls(BEFORE, content=50, soon=90) + calls(NOW, content=90, soon=50)
    centre.bring_in(centre.as_csv(HEAD, lines), by=cast.sam(), source="Special", add_people=True)
    page = cast.signed_in(cast.helen()).get(f"/figures/{key}/?{PERIOD}")
    tile = page.context["tiles"][0]
    assert (tile.state_words + tile.state_rest) == wanted
    assert wanted in words(page.content.decode())
