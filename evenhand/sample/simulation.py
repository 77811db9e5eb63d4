"""The year as it happens: who comes when, about what, to whom, and what becomes of it."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from evenhand.sample import abuse, outcomes
from evenhand.sample import demand as demands
from evenhand.sample.abilities import MOST_ABUSED, UNLUCKY, Abilities, draw_abilities
from evenhand.sample.contacts import NOTHING, Contacts, joined
from evenhand.sample.events import Events, plan_events
from evenhand.sample.handling import Incoming, Skill, handle
from evenhand.sample.luck import draw_bad_luck
from evenhand.sample.reasons import EMAIL, PHONE, draw_channels, draw_reasons
from evenhand.sample.shifts import HOURS, OPENS, Shifts, draw_shifts

FIRST_CONTACTS = 0.83  # the rest come back about the same thing, or are calls out
RETURNS = 0.55  # of the unsettled
ROUNDS = 3  # how often one matter may come back


@dataclass(frozen=True, slots=True)
class Centre:
    first: date
    days: int
    names: list[str]  # of the agents
    demand: demands.Demand
    shifts: Shifts
    abilities: Abilities
    events: Events
    busy: np.ndarray  # [day, hour]

    @property
    def opening(self) -> int:
        """Local seconds since 1970 at opening on the first day."""
        return (self.first - date(1970, 1, 1)).days * 86_400 + OPENS * 3600

    def started(self, day: np.ndarray, second: np.ndarray) -> np.ndarray:
        return self.opening + day.astype(np.int64) * 86_400 + second

    def day_of(self, started: np.ndarray) -> np.ndarray:
        return (started - self.opening) // 86_400

    def month(self, day: np.ndarray) -> np.ndarray:
        """1-12."""
        dates = (np.datetime64(self.first) + day).astype("datetime64[M]")
        return dates.astype(int) % 12 + 1


def build(random, first: date, days: int, books: np.ndarray, names: list[str]) -> Centre:
    abilities = draw_abilities(random, names)
    events = plan_events(first, days)
    demand = demands.draw_demand(random, first, days)
    shifts = draw_shifts(random, first, books, abilities)
    busy = outcomes.load(demand.expected, shifts.at_work) * events.strain()[:, None]
    return Centre(first, days, names, demand, shifts, abilities, events, busy)


def simulate(random: np.random.Generator, centre: Centre, size: int) -> Contacts:
    """Exactly `size` contacts in order of time."""
    number = abuse.how_many(size)
    target = centre.names.index(MOST_ABUSED)
    abusive = abuse.draw_abuse(random, centre, number, abuse.customer_of(size), target)
    lines = joined([_ordinary(random, centre, size - number, abuse.pool(size)), abusive])
    lines = lines.take(np.argsort(lines.started, kind="stable"))
    _strike(random, centre, lines)
    return lines


def _strike(random, centre: Centre, lines: Contacts) -> None:
    """Give the unlucky one's last weeks their ratings."""
    at = centre.names.index(UNLUCKY)
    low, high = centre.events.luck
    day = centre.day_of(lines.started)
    theirs = (lines.agent == at) & ~lines.outbound & (day >= low) & (day < high)
    draw_bad_luck(random, lines, centre.abilities.satisfaction[at], np.flatnonzero(theirs))


def _ordinary(random, centre: Centre, size: int, pool: int) -> Contacts:
    number = int(size * FIRST_CONTACTS)
    day, second = demands.draw_arrivals(random, centre.demand, number)
    reason = draw_reasons(random, number, centre.month(day))
    customer = demands.draw_customers(random, number, pool)
    parts = [_inbound(random, centre, day, second, reason, customer)]
    for _ in range(ROUNDS):
        parts.append(_returning(random, centre, parts[-1]))
    spare = size - sum(len(part) for part in parts)
    if spare > 0:
        parts.append(_outbound(random, centre, spare, pool))
    everything = joined(parts)
    return everything.take(random.permutation(len(everything))[:size] if spare < 0 else slice(None))


def _returning(random, centre: Centre, before: Contacts) -> Contacts:
    """Those of one round who come back with the same matter."""
    unsettled = ~before.settled & (random.random(len(before)) < RETURNS)
    back = before.take(unsettled)
    day, second = np.divmod(back.started - centre.opening, 86_400)
    in_vain = back.agent == NOTHING
    day, second, inside = demands.draw_returns(random, centre.demand, day, second, in_vain)
    reason, customer = back.reason[inside], back.customer[inside]
    again = _inbound(random, centre, day[inside], second[inside], reason, customer)
    again.came[:] = back.came[inside] + 1
    return again


def _inbound(random, centre: Centre, day, second, reason, customer) -> Contacts:
    channel = draw_channels(random, reason)
    wait = outcomes.draw_waits(random, channel, centre.busy[day, second // 3600], second)
    gave_up, wait = outcomes.draw_gave_up(random, channel, wait)
    hour = np.minimum((second + np.where(channel == EMAIL, wait, 0)) // 3600, HOURS - 1)
    agent = centre.shifts.share_out(random, day, hour, channel, reason)
    started = centre.started(day, second)
    come = Incoming(started, channel, reason, wait, gave_up, customer)
    able, events = centre.abilities, centre.events
    skill = Skill(
        able.resolution[agent] + events.lift()[day, reason],
        able.satisfaction[agent] + events.mood()[day],
        able.speed[agent],
    )
    return handle(random, come, agent, skill)


def _outbound(random, centre: Centre, size: int, pool: int) -> Contacts:
    day, second = demands.draw_arrivals(random, centre.demand, size)
    reason = draw_reasons(random, size, centre.month(day))
    channel = np.full(size, PHONE, dtype=np.int8)
    agent = centre.shifts.share_out(random, day, second // 3600, channel, reason)
    talk, hold, wrap = outcomes.draw_times(random, channel, reason, centre.abilities.speed[agent])
    started = centre.started(day, second)
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
        felt=np.zeros(size, dtype=np.int8),
        settled=np.ones(size, dtype=bool),
        came=np.zeros(size, dtype=np.int8),
    )
