"""What is masked, and what a find of it looks like."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The value is what stands in the placeholder."""

    NAME = "name"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    IP_ADDRESS = "IP address"
    BIRTH_DATE = "date of birth"
    NATIONAL_INSURANCE = "National Insurance number"
    NHS = "NHS number"
    SOCIAL_SECURITY = "social security number"
    PASSPORT = "passport number"
    DRIVING_LICENCE = "driving licence"
    PLATE = "number plate"
    CARD = "card number"
    CARD_EXPIRY = "card expiry"
    CARD_CODE = "card security code"
    IBAN = "IBAN"
    SORT_CODE = "sort code"
    ACCOUNT = "account number"
    REFERENCE = "reference"
    NUMBER = "number"
    SPELLED = "spelled word"
    SECRET = "password"


CERTAIN = 0.95  # a check digit or a shape that nothing else has, or a word beside a shape
LIKELY = 0.8  # a shape that few other things have
POSSIBLE = 0.6  # a word beside any number, or a shape that other things share


@dataclass(frozen=True, order=True)
class Span:
    """A find: text[start:end] is a `kind`. `value`: the same for two ways of writing one thing."""

    start: int
    end: int
    kind: Kind
    certainty: float
    value: str


def resolve(found: list[Span]) -> list[Span]:
    """Without overlaps: of two that do, the more certain stays, then the longer. In order of place."""
    kept: list[Span] = []
    taken = bytearray(max((one.end for one in found), default=0))
    for one in sorted(found, key=lambda s: (-s.certainty, s.start - s.end, s.start, s.kind)):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    return sorted(kept)
