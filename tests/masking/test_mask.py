"""Masking as a whole: what stays, what stands instead, what hides a number, and how long it takes."""

import gc
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.analysis.masking import Kind, find, mask, mask_turns
from tests.masking.test_kinds import FOUND, NOT_FOUND


def test_one_value_has_one_placeholder_however_it_is_written():
    text = "Ring 07700 900123 or 01632 960983; again: +44 7700 900123, oh double seven double oh nine double oh one two three."
    assert mask(text).text == "Ring [phone 1] or [phone 2]; again: [phone 1], [phone 1]."


def test_placeholders_that_are_there_keep_their_numbers():
    assert mask("was [phone 1], is 07700 900123").text == "was [phone 1], is [phone 2]"


def test_turns_are_read_together():
    turns = [
        "What is your policy number?",
        "It's 4829103.",
        "And your phone?",
        "07700 900123",
        "So 07700 900123.",
    ]
    assert mask_turns(turns) == ["What is your policy number?", "It's [reference 1].", "And your phone?", "[phone 1]", "So [phone 1]."]  # fmt: skip


def test_a_value_over_two_turns_is_masked_in_both():
    whole = "I live at 12 High Street,\nLeeds, LS1 4AB. Bye"
    assert len(find(whole)) == 1
    assert mask_turns(whole.split("\n")) == ["I live at [address 1]", "[address 1]. Bye"]
    assert mask_turns([]) == [] and mask_turns(["", ""]) == ["", ""]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("+44 77\u200b00 9\u200d00\ufeff123", "[phone 1]"),
        ("０７７００ ９００１２３", "[phone 1]"),
        ("٠٧٧٠٠ ٩٠٠١٢٣", "[phone 1]"),
        ("०७७००९००१२३", "[phone 1]"),
        ("07700\u00a0900\u2011123", "[phone 1]"),
        ("<p>Ring <b>07700</b> 900<i>123</i></p>", "<p>Ring <b>[phone 1]</i></p>"),
        ("<td>07700900123</td><td>01632960983</td>", "<td>[phone 1]</td><td>[phone 2]</td>"),
        ("07700&nbsp;900&#49;23", "[phone 1]"),
        ('<a href="mailto:jane@example.com">write</a>', '<a href="mailto:[email 1]">write</a>'),
        ("jane&#64;example.com", "[email 1]"),
        ("J\u00adane@exa\u200bmple.com", "[email 1]"),
        ("İİ 07700 900123 ß", "İİ [phone 1] ß"),
    ],
)
def test_nothing_hides_a_number(text, masked):
    assert mask(text).text == masked


def test_finds_are_where_they_say_in_a_text_with_invisible_signs():
    text = "&amp; \u200b ring 07\u200b700 900123 or jane&#64;example.com"
    assert [text[one.start : one.end] for one in find(text)] == ["07\u200b700 900123", "jane&#64;example.com"]  # fmt: skip


# Whatever the text

PIECES = [*(text for _kind, text, _value in FOUND), *NOT_FOUND, *(f"[{kind} 1]" for kind in Kind),
    "4111", "-", "+44", " ", "\n", "0", "dot", "at", "double", "seven", "A", "<b>", "&#48;", "\u200b", "\0", "[", "]", "@", "my name is", "Mr"]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.text(alphabet="0123456789 +-./()ABab@:\0[]", max_size=60),
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_masking_twice_changes_nothing(text):
    once = mask(text).text
    assert mask(once).text == once


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_finds_stand_in_order_inside_the_text_and_all_else_is_untouched(text):
    masked = mask(text)
    ends = [0, *(place for one in masked.spans for place in (one.start, one.end)), len(text)]
    assert ends == sorted(ends) and all(one.start < one.end for one in masked.spans)
    kept = "".join(text[a:b] for a, b in itertools.batched(ends, 2))
    rest, pieces = masked.text, []
    for start, end in itertools.batched(ends, 2):
        between = text[start:end]
        assert rest.startswith(between)
        pieces.append(between)
        rest = rest[len(between) :]
        if end != len(text) or rest:
            rest = rest[rest.index("]") + 1 :] if rest else rest
    assert "".join(pieces) == kept and rest == ""


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, max_size=5))
def test_turns_are_masked_as_their_whole_is(turns):
    masked = mask_turns(turns)
    assert len(masked) == len(turns)
    whole = "\n".join(turns)
    if all("\n" not in whole[one.start : one.end] for one in find(whole)):
        assert "\n".join(masked) == mask(whole).text


# How long it takes: steps of the interpreter and of its patterns grow with the text, not with its square


HOSTILE = {
    "one number": "1", "digits apart": "1 ", "digits by dashes": "12-", "sort codes": "12-34-56 ", "cards": "4111 1111 1111 1111 ",
    "one word": "a", "dots": "a.", "ats": "@", "addresses": "a@", "hosts": "@a.", "spoken": "seven ", "letters": "a b ", "doubles": "double ",
    "streets": "1 a ", "names": "my name is ", "capitals": "Aa ", "links": "http://a?", "colons": ":", "tags": "<b", "entities": "&#4", "open": "[phone ",
    "pairs": "AB12", "keys": "account ", "brackets": "(", "plus": "+", "towns": "1 High Street, ", "blanks": "[phone 1] ", "distinct": None,
}  # fmt: skip


def _hostile(name: str, size: int) -> str:
    unit = HOSTILE[name]
    if unit is None:
        return " ".join(f"07700 {900000 + n % 99999}" for n in range(size // 13))
    return (unit * (size // len(unit) + 1))[:size]


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_text_and_not_with_its_square(name):
    from benchmarks.clock import cost

    small, large = _hostile(name, 4_000), _hostile(name, 32_000)
    gc.freeze()  # what hundreds of other tests have left is not looked through before each measurement
    mask(small)
    little = min(cost(lambda: mask(small)) for _ in range(3))
    much = min(cost(lambda: mask(large)) for _ in range(2))
    assert much < 24 * little + 0.05  # eight times the text; by its square it would be 64 times


def test_a_line_of_a_megabyte_is_read():
    line = "0" * 500_000 + "a" * 500_000
    assert mask(line).text == line
