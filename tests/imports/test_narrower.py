"""A later file with fewer columns takes nothing away: what it does not tell stays as it was told before."""

import pytest

from tests.bringing import Centre

WIDE = "contact_id,started_at,agent,channel,answered,wait_seconds,talk_seconds,wrap_seconds,csat,first_replied_at,customer\n"
NARROW = "contact_id,started_at,agent,talk_seconds\n"


def wide(first: int, last: int) -> str:
    return "".join(
        f"N{n},2026-07-{n % 28 + 1:02d} 10:00:00,{'Ann' if n % 5 else ''},chat,{'Y' if n % 5 else 'N'},{n % 7},"
        f"{60 + n},5,{n % 5 + 1 if n % 5 else ''},2026-07-{n % 28 + 1:02d} 11:00:00,K{n}\n"
        for n in range(first, last)
    )


def narrow(first: int, last: int, more: int = 0) -> str:
    return "".join(
        f"N{n},2026-07-{n % 28 + 1:02d} 10:00:00,{'Ann' if n % 5 else ''},{60 + n + more}\n"
        for n in range(first, last)
    )


@pytest.fixture
def here(centre, a_file) -> Centre:
    centre.bring_in(a_file(WIDE + wide(0, 60)))
    return centre


def test_the_same_in_fewer_columns_is_already_here(here, a_file):
    """As the glossary says: what is compared is what the file brings."""
    before = here.contents()
    found = here.bring_in(a_file("contact_id,started_at,agent\n" + "".join(
        f"N{n},2026-07-{n % 28 + 1:02d} 10:00:00,{'Ann' if n % 5 else ''}\n" for n in range(60)
    ), "narrow.csv"))  # fmt: skip
    assert (found.accepted, found.already_here) == (0, 60)
    assert here.contents() == before


def test_a_change_keeps_what_the_file_does_not_tell(here, a_file):
    csat, answered = here.figure("csat"), here.figure("answered")
    found = here.bring_in(a_file(NARROW + narrow(0, 60, more=100), "narrow.csv"))
    assert (found.accepted, found.updates) == (60, 60)
    for key, before in (("csat", csat), ("answered", answered)):
        now = here.figure(key)
        assert (now.n, now.value) == (before.n, before.value)
    assert here.figure("aht").numerator == sum(160 + n for n in range(60) if n % 5)
    again = here.bring_in(a_file(NARROW + narrow(0, 60, more=100), "again.csv"))
    assert (again.accepted, again.already_here) == (0, 60)


def test_new_contacts_beside_known_ones_say_what_they_say(here, a_file):
    here.bring_in(a_file(NARROW + narrow(50, 70, more=1), "narrow.csv"))
    rows = here.rows("source_id, csat_score, channel, wait_seconds", order="1")
    told = {row[0]: row[1:] for row in rows}
    assert told["N51"] == (2.0, "chat", 51 % 7)
    assert told["N61"] == (None, "phone", None)


def test_an_empty_cell_is_told(here, a_file):
    """A column that is there and says nothing takes away what was said before."""
    here.bring_in(a_file(
        "contact_id,started_at,agent,csat\n" + "".join(f"N{n},2026-07-{n % 28 + 1:02d} 10:00:00,Ann,\n" for n in (1, 2)),
        "empty.csv",
    ))  # fmt: skip
    told = {row[0]: row[1:] for row in here.rows("source_id, csat_score, handle_seconds")}
    assert told["N1"] == (None, 66.0) and told["N3"][0] is not None


def test_what_was_taken_back_comes_back_whole(here, a_file):
    before = here.contents()
    here.bring_in(a_file(NARROW + narrow(0, 60, more=100), "narrow.csv"))
    here.take_back(here.runs[-1])
    assert here.contents() == before


def test_the_very_same_narrower_file_changes_nothing_after_a_later_one(here, a_file):
    second = a_file(NARROW + narrow(0, 60, more=100), "narrow.csv")
    here.bring_in(second)
    here.bring_in(a_file(WIDE + wide(0, 60).replace(",chat,", ",email,"), "wide.csv"))
    before = here.contents()
    found = here.bring_in(second, again=True)
    assert (found.accepted, found.already_here) == (0, 60)
    assert here.contents() == before
