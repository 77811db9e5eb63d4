"""Any table in: the same contacts, whatever they came in, and the line that a person would see."""

import csv
import gzip
import io
import json
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from evenhand.analysis.intake.convert import folder_of
from evenhand.analysis.intake.look import Unreadable, look
from evenhand.sample.shapes import call_log
from tests.bringing import LARGEST, Centre
from tests.real import real_file

HEAD = ("contact_id", "started_at", "agent", "talk_seconds", "csat")
ROWS = [
    ("N1", "2026-07-01 10:00:00", "Ann", 60, 4),
    ("N2", "2026-07-01 11:00:00", "Zo\u00eb", 75.5, None),
    ("N3", "2026-07-02 09:30:00", "Bo\nJr", 90, 5),
]


def as_csv(head=HEAD, rows=ROWS) -> bytes:
    kept = io.StringIO(newline="")
    csv.writer(kept).writerows([head, *rows])
    return kept.getvalue().encode()


def as_workbook(sheets: dict[str, list]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def as_objects(rows=ROWS) -> list[dict]:
    return [dict(zip(HEAD, row, strict=True)) for row in rows]


def as_jsonl(rows=ROWS) -> bytes:
    return "\n".join(json.dumps(one) for one in as_objects(rows)).encode()


def as_parquet(rows=ROWS) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kept = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(as_objects(rows)), kept)
    return kept.getvalue()


def as_zip(content: bytes, name="log.csv", **others: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, inside in {name: content, **others}.items():
            archive.writestr(one, inside)
    return kept.getvalue()


FORMATS = {
    "excel": lambda: as_workbook({"Calls": [HEAD, *ROWS]}),
    "json lines": as_jsonl,
    "json list": lambda: json.dumps(as_objects()).encode(),
    "json list over lines": lambda: json.dumps(as_objects(), indent=2).encode(),
    "parquet": as_parquet,
    "gz of csv": lambda: gzip.compress(as_csv()),
    "gz of json lines": lambda: gzip.compress(as_jsonl()),
    "gz of excel": lambda: gzip.compress(as_workbook({"Calls": [HEAD, *ROWS]})),
    "gz of parquet": lambda: gzip.compress(as_parquet()),
    "zip of csv": lambda: as_zip(as_csv()),
    "zip of utf-16": lambda: as_zip(as_csv().decode().encode("utf-16")),
}
CALLS = "pwc_call_centre_2021_jan_feb.csv"
ASKED = "source_id, started_at, handle_seconds, csat_score"


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_contacts_in_every_format(centre, a_file, kind):
    """Also the same to the letter: brought in again as CSV, everything is here already."""
    summary = centre.bring_in(a_file(FORMATS[kind](), "log.bin"))
    assert (summary.lines, summary.accepted) == (3, 3)
    assert centre.rows(ASKED) == [
        ("N1", datetime(2026, 7, 1, 9, 0), 60, 4),
        ("N2", datetime(2026, 7, 1, 10, 0), 75.5, None),
        ("N3", datetime(2026, 7, 2, 8, 30), 90, 5),
    ]
    assert [key for key, _ in summary.agents] == ["Ann", "Bo\nJr", "Zo\u00eb"]
    again = centre.bring_in(a_file(as_csv()))
    assert (again.accepted, again.already_here) == (0, 3)
    assert not folder_of(centre.store, centre.runs[0]).exists(), "the plain text is not kept"


BAD = ("N9", "yesterday", "Ann", 60, 4)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (lambda: as_workbook({"Calls": [HEAD, *ROWS[:2], (), (), ROWS[2], BAD]}), 7),
        (lambda: as_jsonl([*ROWS]) + b"\n\n\n" + as_jsonl([BAD]), 6),
        (lambda: json.dumps(as_objects([*ROWS, BAD]), indent=1).encode(), 4),
        (lambda: as_parquet([*ROWS, BAD]), 4),
        (lambda: gzip.compress(as_csv(rows=[*ROWS, BAD])), 6),
    ],
    ids=["row of a sheet", "line of json", "item of a list", "row of parquet", "line in gz"],
)
def test_the_line_that_a_person_would_see(centre, a_file, content, line):
    means = {"contact_id": "contact_number", "started_at": "started_at"}
    summary = centre.bring_in(a_file(content(), "log.bin"), columns=means)
    assert (summary.lines, summary.rejected) == (4, 1)
    assert [(one.line, one.column, one.value) for one in centre.refused()] == [
        (line, "started_at", "yesterday")
    ]


