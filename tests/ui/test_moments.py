"""A time of day is said where there is one."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from evenhand.foundation.ui.templatetags.ui import moment


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 1, 5, 9, 30, tzinfo=UTC), "Mon 5 Jan 2026, 09:30"),
        (datetime(2026, 1, 5, tzinfo=UTC), "Mon 5 Jan 2026"),
        (datetime(2026, 1, 5, 0, 0, 20, tzinfo=UTC), "Mon 5 Jan 2026, 00:00"),
        # In summer a day begins at 23:00 UTC.
        (datetime(2026, 7, 5, 23, 0, tzinfo=UTC), "Mon 6 Jul 2026"),
        (datetime(2026, 7, 6, tzinfo=UTC), "Mon 6 Jul 2026, 01:00"),
        (None, ""),
    ],
)
def test_midnight_is_what_a_source_says_that_knows_days_only(at, words):
    with timezone.override("Europe/London"):
        assert moment(at) == words
