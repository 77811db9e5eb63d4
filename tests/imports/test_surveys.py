"""Surveys that come apart from their contacts: whose they are, what they move, and what they leave alone."""

import pytest

from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Store
from tests.bringing import Centre

CONTACTS = "contact_id,started_at,agent,csat\n"
HEAD = "survey_id,contact_id,answered_at,csat,nps,ces,resolved first time,comment\n"
PEOPLE = Directory(keys=(("", "Ann", 1), ("", "Ben", 2)))


def contacts(first: int, last: int, month: int = 7) -> str:
    return "".join(
        f"N{at},2026-{month:02d}-{at % 28 + 1:02d} 10:00:00,{'Ann' if at % 2 else 'Ben'},\n"
        for at in range(first, last)
    )


@pytest.fixture(scope="module")
def calls_once(tmp_path_factory):
    """Sixty contacts of July and of August, that nobody was asked about yet."""
    folder = tmp_path_factory.mktemp("calls")
    (folder / "calls.csv").write_text(CONTACTS + contacts(0, 60) + contacts(60, 120, month=8))
    centre = Centre(Store(folder / "store"), PEOPLE)
    centre.bring_in(folder / "calls.csv", "calls", columns={**_MEANT, "csat": "csat"})
    return centre


@pytest.fixture
def calls(calls_once, tmp_path):
    return calls_once.copied_to(tmp_path / "store")


_MEANT = {"contact_id": "contact_number", "started_at": "started_at", "agent": "agent"}


def surveys(first: int, last: int, csat: int = 5) -> str:
    return "".join(
        f"S{at},N{at},2026-09-01 09:00:00,{csat},{at % 11},{at % 7 + 1},{('yes', 'no', 'not sure')[at % 3]},\n"
        for at in range(first, last)
    )


def files(centre) -> dict:
    return {key: month.files for key, month in centre.store.manifest().months.items()}


def test_a_late_survey_moves_the_month_of_its_contact_and_no_other(calls, a_file):
    calls.bring_in(a_file(HEAD + surveys(0, 40), "surveys.csv"), "poll")
    before, july = files(calls), calls.figure("csat_mean")
    assert (july.n, july.numerator) == (40, 200)
    late = calls.bring_in(a_file(HEAD + surveys(60, 100, csat=3), "late.csv"), "poll")
    assert (late.lines, late.accepted, late.months) == (40, 40, {"2026-08": 40})
    after = files(calls)
    assert after["2026-07"] == before["2026-07"]
    assert after["2026-08"]["response"] != before["2026-08"]["response"]
    assert calls.figure("csat_mean").numerator == 200 + 120
    assert calls.store.manifest().data_up_to < "2026-09"  # they count where their contacts do
    calls.take_back("run3")
    assert {key: month["response"] for key, month in files(calls).items()} == {
        key: month["response"] for key, month in before.items()
    }
    assert calls.figure("csat_mean").numerator == 200


def test_each_answer_is_a_response_of_the_contacts_person(calls, a_file):
    calls.bring_in(a_file(HEAD + surveys(1, 4) + 'S9,N9,,,,,,"Thank you, Ann"\n'), "poll")
    found = calls.rows(
        "question, score, low, high, person_id, comment, local_date::VARCHAR", "response", "7, 1"
    )
    assert found[:4] == [
        ("ces", 2.0, 1.0, 7.0, 1, None, "2026-07-02"),
        ("csat", 5.0, 1.0, 5.0, 1, None, "2026-07-02"),
        ("nps", 1.0, 0.0, 10.0, 1, None, "2026-07-02"),
        ("resolved", 0.0, 0.0, 1.0, 1, None, "2026-07-02"),
    ]
    assert found[-1] == ("comment", None, None, None, 1, "Thank you, Ann", "2026-07-10")
    assert len(found) == 13
    assert [row[1] for row in found if row[0] == "resolved"] == [0.0, None, 1.0]


def test_the_same_surveys_again_are_here_already(calls, a_file):
    path = a_file(HEAD + surveys(0, 30), "surveys.csv")
    calls.bring_in(path, "poll")
    before = files(calls)
    again = calls.bring_in(path, "poll")
    assert (again.lines, again.accepted, again.already_here) == (30, 0, 30)
    assert files(calls) == before


def test_a_changed_answer_is_a_new_version(calls, a_file):
    calls.bring_in(a_file(HEAD + surveys(0, 30), "surveys.csv"), "poll")
    changed = surveys(0, 30).replace(
        "S7,N7,2026-09-01 09:00:00,5,7,", "S7,N7,2026-09-01 09:00:00,1,,"
    )
    again = calls.bring_in(a_file(HEAD + changed, "changed.csv"), "poll")
    assert (again.accepted, again.updates, again.already_here) == (1, 1, 29)
    assert calls.figure("csat_mean").numerator == 30 * 5 - 4
    found = calls.rows("question, score", "response")
    assert sum(question == "nps" for question, _ in found) == 29  # the answer that went is gone
    calls.take_back("run3")
    assert calls.figure("csat_mean").numerator == 30 * 5


