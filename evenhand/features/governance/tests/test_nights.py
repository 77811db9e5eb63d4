"""Nights that say nothing which another does not go with a removal by period: declared, decided, counted before."""

from datetime import timedelta

import pytest

from evenhand.features.attainment.models import Reckoning
from evenhand.features.attainment.tests import making
from evenhand.features.governance import queries
from evenhand.features.governance.actions import carry_out_expiry, decide_expiry
from evenhand.features.governance.tests.deciding import decided
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_removal_by_period_takes_them(files_home):
    team = making.make_team()
    making.make_target(team.everybody)
    making.reckon()
    making.make_nights(team, [making.TODAY + timedelta(days=at) for at in range(1, 6)])
    later = making.TODAY + timedelta(days=200)
    assert queries.due(later)["nights"] == 4
    removal = decided(decide_expiry, by=cast.viewer(cast.leila(), later))
    removal.at = removal.at.replace(year=later.year, month=later.month, day=later.day)
    removal.save(update_fields=["at"])
    carry_out_expiry(removal)
    kept = sorted(Reckoning.objects.values_list("day", flat=True))
    assert kept == [making.TODAY, making.TODAY + timedelta(days=5)]
