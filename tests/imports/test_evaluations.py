"""Evaluations that come apart from their contacts: one a line, or one criterion a line."""

import pytest

from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Store
from tests.bringing import Centre

CONTACTS = "contact_id,started_at,agent\n"
PEOPLE = Directory(keys=(("", "Ann", 1), ("", "Ben", 2)))
HEAD = "evaluation_id,contact_id,evaluated_at,evaluator,scorecard,purpose,points,possible,auto fail,customer critical\n"


@pytest.fixture(scope="module")
def calls_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("calls")
    lines = "".join(
        f"N{at},2026-0{7 + at // 20}-{at % 20 + 1:02d} 10:00:00,{'Ann' if at % 2 else 'Ben'}\n"
        for at in range(40)
    )
    (folder / "calls.csv").write_text(CONTACTS + lines)
    centre = Centre(Store(folder / "store"), PEOPLE)
    centre.bring_in(folder / "calls.csv", "calls")
    return centre


@pytest.fixture
def calls(calls_once, tmp_path):
    return calls_once.copied_to(tmp_path / "store")


def line(at: int, points: float = 80, purpose: str = "random") -> str:
    return f"E{at},N{at},2026-09-0{at % 9 + 1} 12:00,Quinn,Phone 3,{purpose},{points},100,no,{at % 2}\n"


def files(centre) -> dict:
    return {key: month.files for key, month in centre.store.manifest().months.items()}


def test_an_evaluation_counts_in_the_month_of_its_contact_for_its_person(calls, a_file):
    before = files(calls)
    came = calls.bring_in(a_file(HEAD + line(1) + line(2, 90), "qa.csv"), "qa")
    assert (came.accepted, came.months) == (2, {"2026-07": 2})
    assert calls.propose(a_file(HEAD + line(1), "other.csv"))[1].kind == "evaluations"
    found = calls.rows(
        "source_id, local_date::VARCHAR, person_id, evaluator, scorecard, purpose, earned, possible, auto_fail,"
        " customer_critical, business_critical, credited",
        "evaluation",
    )
    assert found == [
        ("E1", "2026-07-02", 1, "Quinn", "Phone 3", "random", 80, 100, False, 1, None, True),
        ("E2", "2026-07-03", 2, "Quinn", "Phone 3", "random", 90, 100, False, 0, None, True),
    ]
    shares = dict(calls.rows("source_id, evaluation_share"))
    assert (shares["N1"], shares["N2"], shares["N3"]) == (0.8, 0.9, None)
    assert files(calls)["2026-08"] == before["2026-08"]
    calls.take_back("run2")
    assert files(calls) == before


def test_again_and_changed(calls, a_file):
    path = a_file(HEAD + "".join(line(at) for at in range(10)), "qa.csv")
    calls.bring_in(path, "qa")
    before = files(calls)
    again = calls.bring_in(path, "qa")
    assert (again.accepted, again.already_here) == (0, 10)
    assert files(calls) == before
    other = calls.bring_in(a_file(HEAD + line(3, 20) + line(4), "later.csv"), "qa")
    assert (other.accepted, other.updates, other.already_here) == (1, 1, 1)
    assert dict(calls.rows("source_id, earned", "evaluation"))["E3"] == 20
    calls.take_back("run4")
    assert files(calls) == before


@pytest.mark.parametrize(
    ("word", "empty", "purpose"),
    [
        ("random", "targeted", "random"), ("Drawn", "targeted", "random"), ("sample", "targeted", "random"),
        ("calibration", "random", "targeted"), ("complaint", "random", "targeted"), ("why not", "random", "targeted"),
        ("", "targeted", "targeted"), ("", "random", "random"),
    ],
)  # fmt: skip
def test_what_nobody_knows_to_be_drawn_enters_no_rate(calls, a_file, word, empty, purpose):
    calls.bring_in(a_file(HEAD + line(1, purpose=word), "qa.csv"), "qa", empty_purpose=empty)
    assert calls.rows("purpose", "evaluation") == [(purpose,)]


@pytest.mark.parametrize(
    ("cells", "unit", "earned"),
    [(("85", "60"), "%", 85), (("85 %", "60%"), "%", 85), (("0.85", "0.6"), "share", 85)],
)
def test_scores_of_a_hundred(calls, a_file, cells, unit, earned):
    head = "evaluation_id,contact_id,evaluator,score\n"
    path = a_file(head + "".join(f"E{at},N{at},Quinn,{cell}\n" for at, cell in enumerate(cells)))
    _, mapping = calls.propose(path, "qa")
    assert mapping.unit("score_percent", "%") == unit
    calls.bring_in(path, "qa")
    found = dict(calls.rows("source_id, earned", "evaluation"))
    assert found["E0"] == pytest.approx(earned)
    assert calls.rows("DISTINCT possible", "evaluation") == [(100,)]