def test_a_survey_that_turns_out_to_be_about_another_contact_leaves_the_first(calls, a_file):
    calls.bring_in(a_file(HEAD + surveys(0, 5), "surveys.csv"), "poll")
    calls.bring_in(a_file(HEAD + surveys(0, 1).replace(",N0,", ",N70,"), "moved.csv"), "poll")
    found = calls.rows("strftime(local_date, '%Y-%m')", "response")
    assert [month for (month,) in found].count("2026-08") == 4
    assert [month for (month,) in found].count("2026-07") == 16


def test_a_contact_that_is_not_here_yet(calls, a_file):
    path = a_file(HEAD + surveys(118, 125), "surveys.csv")
    came = calls.bring_in(path, "poll")
    assert (came.lines, came.accepted, came.rejected) == (7, 2, 5)
    refused = calls.refused()[0]
    assert (refused.line, refused.column, refused.value) == (4, "contact_id", "N120")
    assert "bring its contact in first, then bring this line in again" in refused.why
    calls.bring_in(a_file(CONTACTS + contacts(120, 130, month=8)), "calls", columns=_MEANT)
    again = calls.bring_in(path, "poll", again=True)
    assert (again.accepted, again.rejected, again.already_here) == (5, 0, 2)
    assert len(calls.rows("1", "response")) == 7 * 4


ALONE = "survey_id,contact_id,agent,answered_at,csat\n"


def test_an_answer_that_stands_alone_counts_on_its_own_day_for_its_person(calls, a_file):
    came = calls.bring_in(
        a_file(
            ALONE
            + "S1,,Ann,2026-10-02 09:00:00,4\nS2,X9,Ben,2026-07-02 09:00:00,2\nS3,,,2026-10-02,1\nS4,,Ann,,1\n"
        ),
        "poll",
    )
    assert (came.accepted, came.rejected, came.months) == (2, 2, {"2026-07": 1, "2026-10": 1})
    assert [(r.line, r.why[:34]) for r in calls.refused()] == [
        (4, "It names neither a contact nor a p"),
        (5, "It names neither a contact nor a p"),
    ]
    found = calls.rows("local_date::VARCHAR, person_id, score, contact_id", "response")
    assert found == [("2026-07-02", 2, 2.0, None), ("2026-10-02", 1, 4.0, None)]


def test_an_answer_that_stood_alone_goes_to_its_contact_once_that_is_here(calls, a_file):
    path = a_file(ALONE + "S2,N130,Ben,2026-10-02 09:00:00,2\n", "alone.csv")
    calls.bring_in(path, "poll")
    calls.bring_in(a_file(CONTACTS + contacts(130, 131, month=8)), "calls", columns=_MEANT)
    again = calls.bring_in(path, "poll", again=True)
    assert (again.accepted, again.updates) == (1, 1)
    ((day, contact),) = calls.rows("local_date::VARCHAR, contact_id", "response")
    assert contact is not None
    assert day.startswith("2026-08")


def test_numbers_of_another_source_when_two_have_them(calls, a_file):
    calls.bring_in(a_file(CONTACTS + contacts(0, 60)), "chats", columns=_MEANT)
    path = a_file(HEAD + surveys(0, 10), "surveys.csv")
    assert calls.check(path, "poll").rejected == 10  # whose numbers they are is not guessed
    came = calls.bring_in(path, "poll", about="chats")
    assert came.accepted == 10
    found = calls.rows("source, count(csat_score) OVER (PARTITION BY source)")
    assert set(found) == {("calls", 0), ("chats", 10)}


LONG = "response id,contact_id,question,score\n"


def test_one_answer_a_line(calls, a_file):
    lines = (
        "R1,N1,CSAT,4\nR1,N1,Would you recommend us?,9\nR1,N1,Was it solved?,yes\nR1,N1,How easy was it?,6\n"
        "R2,N2,CSAT,9\nR2,N2,Shoe size,44\nR2,N2,Was it solved?,not sure\nR2,N2,Would you recommend us?,\n"
        "R3,N3,Was it solved?,maybe so\nR3,N3,CSAT,2\nR3,N3,CSAT,3\nR1,N1,CSAT,4\n"
    )
    came = calls.bring_in(a_file(LONG + lines, "long.csv"), "poll", csat_high=5)
    assert (came.lines, came.accepted, came.rejected, came.already_here) == (12, 6, 5, 1)
    assert [(r.line, r.column) for r in calls.refused()] == [
        (6, "score"), (7, "question"), (9, "score"), (10, "score"), (12, "response id"),
    ]  # fmt: skip
    found = sorted(calls.rows("question, score", "response"), key=str)
    assert found == [
        ("ces", 6.0), ("csat", 2.0), ("csat", 4.0), ("nps", 9.0), ("resolved", 1.0), ("resolved", None),
    ]  # fmt: skip


def test_a_survey_without_a_number_is_known_by_its_contact_and_time(calls, a_file):
    head = "contact_id,responded at,csat,nps\n"
    calls.bring_in(
        a_file(head + "N1,2026-09-01 10:00,4,9\nN1,2026-09-02 10:00,2,9\n", "a.csv"), "poll"
    )
    again = calls.bring_in(a_file(head + "N1,2026-09-01 10:00,5,9\n", "b.csv"), "poll")
    assert (again.accepted, again.updates) == (1, 1)
    assert sorted(calls.rows("score, credited", "response")) == [
        (2.0, True), (5.0, False), (9.0, False), (9.0, True),
    ]  # fmt: skip
