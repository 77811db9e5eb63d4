"""Characters that turn the order in which a line is read are taken out of words, so that none says what it does not.

The embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX #9, 2.1–2.5) are seen by nobody, and
with one of them in a name the rest of a sentence, of an audit line or of a file reads backwards. Right-to-left letters
need none of them to be shown as they should be.
"""

TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def in_reading_order(text: str) -> str:
    return text.translate(TURNING)
