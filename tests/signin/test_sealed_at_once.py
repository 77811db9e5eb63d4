"""Who may do what, and what was opened beyond it, is sealed as soon as it is written."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evenhand.foundation.access.actions import (
    break_glass,
    end_role,
    end_what_ran_out,
    grant_role,
    reset_second_factor,
)
from evenhand.foundation.access.models import BreakGlass
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit.actions import record, sealing
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.audit.queries import unsealed
from tests import cast

pytestmark = pytest.mark.django_db
WHY = "Asked for by the regulator"


def grant():
    return grant_role(by=SYSTEM, user=cast.ben(), role=Role.GUEST, starts_on=cast.TODAY)


def end():
    end_role(by=SYSTEM, grant=cast.ben().grants.get(), ends_on=cast.TODAY)


def open_glass():
    break_glass(by=cast.viewer(cast.sam()), reason=WHY, now=timezone.now(), minutes=30)


def glass_runs_out():
    later = timezone.now() + timedelta(minutes=31)
    assert BreakGlass.objects.get(ended_at=None)
    end_what_ran_out(now=later)


def reset():
    reset_second_factor(by=cast.viewer(cast.sam()), user=cast.ben(), reason="She showed her pass.")


@pytest.mark.parametrize(
    ("before", "done", "verb"),
    [
        (None, grant, "role granted"),
        (None, end, "role ended"),
        (None, open_glass, "break-glass opened"),
        (open_glass, glass_runs_out, "break-glass ended"),
        (None, reset, "second step reset"),
    ],
)
def test_after_the_commit(django_capture_on_commit_callbacks, before, done, verb):
    cast.sam(), cast.ben()
    if before:
        before()
    with django_capture_on_commit_callbacks(execute=True):
        done()
        assert unsealed(), "not before"
    assert AuditEntry.objects.filter(verb=verb).exists() and not unsealed()


def test_an_ordinary_line_waits_for_its_round(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        record(by=SYSTEM, verb="tried", object_type="t", object_ref="x")
    assert unsealed() == 1


def test_what_is_open_elsewhere_makes_nobody_wait(django_capture_on_commit_callbacks, monkeypatch):
    asked = []

    def still_open(*, patience):
        asked.append(patience)
        raise sealing.StillOpen

    monkeypatch.setattr(sealing, "seal", still_open)
    with django_capture_on_commit_callbacks(execute=True):
        cast.ben()
        grant()
    assert asked and max(asked) <= 0.5 and unsealed()
