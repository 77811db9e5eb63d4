"""Every line is accounted for: lines = accepted + rejected + already here, at the numbers an editor shows."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from evenhand.analysis.intake.reasons import REASONS, sentence
from evenhand.analysis.warehouse.manifest import Store
from tests.bringing import Centre
from tests.imports.faulty import (
    DIALECTS,
    FAULTS,
    HARMLESS,
    HEADINGS,
    LINES,
    Dialect,
    records,
    table,
)

QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
MEANT = dict(
    zip(
        HEADINGS,
        ("contact_number", "started_at", "agent", "topic", "talk_seconds", "csat"),
        strict=True,
    )
)
PLAIN = Dialect(",", "\n", "utf-8", True)


def checked(content: bytes):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_bytes(content)
        centre = Centre(Store(Path(folder) / "store"))
        summary = centre.check(path, columns=MEANT, csat_high=5)
        return summary, centre.refused()


def assert_accounted_for(kinds, dialect):
    made = table(kinds, dialect)
    summary, refused = checked(made.content)
    assert len(records(made.content, dialect)) == made.lines  # the table says what it means to say
    assert summary.lines == summary.accepted + summary.rejected + summary.already_here == made.lines
    assert [one.line for one in refused] == made.refused
    assert (summary.accepted, summary.already_here) == (made.accepted, made.already)
    assert all(one.why and one.why not in REASONS for one in refused)


@QUICK
@given(kinds=LINES, dialect=DIALECTS)
def test_every_line_of_a_dirty_file_is_accounted_for(kinds, dialect):
    assert_accounted_for(kinds, dialect)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("harmless", ["newline", "blank", "long"])
def test_an_editor_shows_the_same_line(fault, harmless):
    assert_accounted_for(
        [harmless, fault, "good", harmless, harmless, fault, "stray_quote", fault, "good"], PLAIN
    )


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_is_harmless_is_not_refused(kind):
    assert_accounted_for([kind] * 3, PLAIN)


def test_every_rejected_line_says_where_and_why(centre, a_file):
    made = table(list(FAULTS), PLAIN)
    centre.check(a_file(made.content), columns=MEANT, csat_high=5)
    found = [(one.line, one.column, one.value, one.why) for one in centre.refused()]
    assert found[2:7] == [
        (6, "started_at", "", "There is no start time, so it cannot be placed in time"),
        (7, "started_at", "31/09/2026 10:00", "There is no 31 September"),
        (8, "talk_seconds", "about 5 min", REASONS["duration"]),
        (9, "talk_seconds", "-3", REASONS["negative"]),
        (10, "csat", "6", "The answer is outside the scale (1 to 5)"),
    ]
    assert [why for *_, why in found[:2]] == [REASONS["short_line"], REASONS["long_line"]]
    assert [why for *_, why in found[7:]] == [
        REASONS["quote"],
        REASONS["formula"],
        REASONS["no_number"],
    ]


def test_a_quotation_mark_that_nothing_closes_says_how_many_lines_it_took(centre, a_file):
    head, lines = (
        "contact_id,started_at,agent\n",
        "".join(f"N{n},2026-07-01 10:00:00,Ann\n" for n in range(30)),
    )
    summary = centre.check(a_file(head + lines.replace("N7,", 'N7,"')))
    assert (summary.lines, summary.accepted, summary.rejected) == (8, 7, 1)
    (refused,) = centre.refused()
    assert refused.line == 9
    assert refused.why.endswith("(the 22 lines after it were taken for its text)")


@pytest.mark.parametrize(
    ("key", "most"), [("talk_seconds", 7 * 86_400), ("wait_seconds", 366 * 86_400)]
)
def test_a_length_of_time_beyond_belief(centre, a_file, key, most):
    lines = "".join(f"N{n},2026-07-01 10:00:00,Ann,{most + n}\n" for n in range(2))
    centre.bring_in(a_file(f"contact_id,started_at,agent,{key}\n{lines}"))
    (refused,) = centre.refused()
    assert (refused.line, refused.column, refused.value) == (3, key, str(most + 1))
    assert refused.why == f"It cannot have taken longer than this ({most // 86_400} days)"


def test_far_below_the_first_rows_of_a_column_that_was_all_numbers(centre, a_file):
    """What a type guessed from the top would refuse, or misread, is read as what it is."""
    head = "contact_id,started_at,agent,talk_seconds,csat\n"
    good = "".join(f"N{at},2026-07-01 10:{at % 60:02d}:00,Ann,60,4\n" for at in range(400))
    tail = [
        ("A", "2026-07-01 10:00:00", "0:02:23", "4"),
        ("B", "2026-07-01 10:00:00", '"143,5"', "4"),
        ("C", "2026-07-01T10:00:00+02:00", "60", "4"),
        ("D", "2026-07-01 10:00:00Z", "60", "4"),
        ("E", "2026-07-01 10:00:00", "inf", "4"),
        ("F", "2026-07-01 10:00:00", "nan", "4"),
        ("G", "2026-07-01 10:00:00", "60", "infinity"),
        ("H", "2026-07-01 10:00:00", "1e999", "4"),
        ("I", "yesterday", "60", "4"),
        ("J", "2026-07-01 10:00:00", "two minutes", "4"),
    ]
    lines = "".join(f"{number},{start},Ann,{talk},{csat}\n" for number, start, talk, csat in tail)
    centre.bring_in(a_file(head + good + lines))
    assert [one.line for one in centre.refused()] == [406, 407, 408, 409, 410, 411]
    found = centre.rows("source_id, strftime(started_at, '%H:%M'), handle_seconds", order="1")
    assert [row for row in found if len(row[0]) == 1] == [
        ("A", "09:00", 143),
        ("B", "09:00", 143.5),
        ("C", "08:00", 60),
        ("D", "10:00", 60),
    ]


@pytest.mark.parametrize(
    "word", ["", "NULL", "null", "None", "N/A", "n/a", "NA", "-", "?", "NaN", "  ", " NULL "]
)
def test_words_for_nothing(centre, a_file, word):
    centre.bring_in(
        a_file(
            f"contact_id,started_at,agent,talk_seconds,csat\nA,2026-07-01 10:00:00,{word},{word},{word}\n"
        )
    )
    assert centre.rows("handle_seconds, csat_score, attribution") == [
        (None, None, "no agent in the source")
    ]


@pytest.mark.parametrize("code", sorted(REASONS))
def test_each_reason_is_a_sentence_for_people(code):
    assert len(sentence(code).split()) >= 4
    assert "_" not in sentence(code)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("31/09/2026", "There is no 31 September"),
        ("09/31/2026", "There is no 31 September"),
        ("2026-02-30", "There is no 30 February"),
        ("45/13/2026", "There is no such day"),
        ("soon", REASONS["date"]),
    ],
)
def test_days_that_do_not_exist(value, why):
    assert sentence("date", value) == why


def test_a_very_long_cell_and_an_unclosed_quote_lose_no_line(centre, a_file):
    head = "contact_id,started_at,agent,what nobody asked,talk_seconds\n"
    good = "N{0},2026-07-01 10:00:00,Ann,why,60\n"
    long = f'L,2026-07-01 10:00:00,Ann,"{"x" * 150_000}\n",60\n'
    summary = centre.bring_in(
        a_file(head + good.format(1) + long + good.format(2) + "B,bad,Ann,why,60\n")
    )
    assert (summary.lines, summary.accepted, summary.rejected) == (4, 3, 1)
    assert [one.line for one in centre.refused()] == [6]


def test_a_quote_that_is_never_closed(centre, a_file):
    head = "contact_id,started_at,agent,reason,talk_seconds\n"
    good = "".join(f"N{at},2026-07-01 10:00:00,Ann,why,60\n" for at in range(300))
    summary = centre.bring_in(
        a_file(head + good + 'X,2026-07-01 10:00:00,Ann,"why,60\n' + good.replace("N", "M"))
    )
    assert summary.lines == summary.accepted + summary.rejected + summary.already_here
    assert summary.accepted >= 300
    assert centre.refused()[0].line == 302
    assert centre.refused()[0].why.startswith(REASONS["quote"])
