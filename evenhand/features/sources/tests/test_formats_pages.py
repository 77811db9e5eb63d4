"""The pages of an import for what is no plain CSV: sheets, lines above the headings, sums, logs of changes."""

import io

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from evenhand.features.sources.models import State
from evenhand.features.sources.tests.test_import_pages import posted_form, run_of, upload
from tests import cast

pytestmark = pytest.mark.django_db
HEAD = ["Call Id", "Agent", "Start time"]
SUMS = b"period,org_code,attendances\n2026-01-01,R1,2000\n2026-02-01,R2,3000\n"


@pytest.fixture
def sam(files_home, django_capture_on_commit_callbacks):
    return cast.signed_in(cast.sam())


def workbook(**sheets) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_another_sheet_of_a_workbook_can_be_chosen(sam):
    july = [["C1", "Ann", "2026-07-01 10:00"], ["C2", "Bo", "2026-07-02 10:00"]]
    data = workbook(
        July=[["Calls of July"], HEAD, *july], June=[["id", "day"], ["C9", "2026-06-01"]]
    )
    run = run_of(upload(sam, data, "calls.xlsx"))
    columns = reverse("import_columns", args=[run.ref])
    page = sam.get(columns).content.decode()
    assert "Calls of July" in page and "not counted as lines" in page and "Take this sheet" in page
    sheet = reverse("import_sheet", args=[run.ref])
    assert sam.post(sheet, {"sheet": "June"})["Location"] == columns
    assert list(sam.get(columns).context["shape"].columns) == ["id", "day"]
    sam.post(sheet, {"sheet": "August"})
    run.refresh_from_db()
    assert (run.state, run.shape["sheet"]) == (State.LOOKED_AT, "June")


def test_sums_are_refused_on_the_page_and_in_the_command(sam, tmp_path):
    run = run_of(upload(sam, SUMS))
    columns = reverse("import_columns", args=[run.ref])
    assert "a sum over many contacts" in sam.get(columns).content.decode()
    answer = sam.post(columns, posted_form(sam, columns) | {"column-0": "started_date"})
    assert answer.status_code == 422 and "a sum over many contacts" in answer.content.decode()
    run.refresh_from_db()
    assert run.state == State.LOOKED_AT
    (tmp_path / "sums.csv").write_bytes(SUMS)
    with pytest.raises(CommandError, match="a sum over many contacts"):
        call_command("import", str(tmp_path / "sums.csv"))
