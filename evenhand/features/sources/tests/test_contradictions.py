"""A line that was refused because an earlier one has its number, sent back: as it was it changes nothing, changed it does."""

import pytest

from evenhand.features.sources.models import State
from evenhand.features.sources.tests.test_correcting import as_csv, brought_back, downloaded
from evenhand.features.sources.tests.test_import_pages import brought_in
from evenhand.features.sources.tests.test_matching_pages import brought_in as brought_in_as
from evenhand.foundation.facts import store
from tests import cast

pytestmark = pytest.mark.django_db
LINES = b"id,started_at,agent,csat\nA1,2026-07-01 10:00,Ann,5\nA1,2026-07-01 10:00,Ann,1\nA2,2026-07-02 10:00,Ann,4\n"
CRITERIA = (
    b"Review id,Contact Id,Evaluator,Criterion,Points,Possible\n"
    b"E1,A1,Quinn,Greeting,1,2\nE1,A1,Quinn,Answer,2,2\nE1,A1,Quinn,Answer,0,2\n"
)


@pytest.fixture
def sam(files_home, django_capture_on_commit_callbacks):
    return cast.signed_in(cast.sam())


def test_sent_back_as_it_was_it_is_already_here(sam):
    first = brought_in(sam, LINES, people="leave")
    assert (first.accepted, first.rejected) == (2, 1)
    generation = store().manifest().generation
    head, rows = downloaded(sam, first)
    assert "An earlier line of this file has the same contact number" in rows[0][-1]
    second = brought_back(sam, first, as_csv(head, rows))
    assert (second.accepted, second.updates, second.already_here, second.rejected) == (0, 0, 1, 0)
    assert second.summary["already_from"] == {first.ref: 1}
    assert store().manifest().generation == generation


@pytest.mark.parametrize(("column", "value", "updates"), [(0, "A3", 0), (3, "2", 1)])
def test_sent_back_changed_it_comes_in(sam, column, value, updates):
    first = brought_in(sam, LINES, people="leave")
    head, rows = downloaded(sam, first)
    rows[0][column] = value
    second = brought_back(sam, first, as_csv(head, rows))
    assert (second.accepted, second.updates, second.already_here) == (1, updates, 0)
    assert second.state == State.DONE


def test_a_criterion_that_is_sent_back_does_not_stand_for_its_evaluation(sam):
    brought_in(sam, LINES, people="leave")
    first = brought_in_as(sam, CRITERIA, "qa.csv", "Phones")
    assert (first.accepted, first.rejected) == (2, 1)
    head, rows = downloaded(sam, first)
    second = brought_back(sam, first, as_csv(head, rows))
    assert (second.accepted, second.already_here, second.rejected) == (0, 1, 0)


def test_the_same_line_in_a_file_of_its_own_is_an_update(sam):
    """Somebody exported it anew: then it is what the source says now."""
    brought_in(sam, LINES, people="leave")
    head, _first, other, _second = LINES.splitlines()
    later = brought_in(sam, head + b"\n" + other + b"\n", people="leave")
    assert (later.accepted, later.updates) == (1, 1)
