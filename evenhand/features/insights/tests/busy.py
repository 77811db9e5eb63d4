"""A team of six with enough answers for limits and a funnel: it falls as one in its last five weeks, and Ben is low throughout."""

import atexit
import random
import shutil
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings

from evenhand.features.people.actions import add_key, create_person, join_team
from tests import cast, centre

FIRST, WEEKS, FALLS_IN = date(2024, 1, 8), 18, 13
EVER = "period=own&first=2024-01-08&last=2024-05-12"
STABLE = "period=own&first=2024-01-08&last=2024-04-07"  # before it falls
A_WEEK = {"amara": 26, "ben": 14, "cara": 14, "dora": 14, "emil": 14, "finn": 14}


def make_busy_team() -> SimpleNamespace:
    """Northgate, led by Joanna. In a home of the test's own: ask for the fixture `files_home` first."""
    made = centre.make_people()
    for key, name in (("cara", "Cara Lind"), ("dora", "Dora Ilves"), ("emil", "Emil Aho"), ("finn", "Finn Oja")):  # fmt: skip
        made[key] = create_person(by=cast.sam(), name=name, email=f"{key}@example.org")
        add_key(by=cast.sam(), person=made[key], key=key)
        join_team(by=cast.sam(), person=made[key], team=made["northgate"], starts_on=cast.SINCE)
    _facts(tuple(one.pk for one in made.values()))
    return SimpleNamespace(**made)


_KEPT: dict[tuple, Path] = {}


def _facts(ids: tuple) -> None:
    """The import is real; it runs once in a session, and its facts are laid into every later home."""
    if ids in _KEPT:
        shutil.copytree(_KEPT[ids], settings.EVENHAND.warehouse, dirs_exist_ok=True)
        return
    centre.bring_in(answers_csv(), by=cast.sam())
    _KEPT[ids] = Path(tempfile.mkdtemp(prefix="evenhand-busy-"))
    atexit.register(shutil.rmtree, _KEPT[ids], ignore_errors=True)
    shutil.copytree(settings.EVENHAND.warehouse, _KEPT[ids], dirs_exist_ok=True)


def answers_csv() -> bytes:
    """The same bytes each time: phone calls, every one of them rated."""
    dice = random.Random(7)
    lines = []
    for week in range(WEEKS):
        for who, number in A_WEEK.items():
            content = (0.68 if who == "ben" else 0.92) - (0.28 if week >= FALLS_IN else 0)
            for at in range(number):
                day = FIRST + timedelta(weeks=week, days=at % 7)
                moment = datetime(day.year, day.month, day.day, 9 + at % 8, dice.randrange(60))
                rating = dice.choice("45" if dice.random() < content else "123")
                lines.append(
                    (f"{who}-{week}-{at}", moment, who, "phone", "Billing", "Y", 10, dice.randint(100, 300), 0, 30, rating)
                )  # fmt: skip
    return centre.as_csv(centre.HEADER, lines)
