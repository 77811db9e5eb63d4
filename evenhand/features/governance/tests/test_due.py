"""What has been kept for long enough goes when somebody says so; a hold keeps it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from evenhand.features.governance import actions, queries
from evenhand.foundation.audit import queries as audit
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.facts import store
from tests import cast, centre
from tests.access.walking import words
from tests.working import work_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(files_home):
    return centre.make_centre()  # of a spring long past


def test_it_is_counted_before_it_goes_and_gone_after(here):
    leila, today = cast.signed_in(cast.leila()), timezone.localdate()
    counted = queries.due(today)
    assert counted["contacts"] >= centre.BEN + centre.AMARA + centre.NOOR
    page = words(leila.get(reverse("due")).content.decode())
    assert f"730 days after the contact {counted['contacts']}" in page
    assert b"730" in b"".join(leila.get(reverse("due"), {"as": "csv"}))
    assert leila.post(reverse("due"))["Location"] == reverse("due")
    assert [job.state for job in work_off() if job.kind == "governance.expire"] == ["done"]
    assert not any(queries.due(today).values())
    assert AuditEntry.objects.filter(verb="removed by period").exists()
    assert audit.verdict([]).is_whole


def test_a_hold_keeps_everything(here):
    leila = cast.viewer(cast.leila(), today=timezone.localdate())
    actions.hold(by=leila, person=here.ben, reason="A claim is running.")
    generation = store().manifest().generation
    refused = cast.signed_in(cast.leila()).post(reverse("due"))
    assert refused.status_code == 422 and b"There is a legal hold" in refused.content
    assert store().manifest().generation == generation
