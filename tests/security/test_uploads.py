"""Files that are not what they say, or that attack whoever reads them."""

import io
import time
import zipfile

import openpyxl
import pytest

from evenhand.analysis.intake.look import Unreadable, look
from tests.bringing import LARGEST

SHEET = "xl/worksheets/sheet1.xml"


def workbook() -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    for line in [("contact_id", "started_at", "agent"), *[(n, "2026-07-01", "Ann") for n in "abc"]]:
        book.active.append(line)
    book.save(data)
    return data.getvalue()


def with_declaration(declaration: str, entity: str) -> bytes:
    """The same workbook, its sheet opening with a document type and naming an entity in a cell."""
    source, data = zipfile.ZipFile(io.BytesIO(workbook())), io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            content = source.read(name)
            if name == SHEET:
                text = content.decode().replace("<worksheet", f"{declaration}<worksheet", 1)
                cell = f'<c r="A9" t="inlineStr"><is><t>{entity}</t></is></c>'
                text = text.replace("</sheetData>", f'<row r="9">{cell}</row></sheetData>')
                content = text.encode()
            made.writestr(name, content)
    return data.getvalue()


def said_of(path) -> str:
    try:
        return repr(look(path, largest=LARGEST))
    except Unreadable as refusal:
        return str(refusal)


def test_what_is_read_would_be_seen_here(tmp_path):
    path = tmp_path / "calls.xlsx"
    path.write_bytes(with_declaration("", "ninth line"))
    assert "ninth line" in said_of(path)


def test_an_entity_that_names_a_file_of_ours_is_not_followed(tmp_path):
    (tmp_path / "secret").write_text("between us")
    declaration = f'<!DOCTYPE x [<!ENTITY mine SYSTEM "file://{tmp_path}/secret">]>'
    path = tmp_path / "calls.xlsx"
    path.write_bytes(with_declaration(declaration, "&mine;"))
    assert "between us" not in said_of(path)


def test_entities_that_multiply_are_stopped(tmp_path):
    """A billion words out of a kilobyte."""
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    path = tmp_path / "calls.xlsx"
    path.write_bytes(with_declaration(f"<!DOCTYPE x [{entities}]>", "&a9;"))
    began = time.monotonic()
    assert "haha" not in said_of(path)
    assert time.monotonic() - began < 20


def test_a_sheet_that_unpacks_without_end_is_refused(tmp_path):
    data = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(workbook()))
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            made.writestr(name, bytes(60_000_000) if name == SHEET else source.read(name))
    path = tmp_path / "calls.xlsx"
    path.write_bytes(data.getvalue())
    with pytest.raises(Unreadable):
        look(path, largest=LARGEST)


@pytest.mark.parametrize(
    "names", [["../../outside.csv"], ["/etc/outside.csv"], ["a.csv", "b.csv"]], ids=str
)
def test_names_inside_an_archive_lead_nowhere(tmp_path, names):
    folder = tmp_path / "deep/in"
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "calls.zip", "w") as made:
        for name in names:
            made.writestr(name, "contact_id,started_at,agent\nN1,2026-07-01 10:00,Ann\n")
    said_of(folder / "calls.zip")
    assert not list(tmp_path.rglob("outside.csv")) and not list(tmp_path.rglob("?.csv"))


@pytest.mark.parametrize("name", ["calls.csv", "calls.xlsx", "calls.parquet", "calls.csv.gz"])
def test_a_program_by_the_name_of_a_table_is_refused(tmp_path, name):
    (tmp_path / name).write_bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40)
    with pytest.raises(Unreadable):
        look(tmp_path / name, largest=LARGEST)
