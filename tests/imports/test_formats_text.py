"""Text with columns in any dialect and encoding, with lines above the headings, and tables that are no contacts."""

import gzip

import pytest

from evenhand.analysis.intake import recognise, suited
from evenhand.analysis.intake.formats import packed
from evenhand.analysis.intake.look import Unreadable, look
from tests.bringing import LARGEST, ZONE
from tests.real import real_file

HEAD = "contact_id,started_at,agent,talk_seconds,csat\n"
LINES = "N1,2026-07-01 10:00:00,Zo\u00eb,60,4\nN2,2026-07-01 11:00:00,Ann,70,5\nN3,2026-07-01 12:00:00,Bo,80,\n"
HERE = [("N1", 60, 4), ("N2", 70, 5), ("N3", 80, None)]
ASKED = "source_id, handle_seconds, csat_score"


def spaced(text: str) -> str:
    return "".join(
        "   ".join(cell.ljust(20) for cell in line.split(",")) + "\n" for line in text.splitlines()
    )


FULL = (HEAD + LINES).replace(",80,\n", ",80,3\n")
DIALECTS = {
    "sep": ("sep=;\n" + (HEAD + LINES).replace(",", ";")).encode(),
    "sep tab": ("sep=\t\r\n" + (HEAD + LINES).replace(",", "\t").replace("\n", "\r\n")).encode("utf-8-sig"),
    "junk": ("Report of calls\nFrom,2026-07-01\n\n" + HEAD + LINES).encode(),
    "junk as wide": ("Calls of July,,,,\n,,,,\n" + HEAD + LINES).encode(),
    "junk with a quote": ('Made by "Phones" of O"Neil\n' + HEAD + LINES).encode(),
    "decimal commas": (HEAD + LINES).replace(",", ";").replace("60;", "60,0;").replace("70;", "70,0;").encode(),
    "single quotes": (HEAD + LINES).replace("Zo\u00eb", "'Lee, Zo\u00eb'").replace("Ann", "'Ann, O.'").replace("Bo", "'Bo, B'").encode(),
    "mac": (HEAD + LINES).replace("\n", "\r").encode("cp1252"),
    "latin-1": (HEAD + LINES).encode("latin-1"),
    "utf-16 without a mark": (HEAD + LINES).encode("utf-16-le"),
    "blank columns": "".join(line + ",,\n" for line in (HEAD + LINES).splitlines()).encode(),
}  # fmt: skip


@pytest.mark.parametrize("kind", DIALECTS)
def test_the_same_contacts_in_every_dialect(centre, a_file, kind):
    summary = centre.bring_in(a_file(DIALECTS[kind]))
    assert (summary.lines, summary.accepted) == (3, 3)
    assert centre.rows(ASKED) == HERE


def test_columns_set_apart_by_spaces(centre, a_file):
    centre.bring_in(a_file(spaced(FULL)))
    assert centre.rows(ASKED) == [*HERE[:2], ("N3", 80, 3)]
    with pytest.raises(Unreadable, match="No columns were found"):
        look(a_file(spaced(FULL) + "N4   only   two more\n"), largest=LARGEST)


@pytest.mark.parametrize(
    ("above", "line"),
    [("Report\nMade,today\n\n", 8), ('"A title\nof two lines",,,,\n', 7), ("", 5)],
)
def test_lines_above_the_headings_are_named_and_not_counted(centre, a_file, above, line):
    path = a_file(above + HEAD + LINES + "N4,yesterday,Ann,60,4\n")
    shape, _ = centre.propose(path, columns={"started_at": "started_at"})
    assert bool(shape.junk) == bool(above)
    summary = centre.bring_in(
        path, columns={"started_at": "started_at", "contact_id": "contact_number"}
    )
    assert (summary.lines, summary.rejected) == (4, 1)
    assert centre.refused()[0].line == line


def test_a_blank_column_at_the_end_is_left_aside_and_said(a_file):
    shape = look(a_file(DIALECTS["blank columns"]), largest=LARGEST)
    assert shape.unnamed == ("column 6", "column 7") and len(shape.named) == 5
    assert "column 6, column 7" in " ".join(shape.notes)


