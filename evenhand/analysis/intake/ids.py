"""The ids of contacts, answers and evaluations: the same on every machine."""

import uuid
from binascii import unhexlify

# Every contact's id is uuid5 of its source and its number there.
EVENHAND = uuid.UUID("6f0f6c2e-6d0b-5c47-9b1e-3f6f6e1b2a10")


def source_namespace(source: str) -> uuid.UUID:
    return uuid.uuid5(EVENHAND, source)


def digest(source: str, number: str) -> str:
    """SQL for the SHA-1 of a source's namespace and a number in it, in hexadecimal digits."""
    return f"sha1(from_hex('{source_namespace(source).hex}') || encode({number}))"


def uuid5(digest: str) -> str:
    """RFC 9562 §5.5: the first 16 bytes of the SHA-1, with version 5 and the variant set."""
    # The low two bits of a hexadecimal digit: '0'..'9' are 48..57, 'a'..'f' are 97..102 = 10..15, minus 87.
    variant = (
        f"substr('89ab', 1 + (CASE WHEN ascii(substr({digest}, 17, 1)) >= 97"
        f" THEN ascii(substr({digest}, 17, 1)) - 87 ELSE ascii(substr({digest}, 17, 1)) - 48 END) % 4, 1)"
    )
    return f"(substr({digest}, 1, 12) || '5' || substr({digest}, 14, 3) || {variant} || substr({digest}, 18, 15))::UUID"


def uuid5s(digests):
    """The same of many at once: an Arrow array of digests without nulls → 16 bytes for each, as rows of a NumPy array."""
    import numpy as np

    start, end = digests.offset, digests.offset + len(digests)
    offsets = np.frombuffer(digests.buffers()[1], np.int32)
    text = memoryview(digests.buffers()[2])[offsets[start] : offsets[end]]
    found = np.frombuffer(unhexlify(text), np.uint8).reshape(-1, 20)[:, :16].copy()
    found[:, 6] = found[:, 6] & 0x0F | 0x50
    found[:, 8] = found[:, 8] & 0x3F | 0x80
    return found
