"""Who somebody might be whom a file names otherwise: by a table."""

import pytest

from evenhand.features.people.rules.likeness import Known, propose

PEOPLE = [
    Known("1", "Amara Diallo", "amara.diallo@example.org"),
    Known("2", "Ben Ode", "ben.o@example.org"),
    Known("3", "Noor Rahman"),
    Known("4", "Zoë O’Hara"),
    Known("5", "Mary Ann Smith"),
    Known("6", "Agent 12"),
    Known("7", "Joanna Clarke"),
    Known("8", "Joanne Clarke"),
]


@pytest.mark.parametrize(
    ("key", "name", "why"),
    [
        ("DIALLO, Amara", "Amara Diallo", "the same names"),
        ("Ode Ben", "Ben Ode", "the same names"),
        ("amara.diallo@other.example", "Amara Diallo", "the same names"),
        ("zoe_ohara", "Zoë O’Hara", "the same names"),
        ("ben.o", "Ben Ode", "the same as the email address begins"),
        ("B. Ode", "Ben Ode", "the same surname and initial"),
        ("Ode B", "Ben Ode", "the same surname and initial"),
        ("nrahman", "Noor Rahman", "the same surname and initial"),
        ("MA Smith", "Mary Ann Smith", "the same surname and initial"),
        ("Noor Rahmann", "Noor Rahman", "nearly the same spelling"),
        ("Joanna Clarke", "Joanna Clarke", "the same names"),
    ],
)
def test_proposed_with_a_reason(key, name, why):
    found = propose([key], PEOPLE)[key]
    assert (found.name, found.why) == (name, why)


@pytest.mark.parametrize(
    "key",
    [
        "J Clarke",  # either
        "Joann Clarke",  # either
        "Agent 13",
        "1042",
        "Ben",
        "Ben Adeyemi",
        "Noor",
        "",
        "—",
        "Amara",
    ],
)
def test_nobody_is_proposed_where_it_is_not_clear(key):
    assert propose([key], PEOPLE) == {}


def test_two_of_one_name_are_never_decided_silently():
    assert propose(["Ode, Ben"], [*PEOPLE, Known("9", "Ben Ode")]) == {}
