"""What an erasure would take is counted before, all of it; afterwards the audit says by which rule it went."""

import pytest
from django.urls import reverse

from evenhand.features.communication.actions import ask_question, ask_to_acknowledge
from evenhand.features.communication.models import Request
from evenhand.features.governance import actions, queries
from evenhand.features.governance.tests.deciding import decided
from evenhand.features.governance.tests.test_erasing import RULE, has_left, here, leila
from evenhand.features.insights.actions import save_view
from evenhand.features.standards.actions import adjust_target, give_copies
from tests import cast, standards
from tests.access.walking import words

__all__ = ["here"]
pytestmark = pytest.mark.django_db
COUNTED = ("adjustment", "opened", "hold", "view", "reply", "notice", "account")


@pytest.fixture
def full(here):
    ben = cast.viewer(cast.ben())
    save_view(by=ben, name="Mine", address=f"/people/{here.ben.ref}/")
    ask_to_acknowledge(
        by=cast.viewer(cast.helen()), user_ids=[ben.user_id], object_type="leaflet", object_ref="a", version=1,
        title="Leaflet", url="/", owner_id=cast.owen().pk, reply_by=cast.TODAY,
    )  # fmt: skip
    ask_question(by=ben, request=Request.objects.get(), words="What for?")
    actions.hold(by=leila(), person=here.ben, reason="A claim.")
    actions.release(by=leila(), person=here.ben)
    return here


def test_every_kind_of_record_is_counted(full):
    counted = queries.would_go(full.ben)
    assert {kind: counted[kind] for kind in COUNTED if kind != "notice"} == {
        "adjustment": 1, "opened": 2, "hold": 1, "view": 1, "reply": 1, "account": 1,
    }  # fmt: skip
    assert counted["notice"] >= 1
    client, address = cast.signed_in(cast.leila()), reverse("erasure", args=[full.ben.ref])
    page = words(client.get(address).content.decode())
    for said in ("adjustments agreed with them 1", "of others to them 2", "saved views 1",
                 "whose words go 1", "name, email and sign-in 1"):  # fmt: skip
        assert said in page, said
    assert len(b"".join(client.get(address, {"as": "csv"})).splitlines()) == 1 + len(counted)


def test_what_was_counted_is_gone_afterwards(full):
    has_left(full.ben)
    actions.carry_out(decided(actions.decide_erasure, by=leila(), person=full.ben, rule=RULE))
    full.ben.refresh_from_db()
    left = queries.would_go(full.ben)
    assert not any(left[kind] for kind in ("adjustment", "opened", "view", "notice", "account"))


def test_what_was_told_of_targets_and_adjusted_goes_too(here):
    version = standards.make_target()
    given = {
        "person": here.ben,
        "target": version.target,
        "threshold": None,
        "starts_on": cast.TODAY,
    }
    adjust_target(by=cast.viewer(cast.owen()), **given)
    give_copies(by=standards.helen(), version=version, people=[here.ben], given_on=cast.TODAY)
    assert queries.would_go(here.ben)["target"] == 2
    has_left(here.ben)
    actions.carry_out(decided(actions.decide_erasure, by=leila(), person=here.ben, rule=RULE))
    assert queries.would_go(here.ben)["target"] == 0


def test_the_audit_says_the_rule_that_was_given(full):
    has_left(full.ben)
    actions.carry_out(decided(actions.decide_erasure, by=leila(), person=full.ben, rule=RULE))
    page = words(cast.signed_in(cast.leila()).get(reverse("audit_list")).content.decode())
    assert f"Removed: {RULE}" in page and "rule of retention" not in page
