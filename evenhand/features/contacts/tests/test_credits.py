"""What an accepted correction changes in the figures: whose the contact is, in its month, and nothing else."""

from datetime import date

import pytest
from django.urls import reverse

from evenhand.analysis.measure import measure
from evenhand.analysis.scope import Scope, Where, Window
from evenhand.features.contacts import queries
from evenhand.features.contacts.rules.corrections import Kind, State
from evenhand.features.contacts.tests.claims import BENS, answer, ask, opens, said_on
from evenhand.foundation.facts import definition, facts, store
from evenhand.foundation.jobs.models import Job
from evenhand.foundation.reactions import announce
from tests import cast, centre
from tests.access.walking import words
from tests.working import work_off

pytestmark = pytest.mark.django_db
EVER = Window(date(2024, 1, 1), date(2025, 1, 1))


@pytest.fixture
def here(files_home):
    return centre.make_centre()


def handled(column: str, value, of: str = "handled") -> int:
    everything = Scope(organisation=True, every_person=True)
    kpi = definition(of, cast.TODAY)
    (figure,) = measure(
        facts(cast.TODAY), kpi, scope=everything, window=EVER, where=[Where(column, value)]
    )
    return figure.n


@pytest.fixture
def reacting(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_accepted_it_counts_for_somebody_else_and_only_its_month_is_built_anew(here, reacting):
    assert (handled("person_id", here.ben.pk), handled("person_id", here.amara.pk)) == (
        centre.BEN, centre.AMARA,
    )  # fmt: skip
    claim, before = ask(), store().manifest()
    with reacting():
        answer(claim, to_person=here.amara)
    (job,) = Job.objects.all()
    month = f"{claim.day:%Y-%m}"
    assert job.kind == "sources.republish_months" and job.arguments == {"months": [month]}
    work_off()
    assert (handled("person_id", here.ben.pk), handled("person_id", here.amara.pk)) == (
        centre.BEN - 1, centre.AMARA + 1,
    )  # fmt: skip
    assert handled("team_id", here.northgate.pk) == centre.AMARA + centre.BEN
    after = store().manifest()
    assert len(after.months) > 1
    changed = {one for one in after.months if after.months[one] != before.months[one]}
    assert changed == {month}
    assert opens("ben", "contact", BENS) == 404 and opens("amara", "contact", BENS) == 200
    assert opens("ben", "correction", claim.ref) == 200  # the record stays theirs
    page = words(cast.signed_in(cast.amara()).get(reverse("contact", args=[BENS])).content.decode())
    assert "Credited to Amara Okafor, Northgate It was said not to be whose the source says" in page


def test_accepted_for_nobody(here, reacting):
    with reacting():
        answer(ask())
    work_off()
    assert handled("person_id", here.ben.pk) == centre.BEN - 1
    assert handled("person_id", None) == 1  # answered, and nobody's
    assert opens("joanna", "contact", BENS) == 404 and opens("helen", "contact", BENS) == 200


def test_accepted_for_another_team(here, reacting):
    with reacting():
        answer(ask(kind=Kind.WRONG_TEAM), by="helen", to_team=here.southbank)
    work_off()
    assert handled("person_id", here.ben.pk) == centre.BEN
    assert handled("team_id", here.northgate.pk) == centre.AMARA + centre.BEN - 1
    assert handled("team_id", here.southbank.pk) == centre.NOOR + 2


def test_of_two_accepted_claims_the_later_holds(here, reacting):
    with reacting():
        answer(ask(), to_person=here.amara)
    work_off()
    with reacting():
        answer(ask("amara"), to_person=here.ben)
    work_off()
    assert handled("person_id", here.ben.pk) == centre.BEN
    assert len(queries.credits()) == 2


def test_who_had_a_leg_says_so_of_that_leg_and_the_contact_stays(here, reacting):
    head = ("contact_id", "leg", "agent", "talk_seconds")
    legs = centre.as_csv(head, [("ben-000", 1, "ben", 60), ("ben-000", 2, "noor", 90)])
    run = centre.bring_in(legs, by=cast.sam(), name="legs.csv")
    assert (run.mapping["kind"], run.accepted) == ("legs", 2)
    assert handled("person_id", here.noor.pk, of="aht") == centre.NOOR + 2
    with reacting():
        claim = answer(ask("noor"), by="rajesh", to_person=None)
    work_off()
    assert claim.person == here.noor and queries.credits()[0][1] == here.noor.pk
    assert handled("person_id", here.noor.pk, of="aht") == centre.NOOR + 1
    assert (
        handled("person_id", here.ben.pk, of="aht")
        == handled("person_id", here.ben.pk)
        == centre.BEN
    )
    assert handled("person_id", None, of="aht") == 1
    assert opens("noor", "contact", BENS) == 404 and opens("ben", "contact", BENS) == 200


def test_an_abusive_customer_is_on_the_record_and_changes_no_figure(here, reacting):
    with reacting():
        claim = answer(ask(kind=Kind.ABUSIVE, words="Threats from the start."))
    assert claim.state == State.ACCEPTED and not Job.objects.exists() and queries.credits() == ()
    assert "every figure still counts it" in said_on("ben", claim)


def test_what_waits_to_be_counted_whole_is_not_counted_twice(here, reacting):
    with reacting():
        announce("people.changed")
        answer(ask())
    assert [job.kind for job in Job.objects.all()] == ["sources.republish"]


def test_months_alone_are_no_stand_in_for_everything(here, reacting):
    with reacting():
        answer(ask())
        announce("people.changed")
    assert {job.kind for job in Job.objects.all()} == {
        "sources.republish_months",
        "sources.republish",
    }
