"""What is no table, what is a damaged one, and what is one that was matched wrongly: a sentence, and nothing half in."""

import gzip
import io
import os
import zipfile

import pytest

from evenhand.analysis.intake.look import MOST_COLUMNS, Unreadable, look
from evenhand.analysis.intake.mapping import Mapping, Unclear
from tests.bringing import Centre

HEAD = "contact_id,started_at,agent,talk_seconds,csat\n"
LINE = "N1,2026-07-01 10:00:00,Ann,60,4\n"


def workbook() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return kept.getvalue()


NO_TABLES = {
    "nothing": (b"", "The file is empty"),
    "blank lines": (b"\n\r\n   \n", "only blank lines"),
    "a mark and blanks": (b"\xef\xbb\xbf\n\n", "only blank lines"),
    "headings only": (HEAD.encode(), "nothing below it"),
    "headings and blanks": (HEAD.encode() + b"\n\n", "nothing below it"),
    "one column": (b"contact\nA\nB\n", "No columns were found"),
    "a name twice": (b"id,started_at,ID\nA,2026-07-01 10:00,B\n", "Two columns are called"),
    "no name": (b"id,,started_at\nA,B,2026-07-01 10:00\n", "Column 2 has no heading"),
    "no headings": (b"1,2026,3\n2,2026,4\n", "holds values, not headings"),
    "many columns": (
        ",".join(f"c{n}" for n in range(MOST_COLUMNS + 1)).encode() + b"\n1,2\n",
        "the most that can be",
    ),
    "no workbook after all": (workbook(), "web page or XML"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "old Excel workbook"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "This is a PDF"),
    "png": (b"\x89PNG\r\n\x1a\n", "a picture"),
    "jpeg": (b"\xff\xd8\xff\xe0", "a picture"),
    "packed headings": (gzip.compress(HEAD.encode()), "nothing below it"),
    "packed twice": (gzip.compress(gzip.compress(HEAD.encode())), "packed twice"),
    "parquet": (b"PAR1\x15\x04", "Parquet file is damaged"),
    "one json object over lines": (
        b'{\n "id": 1,\n "b": 2\n}',
        "not like one object for each contact",
    ),
    "json list cut short": (b'[{"id": 1, "b": 2}, {"id"', "breaks off or is damaged after item 1"),
    "html": (b"<!doctype html><table>", "a web page or XML"),
    "zero bytes": (HEAD.encode() + b"N1,2026\0,A,6,4\n", "Line 2 holds a zero byte"),
}


@pytest.mark.parametrize("kind", NO_TABLES)
def test_what_is_no_table_is_refused_with_a_sentence(centre, a_file, kind):
    content, sentence = NO_TABLES[kind]
    with pytest.raises(Unreadable, match=sentence) as refused:
        centre.bring_in(a_file(content))
    assert str(refused.value).endswith(".")
    assert not centre.store.folder.exists()


def test_a_file_over_the_size_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "large.csv"
    with open(path, "wb") as handle:
        handle.truncate(3_000_000)  # zero bytes: reading them would say so

    def never(*_args, **_named):
        raise AssertionError("read")

    monkeypatch.setattr("builtins.open", never)
    with pytest.raises(Unreadable, match="3 MB; the most that may be brought in here is 2 MB"):
        look(path, largest=2_000_000)


def test_zero_bytes_far_below(centre, a_file):
    """Beyond what the first look sees: refused as a line or as a file, but never taken for a value."""
    body = "".join(f"N{at},2026-07-01 10:00:00,Ann,60,4\n" for at in range(40_000))
    summary = centre.bring_in(
        a_file((HEAD + body).encode() + b"Z,2026-07-01 10:00:00,A\0nn,60,4\n")
    )
    assert summary.lines == 40_001
    found = centre.rows("source_id, attribution")
    assert len(found) == summary.accepted >= 40_000


