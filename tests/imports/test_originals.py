"""The rejected lines as they stood in the file, and what comes back of them after a spreadsheet had them."""

import csv
import io
import json

import pytest

from evenhand.analysis import engine
from evenhand.analysis.intake import originals, recognise
from evenhand.analysis.intake.check import check
from evenhand.analysis.intake.guarding import as_corrected, guard, unguard, unguarded
from evenhand.analysis.intake.look import look
from evenhand.analysis.intake.shape import EMPTY
from tests.bringing import LARGEST, TODAY, ZONE
from tests.imports.test_formats import as_workbook

HEAD = ["Call ID", "Date", "Time", "Agent", "Topic", "Talk Time"]
GOOD = [[str(n), "2026-03-02", f"10:{n:02}:00", "Amara", "Bill", "60"] for n in range(1, 9)]
BAD = [
    ["91", "2026-02-31", "10:00:00", "Ben", "Bill", "61"],
    ["92", "2026-03-02", "10:00:00", "=1+1", "said\n“no”, twice", "62"],
    ["93", "2026-03-02", "10:00:00", "Ben", "Bill", "-63"],
]
ROWS = [GOOD[0], BAD[0], *GOOD[1:4], BAD[1], *GOOD[4:], BAD[2]]
AS_OBJECTS = [dict(zip(HEAD, row, strict=True)) for row in ROWS]


def as_csv(rows, head=HEAD, **dialect) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", **dialect).writerows([head, *rows])
    return out.getvalue().encode()


def refused(centre, path, swallowed=0):
    shape = look(path, largest=LARGEST)
    mapping = recognise.propose(shape, source="log", zone=ZONE)
    run = f"run{len(centre.runs)}"
    centre.runs.append(run)
    summary = check(path, shape, mapping, store=centre.store, run=run, today=TODAY)
    found = list(originals.rows(centre.store, run, path, shape))
    assert summary.rejected + swallowed == len(found)
    assert not list((centre.store.folder / "drafts").glob("*.*.text"))
    return found


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (as_csv(ROWS), [3, 7, 13]),
        (as_csv(ROWS, delimiter=";").decode().encode("utf-16"), [3, 7, 13]),
        (as_csv(ROWS, quotechar="'", quoting=csv.QUOTE_ALL), [3, 7, 13]),
        ("".join(json.dumps(row) + "\n" for row in AS_OBJECTS).encode(), [2, 6, 11]),
        (as_workbook({"Calls": [HEAD, *ROWS]}), [3, 7, 12]),
    ],
    ids=["csv", "semicolons in utf-16", "single quotes", "json lines", "excel"],
)
def test_whole_original_cells_with_their_lines(centre, a_file, content, lines):
    found = refused(centre, a_file(content))
    assert [one.line for one in found] == lines
    assert [one.cells for one in found] == BAD
    assert [one.why for one in found][0] == "There is no 31 February"


def test_lines_that_are_no_record_stand_whole_in_the_first_cell(centre, a_file):
    text = as_csv(GOOD).decode()
    short, long, quote = (
        "94,2026-03-02,10:00:00,Ben",
        "95,2026-03-02,10:00:00,Ben,Bill,60,more",
        '96,2026-03-02,10:00:00,"Ben" x,Bill,60',
    )
    found = refused(centre, a_file("\n".join([text.rstrip(), short, long, quote, ""])))
    assert [one.line for one in found] == [10, 11, 12]
    blank = [""] * 5
    assert found[0].cells == ["94", "2026-03-02", "10:00:00", "Ben", "", ""]
    assert found[1].cells == [long, *blank] and found[2].cells == [quote, *blank]


def test_a_quotation_mark_that_is_never_closed_takes_nothing_away(centre, a_file):
    text = as_csv([*GOOD[:3], ["97", "2026-03-02", "10:00:00", "B", "open", "60"], *GOOD[3:]])
    found = refused(centre, a_file(text.decode().replace("open", '"open')), swallowed=len(GOOD) - 3)
    assert found[0].line == 5 and found[0].cells[0] == '97,2026-03-02,10:00:00,B,"open,60'
    assert [one.cells for one in found[1:]] == GOOD[3:]


CELLS = [
    "=1+1", "'=1+1", "''=x", " =x", "' -5", "-5", "-", "'-", "+44 20", "@x", "\tx", "\nx", "'tis", "'", "", "O'Hara",
    "5-4", "'' x",
]  # fmt: skip


@pytest.mark.parametrize("cell", CELLS)
def test_what_is_guarded_on_the_way_out_is_read_back_as_it_was(cell):
    out = guard(cell)
    assert unguard(out) == cell
    assert not out.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("cell", CELLS)
def test_the_reader_takes_the_guard_off_as_well(cell):
    sql = f"SELECT {unguarded('c', EMPTY)} FROM (SELECT ?::VARCHAR AS c)"
    with engine.cursor() as cursor:
        (read,) = cursor.execute(sql, [guard(cell)]).fetchone()
    assert read == (None if cell == "-" else cell)


def test_headings_keep_clear_of_the_files_own(a_file):
    shape = look(a_file(as_csv(GOOD, head=["Line", *HEAD[1:]])), largest=LARGEST)
    assert originals.headings(shape)[-2:] == ["line (of the rejected line)", "reason"]
    assert as_corrected(shape).columns == shape.columns
