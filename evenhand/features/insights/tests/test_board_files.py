"""What is seen, as a file: CSV and Excel."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from evenhand.features.insights.tests.test_boards import EVERYTHING, csv_of
from tests import cast, centre

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def here(files_home):
    return centre.make_centre()


@pytest.mark.parametrize("place", ["figures/", "channels/phone/", "topics/", "figures/csat/"])
def test_a_file_says_what_the_page_says(here, place):
    helen = cast.signed_in(cast.helen())
    address = f"/{place}?{EVERYTHING}"
    page, exported = helen.get(f"{address}&show=all"), csv_of(helen, address)
    figures = {row["Name"]: row for row in exported if row["Part of the page"] == "Figures"}
    shown = [tile for tile in page.context.get("tiles", ()) if tile.has_value]
    assert place == "topics/" or shown
    for tile in shown:
        row = figures[tile.title]
        assert row["n"] == re.sub(r"\D", "", tile.n_text)
        value = float(row["Value"]) * (100 if row["Unit"] == "share" else 1)
        if row["Unit"] in ("share", "count"):
            assert abs(value - float(tile.value.replace(",", ""))) <= 0.5
        assert float(row["Low"]) <= float(row["Value"]) <= float(row["High"])
        assert "@" in row["Definition"] and row["Generation"].isdecimal()
        assert (row["First day"], row["Last day"]) == ("2024-01-01", "2024-12-31")
    for one in page.context.get("breakdowns", ()):
        names = [row["Name"] for row in exported if row["Part of the page"] == one["title"]]
        assert names == [row["name"] for row in one["rows"]]


def test_a_file_of_people_has_no_values(here):
    joanna = cast.signed_in(cast.joanna())
    exported = csv_of(joanna, reverse("team_figures", args=[here.northgate.ref]) + f"?{EVERYTHING}")
    people = [row for row in exported if row["Part of the page"] == "People, by name"]
    assert [row["Name"] for row in people] == ["Amara Okafor", "Ben Whitlock"]
    assert {row["Value"] + row["Low"] + row["High"] for row in people} == {""}
    assert [int(row["n"]) for row in people] == [centre.RATED["amara"], centre.RATED["ben"]]


def sheets(content: bytes) -> list[list[list[str]]]:
    """The texts and numbers of every sheet, cell by cell, as the file itself says them."""
    at = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(content)) as kept:
        texts = [
            "".join(one.itertext())
            for one in ElementTree.fromstring(kept.read("xl/sharedStrings.xml"))
        ]
        found = []
        for name in sorted(one for one in kept.namelist() if one.startswith("xl/worksheets/")):
            rows = ElementTree.fromstring(kept.read(name)).iter(f"{at}row")
            found.append([[_cell(cell, texts, at) for cell in row] for row in rows])
    return found


def _cell(cell, texts: list[str], at: str) -> str:
    value = cell.find(f"{at}v").text
    return texts[int(value)] if cell.get("t") == "s" else value


def _rounded(text: str):
    """Excel keeps fifteen digits of a number."""
    try:
        return round(float(text), 9)
    except ValueError:
        return text


def test_excel_has_the_same_rows_and_says_what_it_is(here):
    helen = cast.signed_in(cast.helen())
    address = f"/figures/?{EVERYTHING}"
    sheet, about = sheets(helen.get(address + "&as=xlsx").content)
    exported = csv_of(helen, address)
    assert sheet[0] == list(exported[0])
    assert [row[1] for row in sheet[1:]] == [row["Name"] for row in exported]
    written = [[_rounded(cell) for cell in row.values() if cell] for row in exported]
    assert [[_rounded(cell) for cell in row] for row in sheet[1:]] == written
    said = {row[0]: row[-1] for row in about}
    assert said["Who made this file"] == cast.helen().name
    assert said["Days"] == "2024-01-01 – 2024-12-31" and "csat@" in said["Definitions"]


def test_no_cell_of_an_excel_file_is_a_formula():
    from evenhand.foundation.excel_export import workbook

    bad = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://example.org", "\t=1"]
    made = workbook(["A"], [[one] for one in bad], about=[("=2", "=3")])
    with zipfile.ZipFile(io.BytesIO(made)) as kept:
        sheets = b"".join(kept.read(n) for n in kept.namelist() if n.startswith("xl/worksheets"))
        text = kept.read("xl/sharedStrings.xml").decode()
    assert b"<f>" not in sheets and b"hyperlink" not in sheets
    assert all(one.strip() in text for one in bad)


def test_what_cannot_be_computed_has_no_n_in_a_file_either(here):
    """It would be of the part that is known: teams are told no share of answered contacts, and not of how many either."""
    helen = cast.signed_in(cast.helen())
    exported = csv_of(helen, f"/figures/?{EVERYTHING}&kpi=answered&show=all")
    teams = [row for row in exported if row["Part of the page"].startswith("Teams")]
    assert teams and {row["n"] for row in teams} == {""}
    told = [row for row in exported if row["Part of the page"] == "Figures" and row["Value"]]
    assert told and all(row["n"] for row in told)
