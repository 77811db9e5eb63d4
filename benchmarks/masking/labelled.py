"""Texts in which somebody marked personal data: read from the files of others, or made here in the same shape."""

import csv
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

from evenhand.analysis.masking import Kind

# What others call a thing, and as what of ours it counts.
OF_PRESIDIO = {
    "PERSON": {Kind.NAME},
    "ADDRESS": {Kind.ADDRESS, Kind.POSTCODE},
    "PHONE_NUMBER": {Kind.PHONE},
    "CREDIT_CARD": {Kind.CARD},
    "US_SSN": {Kind.SOCIAL_SECURITY},
    "IP_ADDRESS": {Kind.IP_ADDRESS},
    "EMAIL_ADDRESS": {Kind.EMAIL},
    "US_DRIVER_LICENSE": {Kind.DRIVING_LICENCE},
    "IBAN_CODE": {Kind.IBAN},
    # Not claimed: a place, or a day that is nobody's birthday. To mask one is not counted as a mistake either.
    "LOCATION": {Kind.ADDRESS, Kind.POSTCODE},
    "DATE_TIME": {Kind.BIRTH_DATE},
}
NOT_CLAIMED = {"LOCATION", "DATE_TIME", "ORGANIZATION", "TITLE", "DOMAIN_NAME"}
OF_VECTORS = {
    "uk_driving_licence": Kind.DRIVING_LICENCE,
    "uk_nhs": Kind.NHS,
    "uk_nino": Kind.NATIONAL_INSURANCE,
    "uk_passport": Kind.PASSPORT,
    "uk_postcode": Kind.POSTCODE,
    "uk_vehicle_registration": Kind.PLATE,
}


@dataclass(frozen=True)
class Label:
    start: int
    end: int
    kinds: frozenset[Kind]  # a find of any of them is right
    claimed: bool = True


@dataclass(frozen=True)
class Text:
    text: str
    labels: tuple[Label, ...]
    judged: frozenset[Kind] = frozenset(Kind)  # finds of other kinds are not counted here


def presidio(file: Path) -> list[Text]:
    """`full_text` with `spans`."""
    found = []
    for one in json.loads(file.read_text(encoding="utf-8")):
        labels = [
            Label(
                span["start_position"],
                span["end_position"],
                frozenset(OF_PRESIDIO.get(span["entity_type"]) or _of_ours(span["entity_type"])),
                span["entity_type"] not in NOT_CLAIMED,
            )
            for span in one["spans"]
        ]
        found.append(Text(one["full_text"], tuple(labels)))
    return found


def _of_ours(name: str) -> set[Kind]:
    return {Kind[name]} if name in Kind.__members__ else set()


def vectors(file: Path) -> list[Text]:
    """Numbers of one kind each, right and wrong; only that kind is judged."""
    found = []
    for name, cases in json.loads(file.read_text(encoding="utf-8")).items():
        kinds = frozenset({OF_VECTORS[name]})
        for case in cases:
            labels = tuple(Label(start, end, kinds) for start, end in case["spans"])
            found.append(Text(case["text"], labels, kinds))
    return found


def natcs(file: Path) -> list[Text]:
    """Turns of spoken calls. Nobody published marks for them: these are ours, places alone, made by reading every turn
    before anything was measured on them."""
    marks = json.loads((Path(__file__).parent / "natcs_labels.json").read_text(encoding="utf-8"))
    found = []
    for row in file.read_text(encoding="utf-8").splitlines():
        turn = json.loads(row)
        labels = tuple(
            Label(start, end, frozenset({Kind(kind)} | ({Kind.ADDRESS} if kind == "postcode" else set())))
            for kind, start, end in marks.get(turn["utterance_id"], ())
        )  # fmt: skip
        found.append(Text(turn["utterance"], labels))
    return found


# Templates of others filled with invented people of others

_GAP = re.compile(r"\{\{(\w+)\}\}")
_NAMES = {"person", "name", "name_male", "name_female", "name_nonbinary"}
_FIRST = {"first_name", "first_name_male", "first_name_female", "first_name_nonbinary"}
_LAST = {"last_name", "last_name_male", "last_name_female"}


def filled(templates: Path, people: Path, chance: random.Random) -> list[Text]:
    """Every template that these people can fill, each with the next of them."""
    rows = list(csv.DictReader(people.open(encoding="utf-8-sig")))
    found = []
    for template in templates.read_text(encoding="utf-8").splitlines():
        text, labels = "", []
        parts = _GAP.split(template.replace("\\n", "\n").replace("\\t", " "))
        for plain, gap in zip(parts[::2], [*parts[1::2], ""], strict=True):
            text += plain
            value, kind = _fill(gap, rows[chance.randrange(len(rows))], chance) if gap else ("", "")
            if gap and not value:
                break
            if kind:
                labels.append(
                    Label(len(text), len(text) + len(value), frozenset(OF_PRESIDIO[kind]), kind not in NOT_CLAIMED)
                )  # fmt: skip
            text += value
        else:
            if labels:
                found.append(Text(text, tuple(labels)))
    return found


def _fill(gap: str, row: dict, chance: random.Random) -> tuple[str, str]:
    if gap in _NAMES:
        return f"{row['GivenName']} {row['Surname']}", "PERSON"
    if gap in _FIRST | _LAST:
        return row["GivenName" if gap in _FIRST else "Surname"], "PERSON"
    filling = {
        "phone_number": (row["TelephoneNumber"], "PHONE_NUMBER"),
        "email": (row["EmailAddress"], "EMAIL_ADDRESS"),
        "address": (f"{row['StreetAddress']}, {row['City'].title()}, {row['ZipCode']}", "ADDRESS"),
        "zipcode": (row["ZipCode"], "ADDRESS"),
        "date_of_birth": (row["Birthday"], "DATE_TIME"),
        "city": (row["City"].title(), "LOCATION"),
        "country": ("Norway", "LOCATION"),
        "credit_card_number": (card(chance), "CREDIT_CARD"),
        "iban": (iban(chance), "IBAN_CODE"),
        "organization": (row["Company"], ""),
        "nationality": ("Norwegian", ""),
        "year": ("1998", ""),
        "prefix_male": ("Mr.", ""),
        "prefix_female": ("Mrs.", ""),
    }
    return filling.get(gap, ("", ""))


def card(chance: random.Random) -> str:
    digits = [4] + [chance.randrange(10) for _ in range(14)]
    total = sum(d if n % 2 else sum(divmod(2 * d, 10)) for n, d in enumerate(digits))
    return "".join(map(str, digits)) + str(-total % 10)


def iban(chance: random.Random) -> str:
    """British: the check digits make the whole, letters as numbers, leave 1 by 97."""
    bank = "WEST" + "".join(str(chance.randrange(10)) for _ in range(14))
    number = "".join(str(int(sign, 36)) for sign in bank + "GB00")
    return f"GB{98 - int(number) % 97:02d}{bank}"
