"""Writes the simulated centre's files, and beside them what is true of it.

Simulated, nothing real. README.md in this folder says what each file holds. `truth.json` is for
tests and for those who doubt: never imported.

Times are local (Europe/London). `ended_at` is when the customer was let go: started + wait + talk
+ hold; wrap-up comes after it. Outbound calls have no wait: the cell is empty, as in real exports.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from evenhand.sample import contacts as lines_of
from evenhand.sample import followup as followups
from evenhand.sample.abuse import customer_of
from evenhand.sample.contacts import Contacts, writer
from evenhand.sample.conversations.writing import choose, write_conversations
from evenhand.sample.evaluations import draw_evaluations, told_of, write_evaluations
from evenhand.sample.faults import choose_faulty, choose_repeated, spoil
from evenhand.sample.followup import Followup, draw_followup
from evenhand.sample.late import draw_late, write_late
from evenhand.sample.people import employed, roster, write_people
from evenhand.sample.simulation import build, simulate
from evenhand.sample.truth import Told, Truth, tell_truth

HEADER = (*lines_of.HEADER, *followups.HEADER)
CHUNK = 50_000  # lines written at once; keeps the working memory small


def write(
    folder: Path | str,
    *,
    seed: int = 20261122,
    contacts: int = 260_000,
    end: date,
    days: int = 365,
    faults: bool = True,
    repeats: bool = True,
) -> Truth:
    """Write the files of the `days` days up to and including `end`; the same arguments give the
    same bytes. `contacts` counts distinct lines, faulty ones too; repeated lines come on top."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    first = end - timedelta(days=days - 1)
    spells = roster(random, first, days)
    agents, books = employed(spells, first, days)
    centre = build(random, first, days, books, [agent.name for agent in agents])
    lines = simulate(random, centre, contacts)
    told = draw_followup(random, centre, lines)
    abuser = customer_of(contacts)
    faulty = choose_faulty(random, lines, spared=abuser) if faults else {}
    repeated = choose_repeated(random, contacts, faulty) if repeats else []

    write_people(folder / "people.csv", spells)
    done = draw_evaluations(random, centre, lines, faulty)
    write_evaluations(folder / "evaluations.csv", done, spells)
    chosen = choose(random, lines, faulty, abuser)
    said = write_conversations(folder, seed, centre, lines, chosen, abuser, agents)
    late = draw_late(random, centre, lines, faulty)
    write_late(random, folder / "surveys.csv", late, lines, told)
    _write_contacts(folder / "contacts.csv", lines, told, agents, faulty, repeated)
    truth = tell_truth(seed, centre, agents, Told(lines, told, faulty, repeated, late))
    truth = replace(truth, evaluations=told_of(done, spells), conversations=said)
    (folder / "truth.json").write_text(truth.as_json(), encoding="utf-8")
    return truth


def _write_contacts(path: Path, lines: Contacts, told: Followup, agents, faulty, repeated) -> None:
    again, wanted = {}, frozenset(repeated)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = writer(file)
        out.writerow(HEADER)
        for low, rows in _chunks(lines, told, [agent.person_id for agent in agents]):
            spoil(low, rows, faulty)
            out.writerows(rows)
            inside = range(low, low + len(rows))
            again |= {line: rows[line - low] for line in wanted.intersection(inside)}
        out.writerows(again[line] for line in repeated)


def _chunks(lines: Contacts, told: Followup, agent_ids) -> Iterator[tuple[int, list[tuple]]]:
    for low in range(0, len(lines), CHUNK):
        part = slice(low, low + CHUNK)
        cells = lines_of.as_columns(lines.take(part), agent_ids, low)
        yield low, list(zip(*cells, *followups.as_columns(told.take(part)), strict=True))
