"""Reading filters from an address, whatever stands in it."""

from datetime import date

import pytest
from django.http import QueryDict

from evenhand.foundation.lists import Choice, Day, Filters, Words
from evenhand.foundation.looking import says


class Example(Filters):
    words = Words("Words")
    state = Choice("State", [("open", "open"), ("over", "over")])
    first = Day("From")


@pytest.mark.parametrize(
    ("asked", "chosen", "wrong"),
    [
        ("", {}, []),
        ("words=+&state=&first=", {}, []),
        ("words=+a+b+&state=over&first=2026-11-22", {"words": "a b", "state": "over", "first": date(2026, 11, 22)}, []),
        ("state=gone&words=a", {"words": "a"}, ["“gone” is none of the choices under “State”."]),
        ("state=open&state=over", {"state": "over"}, []),
        ("first=22/11/2026", {}, ["“22/11/2026” is not a day: write it as 2026-11-22."]),
        ("first=2026-02-30", {}, ["“2026-02-30” is not a day: write it as 2026-11-22."]),
        ("words=a%00b&state=%00", {"words": "a�b"}, ["“�” is none of the choices under “State”."]),
        ("unknown=x", {}, []),
        ("state=" + "x" * 90, {}, [f"“{'x' * 40}” is none of the choices under “State”."]),
        ("words=" + "x" * 201, {}, [f"“{'x' * 40}” is too long to look for: 200 characters are enough."]),
        ("words=" + "x" * 200, {"words": "x" * 200}, []),
    ],
)  # fmt: skip
def test_what_is_asked_and_what_cannot_be_read(asked, chosen, wrong):
    filters = Example(QueryDict(asked))
    assert filters.chosen() == chosen
    assert filters.wrong == wrong


def test_told_in_words_and_the_words_kept_apart():
    filters = Example(QueryDict("words=ben&state=over&first=2026-11-22"))
    assert filters.told() == ["Words: ben", "State: over", "From: 2026-11-22"]
    assert filters.typed == ["words"]


@pytest.mark.parametrize(
    ("words", "texts", "expected"),
    [
        ("", (), True),
        ("a", (), False),
        ("NET", ("a net score",), True),
        ("straße", ("STRASSE",), True),
        ("net", ("score", "Net"), True),
        ("nets", ("net",), False),
    ],
)
def test_looking_for_words(words, texts, expected):
    assert says(words, *texts) is expected


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("sian", "Siân Prosser", True), ("SIÂN", "Siân Prosser", True), ("zoe", "Zoë Penhaligon", True),
        ("ZOË", "Zoë Penhaligon", True), ("strasse", "Große Straße", True), ("siam", "Siân Prosser", False),
        ("", "anybody", True),
    ],
)  # fmt: skip
def test_a_name_is_found_in_whatever_capitals_and_accents(words, text, found):
    assert says(words, text) is found
