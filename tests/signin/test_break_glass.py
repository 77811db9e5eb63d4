"""What is closed to an administrator, opened for a reason, a short time, and on the record."""

import json
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from evenhand.foundation.access.actions import end_role, end_what_ran_out, grant_role
from evenhand.foundation.access.models import BreakGlass
from evenhand.foundation.access.policy import may
from evenhand.foundation.access.roles import Relation, Role
from evenhand.foundation.access.viewers import Opened
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.notices.models import Notice
from evenhand.website.environment import Misconfigured, read_environment
from tests import cast
from tests.access.addresses import ABSENT, patterns
from tests.access.expected import EXPECTED
from tests.access.test_every_url import asked
from tests.signin.soft_key import SoftKey
from tests.signin.steps import code_of, come_in, with_app, with_codes
from tests.signin.test_passkeys import add, at_localhost

pytestmark = pytest.mark.django_db
PAGE = "/administration/break-glass/"
WHY = "Audit asked for by the regulator, ref 1234"


@pytest.fixture
def sam():
    """Signed in, with an app whose key is `client.secret`, and not yet anything opened."""
    client = cast.signed_in(cast.sam())
    client.secret = with_app(cast.sam())
    cast.leila()
    return client


def proof(client, **other) -> dict:
    fresh = {"reason": WHY, "password": cast.PASSWORD, "code": code_of(client.secret)}
    return fresh | other


@pytest.fixture
def opened(sam):
    assert sam.post(PAGE, proof(sam)).status_code == 302
    return sam


def lines(verb: str):
    return AuditEntry.objects.filter(verb=verb)


def test_the_audit_is_closed_then_open_then_closed(sam):
    assert sam.get("/audit/").status_code == 404
    sam.post(PAGE, proof(sam))
    assert sam.get("/audit/").status_code == 200
    assert sam.post(f"{PAGE}end/").status_code == 302
    assert sam.get("/audit/").status_code == 404
    assert [lines(f"break-glass {end}").count() for end in ("opened", "ended")] == [1, 1]


def test_every_page_seen_by_virtue_of_it_is_written_down_and_no_other(opened):
    for path in ("/audit/?verb=opened", "/audit/export.csv", "/", "/accounts/", "/audit/about-me/"):
        assert opened.get(path).status_code == 200
    found = [
        json.loads(entry.payload.after) for entry in lines("opened by break-glass").order_by("id")
    ]
    assert [one["path"] for one in found] == ["/audit/?verb=opened", "/audit/export.csv"]
    assert {tuple(one["abilities"]) for one in found} == {("read the audit",)}
    assert lines("opened by break-glass").first().payload.reason == WHY


def test_on_every_page_it_says_how_long_and_ends_at_a_click(opened):
    for path in ("/", "/accounts/", "/audit/"):
        page = opened.get(path).content.decode()
        assert "Break-glass session." in page and "left" in page and "End it now" in page
    opened.post(f"{PAGE}end/")
    assert "Break-glass session." not in opened.get("/").content.decode()


def test_the_privacy_officer_is_told_why(opened):
    told = Notice.objects.get(user=cast.leila())
    assert WHY in told.text
    ref = BreakGlass.objects.get().ref
    assert (
        cast.signed_in(cast.leila()).get(told.url).context["page"].object_list[0].object_ref == ref
    )


def test_without_a_privacy_officer_the_other_administrators_are(sam):
    end_role(by=cast.sam(), grant=cast.leila().grants.get(), ends_on=cast.SINCE)
    helen = cast.helen()
    grant_role(by=cast.sam(), user=helen, role=Role.ADMINISTRATOR, starts_on=cast.SINCE)
    sam.post(PAGE, proof(sam))
    told = Notice.objects.filter(kind="break-glass")
    assert [notice.user for notice in told] == [helen]


