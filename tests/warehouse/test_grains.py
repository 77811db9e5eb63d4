"""Surveys, evaluations, legs and messages that come apart from their contacts: whose they are, and when."""

from datetime import date

from evenhand.analysis.warehouse.directory import Directory
from tests import received
from tests.received import at, bring, contact, evaluation, message, response

ANN, BEN, NORTH, SOUTH = 1, 2, 101, 102
PEOPLE = Directory(
    (("", "ann", ANN), ("", "ben", BEN)),
    ((ANN, NORTH, date(2026, 1, 1), None), (BEN, SOUTH, date(2026, 1, 1), None)),
)


def stamped(centre, columns: str) -> dict:
    return {row[0]: row[1:] for row in centre.rows(f"source_id, {columns}")}


def test_a_late_survey_counts_in_the_month_and_for_the_person_of_its_contact(centre):
    centre.directory = PEOPLE
    rows = [
        contact(
            "A1", at(date(2026, 6, 3)), agent="ann", csat_score=2.0, csat_low=1.0, csat_high=5.0
        ),
        contact("B1", at(date(2026, 8, 3)), agent="ben"),
    ]
    bring(centre, contact=rows)
    before = centre.store.manifest().months
    scale = {"low": 1.0, "high": 5.0}
    late = response("S1", "A1", "csat", 5.0, answered_at=at(date(2026, 9, 9)), **scale)
    run = bring(centre, source="surveys", response=[late], months=["2026-06"])
    after = centre.store.manifest().months
    assert after["2026-08"] == before["2026-08"]
    columns = "contact_id, local_date, person_id, team_id, question, score, credited"
    found = centre.rows(columns, "response")
    of_a1 = (received.contact_id("A1"), date(2026, 6, 3), ANN, NORTH, "csat")
    assert found == [(*of_a1, 2.0, False), (*of_a1, 5.0, True)]
    assert stamped(centre, "csat_score")["A1"] == (5.0,)
    centre.take_back(run)
    assert centre.store.manifest().months == before


def test_answers_without_a_contact_stand_in_their_own_month(centre):
    centre.directory = PEOPLE
    own = response(
        "S1",
        None,
        "nps",
        9.0,
        low=0.0,
        high=10.0,
        agent="Ben",
        answered_at=at(date(2026, 5, 31), 23, 30),
    )
    bring(centre, source="surveys", response=[own])
    assert list(centre.store.manifest().months) == ["2026-06"]
    columns = "contact_id, local_date, person_id, team_id, credited"
    assert centre.rows(columns, "response") == [(None, date(2026, 6, 1), BEN, SOUTH, True)]


def test_every_survey_column_of_a_contact_is_an_answer(centre):
    row = contact(
        "A1", at(date(2026, 6, 3)), csat_score=4.0, csat_low=1.0, csat_high=5.0, nps_score=10.0,
        ces_score=6.0, ces_low=1.0, ces_high=7.0, ces_version=2, resolved_answer="not sure",
    )  # fmt: skip
    bring(
        centre,
        contact=[
            row,
            contact(
                "A2", at(date(2026, 6, 4)), ces_score=2.0, ces_low=1.0, ces_high=5.0, ces_version=1
            ),
        ],
    )
    assert centre.rows("question, score, low, high, credited", "response") == [
        ("ces", 6.0, 1.0, 7.0, True),
        ("ces1", 2.0, 1.0, 5.0, True),
        ("csat", 4.0, 1.0, 5.0, True),
        ("nps", 10.0, 0.0, 10.0, True),
        ("resolved", None, 0.0, 1.0, True),
    ]


def test_an_answer_to_any_question_is_an_answer_to_a_survey(centre):
    """Also to one that came later, one that is not sure, and a comment alone; an empty cell is none."""
    own = {"C1": {"nps_score": 3.0}, "C2": {"resolved_answer": "not sure"}}
    names = [f"C{n}" for n in range(1, 9)]
    day = at(date(2026, 6, 3))
    bring(centre, contact=[contact(name, day, **own.get(name, {})) for name in names])
    late = [
        response("S3", "C3", "ces", 2.0, low=1.0, high=7.0),
        response("S4", "C4", "resolved", None),
        response("S5", "C5", None, None, comment="Thank you."),
        response("S6", "C6", "csat", None),
        response("S7", "C7", "nps", 0.0),
        response("S7", "C7", "csat", 1.0, low=1.0, high=5.0),
    ]
    bring(centre, source="surveys", response=late, months=["2026-06"])
    said = dict(centre.rows("source_id, survey_answered"))
    assert [name for name in names if said[name]] == ["C1", "C2", "C3", "C4", "C5", "C7"]
    found = centre.figure("survey_response")
    assert (found.parts["numerator"], found.parts["denominator"]) == (6, 8)


