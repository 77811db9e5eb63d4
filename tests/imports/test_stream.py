"""Contacts read in one pass: what is written as lines come by is what each line says, wherever in the file it stands."""

import uuid
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evenhand.analysis import engine
from evenhand.analysis.intake import convert, hashes, ids, rejects, zones
from evenhand.analysis.intake.look import Unreadable
from evenhand.analysis.intake.seen import Seen
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.erasing import erase
from evenhand.sample import shapes
from tests.bringing import Centre

HEADING = (
    "contact_id,started_at,ended_at,agent_id,channel,answered,wait_seconds,talk_seconds,customer_id"
)
# More lines than the reader hands over at once.
MANY = 200_000


def line(number: int, agent: str = "ann", wait: str = "5", start: str = "10:00:00") -> str:
    return f"C{number:07d},2026-06-{1 + number % 28:02d} {start},,{agent},phone,Y,{wait},60,K{number % 999}"


def lines_of(centre: Centre, run: str) -> dict[str, int]:
    file = centre.store.path(centre.store.manifest().runs[run].files["contact"])
    table = pq.read_table(file, columns=["source_id", "line"])
    return dict(zip(*(column.to_pylist() for column in table.columns), strict=True))


def test_repeated_and_changed_lines_far_apart(centre, a_file):
    text = [HEADING, *(line(number) for number in range(MANY))]
    text += [line(3), line(4, agent="bob"), line(MANY - 1)]
    summary = centre.check(a_file("\n".join(text) + "\n"))
    assert (summary.lines, summary.accepted, summary.already_here) == (MANY + 3, MANY, 2)
    (refused,) = rejects.rejects(centre.store, centre.runs[-1])
    assert (refused.line, refused.column, refused.value) == (MANY + 3, "contact_id", "C0000004")


def test_first_of_a_number_is_the_first_good_line(centre, a_file):
    text = [HEADING, line(1, wait="-5"), line(1, agent="bob"), line(1, agent="cid")]
    summary = centre.bring_in(a_file("\n".join(text)))
    assert (summary.accepted, summary.rejected) == (1, 2)
    assert lines_of(centre, centre.runs[-1]) == {"C0000001": 3}


def test_lines_are_those_of_the_file_behind_a_broken_one(centre, a_file):
    text = [HEADING, line(1), "C2,short", line(3), line(4) + ",long,er", line(5)]
    summary = centre.bring_in(a_file("\n".join(text)))
    assert (summary.lines, summary.accepted, summary.rejected) == (5, 3, 2)
    assert lines_of(centre, centre.runs[-1]) == {"C0000001": 2, "C0000003": 4, "C0000005": 6}


def test_lines_are_those_of_the_file_behind_a_cell_of_two_lines(centre, a_file):
    text = [HEADING, line(1, agent='"ann\nlee"'), line(2)]
    centre.bring_in(a_file("\n".join(text)))
    assert lines_of(centre, centre.runs[-1]) == {"C0000001": 2, "C0000002": 4}


def test_every_line_refused(centre, a_file):
    summary = centre.check(a_file("\n".join([HEADING, *(line(n, wait="-1") for n in range(9))])))
    assert (summary.accepted, summary.rejected) == (0, 9)


def test_a_second_file_brings_what_is_new_and_what_changed(centre, a_file):
    centre.bring_in(a_file("\n".join([HEADING, line(1), line(2)]), "one.csv"))
    text = [HEADING, line(2), line(1, wait="7"), line(3)]
    summary = centre.bring_in(a_file("\n".join(text), "two.csv"))
    assert (summary.accepted, summary.updates, summary.already_here) == (2, 1, 1)
    assert lines_of(centre, centre.runs[-1]) == {"C0000001": 3, "C0000003": 4}


@pytest.mark.parametrize("wait", ["5", "5.0", " 5", '"5"', "0:05", "5s"])
def test_the_same_in_other_words_is_the_same(centre, a_file, wait):
    centre.bring_in(a_file("\n".join([HEADING, line(1)]), "one.csv"))
    summary = centre.bring_in(a_file("\n".join([HEADING, line(1, wait=wait)]), "two.csv"))
    assert (summary.accepted, summary.already_here) == (0, 1)


def test_abandoned_contacts_that_only_come_late_in_the_file(centre, a_file):
    late = line(MANY, agent="").replace(",Y,", ",N,")
    centre.bring_in(a_file("\n".join([HEADING, *(line(n) for n in range(MANY)), late])))
    file = centre.store.path(centre.store.manifest().runs[centre.runs[-1]].files["contact"])
    table = pq.read_table(file, columns=["abandon_waits_recorded", "abandons_credited"])
    assert [set(column.to_pylist()) for column in table.columns] == [{True}, {False}]


