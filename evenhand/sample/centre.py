"""Writes the simulated centre's files: `people.csv`, `contacts.csv` and, apart, `truth.json`.

Simulated, nothing real. `truth.json` is for tests and for those who doubt: never imported.

Times are local (Europe/London). `ended_at` is when the customer was let go: started + wait + talk
+ hold; wrap-up comes after it. Outbound calls have no wait: the cell is empty, as in real exports.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from evenhand.sample import demand as demands
from evenhand.sample import outcomes
from evenhand.sample.abilities import Abilities, draw_abilities
from evenhand.sample.contacts import HEADER, NOTHING, Contacts, chunks, joined, writer
from evenhand.sample.faults import choose_faulty, choose_repeated, spoil
from evenhand.sample.handling import Incoming, Skill, handle
from evenhand.sample.people import employed, roster, write_people
from evenhand.sample.reasons import EMAIL, PHONE, draw_channels, draw_reasons
from evenhand.sample.shifts import HOURS, OPENS, Shifts, draw_shifts
from evenhand.sample.truth import Truth, tell_truth

FIRST_CONTACTS = 0.83  # the rest come back about the same thing, or are calls out
RETURNS = 0.55  # of the unsettled
ROUNDS = 3  # how often one matter may come back


@dataclass(frozen=True, slots=True)
class Centre:
    first: date
    days: int
    demand: demands.Demand
    shifts: Shifts
    abilities: Abilities
    busy: np.ndarray  # [day, hour]


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
    centre = _build(random, first, days, books, [agent.name for agent in agents])
    lines = simulate(random, centre, contacts)
    faulty = choose_faulty(random, lines) if faults else {}
    repeated = choose_repeated(random, contacts, faulty) if repeats else []

    write_people(folder / "people.csv", spells)
    agent_ids = [agent.person_id for agent in agents]
    _write_contacts(folder / "contacts.csv", lines, agent_ids, faulty, repeated)
    truth = tell_truth(seed, first, end, agents, centre.abilities, lines, faulty, repeated)
    (folder / "truth.json").write_text(truth.as_json(), encoding="utf-8")
    return truth


def _build(random, first: date, days: int, books: np.ndarray, names: list[str]) -> Centre:
    abilities = draw_abilities(random, names)
    demand = demands.draw_demand(random, first, days)
    shifts = draw_shifts(random, first, books, abilities)
    busy = outcomes.load(demand.expected, shifts.at_work)
    return Centre(first, days, demand, shifts, abilities, busy)


def simulate(random: np.random.Generator, centre: Centre, size: int) -> Contacts:
    """Exactly `size` contacts in order of time."""
    number = int(size * FIRST_CONTACTS)
    pool = max(size // 2, 10)
    day, second = demands.draw_arrivals(random, centre.demand, number)
    reason = draw_reasons(random, number)
    customer = demands.draw_customers(random, number, pool)
    parts = [_inbound(random, centre, day, second, reason, customer)]
    for _ in range(ROUNDS):
        parts.append(_returning(random, centre, parts[-1]))
    spare = size - sum(len(part) for part in parts)
    if spare > 0:
        parts.append(_outbound(random, centre, spare, pool))
    everything = joined(parts)
    kept = random.permutation(len(everything))[:size] if spare < 0 else slice(None)
    everything = everything.take(kept)
    return everything.take(np.argsort(everything.started, kind="stable"))


def _returning(random, centre: Centre, before: Contacts) -> Contacts:
    """Those of one round who come back with the same matter."""
    unsettled = ~before.settled & (random.random(len(before)) < RETURNS)
    back = before.take(unsettled)
    day, second = np.divmod(back.started - _opening(centre.first), 86_400)
    in_vain = back.agent == NOTHING
    day, second, inside = demands.draw_returns(random, centre.demand, day, second, in_vain)
    reason, customer = back.reason[inside], back.customer[inside]
    return _inbound(random, centre, day[inside], second[inside], reason, customer)


def _inbound(random, centre: Centre, day, second, reason, customer) -> Contacts:
    channel = draw_channels(random, reason)
    wait = outcomes.draw_waits(random, channel, centre.busy[day, second // 3600], second)
    gave_up, wait = outcomes.draw_gave_up(random, channel, wait)
    hour = np.minimum((second + np.where(channel == EMAIL, wait, 0)) // 3600, HOURS - 1)
    agent = centre.shifts.share_out(random, day, hour, channel, reason)
    started = _started(centre.first, day, second)
    come = Incoming(started, channel, reason, wait, gave_up, customer)
    able = centre.abilities
    skill = Skill(able.resolution[agent], able.satisfaction[agent], able.speed[agent])
    return handle(random, come, agent, skill)


def _outbound(random, centre: Centre, size: int, pool: int) -> Contacts:
    day, second = demands.draw_arrivals(random, centre.demand, size)
    reason = draw_reasons(random, size)
    channel = np.full(size, PHONE, dtype=np.int8)
    agent = centre.shifts.share_out(random, day, second // 3600, channel, reason)
    talk, hold, wrap = outcomes.draw_times(random, channel, reason, centre.abilities.speed[agent])
    started = _started(centre.first, day, second)
    return Contacts(
        started=started,
        ended=started + talk + hold,
        agent=agent,
        channel=channel,
        reason=reason,
        outbound=np.ones(size, dtype=bool),
        wait=np.full(size, NOTHING, dtype=np.int32),
        talk=talk,
        hold=hold,
        wrap=wrap,
        customer=demands.draw_customers(random, size, pool),
        csat=np.zeros(size, dtype=np.int8),
        settled=np.ones(size, dtype=bool),
    )


def _opening(first: date) -> int:
    """Local seconds since 1970 at opening on the first day."""
    return (first - date(1970, 1, 1)).days * 86_400 + OPENS * 3600


def _started(first: date, day: np.ndarray, second: np.ndarray) -> np.ndarray:
    return _opening(first) + day.astype(np.int64) * 86_400 + second


def _write_contacts(path: Path, lines: Contacts, agent_ids, faulty, repeated) -> None:
    again, wanted = {}, frozenset(repeated)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = writer(file)
        out.writerow(HEADER)
        for low, rows in chunks(lines, agent_ids):
            spoil(low, rows, faulty)
            out.writerows(rows)
            inside = range(low, low + len(rows))
            again |= {line: rows[line - low] for line in wanted.intersection(inside)}
        out.writerows(again[line] for line in repeated)
