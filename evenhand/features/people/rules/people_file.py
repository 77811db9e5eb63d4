"""Reading a CSV of people: what each line says, and every reason why a line cannot be used."""

import csv
import io
from dataclasses import dataclass
from datetime import date

from evenhand.foundation.reading_order import in_reading_order

HEADINGS = ("person_id", "name", "email", "team", "role", "starts_on", "ends_on", "leaves_on")
NEEDED = ("name",)
END_FIRST = "The last day must come after the first"
LARGEST = 5_000_000  # bytes: a hundred thousand people


class Refused(Exception):
    """The file as a whole cannot be used; the message says why."""


@dataclass(frozen=True)
class Fault:
    number: int
    column: str
    value: str
    why: str


class Faulty(Exception):
    """Lines that can be read and cannot be used, beside each other or beside what is here."""

    def __init__(self, faults: list[Fault]):
        super().__init__(f"{len(faults)} faults, the first: {faults[0]}")
        self.faults = sorted(faults, key=lambda one: one.number)


@dataclass(frozen=True)
class Line:
    number: int
    key: str
    name: str
    email: str
    team: str
    role: str  # as one word in small letters, as it is written: "team_leader"
    leads: bool
    starts_on: date  # the day of reading where the line says none
    dated: bool  # whether the line says it
    ends_on: date | None
    leaves_on: date | None  # the first day on which they are no longer employed

    def cell(self, column: str) -> str:
        days = {"starts_on": self.starts_on if self.dated else None}
        days |= {"ends_on": self.ends_on, "leaves_on": self.leaves_on}
        if column in days:
            return days[column].isoformat() if days[column] else ""
        words = {"person_id": self.key, "name": self.name, "email": self.email}
        return (words | {"team": self.team, "role": self.role})[column]

    def fault(self, column: str, why: str) -> Fault:
        return Fault(self.number, column, self.cell(column), why)


def read(data: bytes, *, today: date) -> tuple[list[Line], list[Fault]]:
    """The lines of the file and what is wrong with it. Refused for a file that is no such table."""
    rows = _table(data)
    lines, faults = [], []
    for number, row in rows:
        found = _line(number, row, today)
        (faults if isinstance(found, Fault) else lines).append(found)
    return lines, faults


def _table(data: bytes):
    if not data.strip():
        raise Refused("The file is empty.")
    if len(data) > LARGEST or b"\0" in data:
        raise Refused("This is not a list of people as CSV.")
    try:
        text = in_reading_order(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    reader = csv.DictReader(
        io.StringIO(text), delimiter=";" if text.split("\n")[0].count(";") > 1 else ","
    )
    headings = [name.strip().lower() for name in reader.fieldnames or []]
    if len(set(headings)) != len(headings):
        raise Refused("Two columns have the same heading.")
    if missing := [name for name in NEEDED if name not in headings]:
        raise Refused(
            f"The heading line has no column “{missing[0]}”. It may have: {', '.join(HEADINGS)}."
        )
    reader.fieldnames = headings
    rows = []
    try:
        for row in reader:
            rows.append(
                (
                    reader.line_num,
                    {k: " ".join((v or "").split()) for k, v in row.items() if isinstance(k, str)},
                )
            )
    except csv.Error as error:
        raise Refused(f"Line {reader.line_num} cannot be read as CSV.") from error
    if not rows:
        raise Refused("The file has a heading line and nothing below it.")
    return rows


def _line(number: int, row: dict, today: date) -> Line | Fault:
    name = row.get("name", "")
    if not name:
        return Fault(number, "name", "", "There is no name")
    for column in HEADINGS:
        if row.get(column, "")[:1] in ("=", "@"):
            return Fault(number, column, row[column], "The cell holds a formula, not a value")
    days = {}
    for column in ("starts_on", "ends_on", "leaves_on"):
        try:
            days[column] = date.fromisoformat(row[column]) if row.get(column) else None
        except ValueError:
            return Fault(number, column, row[column], "This is not a date such as 2026-11-22")
    start = days["starts_on"] or today
    # Without a first day it may be the end of what is here already: `spells` looks.
    if days["starts_on"] and days["ends_on"] and days["ends_on"] <= start:
        return Fault(number, "ends_on", row["ends_on"], END_FIRST)
    email = row.get("email", "").lower()
    if email and "@" not in email:
        return Fault(number, "email", email, "This is not an email address")
    role = row.get("role", "").lower().replace(" ", "_")
    return Line(
        number,
        row.get("person_id", ""),
        name,
        email,
        row.get("team", ""),
        role,
        role == "team_leader",
        start,
        days["starts_on"] is not None,
        days["ends_on"],
        days["leaves_on"],
    )
