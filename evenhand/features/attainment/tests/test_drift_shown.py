"""Who gets the card of somebody's weeks, on which page, and what it says where there are too few."""

from datetime import timedelta

import pytest
from django.urls import reverse

from evenhand.features.attainment.tests import making
from evenhand.features.attainment.tests.opening import CARD, body, row_of

pytestmark = pytest.mark.django_db


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
