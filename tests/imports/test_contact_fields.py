"""Every field of a contact: what its cells may say, what is refused, and the headings by which it is known."""

from datetime import datetime

import pytest

from evenhand.analysis.intake import recognise
from evenhand.analysis.intake.look import look
from evenhand.analysis.intake.mapping import Unclear
from tests.bringing import LARGEST, ZONE

START = "2026-01-05 10:00:00"


def one(centre, a_file, heading: str, cell: str, read: str = "1", **changes):
    """What becomes of one cell, in a file of two lines; the other says nothing in its column."""
    centre.bring_in(a_file(two_lines(heading, cell)), **changes)
    return dict(centre.rows(f"source_id, {read}")), refused(centre)


def checked(centre, a_file, heading: str, cell: str, read: str = "1", **changes):
    """What would come in of it, before anything is published."""
    centre.check(a_file(two_lines(heading, cell)), **changes)
    return dict(centre.received(f"source_id, {read}")), refused(centre)


def two_lines(heading: str, cell: str) -> str:
    return f'contact_id,started_at,agent,{heading}\nN1,{START},Ann,"{cell}"\nN2,{START},Ben,\n'


def refused(centre) -> list[tuple]:
    return [(r.line, r.column, r.why) for r in centre.refused()]


@pytest.mark.parametrize(
    ("heading", "cell", "column", "value"),
    [
        ("reopened", "2", "reopened", 2),
        ("reopened", "yes", "reopened", 1),
        ("Reopens", "0", "reopened", 0),
        ("transferred", "Y", "transferred", True),
        ("reassignment_count", "3", "transferred", True),
        ("reassignment_count", "0", "transferred", False),
        ("escalated", "no", "escalated", False),
        ("avoidable transfer", "true", "transfer_avoidable", True),
        ("transfer type", "Warm", "transfer_type", "warm"),
        ("Transfer type", "Blind transfer", "transfer_type", "cold"),
        ("warm or cold", " CONSULT ", "transfer_type", "warm"),
        ("transfer method", "single-step transfer", "transfer_type", "cold"),
        ("transfer_type", "WARM_TRANSFER", "transfer_type", "warm"),
        ("Timely response?", "Yes", "in_deadline", True),
        ("Resolution status", "SLA Violated", "in_deadline", False),
        ("Resolution status", "Within SLA", "in_deadline", True),
        ("first_replied_at", "2026-01-05 10:20:00", "first_response_seconds", 1200),
        ("First reply time (min)", "20", "first_response_seconds", 1200),
        ("First response time (in hrs)", "0.5", "first_response_seconds", 1800),
        ("time_to_first_response_seconds", "90", "first_response_seconds", 90),
        ("first resolved at", "2026-01-05T11:00:00Z", "first_resolution_seconds", 3600),
        ("solved_at", "2026-01-06 10:00:00", "resolution_seconds", 86400),
        ("Resolved time", "2026-01-06 10:00:00", "solved_at", datetime(2026, 1, 6, 10)),
        ("closed at", "2026-01-06 10:00:00", "ended_at", None),
        ("call end", "2026-01-05 10:05:00", "ended_at", datetime(2026, 1, 5, 10, 5)),
        ("Full resolution time (min)", "60", "resolution_seconds", 3600),
        ("tHandle_ms", "183000", "handle_seconds", 183),
        ("tHandle", "183000", "handle_seconds", 183),
        ("talk minutes", "3.5", "handle_seconds", 210),
    ],
)
def test_what_a_cell_becomes(centre, a_file, heading, cell, column, value):
    found, sent_back = one(centre, a_file, heading, cell, column)
    assert sent_back == []
    assert found == {"N1": value, "N2": None}


