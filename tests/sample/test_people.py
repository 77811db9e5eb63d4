"""The cast of the simulated centre: who, where, from when to when."""

from collections import Counter, defaultdict

from evenhand.sample.people import HEADER


def spells(people):
    found = defaultdict(list)
    for row in people:
        found[row["name"]].append(row)
    return found


def test_teams_and_roles(people):
    assert tuple(people[0]) == HEADER
    last = {name: rows[-1] for name, rows in spells(people).items()}
    agents = Counter(row["team"] for row in last.values() if row["role"] == "Agent")
    assert agents == {"Northgate": 15, "Southbank": 15, "Westmoor": 16}
    assert last["Joanna Price"]["team"] == "Northgate"
    roles = {name: row["role"] for name, row in last.items() if row["role"] != "Agent"}
    assert Counter(roles.values())["Team leader"] == 3
    assert roles["Helen Brandt"] == "Service manager"
    assert roles["Sam Oyelaran"] == "Administrator"


def test_emails_are_plain_unique_and_of_nobody(people):
    emails = {row["name"]: row["email"] for row in people}
    assert len(set(emails.values())) == len(emails) == 56
    assert all(email.isascii() and " " not in email for email in emails.values())
    assert emails["Siân Prosser"] == "sian.prosser@brightwell.example"


def test_two_change_team_one_leaves_three_join(people, truth):
    of = spells(people)
    moved = [rows for rows in of.values() if len(rows) == 2]
    assert len(moved) == 2
    for before, after in moved:
        assert before["person_id"] == after["person_id"]
        assert before["team"] != after["team"]
        assert before["ends_on"] == after["starts_on"]
    assert sum(rows[-1]["ends_on"] != "" for rows in of.values()) == 1
    joined = [name for name, rows in of.items() if rows[0]["starts_on"] >= truth["first_day"]]
    assert len(joined) == 3
    assert "Farah Siddiqui" in joined


def test_nobody_takes_a_contact_before_joining_or_after_leaving(people, good):
    books = defaultdict(list)
    for row in people:
        books[row["person_id"]].append((row["starts_on"], row["ends_on"] or "9999"))
    for line in good:
        day = line["started_at"][:10]
        if line["agent_id"]:
            assert any(start <= day < end for start, end in books[line["agent_id"]])


def test_farah_joined_lately_and_has_few_contacts(truth):
    handled = {person["name"]: person["handled"] for person in truth["people"]}
    assert 0 < handled["Farah Siddiqui"] < 0.1 * handled["Amara Okafor"]
