"""HTTP ranges (RFC 9110, 14): one range, which is what players ask for when they seek."""

import re
from dataclasses import dataclass

ONE_RANGE = re.compile(r"bytes=\s*(\d*)-(\d*)\s*$", re.ASCII | re.IGNORECASE)
LONGEST = 18  # digits; more is no offset in any file


class NotSatisfiable(Exception):
    """416: the file does not reach so far."""


@dataclass(frozen=True)
class Span:
    first: int
    last: int  # including

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def span_of(header: str, size: int) -> Span | None:
    """None means: send everything. Several ranges, or what is no range, may be ignored."""
    match = ONE_RANGE.match(header)
    if not match or not any(match.groups()) or max(map(len, match.groups())) > LONGEST:
        return None
    first, last = match.groups()
    if not first:  # the last n bytes
        count = min(int(last), size)
        if count == 0:
            raise NotSatisfiable
        return Span(size - count, size - 1)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise NotSatisfiable
    return Span(int(first), min(int(last), size - 1) if last else size - 1)
