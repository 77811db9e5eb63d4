"""Tokens of other systems: made, shown once, and when they stop."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from evenhand.foundation.access.actions import end_role, grant_role, revoke_token, set_end
from evenhand.foundation.access.models import ApiToken
from evenhand.foundation.access.roles import Role
from evenhand.foundation.audit.models import AuditEntry
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic c2FtOng=", "Bearer \xe9"])
def test_without_a_good_token_nothing(header, token):
    answer = Client(headers={"authorization": header}).get("/api/v1/people")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_session_is_no_token():
    assert cast.signed_in(cast.sam()).get("/api/v1/people").status_code == 401


def test_a_token_ends_with_its_day_its_revocation_and_its_maker(hr, token, today):
    def answers(day=today):
        with time_machine.travel(timezone.now() + (day - today), tick=False):
            return hr.get("/api/v1/people").status_code

    made, _secret = token
    assert answers() == 200
    assert answers(made.ends_on) == 401
    set_end(by=cast.leila(), user=_second_administrator(), ends_on=None)
    set_end(by=cast.leila(), user=cast.sam(), ends_on=today + timedelta(days=2))
    assert answers(today + timedelta(days=1)) == 200
    assert answers(today + timedelta(days=2)) == 401
    end_role(by=cast.leila(), grant=cast.sam().grants.get(), ends_on=today)
    assert answers() == 401


def test_a_revoked_token_is_refused(hr, token):
    revoke_token(by=cast.sam(), token=token[0])
    assert hr.get("/api/v1/people").status_code == 401
    revoke_token(by=cast.sam(), token=token[0])
    assert AuditEntry.objects.filter(verb="API token revoked").count() == 1


def _second_administrator():
    helen = cast.helen()
    grant_role(by=cast.sam(), user=helen, role=Role.ADMINISTRATOR, starts_on=cast.SINCE)
    return helen


def test_guessing_meets_a_limit():
    client = Client(headers={"authorization": "Bearer evenhand_guess"})
    answers = [client.get("/api/v1/people").status_code for _ in range(21)]
    assert answers == [401] * 20 + [429]


def test_a_token_is_shown_once_and_kept_as_a_digest(today):
    client = cast.signed_in(cast.sam())
    page = "/administration/api-tokens/"
    form = {"name": "HR, nightly", "ends_on": (today + timedelta(days=30)).isoformat()}
    made = client.post(page, form)
    secret = made.context["secret"]
    assert secret in made.content.decode()
    assert secret not in client.get(page).content.decode()
    kept = ApiToken.objects.get()
    assert secret not in str(vars(kept)) and len(kept.digest) == 64
    assert (
        Client(headers={"authorization": f"Bearer {secret}"}).get("/api/v1/people").status_code
        == 200
    )
    assert ApiToken.objects.get().last_used_at is not None
    for entry in AuditEntry.objects.all():
        assert secret not in f"{entry.payload.before}{entry.payload.after}"
    client.post(f"{page}{kept.ref}/revocation/")
    assert b"revoked" in client.get(page).content


@pytest.mark.parametrize("days", [0, -1, 400])
def test_a_token_without_end_is_not_made(today, days):
    form = {"name": "HR", "ends_on": (today + timedelta(days=days)).isoformat()}
    answer = cast.signed_in(cast.sam()).post("/administration/api-tokens/", form)
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()
