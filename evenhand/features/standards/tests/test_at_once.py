"""Two who act at the same instant: one is told, and neither undoes nor repeats what the other did."""

import threading
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from evenhand.features.standards import actions
from evenhand.features.standards.models import Draft, StandardDraft, TargetVersion
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit.models import AuditEntry, AuditPayload
from evenhand.foundation.notices.models import Notice
from tests import cast, centre, policies, standards

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 10  # seconds
BLOCKED = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"


@pytest.fixture(autouse=True)
def many_writers():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")


@contextmanager
def meanwhile(second):
    """Commits what is done inside only when `second`, on a connection of its own, waits for it; gives its refusals."""
    refused = []

    def act():
        try:
            second()
        except ValidationError as refusal:
            refused.extend(refusal.messages)
        finally:
            connection.close()

    other = threading.Thread(target=act)
    with transaction.atomic():
        yield refused
        other.start()
        _wait_until_blocked(other)
    other.join(PATIENCE)
    assert not other.is_alive()


def _wait_until_blocked(other: threading.Thread) -> None:
    until = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while other.is_alive() and time.monotonic() < until:
            cursor.execute(BLOCKED)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    pytest.fail("the second never waited for the first")


def test_of_two_that_overlap_one_is_set(files_home):
    centre.make_centre()
    made = standards.make_standard()
    standards.helen()  # is there before both threads ask for her
    together, came = threading.Barrier(2), Counter()

    def set_one():
        together.wait(PATIENCE)
        try:
            standards.make_target(made)
            came["set"] += 1
        except ValidationError as refusal:
            came[next(iter(refusal.message_dict))] += 1
        finally:
            connection.close()

    both = [threading.Thread(target=set_one) for _each in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert came == {"set": 1, "effective_from": 1}
    assert TargetVersion.objects.count() == 1


# Discarding, against somebody who does something with the same draft


def discarding(draft):
    by, revision = standards.helen(), draft.revision
    if isinstance(draft, StandardDraft):
        return lambda: actions.discard_standard_draft(
            by=by, standard=draft.standard, revision=revision, reason="Not needed"
        )
    return lambda: actions.discard_policy_draft(
        by=by, policy=draft.policy, revision=revision, reason="Not needed"
    )


def make_standard_draft():
    return standards.write_standard(standards.begin_standard())


def make_policy_draft():
    return policies.write(policies.begin())


@pytest.mark.parametrize(
    ("make", "change"),
    [
        (make_policy_draft, lambda draft: policies.write(draft.policy, why="Written meanwhile")),
        (make_standard_draft, lambda draft: standards.write_standard(draft.standard, text="Meanwhile")),
    ],
)  # fmt: skip
def test_what_was_kept_meanwhile_is_not_discarded(make, change):
    draft = make()
    with meanwhile(discarding(draft)) as refused:
        change(draft)
    assert len(refused) == 1 and "changed or published meanwhile" in refused[0]
    assert type(draft).objects.get().revision == draft.revision + 1
    assert not AuditEntry.objects.filter(verb__endswith="draft discarded").exists()


@pytest.mark.parametrize(
    ("make", "publish"),
    [
        (make_policy_draft, lambda draft: policies.publish(draft, unconsulted_reason="Hurry")),
        (make_standard_draft, standards.publish_standard),
    ],
)
def test_what_is_published_is_not_said_to_be_discarded(make, publish):
    draft = make()
    with meanwhile(discarding(draft)) as refused:
        publish(draft)
    assert len(refused) == 1 and "changed or published meanwhile" in refused[0]
    assert not AuditEntry.objects.filter(verb__endswith="draft discarded").exists()


def test_views_given_meanwhile_stay_in_the_audit():
    draft = make_policy_draft()
    asked = actions.consult(by=standards.helen(), draft=draft, whom="The union", held_on=cast.TODAY)
    pat = cast.viewer(cast.pat())
    with meanwhile(discarding(draft)) as refused:
        actions.give_views(by=pat, consultation=asked, views="Sixty is too many.")
    assert not refused and not Draft.objects.exists()
    line = AuditPayload.objects.get(entry__verb="policy draft discarded")
    assert "Sixty is too many." in line.before


# Withdrawing what was asked, by the nightly job and by somebody who ends something else


def test_nobody_is_told_twice_that_they_need_not_read_it(files_home):
    centre.make_centre()
    by, target = standards.helen(), standards.make_target(standards.make_standard()).target
    after = cast.TODAY + timedelta(days=9)
    actions.end_target(by=by, target=target, ends_on=after, reason="Not ours")
    with meanwhile(lambda: actions.withdraw_what_ended(by=SYSTEM, today=after)) as refused:
        told = actions.withdraw_what_ended(by=by, today=after)
    assert told and not refused
    assert Notice.objects.filter(kind="asking withdrawn").count() == told
    assert AuditEntry.objects.filter(verb="asking withdrawn").count() == 1