@pytest.mark.parametrize(
    ("heading", "cell", "why"),
    [
        ("reopened", "often", "This is neither a number of times nor yes or no"),
        ("reopened", "1.5", "This is neither a number of times nor yes or no"),
        ("reopened", "-1", "A number of times cannot be below zero"),
        ("transferred", "perhaps", "This is neither a number of times nor yes or no"),
        (
            "transfer type",
            "internal",
            "This says neither that a transfer was warm nor that it was cold",
        ),
        ("sla met", "green", "This does not say whether the deadline was kept"),
        ("first_replied_at", "2026-01-05 09:59:00", "It was replied to before it started (10:00)"),
        ("first_reply_seconds", "-5", "A length of time cannot be below zero"),
        ("first_solved_at", "2026-01-04 09:59:00", "It was solved before it started (10:00)"),
        ("solved_at", "2026-01-05 09:59:59", "It was solved before it started (10:00)"),
        ("solved_at", "2062-01-06 10:00", "This lies in the future"),
        ("ended_at", "2062-01-06 10:00", "This lies in the future"),
        ("nps", "11", "The answer is outside the scale (0 to 10)"),
        ("ces", "8", "The answer is outside the scale (1 to 7)"),
        ("resolved first time", "partly", "This is neither yes nor no nor not sure"),
    ],
)
def test_what_is_refused(centre, a_file, heading, cell, why):
    key = recognise.propose(
        look(a_file(f"contact_id,started_at,{heading}\nN,{START},\n"), largest=LARGEST),
        source="log",
        zone=ZONE,
    )
    assert key.columns[heading]
    meant = {"contact_id": "contact_number", "started_at": "started_at", "agent": "agent"}
    found, sent_back = checked(
        centre, a_file, heading, cell, "1", columns={**meant, heading: key.columns[heading]},
        units={}, csat_high=5, ces_low=1, ces_high=7,
    )  # fmt: skip
    assert sent_back == [(2, heading, why)]
    assert found == {"N2": 1}


def test_answers_become_responses(centre, a_file):
    centre.bring_in(
        a_file(
            "contact_id,started_at,agent,csat,nps,ces,resolved first time\n"
            f"N1,{START},Ann,4,9,6,yes\nN2,{START},Ann,,0,,not sure\nN3,{START},Ben,,,2,No\n"
        ),
        ces_version=1,
        ces_high=7,
        csat_high=5,
    )
    found = centre.rows("question, score, low, high", "response")
    assert sorted(found, key=str) == [
        ("ces1", 2.0, 1.0, 7.0),
        ("ces1", 6.0, 1.0, 7.0),
        ("csat", 4.0, 1.0, 5.0),
        ("nps", 0.0, 0.0, 10.0),
        ("nps", 9.0, 0.0, 10.0),
        ("resolved", 0.0, 0.0, 1.0),
        ("resolved", 1.0, 0.0, 1.0),
        ("resolved", None, 0.0, 1.0),
    ]


def test_a_column_with_nothing_in_it_yet_is_recorded_all_the_same(centre, a_file):
    recorded = "first_replies_recorded, solves_recorded"
    centre.bring_in(a_file(f"contact_id,started_at,first_reply_at\nN1,{START},\n"), "one")
    centre.bring_in(a_file(f"contact_id,started_at,solved_at\nN1,{START},\n", "b.csv"), "two")
    assert centre.rows(f"source, {recorded}") == [("one", True, False), ("two", False, True)]


@pytest.mark.parametrize("heading", ["status", "Call outcome", "answered"])
def test_calls_that_nobody_took_are_told_apart_by_their_words(centre, a_file, heading):
    words = ("answered", "Abandoned", "missed", "connected", "no answer")
    lines = "".join(f"N{at},{START},{word}\n" for at, word in enumerate(words))
    centre.bring_in(a_file(f"contact_id,started_at,{heading}\n{lines}"))
    found = dict(centre.rows("source_id, answered"))
    assert found == {"N0": True, "N1": False, "N2": False, "N3": True, "N4": False}
    assert centre.rows("DISTINCT abandons_recorded") == [(True,)]


def test_a_state_of_a_ticket_does_not_say_whether_anybody_answered(a_file):
    lines = "".join(f"N{at},{START},{word}\n" for at, word in enumerate(("open", "solved", "open")))
    assert proposed(a_file, f"contact_id,started_at,status\n{lines}").column("answered") is None


@pytest.mark.parametrize("heading", ["Complaint no", "Case ref.", "No."])
def test_a_register_has_its_own_words_for_a_number(a_file, heading):
    mapping = proposed(
        a_file, f"{heading},Date received,Handler\n17,2026-01-05,Ann\n18,2026-01-06,Ben\n"
    )
    assert mapping.column("contact_number") == heading and mapping.column("agent") == "Handler"


