"""The same again, a changed line, overlapping files, and taking back: figures move by that and nothing else."""

import pytest

from tests.bringing import Centre

HEAD = "contact_id,started_at,agent,talk_seconds,csat\n"
BARE = "started_at,agent,talk_seconds,csat\n"


def lines(first: int, last: int, talk: int = 60, month: int = 7) -> str:
    return "".join(
        f"N{at},2026-{month:02d}-{at % 28 + 1:02d} 10:00:00,{'Ann' if at % 2 else 'Ben'},{talk + at},{at % 5 + 1}\n"
        for at in range(first, last)
    )


def state(centre: Centre) -> tuple:
    return centre.contents(), centre.rows(
        "contact_id, source_id, source_version, handle_seconds, run", order="1"
    )


def test_the_same_file_twice_changes_nothing(centre, a_file):
    path = a_file(HEAD + lines(0, 50))
    centre.bring_in(path)
    before = state(centre)
    again = centre.bring_in(path)
    assert (again.lines, again.accepted, again.rejected, again.already_here) == (50, 0, 0, 50)
    assert again.already_from == {"run1": 50}
    assert state(centre) == before


def test_a_changed_line_is_a_new_version_and_moves_what_it_changed(centre, a_file):
    centre.bring_in(a_file(HEAD + lines(0, 50)))
    before = centre.figure("aht")
    changed = lines(0, 50).replace("Ann,67,", "Ann,167,")
    again = centre.bring_in(a_file(HEAD + changed))
    assert (again.accepted, again.updates, again.already_here) == (1, 1, 49)
    after = centre.figure("aht")
    assert (after.n, after.numerator) == (before.n, before.numerator + 100)
    assert centre.rows("source_version, handle_seconds", order="1 DESC")[0] == (2, 167)
    assert len(set(centre.rows("contact_id"))) == 50


def test_the_same_file_after_its_correction_changes_nothing(centre, a_file):
    first = a_file(HEAD + lines(0, 50))
    centre.bring_in(first)
    centre.bring_in(a_file(HEAD + lines(0, 50).replace("Ann,67,", "Ann,167,"), "corrected.csv"))
    before = state(centre)
    again = centre.bring_in(first, again=True)
    assert (again.accepted, again.updates, again.already_here) == (0, 0, 50)
    assert state(centre) == before


def test_another_file_that_says_what_was_said_first_is_news(centre, a_file):
    """A source may well change a value back: only the very same file says nothing new."""
    centre.bring_in(a_file(HEAD + lines(0, 50)))
    centre.bring_in(a_file(HEAD + lines(0, 50).replace("Ann,67,", "Ann,167,"), "corrected.csv"))
    back = centre.bring_in(a_file(HEAD + lines(0, 40), "back.csv"))
    assert (back.accepted, back.updates, back.already_here) == (1, 1, 39)


def test_a_contact_that_moved_to_another_month_counts_there_only(centre, a_file):
    centre.bring_in(a_file(HEAD + lines(0, 30)))
    centre.bring_in(a_file(HEAD + lines(3, 4, month=9)))
    assert {key: month.rows for key, month in centre.store.manifest().months.items()} == {
        "2026-07": 29,
        "2026-09": 1,
    }
    assert centre.figure("handled").n == 30
    centre.take_back("run2")
    assert {key: month.rows for key, month in centre.store.manifest().months.items()} == {
        "2026-07": 30
    }


def test_overlapping_files_count_each_contact_once(centre, a_file):
    centre.bring_in(a_file(HEAD + lines(0, 40)))
    second = centre.bring_in(a_file(HEAD + lines(25, 60)))
    assert (second.accepted, second.already_here) == (35 - 15, 15)
    whole = Centre(type(centre.store)(centre.store.folder.parent / "other"))
    whole.bring_in(a_file(HEAD + lines(0, 60), "whole.csv"))
    assert centre.contents() == whole.contents()
    assert centre.rows("contact_id") == whole.rows("contact_id")


