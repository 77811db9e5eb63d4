"""What is dropped, called off or ended: drafts go with a reason, and nobody is asked to read what holds no more."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from evenhand.features.communication import actions as communication
from evenhand.features.communication import queries as asked
from evenhand.features.communication.models import Round
from evenhand.features.communication.rules.acknowledging import Standing, State
from evenhand.features.communication.todo import todos
from evenhand.features.standards import actions, queries
from evenhand.features.standards.jobs import ask_newcomers
from evenhand.features.standards.models import Consultation, Draft, Policy, Standard, StandardDraft
from evenhand.foundation.access.actions import erase_user
from evenhand.foundation.audit.models import AuditEntry, AuditPayload
from evenhand.foundation.jobs.progress import SilentProgress
from evenhand.foundation.notices.models import Notice
from evenhand.foundation.notices.queries import unread_count
from tests import cast, centre, policies, standards
from tests.access.walking import words

pytestmark = pytest.mark.django_db
TODAY = cast.TODAY
DAY = timedelta(days=1)


def viewer(name: str, today=TODAY):
    return cast.viewer(cast.CAST[name](), today)


def page(name: str, address: str, *arguments) -> str:
    answer = cast.signed_in(cast.CAST[name]()).get(reverse(address, args=arguments))
    assert answer.status_code == 200, (name, address, answer.status_code)
    return words(answer.content.decode().split("<main")[1])


def send(name: str, address: str, *arguments, **given):
    return cast.signed_in(cast.CAST[name]()).post(reverse(address, args=arguments), given)


# Drafts


def test_a_draft_of_a_policy_is_discarded_and_what_was_said_of_it_stays_in_the_audit():
    draft = policies.write(policies.begin())
    policies.consult(draft)
    ref = draft.policy.ref
    assert "1 view was given on it" in page("helen", "policy_draft_removal", ref)
    assert (
        reverse("policy_draft_removal", args=[ref])
        in cast.signed_in(cast.helen()).get(reverse("policy_draft", args=[ref])).content.decode()
    )
    sent = send("helen", "policy_draft_removal", ref, revision=draft.revision, reason="Not needed")
    assert sent["Location"] == reverse("policy_list")
    assert not Draft.objects.exists() and not Consultation.objects.exists()
    assert not Policy.objects.exists(), "nothing of it was published, so one may begin anew"
    line = AuditPayload.objects.get(entry__verb="policy draft discarded")
    assert line.reason == "Not needed" and "Sixty is too many." in line.before
    assert Notice.objects.get(user=cast.pat(), kind="draft discarded").text.endswith("Not needed")


def test_what_was_published_stays_when_the_next_draft_goes():
    version = policies.make_monitoring_policy()
    draft = policies.write(version.policy, effective_from=TODAY + DAY)
    assert "Version 1 and all before it stay" in page(
        "helen", "policy_draft_removal", version.policy.ref
    )
    given = {"by": viewer("helen"), "policy": version.policy, "revision": draft.revision}
    assert not actions.discard_policy_draft(**given, reason="Later")
    assert queries.last_of(Policy.objects.get()) == version


def test_a_draft_of_a_standard_is_discarded():
    made = standards.make_standard()
    draft = standards.write_standard(made.standard, text="Something else.")
    sent = send(
        "helen", "standard_draft_removal", made.standard.ref, revision=draft.revision, reason="No"
    )
    assert sent["Location"] == reverse("standard", args=[made.standard.ref])
    assert not StandardDraft.objects.exists() and Standard.objects.get() == made.standard
    assert (
        "Something else." in AuditPayload.objects.get(entry__verb="standard draft discarded").before
    )
    begun = standards.begin_standard("Never published")
    assert actions.discard_standard_draft(by=viewer("owen"), standard=begun, revision=1, reason="x")
    assert not Standard.objects.filter(pk=begun.pk).exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [({"reason": " "}, "Say why"), ({"revision": 9}, "changed or published meanwhile")],
)
def test_not_without_a_reason_nor_what_somebody_changed_meanwhile(given, said):
    standard = standards.begin_standard()
    right = {"by": viewer("helen"), "standard": standard, "revision": 1, "reason": "x"}
    with pytest.raises(ValidationError, match=said):
        actions.discard_standard_draft(**(right | given))
    policy = standards.policies.begin()
    right = {"by": viewer("helen"), "policy": policy, "revision": 1, "reason": "x"}
    with pytest.raises(ValidationError, match=said):
        actions.discard_policy_draft(**(right | given))
    assert StandardDraft.objects.exists() and Draft.objects.exists()


@pytest.mark.parametrize("name", ["amara", "joanna", "pat", "sam", "eve"])
def test_nobody_else_discards(name):
    draft, standard = policies.write(policies.begin()), standards.begin_standard()
    given = {"by": viewer(name), "revision": 1, "reason": "x"}
    for verb in (
        lambda: actions.discard_standard_draft(**given, standard=standard),
        lambda: actions.discard_policy_draft(**given, policy=draft.policy),
    ):
        with pytest.raises(Http404):
            verb()


# Targets


@pytest.fixture
def target(files_home):
    centre.make_centre()
    return standards.make_target().target


def waiting(name: str) -> list[str]:
    return [one.text for one in todos(viewer(name)) if "Target" in one.text]


def end(target, ends_on=TODAY):
    return actions.end_target(by=viewer("helen"), target=target, ends_on=ends_on, reason="Not ours")


def request_of(name: str, object_type: str = "target"):
    return asked.own(viewer(name)).get(round__object_type=object_type)


def test_nobody_is_asked_to_read_what_was_ended(target):
    mine = request_of("ben")
    communication.ask_question(by=viewer("amara"), request=request_of("amara"), words="Why?")
    assert waiting("ben") and waiting("helen")
    before = unread_count(viewer("ben"))
    end(target)
    assert not waiting("ben") and not waiting("helen"), "neither to read nor to answer"
    assert unread_count(viewer("ben")) == before, "what asked is settled, and one word came instead"
    told = Notice.objects.filter(user=cast.ben(), kind="asking withdrawn").get()
    assert "You need not read “Target: Customer satisfaction at least 80%” any more." in told.text
    assert "“Not ours”" in told.text
    text = page("ben", "acknowledgement", mine.ref)
    assert "You were asked to read this, and need not any more." in text and "“Not ours”" in text
    assert "Keep my answer" not in text and "Nobody has answered yet" not in text
    assert "Needs no reading any more" in page("ben", "acknowledgement_list")
    assert AuditEntry.objects.filter(verb="asking withdrawn", object_type="target").count() == 1


def test_erasing_whoever_ended_it_takes_their_name_and_their_words(target):
    end(target)
    held = Round.objects.get(object_type="target")
    kept = [str(value) for value in Round.objects.filter(pk=held.pk).values_list().get()]
    assert "Helen" not in " ".join(kept), "the name is the account's alone"
    lines = AuditPayload.objects.filter(entry__verb="asking withdrawn")
    assert not [one for one in lines if "Helen" in one.reason or "Not ours" in one.reason]
    mine = request_of("ben")
    assert f"{cast.helen().name}: “Not ours”" in page("ben", "acknowledgement", mine.ref)
    name, user = cast.helen().name, cast.helen()
    communication.erase_replies(user_id=user.pk)
    erase_user(user=user)
    text = page("ben", "acknowledgement", mine.ref)
    assert "It holds no more from" in text and "Removed: “–”" in text
    assert name not in text and "Not ours" not in text


def test_what_was_answered_stays_an_answer_and_nothing_new_is_taken(target):
    communication.reply(by=viewer("ben"), request=request_of("ben"), state=State.ACKNOWLEDGED)
    end(target)
    stands = asked.standing_of(request_of("ben"), viewer("ben"))
    assert stands is Standing.ACKNOWLEDGED
    assert not Notice.objects.filter(user=cast.ben(), kind="asking withdrawn").exists()
    for verb in (
        lambda one: communication.reply(by=viewer("amara"), request=one, state=State.DECLINED),
        lambda one: communication.ask_question(by=viewer("amara"), request=one, words="?"),
    ):
        with pytest.raises(ValidationError, match="need not answer any more"):
            verb(request_of("amara"))


def test_what_goes_on_for_some_days_is_still_asked_and_withdrawn_then(target, monkeypatch):
    end(target, TODAY + 9 * DAY)
    assert waiting("ben")
    actions.withdraw_what_ended(by=viewer("sam"), today=TODAY + 8 * DAY)
    assert waiting("ben")
    monkeypatch.setattr(timezone, "localdate", lambda *_given: TODAY + 9 * DAY)
    assert ask_newcomers(SilentProgress())["withdrawn"], "by the nightly job"
    assert not waiting("ben")
    assert not ask_newcomers(SilentProgress())["withdrawn"], "once"


def test_a_withdrawn_standard_withdraws_what_was_asked_of_it_and_its_targets(target):
    actions.withdraw_standard(
        by=viewer("helen"), standard=target.standard, ends_on=TODAY, reason="Sold"
    )
    stands = {
        one.round.object_type: asked.standing_of(one, viewer("ben"))
        for one in asked.own(viewer("ben"))
    }
    assert stands.pop("policy") is Standing.WAITING, "the charter goes on"
    assert stands == dict.fromkeys(("standard", "target"), Standing.WITHDRAWN)


def test_a_target_to_come_is_called_off_before_it_begins(target):
    far = date(2126, 1, 1)
    coming = standards.make_target(
        target.versions.get().standard_version, "csat_mean", threshold=3, effective_from=far
    ).target
    assert "Satisfaction, mean answer" in page("ben", "standard", target.standard.ref)
    sent = send("helen", "target_ending", coming.ref, ends_on=far - DAY, reason="Too early")
    assert sent.status_code == 302
    text = page("ben", "target", coming.ref)
    assert "called off before it began" in text and "“Too early”" in text
    assert "Satisfaction, mean answer" not in page("ben", "standard", target.standard.ref)
    actions.withdraw_what_ended(by=viewer("sam"), today=TODAY)
    assert not [one for one in waiting("ben") if "mean answer" in one]


def test_how_many_have_not_answered_is_said_plainly():
    for name in ("amara", "ben"):
        cast.CAST[name]()
    made = standards.make_standard()
    assert "2 people whom you may see were asked. 2 have not answered." in page(
        "owen", "standard", made.standard.ref
    )
    for name in ("amara", "ben"):
        communication.reply(
            by=viewer(name), request=request_of(name, "standard"), state=State.ACKNOWLEDGED
        )
    assert "were asked. Everybody has answered, or asked a question." in page(
        "owen", "standard", made.standard.ref
    )
