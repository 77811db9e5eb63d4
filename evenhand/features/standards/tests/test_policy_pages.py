"""Pages of policies: what each reader finds, bad input shown again, what waits for whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evenhand.features.standards import actions
from evenhand.features.standards.models import Draft, Policy, Version
from evenhand.features.standards.todo import todos
from evenhand.foundation.notices.models import Notice
from tests import cast, policies
from tests.access.walking import words

pytestmark = pytest.mark.django_db
TODAY = cast.TODAY
DAY = timedelta(days=1)


def get(name, address, *arguments):
    return cast.signed_in(cast.CAST[name]()).get(reverse(address, args=arguments))


def said(name, address, *arguments) -> str:
    return words(get(name, address, *arguments).content.decode().split("<main")[1])


def post(name, address, *arguments, **given):
    return cast.signed_in(cast.CAST[name]()).post(reverse(address, args=arguments), given)


def draft_form(**given) -> dict:
    forms = {f"{one}-{name}": 1 for one in ("sections", "shadows") for name in ("TOTAL_FORMS",)}
    forms |= {f"{one}-INITIAL_FORMS": 0 for one in ("sections", "shadows")}
    return {"revision": 1, **forms, **given}


def test_where_there_is_none_everybody_is_told_the_next_step():
    assert "No monitoring policy has been published" in said("amara", "policy_list")
    assert "Write the monitoring policy" not in said("amara", "policy_list")
    assert "Write the monitoring policy" in said("owen", "policy_list")
    for name in ("helen", "owen", "leila"):
        assert "Write a monitoring policy" in todos(cast.viewer(cast.CAST[name]()))[0].text
    assert not todos(cast.viewer(cast.joanna()))
    policies.make_monitoring_policy()
    assert "No monitoring policy" not in said("amara", "policy_list")
    assert not any("monitoring" in one.text for one in todos(cast.viewer(cast.helen())))


@pytest.mark.parametrize("name", ["amara", "joanna", "mateus", "pat", "sam"])
def test_everybody_reads_what_holds_its_history_and_what_was_said(name):
    made = policies.make_monitoring_policy()
    policies.limit(30, from_day=timezone.localdate())
    now = said(name, "policy", made.policy.ref)
    assert "it is in force" in now and "at most 30" in now and "limits@2" in now
    before = said(name, "policy_version", made.policy.ref, 1)
    assert "at most 40" in before and "Version 2 is in force today" in before
    assert "Sixty is too many." in before and "We lowered the limit" in before
    assert "Nobody’s views were heard" in now and "agreed" in now
    changed = said(name, "policy_changes", made.policy.ref, 2)
    assert "40 30" in changed and "As they were:" in changed
    assert "first version" in said(name, "policy_changes", made.policy.ref, 1)
    address = get(name, "policy_section", made.policy.ref, "limits@1")["Location"]
    assert address == reverse("policy_version", args=[made.policy.ref, 1]) + "#limits"
    assert get(name, "policy_section", made.policy.ref, "limits@9").status_code == 404


@pytest.mark.parametrize("name", ["amara", "joanna", "mateus", "sam", "nadia", "eve"])
def test_a_draft_is_not_betrayed(name):
    draft = policies.write(policies.begin())
    ref = draft.policy.ref
    for address in ("policy", "policy_draft", "policy_draft_text", "policy_publication"):
        assert get(name, address, ref).status_code == 404, address
    listed = get(name, "policy_list")
    assert listed.status_code == 404 if name in ("nadia", "eve") else "Monitoring policy" not in said(name, "policy_list")  # fmt: skip


def test_a_draft_is_written_and_kept():
    policy = policies.begin()
    given = draft_form(
        effective_from="2026-12-01", why="To learn", purposes=["standards", "facts"], basis="contract",
        methods=["transcripts"], openings_a_month="12", starts_on="2026-12-02",
        **{"sections-0-title": "Rights", "sections-0-text": "Ask.", "shadows-0-kpi": "csat",
           "shadows-0-from_day": "2026-12-01", "shadows-0-until": "2027-01-01"},
    )  # fmt: skip
    assert post("owen", "policy_draft_text", policy.ref, **given).status_code == 302
    kept = Draft.objects.get()
    assert kept.monitoring.openings_a_month == 12 and kept.monitoring.shadows[0].kpi == "csat"
    assert kept.sections == [{"key": "rights", "title": "Rights", "text": "Ask."}]
    assert (kept.revision, kept.edited_by) == (2, cast.owen())
    assert "at most 12" in said("pat", "policy_draft", policy.ref)
    assert get("helen", "policy_draft_text", policy.ref).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"openings_a_month": "-1"}, "greater than or equal to 0"),
        ({"openings_a_month": "many"}, "whole number"),
        ({"effective_from": "yesterday"}, "valid date"),
        ({"purposes": ["curiosity"]}, "not one of the available choices"),
        ({"basis": "consent"}, "not one of the available choices"),
        ({"sections-0-title": "Rights"}, "title and a text"),
        ({"shadows-0-kpi": "csat"}, "both days of the shadow period"),
        ({"shadows-0-kpi": "csat", "shadows-0-from_day": "2026-12-02", "shadows-0-until": "2026-12-02"}, "must end after it starts"),
        ({"shadows-0-kpi": "mood"}, "not one of the available choices"),
        ({"revision": 0}, "meanwhile"),
        ({"revision": 9}, "meanwhile"),
        ({"revision": ""}, "which draft was read"),
    ],
)  # fmt: skip
def test_bad_input_is_shown_again_with_what_was_typed(wrong, told):
    policy = policies.begin()
    answer = post("owen", "policy_draft_text", policy.ref, **draft_form(why="I typed this", **({"revision": 1} | wrong)))  # fmt: skip
    body = answer.content.decode()
    assert answer.status_code == 422 and told in words(body) and "I typed this" in body
    assert "<title>Error:" in body
    assert Draft.objects.get().revision == 1


def test_a_form_without_its_counts_is_refused():
    policy = policies.begin()
    assert post("owen", "policy_draft_text", policy.ref, revision=1).status_code == 422


def test_publishing_says_whom_it_asks_and_every_reason_against_it():
    cast.amara(), cast.ben()
    policy = policies.begin()
    page = said("helen", "policy_publication", policy.ref)
    assert "3 people are asked to read it" in page and "Agent (2), Service manager (1)" in page
    answer = post("helen", "policy_publication", policy.ref, revision=1, reason="x", reply_by="2099-01-01")  # fmt: skip
    body = words(answer.content.decode())
    assert answer.status_code == 422 and not Version.objects.exists()
    for problem in (
        "Set the day from which it holds",
        "Choose at least one purpose",
        "Nobody was consulted",
    ):
        assert problem in body


def test_other_kinds_are_their_sections_alone():
    answer = post("owen", "new_policy", kind="grievance", title="Grievance procedure")
    policy = Policy.objects.get()
    assert answer["Location"] == reverse("policy_draft_text", args=[policy.ref])
    assert "What makes it lawful" not in said("owen", "policy_draft_text", policy.ref)
    given = {**draft_form(), "sections-0-title": "First step", "sections-0-text": "Say it.", "effective_from": "2026-12-01"}  # fmt: skip
    assert post("owen", "policy_draft_text", policy.ref, **given).status_code == 302
    draft = Draft.objects.get()
    made = policies.publish(draft, by=cast.viewer(cast.owen()), unconsulted_reason="x")
    assert [one.key for one in made.written] == ["first-step"] and made.parts is None
    for name in ("new_policy",):
        again = post("owen", name, kind="grievance", title="Again")
        assert again.status_code == 422 and "already" in again.content.decode()


def test_views_once_and_their_answer_by_pages():
    draft = policies.write(policies.begin())
    ref = draft.policy.ref
    asked = {"whom": "The union", "held_on": TODAY.isoformat()}
    assert post("helen", "policy_consultations", ref, **asked).status_code == 302
    one = draft.consultations.get()
    assert "Say what you think" in todos(cast.viewer(cast.pat()))[0].text
    assert post("pat", "policy_consultation", ref, one.ref, views="").status_code == 422
    assert post("pat", "policy_consultation", ref, one.ref, views="Too many.").status_code == 302
    assert post("pat", "policy_consultation", ref, one.ref, answer="We agree.").status_code == 404
    assert "Answer the views of The union" in todos(cast.viewer(cast.owen()))[0].text
    assert post("owen", "policy_consultation", ref, one.ref, answer="Forty.").status_code == 302
    post("owen", "policy_consultation", ref, one.ref, answer="Sixty.")
    one.refresh_from_db()
    assert (one.views, one.answer) == ("Too many.", "Forty.")
    future = {"whom": "The union", "held_on": (timezone.localdate() + DAY).isoformat()}
    assert post("helen", "policy_consultations", ref, **future).status_code == 422


def urls_of(name) -> set[str]:
    return set(Notice.objects.filter(user=cast.CAST[name](), kind="consultation").values_list("url", flat=True))  # fmt: skip


def test_a_notice_of_a_consultation_leads_to_the_version_that_it_is_in():
    draft = policies.write(policies.begin())
    said_first = policies.consult(draft)
    ref = draft.policy.ref
    (address,) = urls_of("helen") | urls_of("pat")
    assert get("pat", "policy_consultation", ref, said_first.ref).status_code == 200
    policies.publish(draft)
    policies.limit(30, from_day=timezone.localdate())
    there = reverse("policy_version", args=[ref, 1])
    for name in ("helen", "pat", "owen", "leila"):
        answer = cast.signed_in(cast.CAST[name]()).get(address)
        assert answer["Location"] == f"{there}#said-{said_first.ref}", name
    page = cast.signed_in(cast.pat()).get(there).content.decode()
    assert page.count(f'id="said-{said_first.ref}"') == 1
    late = cast.signed_in(cast.pat()).post(address, {"views": "Too late."}, follow=True)
    assert "This draft was published meanwhile" in words(late.content.decode())
    for name in ("amara", "joanna", "mateus", "sam", "nadia", "eve"):
        assert cast.signed_in(cast.CAST[name]()).get(address).status_code == 404, name


def test_one_that_no_version_names_leads_to_its_policy_and_of_none_published_is_not_here():
    """An older Evenhand kept no names of consultations in its versions."""
    made = policies.make_monitoring_policy()
    there = get("pat", "policy_consultation", made.policy.ref, "kept-by-none")
    assert there["Location"] == reverse("policy", args=[made.policy.ref])
    assert get("amara", "policy_consultation", made.policy.ref, "kept-by-none").status_code == 404
    begun = policies.write(policies.begin(kind="grievance", title="Grievance procedure"))
    assert get("pat", "policy_consultation", begun.policy.ref, "kept-by-none").status_code == 404
    assert get("pat", "policy_consultation", "nothing", "kept-by-none").status_code == 404


@pytest.mark.parametrize("published", [True, False])
def test_a_notice_of_a_draft_that_was_discarded_leads_to_what_is_there(published):
    if published:
        policies.make_monitoring_policy()
        Notice.objects.all().delete()
    draft = policies.write(policies.begin())
    policies.consult(draft, answer="")
    (before,) = urls_of("helen")
    given = {"policy": draft.policy, "revision": draft.revision, "reason": "No need"}
    actions.discard_policy_draft(by=cast.viewer(cast.helen()), **given)
    (now,) = urls_of("helen")
    assert now != before and cast.signed_in(cast.helen()).get(now).status_code == 200