def test_ids_are_uuid5_of_source_and_number(centre, a_file):
    centre.bring_in(a_file("\n".join([HEADING, line(1), line(2)])), source="desk")
    file = centre.store.path(centre.store.manifest().runs[centre.runs[-1]].files["contact"])
    for found in pq.read_table(file, columns=["contact_id", "source_id"]).to_pylist():
        assert found["contact_id"] == uuid.uuid5(ids.source_namespace("desk"), found["source_id"])


def test_contacts_hashed_in_another_way_are_not_misread(centre, a_file):
    path = a_file("\n".join([HEADING, line(1)]))
    centre.bring_in(path)
    file = centre.store.path(centre.store.manifest().runs[centre.runs[-1]].files["contact"])
    pq.write_table(pq.read_table(file).replace_schema_metadata({}), file)
    with pytest.raises(Unreadable, match="earlier version"):
        centre.bring_in(path)


def test_files_stay_comparable_when_a_person_is_erased(centre, a_file):
    centre.directory = Directory(keys=(("", "ann", 1),))
    named = a_file("\n".join([HEADING, line(1), line(2, agent="bob")]), "named.csv")
    nameless = a_file("contact_id,started_at\nX1,2026-06-01 10:00:00\n", "nameless.csv")
    for path in (named, nameless):
        centre.bring_in(path, source=path.stem)
    erase(centre.store, 1, names=("Ann",), directory=centre.directory, kpis=centre.kpis)
    for path, lines in ((named, 2), (nameless, 1)):
        summary = centre.bring_in(path, source=path.stem)
        assert (summary.accepted, summary.already_here) == (0, lines)


def test_the_large_file_of_the_benchmark(centre, tmp_path):
    counts = shapes.large(tmp_path / "large.csv", 20_000, seed=3)
    summary = centre.check(tmp_path / "large.csv")
    found = (summary.lines, summary.rejected, summary.already_here)
    assert found == (counts["lines"], counts["faulty"], counts["repeated"])


def test_plain_text_of_files_never_brought_in_is_removed_in_time(centre, a_file):
    text = "\n".join([HEADING, line(1, agent="Zoë")]).encode("utf-16")
    centre.check(a_file(text))
    made = convert.folder_of(centre.store, centre.runs[-1])
    written = made.stat().st_mtime
    assert convert.forget_unused(centre.store, older_than=60, now=written + 59) == 0
    assert made.exists()
    assert convert.forget_unused(centre.store, older_than=60, now=written + 61) == 1
    assert not made.exists()


def test_seen_tells_what_came_before_here_or_in_an_earlier_part():
    random, seen, known = np.random.default_rng(1), Seen(), set()
    for _ in range(40):
        keys = random.integers(0, 4000, 100).astype(np.uint64)
        expected = []
        for key in keys.tolist():
            expected.append(key in known)
            known.add(key)
        assert seen.add(keys).tolist() == expected


def test_hashes_depend_on_values_and_not_on_how_they_are_held():
    words = ["", "a", "ab", "ba", "Ä", None, "a" * 300, "ab"]
    plain = pa.array(words)
    found = hashes.row_hashes({"x": plain})
    assert (found == hashes.row_hashes({"x": plain.dictionary_encode()})).all()
    assert (found[3:] == hashes.row_hashes({"x": plain.slice(3)})).all()
    assert len(set(found.tolist())) == 7
    nothing = pa.nulls(len(words), pa.float64())
    assert (found == hashes.row_hashes({"x": plain, "y": nothing})).all()
    assert (found != hashes.row_hashes({"y": plain}))[:5].all()


def test_hashes_never_change():
    """Else every line that was ever brought in would look like a change."""
    columns = {
        "agent": pa.array(["ann", "bob"]),
        "wait_seconds": pa.array([5.0, None]),
        "started_at": pa.array([date(2026, 1, 2), date(2026, 1, 3)]).cast(pa.timestamp("us")),
        "answered": pa.array([True, False]),
    }
    assert hashes.row_hashes(columns).tolist() == KNOWN


KNOWN = [3165507517848440163, 13593152578627173990]


@pytest.mark.parametrize(
    "zone", ["Europe/London", "UTC", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca"]
)
def test_looked_up_times_are_those_of_the_engine(zone):
    walls = (
        "SELECT range + to_seconds(hash(range)::HUGEINT % 3600) AS wall"
        " FROM range(TIMESTAMP '1998-01-01', TIMESTAMP '2042-01-01', INTERVAL 37 MINUTE)"
    )
    differ = f"{zones.looked_up('wall', zone)} IS DISTINCT FROM {zones.utc('wall', zone)}"
    with engine.cursor() as cursor:
        sql = f"SELECT count(*), count(*) FILTER ({differ}) FROM ({walls})"
        rows, different = cursor.execute(sql).fetchone()
    assert rows > 600_000
    assert different == 0
