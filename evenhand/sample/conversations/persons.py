"""Invented customers: names, addresses and numbers that look right and belong to nobody.

Postcodes are of areas that do not exist, telephone numbers of ranges kept for fiction (Ofcom,
"Telephone numbers for drama"), e-mail addresses of reserved domains (RFC 2606), and numbers that
look like a card's fail the Luhn check (ISO/IEC 7812-1).
"""

from dataclasses import dataclass
from random import Random

FIRST = (
    "Agnes", "Bilal", "Carys", "Dominic", "Eilidh", "Femi", "Gwilym", "Hetty", "Ivo", "Jasmin",
    "Keiran", "Lottie", "Morag", "Nikhil", "Orla", "Piotr", "Queenie", "Rosalind", "Sunil",
    "Tamsin", "Uzma", "Vernon", "Winnie", "Yannick", "Zara",
)  # fmt: skip
LAST = (
    "Ashdown", "Brackley", "Coldstream", "Dunmore", "Eastgate", "Fairlamb", "Goldsworthy",
    "Hargreave", "Inchbald", "Jessop", "Kettleby", "Lockhurst", "Merriweather", "Northam",
    "Oakhanger", "Penrose", "Quayle", "Rookwood", "Silverdale", "Thackray", "Underhill",
    "Vanstone", "Wetherby", "Yarwood",
)  # fmt: skip
AREAS = ("QX", "QZ", "JX", "VX", "ZQ")  # of no place
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
MAIL = ("example.com", "example.org", "example.net")
STREETS = ("Mill Lane", "Harbour View", "Orchard Close", "Station Road", "Beacon Hill", "Weir Walk")


@dataclass(frozen=True, slots=True)
class Person:
    """The slots of a phrase that are about the customer; each is personal data of that kind."""

    name: str
    postcode: str
    account: str
    phone: str
    email: str
    card: str
    address: str

    @property
    def first(self) -> str:
        return self.name.split()[0]


def invented(number: int) -> Person:
    """The same customer number is always the same person."""
    chance = Random(f"customer {number}")
    first, last = chance.choice(FIRST), chance.choice(LAST)
    return Person(
        name=f"{first} {last}",
        postcode=_postcode(chance),
        account=f"BW-{chance.randrange(10_000_000, 99_999_999)}",
        phone=_phone(chance),
        email=f"{first}.{last}{chance.randrange(1, 99)}@{chance.choice(MAIL)}".lower(),
        card=_card(chance),
        address=f"{chance.randrange(1, 180)} {chance.choice(STREETS)}",
    )


def _postcode(chance: Random) -> str:
    inward = chance.choice(LETTERS) + chance.choice(LETTERS)
    return f"{chance.choice(AREAS)}{chance.randrange(1, 30)} {chance.randrange(1, 10)}{inward}"


def _phone(chance: Random) -> str:
    return f"{chance.choice(('07700 900', '01632 960'))}{chance.randrange(1000):03d}"


def _card(chance: Random) -> str:
    digits = [chance.choice("45"), *(str(chance.randrange(10)) for _ in range(15))]
    while passes_luhn("".join(digits)):
        digits[-1] = str((int(digits[-1]) + 1) % 10)
    return " ".join("".join(digits[at : at + 4]) for at in range(0, 16, 4))


def passes_luhn(number: str) -> bool:
    """Every second digit from the right counts double, a two-digit double by its digits' sum."""
    digits = [int(digit) for digit in reversed(number) if digit.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