def test_the_clock_ends_it(opened):
    end = BreakGlass.objects.get().until
    assert end - timezone.now() <= timedelta(minutes=30)
    with time_machine.travel(end - timedelta(seconds=2), tick=False):
        assert opened.get("/audit/").status_code == 200
    with time_machine.travel(end, tick=False):
        assert opened.get("/audit/").status_code == 404
    kept = BreakGlass.objects.get()
    assert kept.ended_at == kept.until
    assert json.loads(lines("break-glass ended").get().payload.after)["ran_out"] is True


def test_the_end_is_written_even_if_they_never_come_back(opened):
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        end_what_ran_out(now=timezone.now())
        end_what_ran_out(now=timezone.now())
    assert lines("break-glass ended").count() == 1


def test_it_holds_in_one_browser_only(opened):
    elsewhere = cast.signed_in(cast.sam())
    assert elsewhere.get("/audit/").status_code == 404
    assert opened.get("/audit/").status_code == 200


def test_it_ends_with_the_role(opened):
    grant_role(by=cast.sam(), user=cast.helen(), role=Role.ADMINISTRATOR, starts_on=cast.SINCE)
    end_role(by=cast.helen(), grant=cast.sam().grants.get(), ends_on=cast.TODAY)
    assert opened.get("/audit/").status_code == 404


def test_a_second_one_ends_the_first(opened):
    opened.post(f"{PAGE}end/")
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        opened.post(PAGE, proof(opened))
        elsewhere = cast.signed_in(cast.sam())
        elsewhere.post(PAGE, proof(opened, code=with_codes(cast.sam())[0]))
        assert opened.get("/audit/").status_code == 404
        assert elsewhere.get("/audit/").status_code == 200
    with pytest.raises(IntegrityError), transaction.atomic():
        now = timezone.now()
        BreakGlass.objects.create(user=cast.sam(), reason=WHY, until=now + timedelta(hours=1))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reason": "because"}, "Say in a sentence why"),
        ({"reason": ""}, "This field is required"),
        ({"password": "not this one at all"}, "not your present password"),
        ({"code": "000000"}, "does not fit"),
        ({"code": ""}, "required"),
        ({"code": "", "credential": '{"id": "x"}'}, "This field is required"),
    ],
)
def test_without_a_reason_and_both_proofs_nothing_opens(sam, wrong, words):
    answer = sam.post(PAGE, proof(sam, **wrong))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not BreakGlass.objects.exists()
    assert sam.get("/audit/").status_code == 404


def test_a_password_alone_opens_nothing():
    client = cast.signed_in(cast.sam())
    assert "You need a second step" in client.get(PAGE).content.decode()
    answer = client.post(PAGE, {"reason": WHY, "password": cast.PASSWORD})
    assert answer.status_code == 422 and not BreakGlass.objects.exists()


@pytest.mark.parametrize(
    ("what", "tries"), [("code", 5), ("password", 10)], ids=["codes", "passwords"]
)
def test_guessing_meets_a_wait(sam, what, tries):
    for guess in range(tries):
        sam.post(PAGE, proof(sam, **{what: f"00000{guess}"}))
    answer = sam.post(PAGE, proof(sam))
    assert answer.status_code == 422 and not BreakGlass.objects.exists()


def test_a_passkey_proves_it_too():
    client, key = at_localhost(), SoftKey()
    add(come_in(cast.sam(), client), key)
    options = client.get(PAGE).context["js_data"]["request_options"]
    shown = json.dumps(key.show(options))
    given = {"reason": WHY, "password": cast.PASSWORD, "credential": shown}
    assert client.post(PAGE, given).status_code == 302
    assert client.get("/audit/").status_code == 200
    client.post(f"{PAGE}end/")
    assert client.post(PAGE, given).status_code == 422  # shown once


# --- what it opens, and what not


