"""On a phone the headings of a table are gone: each cell says its own."""

import re
from html import unescape

import pytest
from django.urls import reverse

from evenhand.foundation.audit.actions import record, seal
from tests import cast, centre

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def here(files_home):
    centre.make_centre()
    record(by=cast.viewer(cast.sam()), verb="tried", object_type="test", object_ref="")
    seal()


def tables(page: str) -> list[tuple[list[str], list[list[str]]]]:
    """(headings, rows of cells with their tags) of every table of the page."""
    found = []
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        head = [_words(one) for one in re.findall(r"<th scope=\"col\".*?</th>", table, re.DOTALL)]
        body = re.findall(r"<tbody.*?</tbody>", table, re.DOTALL)[0]
        rows = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
        found.append((head, [re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL) for row in rows]))
    return found


def _words(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html)).strip()


@pytest.mark.parametrize("name", ["opening_hours", "import_list", "kpi_list", "audit_seals"])
def test_every_cell_says_its_heading(here, name):
    reader = cast.leila() if name == "audit_seals" else cast.sam()
    page = cast.signed_in(reader).get(reverse(name)).content.decode()
    found = tables(page)
    assert found and all(rows for _head, rows in found)
    for head, rows in found:
        for cells in rows:
            assert len(cells) == len(head)
            for heading, cell in zip(head, cells, strict=True):
                label = re.match(r'<td[^>]*data-label="([^"]*)"', cell)
                named = cell.startswith("<th") or not _words(cell)
                assert named or (label and unescape(label[1]) == heading), (heading, cell)
