"""When the service is open: who says so, since when, and what it does to the figures."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evenhand.analysis.calendar import OpeningHours
from evenhand.features.people import queries
from evenhand.features.people.rules import opening
from evenhand.foundation.audit.models import AuditEntry
from tests import cast

pytestmark = pytest.mark.django_db
NINE_TO_FIVE = (time(9), time(17))


def given(**changed) -> dict:
    hours = {
        f"{end}-{n}": at for n in range(5) for end, at in (("opens", "08:30"), ("closes", "18:00"))
    }
    known = {"nation": "scotland", "from_date": cast.TODAY.isoformat(), "reason": "New rota"}
    return {key: value for key, value in (hours | known | changed).items() if value is not None}


def test_until_somebody_sets_them_they_are_office_hours():
    assert queries.opening_hours() == (OpeningHours(),)


def test_hours_hold_from_their_day_and_say_who_and_why(client):
    client.force_login(cast.sam())
    assert client.post(reverse("opening_hours"), given()).status_code == 302
    newest, *_ = queries.opening_spells()
    assert newest.hours == OpeningHours(
        from_day=cast.TODAY, week=((30600, 64800),) * 5 + (None, None), nation="scotland"
    )
    page = client.get(reverse("opening_hours")).content.decode()
    assert "08:30 to 18:00" in page and "New rota" in page and "bank holidays of Scotland" in page
    assert queries.directory().opening == queries.opening_hours()
    assert AuditEntry.objects.filter(verb="setting set", object_ref=opening.KEY).exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"closes-0": None}, "Give both times for Monday"),
        ({"opens-0": "19:00"}, "must close after it opens"),
        ({"nation": "france"}, "Select a valid choice"),
        (
            {"from_date": (timezone.localdate() + timedelta(days=2)).isoformat()},
            "today or an earlier day",
        ),
        ({"reason": ""}, "required"),
        (
            {f"{end}-{n}": None for n in range(5) for end in ("opens", "closes")},
            "open at least one day",
        ),
    ],
)
def test_hours_that_cannot_be_are_refused_in_words(client, changed, said):
    client.force_login(cast.sam())
    answer = client.post(reverse("opening_hours"), given(**changed))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert queries.opening_hours() == (OpeningHours(),)


def test_whoever_may_only_read_cannot_set(client):
    client.force_login(cast.amara())
    page = client.get(reverse("opening_hours"))
    assert page.status_code == 200 and "Set other hours" not in page.content.decode()
    assert client.post(reverse("opening_hours"), given()).status_code == 404


@pytest.mark.parametrize(
    ("week", "nation"),
    [
        ([NINE_TO_FIVE] * 5 + [None, None], "england-and-wales"),
        ([(time(0), time(23, 59))] * 7, "none"),
        ([None] * 6 + [(time(10), time(14))], "northern-ireland"),
    ],
)
def test_what_is_kept_is_what_is_counted(week, nation):
    hours = opening.counted(opening.kept(week, nation), date(2026, 1, 1))
    assert opening.written(hours) == [day and tuple(f"{end:%H:%M}" for end in day) for day in week]
    assert hours.nation == ("" if nation == "none" else nation)
    if nation == "none":
        assert hours.week[0] == (0, 86400)