def test_lines_without_numbers_overlap_too_however_they_are_written(centre, a_file):
    """The same three lines in a file where every cell is plain, and in one where it is not."""
    plain = [(f"2026-07-0{at} 10:00:00", 100 + at, 4) for at in range(1, 9)]
    centre.bring_in(
        a_file(BARE + "".join(f"{start},Ann,{talk},{csat}\n" for start, talk, csat in plain))
    )
    odd = [(start.replace(" ", "T"), f'"{talk},0"', f"{csat}.0") for start, talk, csat in plain[:3]]
    more = "2026-07-20 10:00:00,Ann,0:02:23,5\n"
    again = centre.bring_in(
        a_file(BARE + more + "".join(f"{start}, Ann ,{talk},{csat}\n" for start, talk, csat in odd))
    )
    assert (again.lines, again.accepted, again.already_here) == (4, 1, 3)
    assert centre.figure("handled").n == 9


def test_other_sources_have_numbers_of_their_own(centre, a_file):
    path = a_file(HEAD + lines(0, 30))
    centre.bring_in(path, "first")
    assert centre.bring_in(path, "second").accepted == 30
    assert centre.figure("handled").n == 60


def test_taking_back_restores_what_was_before_exactly(centre, a_file):
    centre.bring_in(a_file(HEAD + lines(0, 40)))
    states = [state(centre)]
    centre.bring_in(a_file(HEAD + lines(20, 50, talk=90, month=8)))
    states.append(state(centre))
    centre.bring_in(a_file(HEAD + lines(10, 45, talk=130)))
    assert state(centre) != states[1]
    centre.take_back("run3")
    assert state(centre) == states[1]
    centre.take_back("run2")
    assert state(centre) == states[0]
    centre.take_back("run1")
    assert centre.rows() == []
    assert centre.figure("handled").n == 0
    generation = centre.store.manifest().generation
    assert centre.take_back("run1").generation == generation  # once is enough


def test_taking_back_what_lies_under_a_later_version_leaves_the_later(centre, a_file):
    centre.bring_in(a_file(HEAD + lines(0, 10)))
    centre.bring_in(a_file(HEAD + lines(0, 5, talk=90)))
    centre.bring_in(a_file(HEAD + lines(0, 2, talk=200)))
    centre.take_back("run2")
    versions = centre.rows("source_id, source_version, handle_seconds", order="1")
    assert versions[:4] == [("N0", 3, 200), ("N1", 3, 201), ("N2", 1, 62), ("N3", 1, 63)]
    centre.take_back("run1")
    assert sorted(row[0] for row in centre.rows("source_id")) == ["N0", "N1"]
    assert centre.bring_in(a_file(HEAD + lines(0, 10))).accepted == 10
    assert len(set(centre.rows("contact_id"))) == len(centre.rows("contact_id")) == 10


def test_the_same_number_twice_in_a_file(centre, a_file):
    summary = centre.bring_in(a_file(HEAD + lines(0, 20) + lines(3, 4) + lines(5, 6, talk=900)))
    assert (summary.lines, summary.accepted, summary.already_here, summary.rejected) == (
        22,
        20,
        1,
        1,
    )
    (refused,) = centre.refused()
    assert (refused.line, refused.column, refused.value) == (23, "contact_id", "N5")
    assert "An earlier line of this file has the same contact number" in refused.why


def test_a_refused_line_does_not_stand_in_the_way_of_its_correction(centre, a_file):
    bad = lines(3, 4).replace(",63,", ",-63,")
    summary = centre.bring_in(a_file(HEAD + bad + lines(0, 20)))
    assert (summary.accepted, summary.rejected) == (20, 1)


def test_ids_are_the_same_on_every_machine(centre, a_file):
    import uuid

    from evenhand.analysis.intake.ids import source_namespace

    centre.bring_in(a_file(HEAD + lines(0, 300)))
    for contact, number in centre.rows("contact_id, source_id"):
        assert contact == uuid.uuid5(source_namespace("log"), number)


@pytest.mark.parametrize("repeat", [1, 2])
def test_bringing_in_a_run_again_is_safe(centre, a_file, repeat):
    from evenhand.analysis.intake import receive
    from tests.bringing import TODAY

    path = a_file(HEAD + lines(0, 30))
    first = centre.bring_in(path)
    generation = centre.store.manifest().generation
    shape, mapping = centre.propose(path)
    for _ in range(repeat):
        again, manifest = receive.bring_in(
            centre.store,
            "run1",
            path,
            shape,
            mapping,
            today=TODAY,
            directory=centre.directory,
            kpis=centre.kpis,
        )
        assert (again.accepted, manifest.generation) == (first.accepted, generation)