@pytest.mark.parametrize(
    ("bad", "column", "why"),
    [
        (line(1, 101), "points", "The points earned must lie between zero and the points possible"),
        (line(1, -1), "points", "The points earned must lie between zero and the points possible"),
        (line(1, ""), "points", "The points earned or possible are missing"),
        (line(1).replace(",100,", ",0,"), "points", "The points possible must be above zero"),
        (line(1).replace("N1,", "X1,").replace("2026-09-02", ""), "evaluated_at", "This is not a date and time"),
        (line(1).replace("N1,", "X1,"), "contact_id", "No contact with this number is here: bring its"),
        (line(1).replace(",no,1", ",no,-1"), "customer critical", "A number of times cannot be below zero"),
        (line(1).replace("2026-09-02", "2027-09-02"), "evaluated_at", "This lies in the future"),
    ],
)  # fmt: skip
def test_what_is_refused(calls, a_file, bad, column, why):
    came = calls.bring_in(a_file(HEAD + line(2) + bad, "qa.csv"), "qa")
    assert (came.lines, came.accepted, came.rejected) == (2, 1, 1)
    (refused,) = calls.refused()
    assert (refused.line, refused.column) == (3, column)
    assert refused.why.startswith(why)


def test_an_evaluation_of_a_person_at_a_time(calls, a_file):
    head = "evaluation_id,agent,evaluated_at,evaluator,score\n"
    came = calls.bring_in(
        a_file(head + "E1,Ben,2026-10-03 10:00,Quinn,70\nE2,,2026-10-03 10:00,Quinn,70\n"), "qa"
    )
    assert (came.accepted, came.rejected, came.agents) == (1, 1, [["Ben", 1]])
    found = calls.rows("local_date::VARCHAR, person_id, contact_id, earned", "evaluation")
    assert found == [("2026-10-03", 2, None, 70)]


CRITERIA = "evaluation_id,contact_id,evaluator,purpose,section,criterion,points,possible,critical\n"


def criteria(number: int, *points) -> str:
    names = [
        ("Opening", "Greeted", ""),
        ("Opening", "Verified", "compliance"),
        ("Solution", "Right answer", "customer"),
    ]
    return "".join(
        f"E{number},N{number},Quinn,random,{section},{name},{got},{10 * at},{critical}\n"
        for at, ((section, name, critical), got) in enumerate(zip(names, points, strict=True), 1)
    )


def test_lines_of_one_evaluation_come_together(calls, a_file):
    path = a_file(CRITERIA + criteria(1, 10, 0, 30) + criteria(2, 5, "N/A", 30), "qa.csv")
    came = calls.bring_in(path, "qa")
    assert (came.lines, came.accepted) == (6, 6)
    found = calls.rows(
        "source_id, earned, possible, customer_critical, business_critical, compliance_critical",
        "evaluation",
    )
    assert found == [("E1", 40, 60, 0, None, 1), ("E2", 35, 40, 0, None, 0)]
    scores = calls.rows(
        "criterion, earned, possible, not_applicable, critical, person_id", "criterion_score"
    )
    assert scores == [
        ("Greeted", 5, 10, False, None, 2),
        ("Greeted", 10, 10, False, None, 1),
        ("Right answer", 30, 30, False, "customer", 1),
        ("Right answer", 30, 30, False, "customer", 2),
        ("Verified", 0, 20, False, "compliance", 1),
        ("Verified", None, None, True, "compliance", 2),
    ]
    again = calls.bring_in(path, "qa")
    assert (again.accepted, again.already_here) == (0, 6)


def test_one_changed_criterion_brings_its_whole_evaluation_anew(calls, a_file):
    calls.bring_in(
        a_file(CRITERIA + criteria(1, 10, 0, 30) + criteria(2, 5, 20, 30), "qa.csv"), "qa"
    )
    before = files(calls)
    again = calls.bring_in(
        a_file(CRITERIA + criteria(1, 10, 20, 30) + criteria(2, 5, 20, 30), "later.csv"), "qa"
    )
    assert (again.lines, again.accepted, again.already_here) == (6, 3, 3)
    found = calls.rows("source_id, earned, compliance_critical", "evaluation")
    assert found == [("E1", 60, 0), ("E2", 55, 0)]
    assert len(calls.rows("1", "criterion_score")) == 6
    calls.take_back("run3")
    assert files(calls) == before


def test_a_refused_criterion_refuses_its_evaluation(calls, a_file):
    text = CRITERIA + criteria(1, 10, 21, 30) + criteria(2, 5, 20, 30) + criteria(3, 5, "", 30)
    twice = criteria(2, 5, 20, 30).splitlines(keepends=True)[0]
    came = calls.bring_in(a_file(text + twice + twice.replace(",5,", ",6,"), "qa.csv"), "qa")
    assert (came.lines, came.accepted, came.rejected, came.already_here) == (11, 3, 7, 1)
    assert [row[0] for row in calls.rows("source_id", "evaluation")] == ["E2"]
    whys = {refused.line: refused.why for refused in calls.refused()}
    assert whys[2].startswith("Another line of the same evaluation was refused")
    assert whys[3].startswith("The points earned must lie")
    assert whys[9].startswith("The points earned or possible are missing")
    assert whys[12].startswith("An earlier line of this file has the same number")