def test_resetting_a_second_step(opened):
    ben = cast.ben()
    with_app(ben), with_codes(ben)
    session = cast.signed_in(ben)
    session.get("/")
    path = f"/accounts/{ben.ref}/second-step/reset/"
    assert opened.post(path, {"reason": ""}).status_code == 422
    assert opened.post(path, {"reason": "He rang; I know his voice"}).status_code == 302
    assert not Authenticator.objects.filter(user=ben).exists()
    assert session.get("/").status_code == 302
    assert "reset your second step" in Notice.objects.get(user=ben).text
    assert lines("second step reset").get().object_ref == ben.ref
    assert opened.get("/").status_code == 200


def test_ending_the_sessions_of_everybody_else(opened):
    others = [cast.signed_in(cast.ben()), cast.signed_in(cast.leila())]
    assert opened.post("/administration/sessions/end/", {"reason": ""}).status_code == 422
    assert [one.get("/").status_code for one in others] == [200, 200]
    opened.post("/administration/sessions/end/", {"reason": "A stolen laptop"})
    assert [one.get("/").status_code for one in others] == [302, 302]
    assert opened.get("/").status_code == 200


OPENED = {
    "audit_list",
    "audit_export",
    "audit_seals",
    "audit_seals_export",
    "every_session_end",
    "second_factor_reset",
}


def test_nothing_else_opens(opened):
    """Every address as an administrator with and without: only those whose tables name it differ."""
    plain = cast.signed_in(cast.sam())
    ben = cast.ben().ref
    differ = set()
    for one in patterns():
        if one.name in ("account_logout", "break_glass_end", "other_sessions_end"):
            continue
        arguments = {key: ABSENT.get(key, ben) for key in one.pattern.converters}
        for method in EXPECTED[one.name]:
            with transaction.atomic():
                here = asked(opened, one.name, arguments, method).status_code
                there = asked(plain, one.name, arguments, method).status_code
                transaction.set_rollback(True)
            if here != there:
                assert (here, there) in {(200, 404), (422, 404)}, (one.name, method)
                differ.add(one.name)
    assert differ == OPENED
    assert set(EXPECTED) >= OPENED


class Ability(StrEnum):
    ONE = "one"


def test_a_table_that_does_not_name_it_is_not_opened():
    viewer = cast.viewer(cast.sam())
    holds = replace(viewer, break_glass=Opened(ref="x", reason="y", until=timezone.now()))
    assert not may(holds, Ability.ONE, {Ability.ONE: frozenset({Role.PRIVACY_OFFICER})})
    assert may(holds, Ability.ONE, {Ability.ONE: frozenset({Relation.BREAK_GLASS})})
    assert not may(viewer, Ability.ONE, {Ability.ONE: frozenset({Relation.BREAK_GLASS})})
    assert holds.break_glass.used == ["one"]


def test_only_an_administrator_opens_one():
    for somebody in (cast.leila, cast.helen, cast.amara, cast.eve):
        assert cast.signed_in(somebody()).post(PAGE, {"reason": WHY}).status_code == 404
    assert Client().get(PAGE).status_code == 302


def test_for_how_long_by_the_environment(tmp_path):
    def read(minutes):
        home = {"EVENHAND_HOME": str(tmp_path), "EVENHAND_BREAK_GLASS_MINUTES": minutes}
        return read_environment(home).break_glass_minutes

    assert read("60") == 60
    for wrong in ("0", "61"):
        with pytest.raises(Misconfigured, match="from 1 to 60"):
            read(wrong)


def test_the_last_administrator_is_let_in_from_the_command_line(sam, capsys):
    assert sam.get("/").status_code == 200
    call_command("reset-second-factor", "SAM@brightwell.example", "Lost phone; sat beside me")
    assert not Authenticator.objects.filter(user=cast.sam()).exists()
    assert sam.get("/").status_code == 302
    with pytest.raises(CommandError, match="no account"):
        call_command("reset-second-factor", "nobody@brightwell.example", "x")
    with pytest.raises(CommandError, match="Say why"):
        call_command("reset-second-factor", "sam@brightwell.example", " ")