@pytest.mark.parametrize(
    ("word", "channel"),
    [
        ("Web", "web"), ("Web Form", "web"), ("Twitter", "social"), ("SMS", "sms"), ("Postal mail", "letter"),
        ("Referral", "referral"), ("E-mail", "email"), ("Voice", "phone"), ("Fax", "fax"), ("Messaging", "chat"),
    ],
)  # fmt: skip
def test_channels(centre, a_file, word, channel):
    assert checked(centre, a_file, "via", word, "channel")[0]["N1"] == channel


def proposed(a_file, text: str):
    return recognise.propose(look(a_file(text), largest=LARGEST), source="log", zone=ZONE)


@pytest.mark.parametrize(
    ("cells", "heading", "unit"),
    [
        (("180000", "95000"), "talk", "ms"),
        (("3.5", "4.25", "2.75"), "talk", ""),
        (("180", "95"), "talk", "s"),
        (("3:05", "1:35"), "talk", "s"),
        (("5", "95"), "first reply time", ""),
        (("5", "95"), "first reply time in minutes", "min"),
        (("1h 5m", "PT5M"), "first reply time", "s"),
    ],
)
def test_units_from_headings_and_values(a_file, cells, heading, unit):
    lines = "".join(f"N{at},{START},{cell}\n" for at, cell in enumerate(cells))
    mapping = proposed(a_file, f"contact_id,started_at,{heading}\n{lines}")
    assert mapping.units.get(heading, "s") == unit


def test_a_unit_that_cannot_be_told_is_asked(centre, a_file):
    path = a_file(f"contact_id,started_at,first reply time\nN1,{START},5\n")
    with pytest.raises(Unclear, match="Say whether “first reply time” is in seconds, minutes"):
        centre.bring_in(path)
    centre.bring_in(path, units={"first reply time": "h"})
    assert centre.rows("first_response_seconds") == [(18000.0,)]


HEADINGS = {
    "Zendesk": {
        "Id": "contact_number", "Subject": "topic", "Created at": "started_at", "Solved at": "solved_at",
        "Assignee": "agent", "Via": "channel", "Reopens": "reopened", "Requester": "customer",
        "First reply time in minutes": "first_reply_seconds", "Satisfaction Score": "csat",
        "Full resolution time in minutes": "solve_seconds",
    },
    "Freshdesk": {
        "Ticket ID": "contact_number", "Type": None, "Agent": "agent", "Created time": "started_at",
        "Initial response time": "first_replied_at", "Resolved time": "solved_at", "Closed time": None,
        "Resolution status": "in_deadline", "First response time (in hrs)": "first_reply_seconds",
    },
    "Intercom": {
        "Conversation ID": "contact_number", "Conversation started at": "started_at", "Teammate assigned": "agent",
        "Time to first response (seconds)": "first_reply_seconds", "Conversation rating": "csat",
        "First closed at": "first_solved_at", "Last closed at": "solved_at",
    },
    "ServiceNow": {
        "number": "contact_number", "opened_at": "started_at", "assigned_to": "agent", "resolved_at": "solved_at",
        "closed_at": None, "reopen_count": "reopened", "reassignment_count": "transferred", "made_sla": "in_deadline",
        "contact_type": "channel", "caller_id": "customer", "category": "topic",
    },
    "Genesys": {
        "Conversation ID": "contact_number", "Date": "started_date", "Users": "agent", "Media Type": "channel",
        "Direction": "direction", "Wrap-up": "topic", "Total Talk": "talk_seconds", "Total Hold": "hold_seconds",
        "Total ACW": "wrap_seconds", "Total Handle": "handle_seconds", "Transferred": "transferred", "ANI": "customer",
    },
    "CFPB": {
        "Date received": "started_date", "Product": None, "Issue": "topic", "Submitted via": "channel",
        "Timely response?": "in_deadline", "Complaint ID": "contact_number",
    },
}  # fmt: skip


@pytest.mark.parametrize("system", HEADINGS)
def test_headings_of_other_systems(a_file, system):
    wanted = HEADINGS[system]
    mapping = proposed(a_file, ",".join(wanted) + "\n" + "," * (len(wanted) - 1) + "\n")
    assert mapping.kind == "contacts"
    assert mapping.columns == {column: key for column, key in wanted.items() if key}