def as_excel(path: Path) -> bytes:
    """A call log as somebody would save it: real dates, times and lengths of time."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("January and February")
    sheet.append(head)
    for row in rows:
        sheet.append([_typed(name, cell) for name, cell in zip(head, row, strict=True)])
    return saved(book)


def _typed(name: str, cell: str):
    if not cell:
        return None
    if name == "Date":
        return date.fromisoformat(cell)
    if name == "Time":
        return time(*map(int, cell.split(":")))
    if name == "AvgTalkDuration":
        hours, minutes, seconds = map(int, cell.split(":"))
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return int(cell) if cell.isdigit() else cell


@pytest.mark.parametrize("real", [False, True], ids=["generated", "real"])
def test_a_call_log_saved_as_excel_gives_the_same_figures(tmp_path, real):
    log = real_file(f"logs/{CALLS}") if real else call_log(tmp_path, 800, seed=5)
    workbook = tmp_path / "log.xlsx"
    workbook.write_bytes(as_excel(log))
    from evenhand.analysis.warehouse.manifest import Store

    text, excel = Centre(Store(tmp_path / "text")), Centre(Store(tmp_path / "excel"))
    one, two = text.bring_in(log), excel.bring_in(workbook)
    assert one.lines > 700 and one.accepted == two.accepted
    assert text.contents() == excel.contents()


def test_the_fullest_sheet_is_proposed_and_another_can_be_chosen(a_file):
    notes = [("Read me",), ("Calls of July",)]
    path = a_file(
        as_workbook({"Notes": notes, "June": [HEAD, ROWS[0]], "July": [HEAD, *ROWS], "Empty": []}),
        "book.xlsx",
    )
    shape = look(path, largest=LARGEST)
    assert (shape.sheet, shape.sheets, len(shape.rows)) == ("July", ("Notes", "June", "July"), 3)
    assert len(look(path, largest=LARGEST, sheet="June").rows) == 1
    with pytest.raises(Unreadable, match="No columns were found"):
        look(path, largest=LARGEST, sheet="Notes")


def a_sheet(change) -> bytes:
    book = openpyxl.Workbook()
    for row in [HEAD, *ROWS]:
        book.active.append(list(row))
    change(book.active)
    return saved(book)


def test_a_heading_of_two_rows_with_merged_groups(a_file):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [
        ("Calls of July", None, None, None, None),
        ("Contact", "Call", None, "Survey", None),
        (None, "Start", "Agent", "Score", "Words"),
        ("N1", datetime(2026, 7, 1, 10), "Ann", 4, None),
        ("N2", "13/07/2026 11:00", "Ann", 5, "kind"),
    ]:
        sheet.append(list(row))
    for merged in ("A1:E1", "A2:A3", "B2:C2", "D2:E2"):
        sheet.merge_cells(merged)
    shape = look(a_file(saved(book), "two.xlsx"), largest=LARGEST)
    assert shape.columns == ("Contact", "Call Start", "Call Agent", "Survey Score", "Survey Words")
    assert (shape.junk, len(shape.rows), shape.skip) == (("Calls of July",), 2, 2)
    assert "two rows" in shape.notes[0]


def test_excel_dates_and_dates_as_text_in_one_column(centre, a_file):
    def change(sheet):
        sheet["B2"] = datetime(2026, 7, 1, 10)
        sheet["B3"] = "13/07/2026 11:00"
        sheet["B4"] = datetime(2026, 7, 2, 9, 29, 59, 999700)

    centre.bring_in(a_file(a_sheet(change), "mixed.xlsx"))
    assert [str(at) for (at,) in centre.rows("started_at", order="source_id")] == [
        "2026-07-01 09:00:00",
        "2026-07-13 10:00:00",
        "2026-07-02 08:30:00",
    ]


def test_formulas_without_a_saved_value_and_error_cells_are_rejected(centre, a_file):
    def change(sheet):
        sheet["D2"], sheet["C3"], sheet["C4"] = "=1+1", "#N/A", "Bo"

    means = ("contact_number", "started_at", "agent", "talk_seconds", "csat")
    columns = dict(zip(HEAD, means, strict=True))
    summary = centre.bring_in(a_file(a_sheet(change), "cells.xlsx"), columns=columns)
    assert (summary.accepted, summary.rejected) == (1, 2)
    first, second = centre.refused()
    assert (first.line, first.value, first.why) == (
        2,
        "=1+1",
        "The cell holds a formula, not a value",
    )
    assert (second.line, second.value, second.why) == (
        3,
        "#N/A",
        "The cell holds an error of Excel",
    )


def test_merged_values_and_blank_rows_at_the_end(centre, a_file):
    def change(sheet):
        sheet.merge_cells("C2:C4")
        sheet.cell(500, 1).font = openpyxl.styles.Font(bold=True)

    path = a_file(a_sheet(change), "merged.xlsx")
    assert "its value belongs to the first cell" in look(path, largest=LARGEST).notes[0]
    summary = centre.bring_in(path)
    assert (summary.lines, [list(one) for one in summary.agents]) == (3, [["Ann", 1]])


def test_json_keys_that_come_late_and_lists_of_objects(centre, a_file):
    rows = as_objects([(f"N{at}", "2026-07-01 10:00", "Ann", 60, 4) for at in range(1500)])
    rows[0] |= {"customer": {"id": "C1"}, "tags": ["a", "b"], "turns": [{"text": "Hello"}]}
    rows[1400]["resolved"] = True
    lines = [json.dumps(one) for one in rows]
    lines[3] = '{"contact_id": "N3", '
    shape, _ = centre.propose(path := a_file("\n".join(lines), "log.jsonl"))
    assert shape.columns[5:] == ("customer.id", "tags", "resolved") and shape.nested == ("turns",)
    assert "“resolved” (line 1,401)" in shape.notes[0]
    summary = centre.bring_in(path)
    assert (summary.lines, summary.accepted, summary.rejected) == (1500, 1499, 1)
    assert (centre.refused()[0].line, centre.refused()[0].why) == (
        4,
        "The line is not an object of JSON",
    )


WIDE = [f"c{at}" for at in range(10_000)]
TOO_WIDE = {
    "excel": lambda: as_workbook({"Calls": [WIDE, WIDE]}),
    "json lines": lambda: json.dumps(dict.fromkeys(WIDE, "x")).encode() + b"\n",
    "parquet": lambda: _parquet_of(dict.fromkeys(WIDE, "x")),
}


def _parquet_of(row: dict) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kept = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([row]), kept)
    return kept.getvalue()


@pytest.mark.parametrize("kind", TOO_WIDE)
def test_ten_thousand_columns_are_refused_as_in_text(a_file, kind):
    with pytest.raises(
        Unreadable, match="10,000 columns; the most that can be matched is 500. Export"
    ):
        look(a_file(TOO_WIDE[kind](), "log.bin"), largest=LARGEST)
