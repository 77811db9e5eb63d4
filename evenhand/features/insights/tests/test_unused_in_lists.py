"""A list behind a measure that is used about nobody: no rows of one person, no names among many, no column of it."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from evenhand.features.contacts.tests.test_parts import EVERYTHING
from evenhand.features.standards.rules.monitoring import Method, Shadow
from tests import cast, centre, policies

pytestmark = pytest.mark.one_database
DAY = timedelta(days=1)


@pytest.fixture
def here(db, files_home):
    return centre.make_centre()


def in_shadow():
    today = timezone.localdate()
    policies.make_monitoring_policy(shadows=(Shadow("csat", today - DAY, today + 30 * DAY),))


def not_named():
    policies.make_monitoring_policy(methods=(Method.EVALUATIONS, Method.VOLUMES))


def listed(name, query):
    answer = cast.signed_in(cast.CAST[name]()).get(reverse("contact_list") + EVERYTHING + query)
    assert answer.status_code == 200
    return answer


def files(name, query) -> list[list]:
    """The rows of the CSV and of the workbook, without their heads."""
    client = cast.signed_in(cast.CAST[name]())
    text = b"".join(client.get(reverse("contact_list_file") + EVERYTHING + query))
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))[1:]
    book = client.get(reverse("contact_list_workbook") + EVERYTHING + query)
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0]
    return rows + [[str(cell or "") for cell in row] for row in list(sheet.values)[1:]]


@pytest.mark.parametrize("why", [in_shadow, not_named])
@pytest.mark.parametrize("kpi", ["csat", "csat_mean"])
def test_of_one_person_nothing_is_listed(here, why, kpi):
    query = f"&kpi={kpi}&person={here.amara.ref}"
    assert listed("helen", query).context["page"].total > 0 and files("helen", query)
    why()
    for name in ("helen", "joanna", "amara"):
        answer = listed(name, query)
        assert answer.context["rows"] == [] and answer.context["page"].total == 0
        assert "used about nobody today" in answer.content.decode()
        assert not any("Amara" in "".join(row) for row in files(name, query))
    assert listed("amara", f"&kpi={kpi}").context["rows"] == []  # all hers, though she names nobody


@pytest.mark.parametrize("why", [in_shadow, not_named])
def test_of_many_it_names_nobody(here, why):
    before = listed("helen", "&kpi=csat")
    assert any(row["person"] for row in before.context["rows"])
    why()
    after = listed("helen", "&kpi=csat")
    assert after.context["page"].total == before.context["page"].total > 0
    assert not any(row["person"] for row in after.context["rows"])
    rows = files("helen", "&kpi=csat")
    assert rows and not any(name in "".join(row) for row in rows for name in ("Amara", "Ben"))


def test_its_column_is_empty_beside_any_other_figure(here):
    query = f"&kpi=handled&person={here.amara.ref}"
    assert any(row["csat_score"] is not None for row in listed("joanna", query).context["rows"])
    assert any(row[8] and row[9] for row in files("joanna", query))
    in_shadow()
    assert not any(row[8] or row[9] for row in files("joanna", query))
    assert any(row[7] for row in files("joanna", query))
    rows = listed("joanna", query).context["rows"]
    assert rows and all(row["csat_score"] is None for row in rows)
    assert any(row["handle_seconds"] is not None and row["person"] for row in rows)


@pytest.mark.parametrize(("key", "column"), [("asa", 6), ("aht", 7), ("csat", 8)])
def test_each_value_of_a_file_goes_with_its_measure(here, key, column):
    """Wait, handling, answer, and of how many: in the CSV and in the workbook."""
    query = f"&kpi=handled&person={here.amara.ref}"
    before = files("joanna", query)
    assert all(any(row[at] for row in before) for at in range(6, 10))
    today = timezone.localdate()
    policies.make_monitoring_policy(shadows=(Shadow(key, today - DAY, today + 30 * DAY),))
    after = files("joanna", query)
    blank = {at for at in range(6, 10) if not any(row[at] for row in after)}
    assert blank == ({8, 9} if key == "csat" else {column}) and len(after) == len(before)
