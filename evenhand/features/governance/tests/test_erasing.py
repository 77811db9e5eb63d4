"""One person is erased everywhere: records, facts, files, the audit; others and the team keep what is theirs."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from evenhand.features.governance import actions, queries
from evenhand.features.governance.tests.deciding import decided
from evenhand.features.people.actions import agree_adjustment
from evenhand.features.people.models import Person
from evenhand.foundation.access.actions import deactivate_user, grant_role
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit import queries as audit
from evenhand.foundation.audit.actions import seal
from evenhand.foundation.audit.models import AuditEntry, AuditTombstone
from evenhand.foundation.backup.archive import Refused
from evenhand.foundation.backup.models import Removal
from evenhand.foundation.facts import store
from evenhand.foundation.files.models import File
from tests import cast, centre
from tests.access.walking import words
from tests.working import work_off

pytestmark = pytest.mark.django_db
RULE = "their request of 2 November"


@pytest.fixture
def here(files_home):
    made = centre.make_centre()
    cast.signed_in(cast.joanna()).get(f"/people/{made.ben.ref}/")
    centre.let_in(cast.nadia(), made.ben, reason="Companion of Ben Whitlock")
    grant_role(by=SYSTEM, user=cast.ben(), role=Role.GUEST, starts_on=cast.SINCE)
    centre.let_in(cast.ben(), made.amara)
    agree_adjustment(
        by=cast.owen(), person=made.ben, words="Ben Whitlock rests", starts_on=cast.TODAY
    )
    return made


def leila():
    return cast.viewer(cast.leila(), today=timezone.localdate())


def has_left(person) -> None:
    person.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    deactivate_user(by=SYSTEM, user=person.user, today=timezone.localdate())
    person.refresh_from_db()


def everything_in_the_records() -> str:
    """All that any table says. Django's own log of what was migrated says nothing."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            said += [str(row) for row in cursor.fetchall()]
    return "\n".join(said)


def test_who_still_works_here_is_not_erased(here):
    with pytest.raises(ValidationError) as refused:
        actions.decide_erasure(by=leila(), person=here.ben, rule="")
    assert len(refused.value.messages) == 3, "team, account, rule: all at once"
    assert not Removal.objects.exists()


def test_a_hold_goes_before_everything(here):
    has_left(here.ben)
    actions.hold(by=leila(), person=here.ben, reason="A claim is running.")
    with pytest.raises(ValidationError, match="already"):
        actions.hold(by=leila(), person=here.ben, reason="Twice.")
    with pytest.raises(ValidationError, match="legal hold"):
        decided(actions.decide_erasure, by=leila(), person=here.ben, rule=RULE)
    actions.release(by=leila(), person=here.ben)
    assert decided(actions.decide_erasure, by=leila(), person=here.ben, rule=RULE)


def test_a_hold_after_the_decision_keeps_them(here):
    has_left(here.ben)
    removal = decided(actions.decide_erasure, by=leila(), person=here.ben, rule=RULE)
    actions.hold(by=leila(), person=here.ben, reason="A claim has come.")
    name = here.ben.name
    with pytest.raises(Refused, match="A legal hold was set after"):
        actions.carry_out(removal)
    assert name in everything_in_the_records() and not queries.unfinished_removals()
    actions.release(by=leila(), person=here.ben)
    actions.carry_out(removal)
    assert name not in everything_in_the_records()


def test_nothing_of_them_is_left(here, files_home):
    seal()
    has_left(here.ben)
    name, email = here.ben.name, here.ben.user.email
    assert name in everything_in_the_records() and email in everything_in_the_records()
    counted = queries.would_go(here.ben)
    assert counted["contact"] == centre.BEN and counted["audit"] > 3 and counted["file"] == 1
    removal = decided(actions.decide_erasure, by=leila(), person=here.ben, rule=RULE)
    generation = store().manifest().generation
    actions.carry_out(removal)
    left = everything_in_the_records()
    assert name not in left and email not in left
    ben = Person.objects.get(ref=here.ben.ref)
    assert (ben.name, ben.user, ben.keys.count(), ben.memberships.count()) == (
        "Removed person",
        None,
        0,
        0,
    )
    assert store().manifest().generation == generation + 1
    assert (
        queries.count_of(store(), ben.pk, names=("ben",), directory=queries.people.directory())[
            "contact"
        ]
        == 0
    )
    for file in files_home.rglob("*"):
        if file.is_file() and file.suffix in {".json", ".csv", ""}:
            assert name.encode() not in file.read_bytes(), file
    assert File.objects.get(pk=here.run.file_id).size == 0


def test_the_audit_says_that_it_was_lawful(here, settings, tmp_path):
    settings.EVENHAND = replace(settings.EVENHAND, removal_log=tmp_path / "removals.jsonl")
    seal()
    has_left(here.ben)
    removal = decided(actions.decide_erasure, by=leila(), person=here.ben, rule=RULE)
    actions.carry_out(removal)
    seal()
    verdict = audit.verdict([])
    assert verdict.is_whole and len(verdict.removed) == AuditTombstone.objects.count() > 3
    assert set(AuditTombstone.objects.values_list("rule", "by_ref")) == {(RULE, cast.leila().ref)}
    assert AuditEntry.objects.filter(verb="person erased", object_ref=here.ben.ref).exists()


def test_again_changes_nothing(here):
    has_left(here.ben)
    removal = decided(actions.decide_erasure, by=leila(), person=here.ben, rule=RULE)
    actions.carry_out(removal)
    before = store().manifest().generation
    actions.carry_out(removal)
    assert store().manifest().generation == before
    assert not queries.unfinished_removals()


def test_the_log_names_a_ref_and_nobody(here, settings, tmp_path):
    log = tmp_path / "removals.jsonl"
    settings.EVENHAND = replace(settings.EVENHAND, removal_log=log)
    has_left(here.ben)
    removal = decided(actions.decide_erasure, by=leila(), person=here.ben, rule=RULE)
    line, covers = log.read_text().splitlines()
    said = json.loads(line)
    assert json.loads(covers) == {"ref": removal.ref, "lines": []}
    assert (said["ref"], said["subject_ref"], said["rule"]) == (removal.ref, here.ben.ref, RULE)
    assert "Ben" not in line


def test_the_pages(here):
    leila_, address = cast.signed_in(cast.leila()), reverse("erasure", args=[here.ben.ref])
    assert leila_.get(reverse("erasures"), {"person": here.ben.ref})["Location"] == address
    page = words(leila_.get(address).content.decode())
    assert f"which go on counting for the team {centre.BEN}" in page
    assert "Their account is open. Close it first." in page
    file = b"".join(leila_.get(address, {"as": "csv"})).decode("utf-8-sig")
    assert f'counting for the team"\r\n,{centre.BEN}' in file or f",{centre.BEN}\r\n" in file
    assert leila_.post(address, {"rule": RULE}).status_code == 422
    has_left(here.ben)
    hold = reverse("erasure_hold", args=[here.ben.ref])
    assert leila_.post(hold, {"reason": "A claim"})["Location"] == address
    assert "legal hold on this person" in words(
        leila_.post(address, {"rule": RULE}).content.decode()
    )
    leila_.post(reverse("erasure_release", args=[here.ben.ref]))
    answer = decided(leila_.post, path=address, data={"rule": RULE})
    assert answer["Location"] == reverse("erasures")
    assert [job.state for job in work_off() if job.kind == "governance.erase"] == ["done"]
    assert "Ben" not in Person.objects.get(ref=here.ben.ref).name
    assert RULE + " done" in words(leila_.get(reverse("erasures")).content.decode())
