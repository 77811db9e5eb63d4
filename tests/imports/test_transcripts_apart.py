"""Conversations about contacts that another file brought."""

from tests.imports.test_conversations import TURNS, bring, lines

# How many messages it has is counted of its transcript.
OF_THEM = "* EXCLUDE (run, customer_messages, agent_messages)"


def test_transcripts_about_contacts_that_are_here_change_nothing_else_of_them(centre, a_file):
    table = "contact_id,started_at,agent,talk_seconds,csat\nA,2026-07-01 10:00:00,Ann,61,4\n"
    centre.bring_in(a_file(table, "calls.csv"), "calls", csat_high=5)
    before = centre.rows(OF_THEM)
    files = {key: month.files for key, month in centre.store.manifest().months.items()}
    told = {"id": "A", "agent": "Ann", "turns": TURNS}
    path = a_file(lines(told, {**told, "id": "B"}), "chats.jsonl")
    came = bring(centre, path, "chats", about="calls")
    assert (came.accepted, came.rejected, came.months) == (1, 1, {"2026-07": 1})
    assert centre.refused()[0].why.startswith("No contact with this number is here")
    assert centre.rows(OF_THEM) == before
    assert centre.rows("customer_messages + agent_messages") == [(len(TURNS),)]
    assert [row for (row,) in centre.rows("text", "message", "message")] == [
        t["text"] for t in TURNS
    ]
    assert bring(centre, path, "chats", about="calls").already_here == 1
    later = {**told, "turns": TURNS[:2]}
    again = bring(centre, a_file(lines(later), "later.jsonl"), "chats", about="calls")
    assert (again.accepted, again.updates) == (1, 1)
    assert len(centre.rows("1", "message")) == 2
    for run in ("run4", "run3", "run2"):
        centre.take_back(run)
    assert {key: month.files for key, month in centre.store.manifest().months.items()} == files
