"""One person is taken out of every level; their team, and everybody else, keep their figures."""

from dataclasses import replace

import pytest

from evenhand.analysis import engine
from evenhand.analysis.warehouse.erasing import erase
from tests import everything

GONE = 4  # who changed teams


@pytest.fixture
def full(everything_once, tmp_path):
    return everything_once.copied_to(tmp_path / "store")


def without(centre, person: int = GONE):
    return erase(
        centre.store, person, names=("Ann Gone",), directory=centre.directory, kpis=centre.kpis
    )


def said(centre, by) -> dict:
    """What every figure says, by a cut."""
    found = {}
    for figure in centre.figures(by=by):
        found[(figure.kpi.key, *figure.by.values())] = (figure.n, figure.value)
    return found


def everywhere(centre, where: str) -> int:
    """In how many rows of any file that is still there, named or not."""
    found = 0
    for file in centre.store.folder.rglob("*.parquet"):
        if file.parts[-2] == "drafts":
            continue
        with engine.cursor() as cursor:
            table = f"read_parquet({engine.text(str(file))})"
            columns = {
                row[0] for row in cursor.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()
            }
            if where.split()[0] in columns:
                sql = f"SELECT count(*) FROM {table} WHERE {where}"
                found += cursor.execute(sql).fetchone()[0]
    return found


def test_teams_and_everybody_else_keep_their_figures(full):
    by_team, by_person = said(full, ("team",)), said(full, ("person",))
    in_all = said(full, ())
    assert any(key[1] == GONE for key in by_person)
    without(full)
    assert said(full, ()) == in_all
    assert said(full, ("team",)) == by_team
    after = said(full, ("person",))
    nobodys = {None}
    others = {key: one for key, one in by_person.items() if key[1] not in {GONE, *nobodys}}
    assert {key: one for key, one in after.items() if key[1] not in nobodys} == others


def test_nothing_of_them_is_left_in_any_file(full):
    assert everywhere(full, "agent = 'a4'") > 50 and everywhere(full, f"person_id = {GONE}") > 50
    without(full)
    assert everywhere(full, "agent = 'a4'") == 0
    assert everywhere(full, f"person_id = {GONE}") == 0
    generations = list((full.store.folder / "generations").iterdir())
    assert [int(one.stem) for one in generations] == [full.store.manifest().generation]


def test_what_was_said_in_their_contacts_goes_and_other_words_stay(full):
    rows = everywhere(full, "text IS NOT NULL")
    theirs = [one for one, whose in full.rows("contact_id, person_id") if whose == GONE]
    ids = ", ".join(f"'{one}'" for one in theirs)
    assert everywhere(full, f"text IS NOT NULL AND contact_id IN ({ids})") > 0
    without(full)
    assert everywhere(full, f"text IS NOT NULL AND contact_id IN ({ids})") == 0
    assert 0 < everywhere(full, "text IS NOT NULL") < rows


def test_again_changes_nothing(full):
    first = without(full)
    assert without(full) == first
    assert without(full, 99) == first, "nor does somebody of whom there is nothing"


def test_the_same_file_does_not_bring_them_back(centre, tmp_path):
    path, head = tmp_path / "log.csv", "contact_id,started_at,agent\n"
    path.write_text(f"{head}N1,2026-07-01 10:00:00,a4\nN2,2026-07-01 11:00:00,a5\n")
    centre.directory = everything.DIRECTORY
    centre.bring_in(path)
    without(centre)
    summary = centre.bring_in(path)
    assert (summary.accepted, summary.already_here) == (0, 2)
    assert everywhere(centre, "agent = 'a4'") == 0


def test_what_a_correction_took_from_them_stays_where_it_went(centre, tmp_path):
    path, head = tmp_path / "log.csv", "contact_id,started_at,agent\n"
    path.write_text(head + "".join(f"N{n},2026-04-0{n} 10:00:00,a4\n" for n in range(1, 5)))
    centre.directory = everything.DIRECTORY
    centre.bring_in(path)
    ids = [str(contact) for (contact,) in centre.rows("contact_id", order="source_id")]
    moved = (ids[0], GONE, 5, None, "to somebody"), (ids[1], GONE, None, 103, "to a team")
    nobody, theirs = (ids[2], GONE, None, None, "to nobody"), (ids[3], 6, GONE, None, "not theirs")
    credits = (*moved, nobody, theirs)
    centre.republish(replace(everything.DIRECTORY, credits=credits))
    before = centre.rows("person_id, team_id", order="source_id")
    without(centre)
    after = centre.rows("person_id, team_id", order="source_id")
    assert before == [(5, 103), (None, 103), (None, None), (GONE, before[3][1])]
    assert after == [(5, 103), (None, 103), (None, None), (None, before[3][1])]
