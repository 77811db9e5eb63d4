"""Turns of invented contacts with the places of their personal data, in the shape of the real files."""

import json
import random
from pathlib import Path

from benchmarks.masking.labelled import card, iban

_DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_FIRST = [
    "Amira",
    "Jonas",
    "Priya",
    "Callum",
    "Siobhan",
    "Tomasz",
    "Ngozi",
    "Bethan",
    "Yusuf",
    "Eleanor",
    "Rhys",
    "Chidi",
    "Marta",
    "Oskar",
]
_LAST = [
    "Okafor",
    "Whitcombe",
    "Lindqvist",
    "Rahman",
    "Baptiste",
    "Kowalczyk",
    "MacAllister",
    "Thorne",
    "Iqbal",
    "Penhaligon",
]
_STREETS = (
    "Larch Road",
    "St Mary's Lane",
    "Mill Street",
    "Queens Avenue",
    "Copse Close",
    "Station Road",
)
_TOWNS = (("Leeds", "LS"), ("Exeter", "EX"), ("Norwich", "NR"), ("Cardiff", "CF"), ("Perth", "PH"))
_HOSTS = ("example.com", "mail.example.org", "example.co.uk")
# With {KIND} where the value stands; the last ones have none, and look as if they had.
_SAID = (
    "hi my name is {NAME} and I cannot get in", "This is {NAME}. You can ring me on {PHONE} after five.",
    "Sure, it's {PHONE}", "Could you text {PHONE} when the engineer is near?", "The email on the account is {EMAIL}.",
    "please send it to {EMAIL}, thanks", "I live at {ADDRESS}", "We moved to {ADDRESS} last week.", "the postcode is {POSTCODE}",
    "Card number {CARD}, please take the payment.", "it's {CARD} expiring {CARD_EXPIRY} and the security code is {CARD_CODE}",
    "my National Insurance number is {NATIONAL_INSURANCE}", "NHS number {NHS}", "sort code {SORT_CODE}, account number {ACCOUNT}",
    "Refund it to {IBAN} please", "I was born on {BIRTH_DATE}", "date of birth {BIRTH_DATE}", "my customer number is {REFERENCE}",
    "It is about order {REFERENCE}, which never came", "the licence says {DRIVING_LICENCE}", "Passport {PASSPORT}",
    "I log in from {IP_ADDRESS} and it says blocked", "You sent me {LINK} and it does not open", "Mrs {NAME} will be at home",
    "my car is {PLATE}", "The policy number is {REFERENCE} and the phone is {PHONE}",
    "It was £1,249.99 on 12/05/2024 and I paid 3 times", "ticket 48213377 has been open since 2023-11-04", "version 10.4.12.1 crashed at 14:32:10",
    "I waited 25 minutes, then 1 hour 40, on 11-10-24", "the meter reads 004512 kWh 20-24", "there were 1200 people and 3 dogs in 2019",
    "part number 5512-0098-4417-2230 is not in stock", "we have 12 units of item 90218834 at 4,500.00 GBP",
)  # fmt: skip


def write(file: Path, many: int, chance: random.Random) -> None:
    made = [_turn(chance.choice(_SAID), chance) for _ in range(many)]
    file.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")


def _turn(template: str, chance: random.Random) -> dict:
    text, spans = "", []
    for number, part in enumerate(template.replace("}", "{").split("{")):
        if number % 2 == 0:
            text += part
            continue
        value = _VALUES[part](chance)
        spans.append(
            {
                "entity_type": part,
                "start_position": len(text),
                "end_position": len(text) + len(value),
            }
        )
        text += value
    return {"full_text": text, "spans": spans}


def _some(chance: random.Random, many: int) -> str:
    return "".join(str(chance.randrange(10)) for _ in range(many))


def _letters(chance: random.Random, many: int, among: str = "ABCEGHJKLMPRSTWXY") -> str:
    return "".join(chance.choice(among) for _ in range(many))


def _name(chance) -> str:
    return f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"


def _phone(chance) -> str:
    end = _some(chance, 6)
    mobile = f"07{chance.choice('4578')}{_some(chance, 2)} {end}"
    return chance.choice((mobile, mobile.replace(" ", ""), f"+44 {mobile[1:]}", f"0113 {_some(chance, 3)} {_some(chance, 4)}",
        f"020 7{_some(chance, 3)} {_some(chance, 4)}", _aloud(mobile.replace(" ", ""), chance), f"+49 30 {_some(chance, 8)}"))  # fmt: skip


