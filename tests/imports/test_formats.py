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
from tests.imports.real import real_log

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
    log = real_log(CALLS) if real else call_log(tmp_path, 800, seed=5)
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
