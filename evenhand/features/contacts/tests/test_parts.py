"""All parts of one contact: legs, answers, evaluations, neighbours, and what it counts in."""

from datetime import datetime

import pytest
from django.urls import reverse

from evenhand.features.contacts import queries
from evenhand.features.contacts.rules.timeline import Happened, timeline
from evenhand.features.contacts.tests import talk
from evenhand.features.people.queries import directory
from evenhand.foundation.facts import definitions, store
from tests import cast, centre, grains
from tests.access.walking import words

EVERYTHING = "?period=own&first=2024-01-01&last=2024-12-31"
NINE = datetime(2024, 4, 1, 9)
CALL = {
    "started_at": NINE, "ended_at": None, "answered": True, "wait_seconds": 12.0, "person_id": 1, "solved_at": None,
    "first_response_seconds": None,
}  # fmt: skip


def at(minute: int) -> datetime:
    return NINE.replace(minute=minute)


@pytest.mark.parametrize(
    ("contact", "legs", "expected"),
    [
        ({}, [], [Happened.BEGAN, Happened.ANSWERED]),
        ({"answered": False}, [], [Happened.BEGAN, Happened.GAVE_UP]),
        ({"answered": False, "wait_seconds": None}, [], [Happened.BEGAN, Happened.GAVE_UP]),
        (
            {"ended_at": at(9)},
            [{"started_at": NINE, "person_id": 1}, {"started_at": at(4), "person_id": 2}],
            [Happened.BEGAN, Happened.ANSWERED, Happened.PASSED_ON, Happened.ENDED],
        ),
        (
            {"first_response_seconds": 60.0, "solved_at": at(20), "ended_at": at(30)},
            [],
            [
                Happened.BEGAN,
                Happened.ANSWERED,
                Happened.FIRST_REPLY,
                Happened.SOLVED,
                Happened.ENDED,
            ],
        ),
        (
            {"solved_at": at(30), "ended_at": at(30)},
            [],
            [Happened.BEGAN, Happened.ANSWERED, Happened.ENDED],
        ),
    ],
)
def test_a_timeline_is_in_order(contact, legs, expected):
    assert [event.kind for event in timeline(CALL | contact, legs, [], [])] == expected


def test_what_comes_later_stands_later_whatever_brought_it():
    survey = {"credited": True, "answered_at": at(40)}
    ignored = {"credited": False, "answered_at": at(35)}
    review = {"evaluated_at": at(50)}
    found = timeline(CALL | {"ended_at": at(30)}, [], [survey, ignored], [review])
    assert [event.kind for event in found][-3:] == [
        Happened.ENDED,
        Happened.SURVEY,
        Happened.REVIEWED,
    ]


# The page


@pytest.fixture
def here(db, files_home):
    return talk.make_talk()


def said(name, contact) -> str:
    answer = cast.signed_in(cast.CAST[name]()).get(reverse("contact", args=[contact]))
    assert answer.status_code == 200
    return words(answer.content.decode())


def card(page: str, title: str) -> str:
    return page.split(title, 1)[1]


def test_every_answer_and_which_counts(here):
    page = card(said("joanna", talk.BENS), "What the customer answered")
    assert "Satisfied? 2 of 5" in page and "Would recommend us? 6 of 10" in page
    assert page.count("no: a later answer counts") == 1  # the one that came with the contact
    assert "Customer answered the survey : 2 of 5" in said("joanna", talk.BENS)


def test_a_review_with_its_purpose_and_criteria(here):
    page = card(said("ben", talk.REVIEWED), "Care on the phone")
    for part in ("drawn by chance", "8 of 10", "80%", "By Mateus Ribeiro", "Warm and clear.",
                 "Greets by name 3 of 5", "Solves or hands on critical 5 of 5"):  # fmt: skip
        assert part in page
    assert "chosen on purpose: enters no rate" in said("ben", talk.BENS)


def test_what_it_counts_in_and_why(here):
    page = card(said("joanna", talk.BENS), "What it counts in")
    assert "Contacts handled 1 It is one of the contacts." in page
    assert "Customer satisfaction below the line only It is among the answers" in page
    assert "What it does not count in" in page
    lost = card(said("helen", centre.id_of("lost-000")), "What it counts in")
    assert "Answered below the line only It is among the contacts offered" in lost