def test_another_encoding_far_below(centre, a_file):
    body = "".join(f"N{at},2026-07-01 10:00:00,Zo\u00eb,60,4\n" for at in range(40_000))
    bad = "Z,2026-07-01 10:00:00,Zo\u00eb,60,4\n".encode("cp1252")
    summary = centre.bring_in(
        a_file((HEAD + body).encode() + bad + LINE.replace("N1", "Y").encode())
    )
    assert (summary.lines, summary.accepted, summary.rejected) == (40_002, 40_001, 1)
    assert centre.refused()[0].line == 40_002
    assert "another encoding" in centre.refused()[0].why


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", " =cmd", '"=HYPERLINK(""x"")"'])
@pytest.mark.parametrize("column", ["contact_id", "agent"])
def test_formulas_are_refused(centre, a_file, cell, column):
    cells = {
        "contact_id": "N1",
        "started_at": "2026-07-01 10:00:00",
        "agent": "Ann",
        "talk_seconds": "60",
        "csat": "4",
    }
    centre.check(
        a_file(HEAD + LINE.replace("N1", "N0") + ",".join({**cells, column: cell}.values()) + "\n")
    )
    (refused,) = centre.refused()
    assert (refused.line, refused.column, refused.why) == (
        3,
        column,
        "The cell holds a formula, not a value",
    )


@pytest.mark.parametrize(
    ("line", "column", "why"),
    [
        ("N1,2027-01-01 10:00:00,Ann,60,4", "started_at", "It starts in the future"),
        ("N1,1979-12-31 10:00:00,Ann,60,4", "started_at", "It starts before 1980"),
        ("N1,31/09/2026 10:00,Ann,60,4", "started_at", "There is no 31 September"),
        ("N1,,Ann,60,4", "started_at", "There is no start time, so it cannot be placed in time"),
        (
            "N1,2026-07-01 10:00:00,Ann,-60,4",
            "talk_seconds",
            "A length of time cannot be below zero",
        ),
        ("N1,2026-07-01 10:00:00,Ann,60,0", "csat", "The answer is outside the scale (1 to 5)"),
        ("N1,2026-07-01 10:00:00,Ann,60,very good", "csat", "This is not a number"),
        (",2026-07-01 10:00:00,Ann,60,4", "contact_id", "There is no contact number"),
    ],
)
def test_lines_that_cannot_be_right(centre, a_file, line, column, why):
    good = "".join(LINE.replace("N1", f"G{at}") for at in range(9))
    summary = centre.bring_in(a_file(HEAD + good + line + "\n"))
    assert (summary.accepted, summary.rejected) == (9, 1)
    (refused,) = centre.refused()
    assert (refused.line, refused.column, refused.why) == (11, column, why)
    assert centre.figure("handled").n == 9


def test_a_column_matched_wrongly_refuses_everything_and_brings_in_nothing(centre, a_file):
    path = a_file(HEAD + "".join(LINE.replace("N1", f"G{at}") for at in range(30)))
    summary = centre.check(
        path, columns={"agent": "started_at", "contact_id": "contact_number"}, order="ymd"
    )
    assert (summary.lines, summary.accepted, summary.rejected) == (30, 0, 30)
    assert (summary.first, summary.months) == ("", {})
    assert centre.store.manifest().generation == 0


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"contact_id": "contact_number"}, "Say which column tells when a contact started"),
        ({"started_at": "started_at", "agent": "shoe_size"}, "There is no meaning called"),
        ({"started_at": "started_at", "agent": "topic", "csat": "topic"}, "Two columns mean"),
    ],
)
def test_a_matching_that_cannot_be_used(centre, a_file, columns, sentence):
    with pytest.raises(Unclear, match=sentence):
        centre.check(a_file(HEAD + LINE), columns=columns)
    assert not centre.store.folder.exists()


def test_a_scale_upside_down_is_refused():
    from evenhand.analysis.intake.mapping import require_usable

    mapping = Mapping("log", {"a": "started_at"}, csat_low=5, csat_high=1)
    with pytest.raises(Unclear, match="must be below the highest"):
        require_usable(mapping, order_matters=False)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le-bom"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_dialects(centre: Centre, a_file, newline, encoding, delimiter):
    text = (HEAD + LINE.replace("Ann", "Zo\u00eb")).replace(",", delimiter).replace("\n", newline)
    content = (
        b"\xff\xfe" + text.encode("utf-16-le")
        if encoding == "utf-16-le-bom"
        else text.encode(encoding)
    )
    assert centre.check(a_file(content)).accepted == 1
    assert centre.received("source_id, agent, handle_seconds, csat_score") == [("N1", "Zo\u00eb", 60, 4)]  # fmt: skip


def test_blank_lines_above_the_headings(centre, a_file):
    centre.bring_in(
        a_file("\n\n" + HEAD + LINE + "\n" + LINE.replace("N1", "N2").replace(",4", ",9"))
    )
    assert [one.line for one in centre.refused()] == [6]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read(centre, a_file):
    path = a_file(HEAD + LINE)
    path.chmod(0)
    with pytest.raises(PermissionError):
        centre.bring_in(path)
