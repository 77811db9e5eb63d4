"""dashboard: how long the server takes for pages of figures; and for readers while a file comes in."""

import logging
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from benchmarks import clock, many
from benchmarks.centre import TEAM_OF, ZONE, File
from benchmarks.lines import absent, line
from evenhand.sample.shapes import LARGE_AGENTS

ROWS, ROUNDS = 1_000_000, 60
GOALS = {1: 50, 10: 50, 100: 60}  # ms
# A page opens with its first figures; the rest of it is fetched after that, piece by piece.
PIECES = {"": "", ", its other figures": "?show=more", ", what stands under them": "?show=under"}
PAGES = ("organisation_figures", "team_figures", "person_figures")
ADDED = 300_000  # lines of the file that comes in while pages are read


def measure(folder: str, millions: int) -> None:
    import django

    django.setup()
    logging.disable()  # a line a request would be measured too
    people = _load(folder, millions)
    _measure_pages(millions, people)
    line(f"dashboard: {millions} M contacts, peak memory", clock.peak_megabytes(), 3 * 1024, " MB")
    if millions == 1:
        _measure_while_importing(folder)


def _load(folder: str, millions: int) -> list:
    from django.core.management import call_command

    from evenhand.features.people.actions import add_key, create_person, create_team, join_team
    from evenhand.features.people.queries import directory
    from evenhand.foundation.access.actions import create_user, grant_role
    from evenhand.foundation.access.roles import Role
    from evenhand.foundation.access.viewers import SYSTEM
    from evenhand.foundation.facts import store

    call_command("migrate", verbosity=0)
    first = date(2020, 1, 1)
    people = []
    for number in range(LARGE_AGENTS if millions == 1 else many.people_in(millions)):
        if number % TEAM_OF == 0:
            team = create_team(by=SYSTEM, name=f"Team {number // TEAM_OF + 1}")
        person = create_person(by=SYSTEM, name=f"Person {number:05d}")
        key = f"L{number:04d}" if millions == 1 else f"A{number + 1:05d}"
        add_key(by=SYSTEM, person=person, key=key)
        join_team(by=SYSTEM, person=person, team=team, starts_on=first)
        people.append(person)
    user = create_user(by=SYSTEM, email="manager@bench.example", name="Manager")
    grant_role(by=SYSTEM, user=user, role=Role.SERVICE_MANAGER, starts_on=first)
    if millions > 1:
        many.fill(folder, ZONE, millions, directory())
        return people
    file = File(folder, ROWS)
    file.check(store())
    file.bring_in(store(), people=directory())
    return people


def _client():
    from django.test import Client

    from evenhand.foundation.access.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email="manager@bench.example"))
    return client


def _measure_pages(millions: int, people: list) -> None:
    from django.urls import NoReverseMatch, reverse

    client = _client()
    for name in PAGES:
        title = f"dashboard: {millions} M contacts, {name.replace('_', ' of ', 1)}"
        try:
            if name == "organisation_figures":
                urls = [reverse(name)]
            elif name == "team_figures":
                teams = {p.memberships.get().team.ref for p in people}
                urls = [reverse(name, args=[ref]) for ref in sorted(teams)]
            else:
                urls = [reverse(name, args=[person.ref]) for person in people]
        except NoReverseMatch:
            absent(title)
            continue
        for piece, asked in PIECES.items():
            times = _times(client, [url + asked for url in urls])
            line(f"{title}{piece}, p95", clock.p95(times), GOALS.get(millions, 60), " ms")


def _times(client, urls: list[str]) -> list[float]:
    def get(number: int) -> float:
        start = time.perf_counter()
        answer = client.get(urls[number % len(urls)])
        assert answer.status_code == 200, (answer.status_code, urls[number % len(urls)])
        return 1000 * (time.perf_counter() - start)

    for number in range(3):
        get(number)
    return [get(number) for number in range(ROUNDS)]


def _measure_while_importing(folder: str) -> None:
    """Another process checks and brings in a second file, again and again, while we read."""
    from django.urls import NoReverseMatch, reverse

    title = "dashboard: reader p95 during an import / idle"
    try:
        url = reverse("organisation_figures")
    except NoReverseMatch:
        absent(title)
        return
    client = _client()
    idle = clock.p95(_times(client, [url]))
    command = [sys.executable, "-m", "benchmarks.second_file", folder, str(ADDED)]
    importing = subprocess.Popen(command, env=os.environ)
    ready = Path(folder) / "second.ready"
    while not ready.exists() and importing.poll() is None:
        time.sleep(0.1)
    busy = []
    while importing.poll() is None:
        start = time.perf_counter()
        client.get(url)
        busy.append(1000 * (time.perf_counter() - start))
        time.sleep(0.02)
    line(title, clock.p95(busy) / idle, 2)
    line("dashboard: reader p95 idle", idle, unit=" ms")
    line(f"dashboard: reader p95 during an import ({len(busy)} reads)", clock.p95(busy), unit=" ms")