def test_the_pages_say_what_the_figures_count(here):
    """Over all contacts of Ben, what the pages say they add comes to what each figure says."""
    helen = cast.viewer(cast.helen())
    asked = {"period": "own", "first": "2024-01-01", "last": "2024-12-31", "person": here.ben.ref}
    chosen = queries.selection(helen, asked)
    numbers = [centre.id_of(f"ben-{number:03d}") for number in range(centre.BEN)]
    found = [one for ref in numbers for one in queries.contact_of(helen, ref).whole.counted]
    for key in ("handled", "csat", "csat_mean", "aht", "asa"):
        (figure,) = measured(chosen, queries.kpi_of(helen, key))
        added = [one for one in found if one.kpi.key == key]
        assert sum(one.n for one in added) == figure.n > 0, key
        if key == "csat":
            assert sum(one.above for one in added) == figure.numerator
        if key in ("csat_mean", "aht", "asa"):
            assert sum(one.total or 0 for one in added) == pytest.approx(figure.numerator), key


def measured(chosen, kpi):
    from evenhand.analysis.measure import measure

    return measure(
        chosen.facts, kpi, scope=chosen.scope, window=chosen.period.window, where=chosen.where
    )


def test_legs_of_others_are_told_without_names_that_one_may_not_see(here):
    """Noor took the second leg: she opens the contact too, and what was said of Ben is not hers."""
    grains.add(
        store(), run="legs", directory=directory(), kpis=definitions(cast.TODAY),
        leg=[
            {"contact_id": talk.BENS, "leg": 1, "agent": "ben", "talk_seconds": 60.0, "handle_seconds": 60.0, "parts_known": 1},
            {"contact_id": talk.BENS, "leg": 2, "agent": "noor", "talk_seconds": 90.0, "handle_seconds": 90.0, "parts_known": 1},
        ],
    )  # fmt: skip
    assert "Passed on to Noor Aziz 1 min 30 s: talk 1 min 30 s" in said("helen", talk.BENS)
    assert "Passed on to A colleague" in said("joanna", talk.BENS)
    page = said("noor", talk.BENS)
    assert "A colleague answered" in page and "Passed on to Noor Aziz" in page
    assert "What the customer answered" not in page and "chosen on purpose" not in page
    assert talk.SAID in page  # she was on it
    counts = card(page, "What it counts in").split("What it does not count in")[0]
    assert "Average handling time 1 min 30 s" in counts and "Contacts handled" not in counts
    assert (
        not cast.signed_in(cast.amara())
        .get(reverse("contact", args=[talk.BENS]))
        .content.count(b"Noor")
    )
    listed = cast.signed_in(cast.noor()).get(reverse("contact_list") + EVERYTHING + "&kpi=aht")
    assert talk.BENS in {row["contact_id"] for row in listed.context["rows"]}


def test_without_words_there_is_no_gate(here):
    page = said("joanna", centre.id_of("ben-005"))
    assert "No words came with this contact" in page and "Why do you need" not in page


def test_neighbours_only_as_far_as_one_may_open_them(db, files_home):
    here = centre.make_centre()
    lines = [
        (f"again-{who}", f"2024-03-{day:02d} 10:00:00", who, "phone", "Meter", "Y", 5, 100, 0, 30, "", "C-1")
        for who, day in (("ben", 4), ("noor", 6), ("amara", 9))
    ]  # fmt: skip
    file = centre.as_csv((*centre.HEADER, "customer"), lines)
    centre.bring_in(file, by=cast.sam(), name="again.csv", source="Callers")
    bens = centre.id_of("again-ben", "Callers")
    helen, joanna = said("helen", bens), said("joanna", bens)
    for page in (helen, joanna):
        assert "Came back for the same reason after 2 days." in page
        assert "again-amara" in page and "C-1" not in page
    assert "again-noor" in helen and "Noor Aziz" in helen
    assert "again-noor" not in joanna and "Noor" not in joanna
    own = said("ben", bens)
    assert "again-amara" not in own and "again-noor" not in own
    assert here.ben.name in own
