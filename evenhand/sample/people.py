"""Who works at Brightwell Water, in which team and from when to when. All of them are invented.

Dates in `people.csv` are `[starts_on, ends_on)`: the second is the first day it no longer holds.
"""

import csv
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

ORGANISATION = "Brightwell Water"
HEADER = ("person_id", "name", "email", "team", "role", "starts_on", "ends_on")

AGENTS = {
    "Northgate": (
        "Amara Okafor", "Ben Whitlock", "Chloe Fernandes", "Dafydd Rees", "Ewa Nowak",
        "Farah Siddiqui", "Grace Mbeki", "Harvinder Gill", "Imran Yusuf", "Jodie Marsden",
        "Kwame Asante-Boyle", "Lucy Tranter", "Marek Zielonka", "Niamh Corrigan", "Olu Bankole",
    ),
    "Southbank": (
        "Aisha Rahmani", "Bronwen Pugh", "Callum Strachan", "Deepa Venkatesan", "Emeka Nwosu",
        "Fiona Galbraith", "George Stavrou", "Hannah Thistlewood", "Ioana Munteanu", "Jamal Farouk",
        "Kirsty Abernethy", "Leon Bartholomew", "Mei Ling Cheung", "Nathan Oldroyd",
        "Parveen Akhtar",
    ),
    "Westmoor": (
        "Rhys Cadwallader", "Simran Dhaliwal", "Tomasz Wieczorek", "Una Finnegan", "Victor Adeyemi",
        "Wendy Hollingbery", "Yusra Hassan", "Zoë Penhaligon", "Abel Tesfaye-Lund",
        "Beatriz Carvalho", "Connor Maguire", "Donna Featherstone", "Errol Pinnock",
        "Freya Sunderland", "Gareth Moxon", "Siân Prosser",
    ),
}  # fmt: skip
EVALUATORS = ("Mateus Ribeiro", "Tegan Rowlands")
OTHERS = (
    ("Joanna Price", "Northgate", "Team leader"),
    ("Rajesh Kotecha", "Southbank", "Team leader"),
    ("Maeve Donnellan", "Westmoor", "Team leader"),
    ("Helen Brandt", "", "Service manager"),
    ("Mateus Ribeiro", "", "Quality analyst"),
    ("Tegan Rowlands", "", "Quality analyst"),
    ("Owen Tudor", "", "HR adviser"),
    ("Leila Haddad", "", "Privacy officer"),
    ("Pat Mulligan", "", "Representative"),
    ("Sam Oyelaran", "", "Administrator"),
)

# Each with the part of the window that has gone by when it happens.
MOVES = {"Olu Bankole": ("Southbank", 0.40), "Parveen Akhtar": ("Westmoor", 0.65)}
LEAVES = {"Gareth Moxon": 0.55}
JOINS = {"Nathan Oldroyd": 0.30, "Freya Sunderland": 0.60, "Farah Siddiqui": 0.97}


@dataclass(frozen=True, slots=True)
class Spell:
    """One row of `people.csv`: a person in a team and role over some days."""

    person_id: str
    name: str
    team: str
    role: str
    starts_on: date
    ends_on: date | None = None

    @property
    def email(self) -> str:
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode()
        return plain.lower().replace(" ", ".") + "@brightwell.example"

    def row(self) -> tuple[str, ...]:
        ends = self.ends_on.isoformat() if self.ends_on else ""
        starts = self.starts_on.isoformat()
        return (self.person_id, self.name, self.email, self.team, self.role, starts, ends)


def roster(random: np.random.Generator, first: date, days: int) -> list[Spell]:
    """Every spell of everybody, agents first, in an order that does not depend on chance."""
    names = [(name, team, "Agent") for team in AGENTS for name in AGENTS[team]]
    spells = []
    for number, (name, team, role) in enumerate((*names, *OTHERS)):
        joined = first - timedelta(days=int(random.integers(60, 2900)))
        if name in JOINS:
            joined = _day(first, days, JOINS[name])
        spells += _spells(f"BW{1001 + number}", name, team, role, joined, first, days)
    return spells


def _spells(person_id, name, team, role, joined, first, days) -> list[Spell]:
    if name in MOVES:
        before, part = MOVES[name]
        moved = _day(first, days, part)
        return [
            Spell(person_id, name, before, role, joined, moved),
            Spell(person_id, name, team, role, moved),
        ]
    left = _day(first, days, LEAVES[name]) if name in LEAVES else None
    return [Spell(person_id, name, team, role, joined, left)]


def _day(first: date, days: int, part: float) -> date:
    """The Monday on or before that part of the window, if the window has one."""
    day = first + timedelta(days=int(days * part))
    return max(first, day - timedelta(days=day.weekday()))


def employed(spells: list[Spell], first: date, days: int) -> tuple[list[Spell], np.ndarray]:
    """Each agent's last spell, and a table `[day, agent]`: on the books that day?"""
    last = {spell.person_id: spell for spell in spells if spell.role == "Agent"}
    books = np.zeros((days, len(last)), dtype=bool)
    column = {person_id: at for at, person_id in enumerate(last)}
    for spell in spells:
        if spell.person_id in column:
            start = max(0, (spell.starts_on - first).days)
            stop = (spell.ends_on - first).days if spell.ends_on else days
            books[start : max(stop, 0), column[spell.person_id]] = True
    return list(last.values()), books


def write_people(path: Path, spells: list[Spell]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(spell.row() for spell in spells)