@pytest.mark.parametrize("above", ["", "A report\n"])
def test_a_stray_line_in_another_encoding_is_rejected_and_garbles_no_other(centre, a_file, above):
    good = "".join(f"G{at},2026-07-01 10:00:00,Zo\u00eb,60,4\n" for at in range(9)).encode()
    bad = "Z,2026-07-01 10:00:00,Zo\u00eb,60,4\n".encode("cp1252")
    summary = centre.bring_in(
        a_file((above + HEAD).encode() + good + bad + good.replace(b"G", b"H"))
    )
    assert (summary.accepted, summary.rejected) == (18, 1)
    assert [key for key, _ in summary.agents] == ["Zo\u00eb"]
    assert (centre.refused()[0].line, "another encoding" in centre.refused()[0].why) == (
        11 + bool(above),
        True,
    )


def test_a_line_of_utf8_in_a_windows_file_is_read_as_what_it_is(centre, a_file):
    rows = [f"G{at},2026-07-01 10:00:00,Zo\u00eb,60,4\n" for at in range(9)]
    content = "".join(rows[:-1]).encode("cp1252") + rows[-1].encode()
    undefined = b"X,2026-07-01 10:00:00,Zo\x81,60,4\n"
    summary = centre.bring_in(a_file(HEAD.encode() + content + undefined))
    assert [list(one) for one in summary.agents] == [["Zo\u00eb", 9]]
    assert [one.line for one in centre.refused()] == [11]


@pytest.mark.parametrize(
    "pack", [gzip.compress, lambda data: gzip.compress(data)[:-40]], ids=["bomb", "cut short"]
)
def test_what_unpacks_without_end_is_stopped_and_leaves_nothing(
    a_file, tmp_path, monkeypatch, pack
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    path = a_file(pack(HEAD.encode() + b"\n" * 50_000_000), "bomb.csv.gz")
    with pytest.raises(Unreadable, match="grows to more than 250 times|larger than 1 MB|damaged"):
        look(path, largest=LARGEST)
    with pytest.raises(Unreadable, match="larger than 1 MB"):
        look(path, largest=1_000_000)
    assert list((tmp_path / "temporary").iterdir()) == [] and packed.MOST_RATIO == 250


def test_ten_thousand_columns_are_refused_at_once(a_file):
    line = ",".join(f"c{at}" for at in range(10_000)) + "\n"
    with pytest.raises(
        Unreadable, match="10,000 columns; the most that can be matched is 500. Export"
    ):
        look(a_file(line * 200), largest=LARGEST)


def proposal(path):
    shape = look(path, largest=LARGEST)
    return shape, recognise.propose(shape, source="s", zone=ZONE)


SUMS = "period,org_code,attendances,breaches\n" + "".join(
    f"2026-0{at}-01,R{at},{at * 1000}.0,{at * 90}.0\n" for at in range(1, 9)
)
CHANGES = "number,state,active,opened_at\n" + "".join(
    f"INC{at // 5},{('New', 'Active', 'Held', 'Solved', 'Closed')[at % 5]},true,2026-07-01 10:00\n"
    for at in range(40)
)


@pytest.mark.parametrize("real", ["", "nhs_ae_attendances_to_2018-03.csv.gz"])
def test_sums_are_refused_as_contacts(a_file, real):
    found = suited.refusal(*proposal(real_file(f"logs/{real}") if real else a_file(SUMS)))
    assert "a sum over many contacts in one “period” (“attendances” counts them)" in found


@pytest.mark.parametrize(
    "real",
    [
        "",
        "servicenow_incident_log_to_2016-03-31.csv.gz",
        "helpdesk_polato_a.csv.gz",
        "bpi2013_volvo_closed_problems.csv.gz",
        "bpi2013_volvo_open_problems.csv.gz",
    ],
)
def test_a_log_of_changes_is_said_before_it_is_checked(a_file, real):
    shape, mapping = proposal(real_file(f"logs/{real}") if real else a_file(CHANGES))
    (sentence,) = suited.warnings(shape, mapping)
    assert "one line a change" in sentence or "log of changes" in sentence
    assert suited.refusal(shape, mapping) == ""


@pytest.mark.parametrize("name", ["pwc_call_centre_2021_jan_feb.csv", "cfpb_complaints_a.csv.gz"])
def test_contacts_are_neither_refused_nor_warned_of(name):
    shape, mapping = proposal(real_file(f"logs/{name}"))
    assert (suited.refusal(shape, mapping), suited.warnings(shape, mapping)) == ("", [])
