"""What was said with the personal data behind placeholders: made at each reading, and kept nowhere."""

from evenhand.analysis.behind import Whole, Words
from evenhand.analysis.masking import mask_turns
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
