"""Headings as words."""

import re


def words(heading: str) -> str:
    """A heading as lower-case words: `Answered (Y/N)` → `answered y n`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return re.sub(r"[^a-z0-9]+", " ", spaced.lower()).strip()