def test_messages_are_counted_by_who_said_them(centre):
    day = at(date(2026, 6, 3))
    said = [
        ("A1", "customer"),
        ("A1", "agent"),
        ("A1", "system"),
        ("A1", "customer"),
        ("A2", "system"),
    ]
    bring(
        centre,
        contact=[contact(name, day) for name in ("A1", "A2", "A3")],
        message=[message(about, n, who, "words") for n, (about, who) in enumerate(said, 1)],
    )
    columns = "source_id, customer_messages, agent_messages"
    assert centre.rows(columns) == [("A1", 2, 1), ("A2", 0, 0), ("A3", None, None)]
    found = centre.figure("messages")
    assert (found.parts["total"], found.n) == (3, 2)


def test_an_evaluation_belongs_to_whom_its_contact_is_credited(centre):
    centre.directory = PEOPLE
    bring(centre, contact=[contact("A1", at(date(2026, 6, 3)), agent="ann")])
    about = evaluation("E1", "A1", 8.0, 10.0, evaluated_at=at(date(2026, 7, 20)), agent="ben")
    again = evaluation(
        "E2", "A1", 4.0, 10.0, evaluated_at=at(date(2026, 7, 21)), purpose="targeted"
    )
    alone = evaluation("E3", None, 3.0, 4.0, evaluated_at=at(date(2026, 7, 21)), agent="ben")
    score = {
        "evaluation_id": about["evaluation_id"],
        "criterion": "Greeting",
        "earned": 1.0,
        "possible": 2.0,
    }
    bring(
        centre, source="evaluations", evaluation=[about, again, alone], criterion_score=[score],
        months=["2026-06"],
    )  # fmt: skip
    columns = "source_id, local_date, person_id, team_id, credited"
    assert centre.rows(columns, "evaluation") == [
        ("E1", date(2026, 6, 3), ANN, NORTH, True),
        ("E2", date(2026, 6, 3), ANN, NORTH, False),
        ("E3", date(2026, 7, 21), BEN, SOUTH, True),
    ]
    assert stamped(centre, "evaluation_share")["A1"] == (0.8,)
    assert centre.rows("criterion, person_id, purpose", "criterion_score") == [
        ("Greeting", ANN, "random")
    ]


def test_messages_are_those_of_the_latest_version(centre):
    row = contact("A1", at(date(2026, 6, 3)))
    bring(
        centre,
        contact=[row],
        message=[message("A1", 1, "customer", "Hello"), message("A1", 2, "agent", "Hi")],
    )
    bring(
        centre, updates=1, contact=[row | {"source_version": 2}],
        message=[message("A1", 1, "customer", "Hello again", source_version=2)],
    )  # fmt: skip
    assert centre.rows("message, speaker, text", "message") == [(1, "customer", "Hello again")]


def test_legs_that_a_source_tells_are_those_of_whoever_had_them(centre):
    centre.directory = PEOPLE
    rows = [
        contact("A1", at(date(2026, 6, 3)), agent="ben", handle_seconds=300.0),
        contact("A2", at(date(2026, 6, 3)), agent="ann", handle_seconds=50.0),
    ]
    legs = [
        {"contact_id": received.contact_id("A1"), "leg": 1, "agent": "ann", "handle_seconds": 100.0, "parts_known": 8},
        {"contact_id": received.contact_id("A1"), "leg": 2, "agent": "ben", "handle_seconds": 200.0, "parts_known": 8},
    ]  # fmt: skip
    bring(centre, contact=rows, leg=legs, months=["2026-06"])
    assert centre.rows("handle_seconds, leg, person_id", "leg") == [
        (50.0, 1, ANN),
        (100.0, 1, ANN),
        (200.0, 2, BEN),
    ]


def test_a_correction_may_name_a_team(centre):
    centre.directory = PEOPLE
    bring(centre, contact=[contact("A1", at(date(2026, 6, 3)), agent="ann")])
    lent = (str(received.contact_id("A1")), ANN, ANN, SOUTH, "lent to South")
    centre.republish(Directory(PEOPLE.keys, PEOPLE.memberships, (lent,)))
    assert centre.rows("person_id, team_id, attribution") == [(ANN, SOUTH, "lent to South")]


def test_an_answer_follows_its_contact_to_another_month(centre):
    row = contact("A1", at(date(2026, 6, 30)))
    bring(centre, contact=[row])
    late = response("S1", "A1", "csat", 5.0, low=1.0, high=5.0)
    bring(centre, source="surveys", response=[late], months=["2026-06"])
    moved = row | {"started_at": at(date(2026, 9, 1)), "source_version": 2}
    bring(centre, updates=1, contact=[moved], months=["2026-06"])
    assert centre.rows("local_date, score", "response") == [(date(2026, 9, 1), 5.0)]
