"""What has been kept for long enough goes when somebody says so; a hold keeps it."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evenhand.features.governance import actions, queries
from evenhand.features.governance.models import LegalHold
from evenhand.features.governance.tests.deciding import decided
from evenhand.features.people.actions import lead_team
from evenhand.foundation.access.actions import deactivate_user
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit import queries as audit
from evenhand.foundation.audit.models import AuditEntry, AuditSeal
from evenhand.foundation.backup.models import Removal
from evenhand.foundation.facts import store
from tests import cast, centre
from tests.access.walking import words
from tests.working import work_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(files_home, settings):
    settings.EVENHAND = replace(settings.EVENHAND, removal_log=files_home / "removals.jsonl")
    return centre.make_centre()  # of a spring long past


def test_it_is_counted_before_it_goes_and_gone_after(here):
    leila, today = cast.signed_in(cast.leila()), timezone.localdate()
    counted = queries.due(today)
    assert counted["contacts"] >= centre.BEN + centre.AMARA + centre.NOOR
    page = words(leila.get(reverse("due")).content.decode())
    assert f"730 days after the contact {counted['contacts']}" in page
    assert b"730" in b"".join(leila.get(reverse("due"), {"as": "csv"}))
    assert decided(leila.post, path=reverse("due"))["Location"] == reverse("due")
    assert [job.state for job in work_off() if job.kind == "governance.expire"] == ["done"]
    assert not any(queries.due(today).values())
    removed = AuditEntry.objects.get(verb="removed by period")
    assert AuditSeal.objects.filter(last_id__gte=removed.pk).exists(), "sealed at once"
    assert audit.verdict([]).is_whole


def test_what_went_by_its_period_was_decided_in_the_log(here, files_home):
    leila = cast.viewer(cast.leila(), today=timezone.localdate())
    removal = decided(actions.decide_expiry, by=leila)
    line = json.loads((files_home / "removals.jsonl").read_text().splitlines()[0])
    assert (line["ref"], line["kind"], line["by_ref"]) == (removal.ref, "period", leila.ref)
    removal.at += timedelta(days=2300)  # the audit of today is due then
    actions.carry_out_expiry(removal)
    verdict = audit.verdict([])
    assert verdict.is_whole and len(verdict.removed) > 3
    assert {one.decision for one in verdict.removals} == {removal.ref}
    assert not queries.unfinished_removals()
    (files_home / "removals.jsonl").write_text("")
    assert len(audit.verdict([]).findings) == len(verdict.removed)


def left(person, days: int) -> None:
    """Their last team ended so many days ago, and their account is closed."""
    today = timezone.localdate()
    person.memberships.update(starts_on=today - timedelta(days=days + 9), ends_on=today - timedelta(days=days))  # fmt: skip
    deactivate_user(by=SYSTEM, user=person.user, today=today)


@pytest.mark.parametrize(("days", "goes"), [(2192, True), (2191, False)])
def test_a_leavers_record_goes_when_its_period_is_over(here, days, goes):
    left(here.ben, days)
    today = timezone.localdate()
    assert queries.due(today)["people"] == goes
    leila = cast.signed_in(cast.leila())
    assert "Your record as an employee" in words(leila.get(reverse("due")).content.decode())
    decided(leila.post, path=reverse("due"))
    work_off()
    here.ben.refresh_from_db()
    here.amara.refresh_from_db()
    assert (here.ben.name == "Removed person") is goes and here.amara.name == "Amara Okafor"
    if goes:
        noted = Removal.objects.get(kind="person")
        assert (noted.subject_ref, noted.by_ref) == (here.ben.ref, cast.leila().ref)
        assert noted.done_at and "period" in noted.rule
    assert not queries.due(today)["people"] and audit.verdict([]).is_whole


def test_who_may_still_come_in_or_leads_a_team_is_kept(here):
    today = timezone.localdate()
    here.ben.memberships.update(
        starts_on=today - timedelta(days=3001), ends_on=today - timedelta(days=3000)
    )
    assert queries.leavers_due(today) == [], "the account is open"
    deactivate_user(by=SYSTEM, user=here.ben.user, today=today)
    assert queries.leavers_due(today) == [here.ben]
    lead_team(by=SYSTEM, person=here.ben, team=here.southbank, starts_on=cast.SINCE)
    assert queries.leavers_due(today) == []


def test_a_hold_keeps_everything(here):
    leila = cast.viewer(cast.leila(), today=timezone.localdate())
    actions.hold(by=leila, person=here.ben, reason="A claim is running.")
    generation = store().manifest().generation
    refused = cast.signed_in(cast.leila()).post(reverse("due"))
    assert refused.status_code == 422 and b"There is a legal hold" in refused.content
    assert store().manifest().generation == generation


def test_a_hold_that_came_after_the_decision_keeps_what_is_still_there(here):
    leila = cast.viewer(cast.leila(), today=timezone.localdate())
    decided(cast.signed_in(cast.leila()).post, path=reverse("due"))
    actions.hold(by=leila, person=here.ben, reason="A claim has come.")
    generation, counted = store().manifest().generation, queries.due(leila.today)
    (failed,) = [job for job in work_off() if job.kind == "governance.expire"]
    assert failed.state == "failed" and "A legal hold was set after" in failed.error_text
    assert store().manifest().generation == generation
    assert queries.due(leila.today) == counted and not queries.unfinished_removals()
    actions.release(by=leila, person=here.ben)
    (removal,) = queries.unfinished_removals()
    actions.WAYS[removal.kind](removal)
    assert not any(queries.due(leila.today).values()) and not queries.unfinished_removals()


def test_a_hold_that_an_older_backup_brought_back_stops_nothing(here):
    """It was over when the removal was decided, or nobody could have decided it."""
    leila = cast.viewer(cast.leila(), today=timezone.localdate())
    removal = decided(actions.decide_expiry, by=leila)
    held = actions.hold(by=leila, person=here.ben, reason="A claim that ended since.")
    LegalHold.objects.filter(pk=held.pk).update(set_at=removal.at - timedelta(days=1))
    actions.carry_out_expiry(removal)
    assert not queries.unfinished_removals()
