"""What has been kept for long enough says who no more; totals and teams do not move."""

from datetime import date

import pytest

from evenhand.analysis.warehouse.expiring import count_due, expire
from tests.warehouse.test_erasing import everywhere, said

CUT = date(2026, 5, 10)
NAMED = dict.fromkeys(("contact", "leg", "response", "evaluation"), CUT)


@pytest.fixture
def full(everything_once, tmp_path):
    return everything_once.copied_to(tmp_path / "store")


def expired(centre, before):
    return expire(centre.store, before, directory=centre.directory, kpis=centre.kpis)


def young(centre) -> list[tuple]:
    rows = centre.rows("contact_id, person_id, local_date", order="contact_id")
    return [row for row in rows if row[2] >= CUT]


def test_old_rows_lose_the_person_and_keep_the_team(full):
    in_all, by_team = said(full, ()), said(full, ("team",))
    old = f"person_id IS NOT NULL AND local_date < DATE '{CUT}'"
    rows, due = young(full), count_due(full.store, NAMED, directory=full.directory)
    assert everywhere(full, old) > 100 and due["contact"] > 100 and due["evaluation"] > 10
    expired(full, NAMED)
    assert everywhere(full, old) == 0 and young(full) == rows
    assert said(full, ()) == in_all and said(full, ("team",)) == by_team
    assert not any(count_due(full.store, NAMED, directory=full.directory).values())


def test_old_words_go_and_nothing_else(full):
    figures, words = said(full, ("person",)), everywhere(full, "text IS NOT NULL")
    due = count_due(full.store, {"message": CUT}, directory=full.directory)["message"]
    expired(full, {"message": CUT})
    assert 0 < everywhere(full, "text IS NOT NULL") < words and due
    assert said(full, ("person",)) == figures
    assert not count_due(full.store, {"message": CUT}, directory=full.directory)["message"]


def test_again_changes_nothing(full):
    first = expired(full, NAMED)
    assert expired(full, NAMED) == first
