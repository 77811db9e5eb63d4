"""Rules with dates: the past keeps what held then."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.dated.actions import set_from
from evenhand.foundation.dated.queries import history, in_force
from tests import cast

pytestmark = pytest.mark.django_db
KEY = "fcr.window_days"


def put(value, day, reason="agreed"):
    return set_from(by=cast.sam(), key=KEY, value=value, from_date=day, reason=reason)


def test_each_day_has_its_value():
    put(7, date(2026, 1, 1))
    put(14, date(2026, 6, 1))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 5, 31), date(2026, 6, 1)]
    assert [in_force(KEY, day, 5) for day in days] == [5, 7, 7, 14]
    assert [row.value for row in history(KEY)] == [14, 7]


def test_a_value_once_set_is_not_overwritten():
    put(7, date(2026, 1, 1))
    with pytest.raises(ValidationError, match="already a value"):
        put(8, date(2026, 1, 1))
    assert in_force(KEY, date(2026, 1, 1)) == 7


def test_a_reason_is_needed_and_audited():
    with pytest.raises(ValidationError, match="why"):
        put(7, date(2026, 1, 1), reason=" ")
    put(None, date(2026, 1, 1), reason="decided on Monday")
    assert in_force(KEY, date(2026, 1, 2), "default") is None  # set to nothing, on purpose
    assert AuditEntry.objects.get(object_ref=KEY).payload.reason == "decided on Monday"
