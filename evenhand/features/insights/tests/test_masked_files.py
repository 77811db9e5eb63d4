"""Reasons of contacts are written freely: what leaves as a file has them masked, whichever page it is of."""

import io

import openpyxl
import pytest
from django.urls import reverse

from tests import cast, centre

pytestmark = pytest.mark.one_database
EVER = {"period": "own", "first": "2024-01-01", "last": "2024-12-31"}
EMAIL = "jane.doe@example.com"
REASON = f"ring {EMAIL} back"
LINES = (
    "contact_id,started_at,agent,channel,reason,answered,wait_seconds,talk_seconds\n"
    f"M-1,2024-04-02 10:00:00,amara,phone,{REASON},yes,5,60\n"
)


@pytest.fixture(scope="module")
def here(shared_records, shared_home):
    """Only to be read."""
    centre.make_centre()
    centre.bring_in(LINES.encode(), by=cast.sam(), name="more.csv")


@pytest.fixture
def helen(here, db):
    return cast.signed_in(cast.helen())


def texts(answer) -> str:
    """All cells of a CSV, or of both sheets of a workbook; and what the file is called."""
    assert answer.status_code == 200
    called = answer["Content-Disposition"]
    if answer["Content-Type"].startswith("text/csv"):
        return called + b"".join(answer).decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return called + "\n".join(
        str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("only", [{}, {"topic": REASON}])
@pytest.mark.parametrize("page", ["/topics/", "/figures/", "/figures/handled/"])
def test_figures(helen, page, kind, only):
    asked = EVER | only
    shown = helen.get(page, asked | {"show": "all"}).content.decode()
    assert EMAIL in shown or page == "/figures/"
    told = texts(helen.get(page, asked | {"as": kind}))
    assert "jane.doe" not in told
    if page == "/topics/" and not only:
        assert "ring [email 1] back" in told


@pytest.mark.parametrize("name", ["contact_list_file", "contact_list_workbook"])
def test_lists_of_contacts(helen, name):
    told = texts(helen.get(reverse(name), EVER | {"topic": REASON}))
    assert "jane.doe" not in told and "ring [email 1] back" in told
