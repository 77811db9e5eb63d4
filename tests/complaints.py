"""Complaints as a public register gives them out: days without times, nobody who handled them, words of many lines.

The generated file has the shape of the real one; all in it is invented. The figures are counted again here with
`csv` and arithmetic alone.
"""

import csv
import gzip
import io
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

HEADER = (
    "Date received", "Product", "Sub-product", "Issue", "Sub-issue", "Consumer complaint narrative",
    "Company public response", "Company", "State", "ZIP code", "Tags", "Consumer consent provided?", "Submitted via",
    "Date sent to company", "Company response to consumer", "Timely response?", "Consumer disputed?", "Complaint ID",
)  # fmt: skip
JUNK = b"Complaints as published,,\nEvery state\n"
PRODUCTS = {
    "Garden loan": ("Wrong amount", "Closing an account"),
    "Savings book": ("Closing an account", "Lost in the post", "Charged twice"),
    "Travel card": ("Charged twice", "Refused abroad"),
} | {f"Small loan {number}": ("Wrong amount",) for number in range(1, 18)}
# As the register writes it → as the product calls that channel.
CHANNELS = {
    "Web": "web", "Referral": "referral", "Phone": "phone", "Postal mail": "letter", "Fax": "fax", "Email": "email",
}  # fmt: skip
TAGS = ("", "", "", "Older American", "Servicemember")


def generated(rows: int = 700, seed: int = 4) -> bytes:
    """The text of a file that has not been packed."""
    draw = random.Random(seed)
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(HEADER)
    out.writerows(_line(draw, 3_000_000 + number) for number in range(rows))
    return text.getvalue().encode()


def _line(draw: random.Random, number: int) -> tuple:
    day = date(2019, 1, 7) + timedelta(days=draw.randrange(200))
    product = draw.choice(list(PRODUCTS))
    words = 'They wrote "no".\n\nI asked why; nobody, in weeks, said.' if number % 3 else ""
    return (
        day, product, f"{product}, any", draw.choice(PRODUCTS[product]), draw.choice(("", "Of another kind")), words, "",
        "Example Bank, Inc.", draw.choice(("FL", "OH", "")), "330XX", draw.choice(TAGS), "N/A",
        draw.choice(list(CHANNELS)), day + timedelta(days=draw.randrange(4)), "Closed with explanation",
        "No" if draw.random() < 0.05 else "Yes", "N/A", number,
    )  # fmt: skip


@dataclass
class Counted:
    """By name: all, and those answered in time."""

    lines: int = 0
    by: dict[str, Counter] = field(default_factory=dict)
    in_time: dict[str, Counter] = field(default_factory=dict)
    days: list[str] = field(default_factory=list)


def count(text: bytes) -> Counted:
    """Of a file without junk."""
    found = Counted()
    for row in csv.DictReader(io.StringIO(text.decode()), strict=True):
        cut = {
            "channel": CHANNELS[row["Submitted via"]],
            "topic": row["Issue"],
            "product": row["Product"],
            "month": row["Date received"][:7],
            "all": "",
        }
        found.lines += 1
        found.days.append(row["Date received"])
        for name, value in cut.items():
            found.by.setdefault(name, Counter())[value] += 1
            found.in_time.setdefault(name, Counter())[value] += row["Timely response?"] == "Yes"
    return found


def packed(text: bytes, *, junk: bool) -> bytes:
    return gzip.compress((JUNK if junk else b"") + text, 1)