def _aloud(digits: str, chance) -> str:
    said, at = [], 0
    while at < len(digits):
        twice = digits[at : at + 1] == digits[at + 1 : at + 2] and chance.random() < 0.7
        word = "oh" if digits[at] == "0" and chance.random() < 0.5 else _DIGITS[int(digits[at])]
        said.append(f"double {word}" if twice else word)
        at += 1 + twice
    return " ".join(said)


def _email(chance) -> str:
    name = f"{chance.choice(_FIRST)}.{chance.choice(_LAST)}{chance.choice(('', _some(chance, 2)))}".lower()
    if chance.random() < 0.3:
        first, last = name.rstrip("0123456789").split(".")
        return f"{first} dot {last} at example dot {chance.choice(('com', 'co dot uk'))}"
    return f"{name}@{chance.choice(_HOSTS)}"


def _postcode(chance, area: str = "") -> str:
    area = area or chance.choice(_TOWNS)[1]
    return f"{area}{chance.randrange(1, 20)} {chance.randrange(1, 10)}{_letters(chance, 2, 'ABDEFGHJLNPQRSTUWXYZ')}"


def _address(chance) -> str:
    town, area = chance.choice(_TOWNS)
    return (
        f"{chance.randrange(1, 200)} {chance.choice(_STREETS)}, {town}, {_postcode(chance, area)}"
    )


def _grouped_card(chance) -> str:
    number = card(chance)
    fours = [number[at : at + 4] for at in range(0, 16, 4)]
    return chance.choice((number, " ".join(fours), "-".join(fours), _aloud(number, chance)))


def _nhs(chance) -> str:
    while True:
        digits = _some(chance, 9)
        check = 11 - sum(int(d) * (10 - n) for n, d in enumerate(digits)) % 11
        if check != 10:
            whole = digits + str(check % 11)
            return chance.choice((whole, f"{whole[:3]} {whole[3:6]} {whole[6:]}"))


def _insurance(chance) -> str:
    number = f"{chance.choice('ABCEHJLPRSW')}{chance.choice('ABCEHJKLMPRSWX')}{_some(chance, 6)}{chance.choice('ABCD')}"
    pairs = " ".join((number[:2], number[2:4], number[4:6], number[6:8], number[8:]))
    return chance.choice((number, pairs, pairs.lower()))


def _birth(chance) -> str:
    day, month, year = (
        chance.randrange(1, 29),
        chance.randrange(1, 13),
        chance.randrange(1940, 2005),
    )
    return chance.choice((f"{day:02d}/{month:02d}/{year}", f"{day} March {year}", f"{year}-{month:02d}-{day:02d}",
        f"the {day}th of June {year}", f"{day:02d}.{month:02d}.{year % 100:02d}"))  # fmt: skip


_VALUES = {
    "NAME": _name, "PHONE": _phone, "EMAIL": _email, "POSTCODE": _postcode, "ADDRESS": _address, "CARD": _grouped_card,
    "CARD_EXPIRY": lambda c: f"{c.randrange(1, 13):02d}/{c.randrange(26, 32)}", "CARD_CODE": lambda c: _some(c, 3),
    "NATIONAL_INSURANCE": _insurance, "NHS": _nhs, "SORT_CODE": lambda c: "-".join(_some(c, 2) for _ in range(3)),
    "ACCOUNT": lambda c: _some(c, 8), "IBAN": iban, "BIRTH_DATE": _birth,
    "REFERENCE": lambda c: c.choice((_some(c, 9), f"{_letters(c, 2)}-{_some(c, 6)}", f"{_letters(c, 3)}{_some(c, 5)}")),
    "DRIVING_LICENCE": lambda c: f"{_letters(c, 5)}{_some(c, 1)}0{c.randrange(1, 10)}1{_some(c, 1)}{_some(c, 1)}{_letters(c, 2)}9{_letters(c, 2)}",
    "PASSPORT": lambda c: "5" + _some(c, 8), "IP_ADDRESS": lambda c: f"{c.randrange(11, 220)}.{c.randrange(256)}.{c.randrange(256)}.{c.randrange(1, 255)}",
    "LINK": lambda c: f"https://example.com/reset?token={_letters(c, 8)}{_some(c, 6)}", "PLATE": lambda c: f"{_letters(c, 2)}{c.randrange(51, 75)} {_letters(c, 3)}",
}  # fmt: skip
