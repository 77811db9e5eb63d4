"""What people wrote and said, with the personal data behind placeholders: made at each reading, and kept nowhere."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from evenhand.analysis.behind import Whole, Words
from evenhand.analysis.masking import mask, mask_turns
from evenhand.features.people import queries as people


def masked(words: Words, whole: Whole) -> Words:
    """One text from the first turn to the last comment: a question says what its answer holds, and the same number has
    the same placeholder all the way. The names of whoever handled the contact are among what is masked."""
    known = sorted(person.name for person in people.names(whole.people).values())
    said = [one["text"] or "" for one in words.messages]
    texts = mask_turns([*said, *words.comments.values()], people=known)
    turns, comments = texts[: len(said)], texts[len(said) :]
    return Words(
        [{**one, "text": text} for one, text in zip(words.messages, turns, strict=True)],
        dict(zip(words.comments, comments, strict=True)),
    )


def masked_reviews(whole: Whole) -> Whole:
    """With what reviewers wrote masked. Not the names of those whom it is about: they read it, and stand above it."""
    reviews = whole.evaluations
    comments = mask_turns([one["comment"] or "" for one in reviews])
    told = [{**one, "comment": text} for one, text in zip(reviews, comments, strict=True)]
    return replace(whole, evaluations=told)


def masked_reason(topic: str) -> str:
    """The reason of a contact, which people write freely, as it leaves in a file."""
    return mask(topic).text


def masked_query(query: str) -> str:
    """A query string as it stands in a file: its reason masked."""
    asked = parse_qsl(query)
    return urlencode([(name, masked_reason(v) if name == "topic" else v) for name, v in asked])
