"""Pages of standards and targets: what each reader finds, bad input shown again with what to do, what waits for whom."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from evenhand.features.communication import actions as communication
from evenhand.features.communication.models import Request
from evenhand.features.standards import actions
from evenhand.features.standards.models import CopyGiven, Standard, StandardVersion, TargetVersion
from evenhand.features.standards.rules.targets import About, Where
from evenhand.features.standards.todo import todos
from tests import cast, centre, policies, standards
from tests.access.walking import words

pytestmark = pytest.mark.django_db
TODAY = cast.TODAY
DAY = timedelta(days=1)


@pytest.fixture
def here(files_home):
    return centre.make_centre()


def get(name, address, *arguments, **query):
    return cast.signed_in(cast.CAST[name]()).get(reverse(address, args=arguments), query)


def said(name, address, *arguments, **query) -> str:
    return words(get(name, address, *arguments, **query).content.decode().split("<main")[1])


def post(name, address, *arguments, query="", **given):
    return cast.signed_in(cast.CAST[name]()).post(reverse(address, args=arguments) + query, given)


FORM = {
    "about": "person", "direction": "at least", "threshold": "80", "every": "rolling 12", "minimum_volume": "20",
    "counter": "", "effective_from": "2026-12-01", "effective_to": "", "reason": "Promised", "reply_by": "2126-12-01",
}  # fmt: skip


# Standards


def test_it_begins_with_the_charter_and_says_so():
    assert "begin with the customer charter" in said("amara", "standard_list")
    assert "Write the customer charter" in said("helen", "standard_list")
    assert "Write the customer charter" not in said("amara", "standard_list")
    assert "customer charter" in " ".join(one.text for one in todos(cast.viewer(cast.helen())))
    standards.make_charter()
    assert "Write the first standard" in said("owen", "standard_list")
    assert "No standard has been published yet" in said("amara", "standard_list")


def test_a_standard_is_written_published_and_followed_by_another_version():
    standards.make_charter()
    began = post("helen", "new_standard", title="Quick answers", goal="we-answer-quickly@1")
    ref = Standard.objects.get().ref
    assert began["Location"] == reverse("standard_draft_text", args=[ref])
    assert "Finish the draft" in " ".join(one.text for one in todos(cast.viewer(cast.helen())))
    draft = {"revision": 1, "title": "Quick answers", "text": "Within a minute.", "goal": "we-answer-quickly@1",
             "owner": cast.owen().ref, "effective_from": ""}  # fmt: skip
    assert post("helen", "standard_draft_text", ref, **draft).status_code == 302
    publication = {"revision": 2, "reason": "Asked for", "reply_by": "2126-12-01"}
    refused = post("helen", "standard_publication", ref, **publication)
    assert (
        refused.status_code == 422 and "Set the day from which it holds" in refused.content.decode()
    )
    assert "Within a minute." in said("pat", "standard_draft", ref)
    assert get("amara", "standard", ref).status_code == get("amara", "standard_draft", ref).status_code == 404  # fmt: skip
    post(
        "helen",
        "standard_draft_text",
        ref,
        **draft | {"revision": 2, "effective_from": "2024-03-01"},
    )
    assert post("helen", "standard_publication", ref, **publication | {"revision": 3}).status_code == 302  # fmt: skip
    page = said("amara", "standard", ref)
    assert (
        "Within a minute." in page
        and "We answer quickly" in page
        and "Owen Tudor answers for it" in page
    )
    assert "it is in force" in page
    assert "This is the first version" in said("amara", "standard_changes", ref, 1)
    assert get("amara", "standard_version", ref, 9).status_code == 404
    assert StandardVersion.objects.get().owner == cast.owen()


@pytest.mark.parametrize("name", ["amara", "joanna", "mateus", "sam"])
def test_a_draft_is_not_betrayed(name):
    standard = standards.begin_standard("Secret plan")
    assert "Secret plan" not in said(name, "standard_list")
    for address in ("standard", "standard_draft", "standard_draft_text", "standard_publication"):
        assert get(name, address, standard.ref).status_code == 404, address


def test_a_withdrawal_ends_its_targets_and_all_of_it_stays_readable(here):
    made = standards.make_target()
    ref = made.target.standard.ref
    assert "Customer satisfaction at least 80%" in said("helen", "standard_withdrawal", ref)
    assert (
        post("helen", "standard_withdrawal", ref, ends_on="2000-01-01", reason="x").status_code
        == 422
    )
    assert post("helen", "standard_withdrawal", ref, ends_on="2126-01-01", reason="Sold").status_code == 302  # fmt: skip
    page = said("amara", "standard", ref)
    assert "It holds no more from 1 January 2126" in page and "“Sold”" in page
    assert "Set a target" not in said("helen", "standard", ref)


# Targets


def test_the_chain_from_the_goal_to_the_target(here):
    made = standards.make_target()
    for page in (said("amara", "standard", made.target.standard.ref), said("amara", "target", made.target.ref)):  # fmt: skip
        assert page.index("Goal We settle it the first time") < page.index("Standard First contact")
        assert page.index("Standard First contact") < page.index("Target Customer satisfaction at least 80%")  # fmt: skip
        assert "Who met it Where you stand" in page


@pytest.mark.parametrize(
    ("name", "words"),
    [("amara", "Where you stand"), ("joanna", "How many met it"), ("helen", "How many met it"), ("sam", "")],
)  # fmt: skip
def test_the_last_link_leads_to_what_the_reader_may_open(here, name, words):
    made = standards.make_target()
    page = get(name, "target", made.target.ref).content.decode()
    links = re.findall(r'href="([^"]*/standing/)">([^<]+)', page.split("<main")[1])
    assert [said for _address, said in links] == ([words] if words else [])
    for address, _said in links:
        assert cast.signed_in(cast.CAST[name]()).get(address).status_code == 200


def test_each_measure_says_of_whom_it_may_be_asked(here):
    ref = standards.make_standard().standard.ref
    page = said("helen", "new_target", ref)
    assert "each person, or a total" in page and "Measures of which no target can be set" in page
    form = said("helen", "new_target", ref, kpi="csat")
    assert "in percent" in form and "from 0% to 100%" in form and "higher is better" in form
    assert "In the last year it was" in form
    assert "may not be asked for it" in said("helen", "new_target", ref, kpi="answered")
    assert "is needed, so that time" in said("helen", "new_target", ref, kpi="aht")
    assert "for finding causes only" in said("helen", "new_target", ref, kpi="transfers")
    assert "bring in a file of evaluations" in said("helen", "new_target", ref, kpi="qa_score")
    assert "no import" in said("helen", "new_target", ref, kpi="occupancy")
    assert "no measure of that name" in said("helen", "new_target", ref, kpi="nonsense")


def test_a_target_is_set_and_changed_through_its_form(here):
    ref = standards.make_standard().standard.ref
    wrong = post("helen", "new_target", ref, query="?kpi=csat", **FORM | {"threshold": "800", "effective_to": "2026-11-30"})  # fmt: skip
    text = words(wrong.content.decode())
    assert wrong.status_code == 422 and "choose a value from 0% to 100%" in text
    assert "It has to end after it begins" in text and 'value="800"' in wrong.content.decode()
    assert not TargetVersion.objects.exists()
    chosen = {"keys": [here.northgate.ref]}
    made = post("helen", "new_target", ref, query="?kpi=csat&where=teams", **FORM | chosen)
    version = TargetVersion.objects.get()
    assert made["Location"] == reverse("target", args=[version.target.ref])
    assert (version.threshold, version.weeks, version.where, version.keys) == (0.8, 12, "teams", [here.northgate.pk])  # fmt: skip
    page = said("amara", "target", version.target.ref)
    assert "For each person in Northgate, the last 12 weeks together, at 20 answers or more" in page
    time = FORM | {"about": "total", "direction": "at most", "threshold": "400"}
    refused = post("helen", "new_target", ref, query="?kpi=aht", **time)
    assert refused.status_code == 422 and "choose what would show that" in refused.content.decode()
    changed = FORM | chosen | {"threshold": "85", "effective_from": "2126-01-01"}
    address = ("new_target_version", version.target.ref)
    assert "80" in get("helen", *address).content.decode()
    assert post("helen", *address, query="?where=teams", **changed).status_code == 302
    page = said("amara", "target", version.target.ref)
    assert "from 1 December 2026, before 1 January 2126" in page and "at least 85%" in page


def test_people_read_from_when_they_are_measured_and_leaders_of_those_they_lead(here):
    made = standards.make_target(reply_by=TODAY + 14 * DAY)
    ref = made.target.ref
    own = said("amara", "target", ref)
    assert "You are measured against it from 30 November 2026" in own and "Ben Whitlock" not in own
    led = said("joanna", "target", ref)
    assert "30 Nov 2026 Amara Okafor, Ben Whitlock" in led and "Noor" not in led
    assert "Noor Aziz" in said("helen", "target", ref)
    for name in ("mateus", "pat", "sam"):
        assert "Amara Okafor" not in said(name, "target", ref)
    request = Request.objects.get(round__object_ref=ref, user=cast.amara())
    communication.ask_question(by=cast.viewer(cast.amara()), request=request, words="Why 80?")
    assert "not measured against it yet" in said("amara", "target", ref)
    assert "not yet Amara Okafor" in said("joanna", "target", ref)
    assert "Customer satisfaction at least 80%" in said("amara", "standard_list")
    assert "What is asked of you" in said("amara", "person_targets", here.amara.ref)


def test_a_leader_puts_a_copy_on_the_record(here):
    made = standards.make_target()
    ref = made.target.ref
    page = get("joanna", "target_copies", ref).content.decode()
    assert "Ben Whitlock" in page and "Noor Aziz" not in page
    given = {"given_on": "2024-02-01"}
    assert post("joanna", "target_copies", ref, **given).status_code == 422
    assert post("joanna", "target_copies", ref, people=[here.noor.ref], **given).status_code == 422
    assert post("joanna", "target_copies", ref, people=[here.ben.ref], **given).status_code == 302
    assert CopyGiven.objects.get().person == here.ben
    # Asked here, they have until then; an earlier day that somebody else gave counts nothing back.
    assert "30 Nov 2026 Amara Okafor, Ben Whitlock" in said("joanna", "target", ref)
    own = "Joanna Price put on the record that you were handed a copy on 1 February 2024"
    assert own in said("ben", "target", ref) and own not in said("noor", "target", ref)


def test_an_end_is_said_with_its_reason(here):
    ref = standards.make_target().target.ref
    assert post("owen", "target_ending", ref, ends_on="2000-01-01", reason="x").status_code == 422
    assert (
        post("owen", "target_ending", ref, ends_on="2126-01-01", reason="Done").status_code == 302
    )
    assert "It ends on 1 January 2126" in said("amara", "target", ref)
    assert "Change it" not in said("helen", "target", ref)


def test_a_target_on_words_that_were_replaced_waits_to_be_looked_at(here):
    made = standards.make_target()
    today = cast.viewer(cast.helen())
    assert not [one for one in todos(today) if "Look again" in one.text]
    draft = standards.write_standard(made.target.standard, text="Other words", effective_from=TODAY)
    standards.publish_standard(draft)
    assert [one.url for one in todos(today) if "Look again" in one.text] == [reverse("target", args=[made.target.ref])]  # fmt: skip
    standards.make_target(made.standard_version, target=made.target, effective_from=TODAY)
    assert not [one for one in todos(today) if "Look again" in one.text]


@pytest.mark.parametrize("where", [one.value for one in Where])
def test_every_place_can_be_chosen(here, where):
    ref = standards.make_standard().standard.ref
    page = get("helen", "new_target", ref, kpi="csat", where=where)
    assert page.status_code == 200
    offered = {"teams": "Southbank", "channels": "phone", "people": "Noor Aziz"}
    assert offered.get(where, "") in page.content.decode()


def test_a_policy_is_no_place_for_a_target_and_refs_are_not_guessed(here):
    made = policies.make_monitoring_policy()
    for address in ("standard", "target"):
        assert get("helen", address, made.policy.ref).status_code == 404
        assert cast.signed_in(cast.helen()).get(f"/{address}s/x%00y/").status_code == 404


def test_a_total_is_about_nobody_by_name(here):
    made = standards.make_target(about=About.TOTAL)
    page = said("helen", "target", made.target.ref)
    assert "the organisation as a whole" in page and "Measured from" not in page
    actions.end_target(by=standards.helen(), target=made.target, ends_on=TODAY, reason="x")


def test_no_form_says_the_number_of_a_row(here):
    """Who answers, which team, who was handed a copy, which target: by their refs."""
    made = standards.make_target()
    target, standard = made.target, made.target.standard
    for name, address, ref, query, shown in (
        ("helen", "standard_draft_text", standard.ref, {}, cast.owen()),
        ("helen", "new_target", standard.ref, {"kpi": "csat", "where": "teams"}, here.northgate),
        ("joanna", "target_copies", target.ref, {}, here.ben),
        ("owen", "person_targets", here.ben.ref, {}, target),
    ):
        form = get(name, address, ref, **query).content.decode()
        assert f'value="{shown.ref}"' in form, address
        assert f'value="{shown.pk}"' not in form, address
