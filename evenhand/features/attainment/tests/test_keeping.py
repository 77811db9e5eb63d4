"""Nights that say nothing which another does not can go; what judged a period, or was spoken of, stays."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from evenhand.features.attainment import actions, queries
from evenhand.features.attainment.models import Assessment, PersonStanding, Reckoning
from evenhand.features.attainment.tests import making
from tests import cast

pytestmark = pytest.mark.django_db
TODAY = making.TODAY  # a Monday, of which there is a run


def days_kept() -> list[date]:
    return sorted(Reckoning.objects.values_list("day", flat=True))


def test_of_old_nights_the_last_of_each_week_stays(judged):
    """And the run that judged April, whatever day it was, and the one that holds."""
    days = [TODAY + timedelta(days=at) for at in range(1, 16)]
    making.make_nights(judged, days)
    later = TODAY + timedelta(days=40)
    assert queries.spare_rows(TODAY + timedelta(days=9), later) == 6
    actions.thin_runs(before=TODAY + timedelta(days=9), today=later)
    sunday = TODAY + timedelta(days=6)
    assert days_kept() == [TODAY, sunday, TODAY + timedelta(days=8), *days[8:]]
    assert Assessment.objects.filter(is_first_look=True).count() == 1
    assert queries.spare_rows(TODAY + timedelta(days=9), later) == 0
    actions.thin_runs(before=later, today=later)
    assert days_kept()[-1] == days[-1]  # what holds today stays, however old


def test_what_somebody_spoke_of_stays(judged):
    days = [TODAY + timedelta(days=at) for at in range(1, 6)]
    runs = making.make_nights(judged, days)
    row = PersonStanding.objects.get(assessment__reckoning=runs[1])
    client = cast.signed_in(cast.amara())
    said = client.post(reverse("standing_words", args=[row.ref]), {"words": "I was ill that week."})
    assert said.status_code == 302
    later = TODAY + timedelta(days=40)
    actions.thin_runs(before=later, today=later)
    assert days_kept() == [TODAY, days[1], days[4]]
