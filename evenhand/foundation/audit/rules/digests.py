"""What is hashed, and how: SHA-256 (FIPS 180-4) over a random salt and canonical JSON.

A salt that is removed with its content leaves a digest that nobody can guess the content from.
"""

import hashlib
import json
import secrets
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

# In this order, after the moment.
ENTRY = (
    "actor_ref",
    "actor_roles",
    "on_behalf_of",
    "verb",
    "object_type",
    "object_ref",
    "request_id",
    "payload_digest",
)
PAYLOAD = ("subject_ref", "reason", "before", "after")
FIRST = "0" * 64  # what the first seal names as the one before it
_LEAF = struct.Struct(">q32s")


def new_salt() -> str:
    return secrets.token_hex(16)


def moment(at: datetime) -> str:
    """A moment as text, the same from either database."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def salted(salt: str, fields: Sequence[str]) -> str:
    text = json.dumps(list(fields), separators=(",", ":"))
    return hashlib.sha256(salt.encode() + text.encode()).hexdigest()


def packed(leaves: Iterable[tuple[int, str]]) -> bytes:
    """(id, digest in hex) one after the other: 40 bytes a line."""
    return b"".join(_LEAF.pack(number, bytes.fromhex(digest)) for number, digest in leaves)


def unpacked(leaves: bytes) -> Iterator[tuple[int, str]]:
    """ValueError when they are cut off."""
    if len(leaves) % _LEAF.size:
        raise ValueError("not a whole number of lines")
    for number, digest in _LEAF.iter_unpack(leaves):
        yield number, digest.hex()


@dataclass(frozen=True, kw_only=True)
class Seal:
    """What is hashed of a seal, and its hash: as kept, or as exported."""

    number: int
    first_id: int
    last_id: int
    count: int
    at: str
    previous: str
    leaves: bytes
    hash: str = ""

    def own_hash(self) -> str:
        fields = (self.number, self.first_id, self.last_id, self.count, self.at, self.previous)
        text = json.dumps([*fields, hashlib.sha256(self.leaves).hexdigest()])
        return hashlib.sha256(text.encode()).hexdigest()

    def line(self) -> str:
        """One line of an export. It says nothing about anybody: digests are salted."""
        said = {**vars(self), "leaves": [list(leaf) for leaf in unpacked(self.leaves)]}
        return json.dumps(said, separators=(",", ":"), sort_keys=True)


def seal_of_line(line: str) -> Seal:
    """ValueError when the line is not one of an export."""
    try:
        said = json.loads(line)
        leaves = packed((int(number), str(digest)) for number, digest in said.pop("leaves"))
        return Seal(**said, leaves=leaves)
    except (TypeError, KeyError, AttributeError, struct.error) as error:
        raise ValueError(str(error)) from error
