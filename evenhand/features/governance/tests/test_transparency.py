"""Everybody reads what is known about people, why, for how long and who sees it; the privacy officer sets how long."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evenhand.features.governance import queries
from evenhand.features.governance.rules.retention import KINDS
from evenhand.foundation.access.roles import Role
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.notices.models import Notice
from tests import cast
from tests.access.walking import words

pytestmark = pytest.mark.django_db
WHY = "Agreed with the works council on 2 November."


def page(user, name="transparency", **arguments) -> str:
    return words(cast.signed_in(user).get(reverse(name, kwargs=arguments)).content.decode())


def test_every_kind_is_told_with_its_reason_and_who_sees_it():
    text = page(cast.amara())
    for kind in KINDS:
        for said in (kind.title, kind.what, kind.why, kind.seen_by, kind.source):
            assert said in text
    assert "6 months after the contact" in text and "Set how long" not in text


def test_every_declared_field_is_in_the_map():
    text, lines = page(cast.amara(), "data_map"), queries.own_data_map()
    assert len(lines) > 60
    assert {one.slice for one in lines} >= {"people", "contacts", "access", "audit", "files"}
    assert all(one.personal.purpose in text and one.field in text for one in lines)


def test_a_period_is_set_from_a_day_with_its_reason():
    leila, today = cast.signed_in(cast.leila()), timezone.localdate()
    address = reverse("retention", kwargs={"kind": "transcripts"})
    values = {"days": 92, "from_date": today, "reason": WHY}
    assert leila.post(address, values | {"reason": ""}).status_code == 422
    early = leila.post(address, values | {"from_date": today - timedelta(days=1)})
    assert early.status_code == 422 and b"today or a later day" in early.content
    assert leila.post(address, values)["Location"] == reverse("transparency")
    text = page(cast.amara())
    assert "3 months after the contact" in text and WHY in text
    assert AuditEntry.objects.get(verb="setting set").object_ref == "retention.transcripts"
    rules = {rule.kind.key: rule.days for rule in queries.retention_rules(today)}
    assert rules["transcripts"] == 92 and rules["contacts"] == 730
    assert leila.get(reverse("retention", kwargs={"kind": "nothing"})).status_code == 404


def test_the_audit_is_kept_for_a_year_at_least_whoever_sets_it():
    leila, today = cast.signed_in(cast.leila()), timezone.localdate()
    address = reverse("retention", kwargs={"kind": "audit"})
    values = {"days": 364, "from_date": today, "reason": WHY}
    refused = leila.post(address, values)
    assert refused.status_code == 422
    assert "at least 365 days" in str(refused.context["form"].errors["days"])
    assert not AuditEntry.objects.filter(verb="setting set").exists()
    assert leila.post(address, values | {"days": 365})["Location"] == reverse("transparency")
    short = reverse("retention", kwargs={"kind": "notices"})
    assert leila.post(short, values | {"days": 1}).status_code == 302


def test_a_period_that_is_set_is_told_to_those_who_watch_over_it():
    setter, amara = cast.leila(), cast.amara()
    others = [cast.owen(), cast.pat(), cast._cast("Miriam Katz", Role.PRIVACY_OFFICER)]
    values = {"days": 30, "from_date": timezone.localdate(), "reason": WHY}
    cast.signed_in(setter).post(reverse("retention", kwargs={"kind": "files"}), values)
    told = Notice.objects.filter(kind="retention")
    assert {one.user_id for one in told} == {user.pk for user in others}
    assert amara.pk not in {one.user_id for one in told}
    assert all(setter.name in one.text and "30 days" in one.text for one in told)
