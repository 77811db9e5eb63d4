"""One customer who abuses whoever takes the call, and one person more than the others."""

import numpy as np

from evenhand.sample import demand as demands
from evenhand.sample import outcomes
from evenhand.sample.contacts import Contacts
from evenhand.sample.handling import Incoming, Skill, handle
from evenhand.sample.reasons import CHAT, EMAIL, PHONE, index

MANY, FEWEST = 64, 8  # contacts in his weeks; fewer where the whole centre has few
ON_ONE = 0.70  # of the contacts fall on the same person, if at work then
ANSWERS = 0.75  # of the surveys
ABOUT = "Billing dispute"


def how_many(size: int) -> int:
    return min(MANY, max(FEWEST, size // 1500))


def pool(size: int) -> int:
    """How many customers there are for `size` contacts; ordinary ones are numbered below that."""
    return max(size // 2, 10)


def customer_of(size: int) -> int:
    """The number of the abusive one: nobody else has it."""
    return pool(size)


def draw_abuse(random, centre, number: int, customer: int, target: int) -> Contacts:
    """`number` contacts of that customer; whatever is done for him, he gives 1."""
    day, second = _when(random, centre, number)
    channel = random.choice((PHONE, CHAT, EMAIL), size=number, p=(0.5, 0.4, 0.1)).astype(np.int8)
    reason = np.full(number, index(ABOUT), dtype=np.int8)
    hour = second // 3600
    agent = centre.shifts.share_out(random, day, hour, channel, reason)
    drawn = random.random(number) < ON_ONE
    agent = np.where(drawn & centre.shifts.at_work[day, hour, target], target, agent)
    wait = outcomes.draw_waits(random, channel, np.ones(number), second)
    come = Incoming(
        started=centre.started(day, second),
        channel=channel,
        reason=reason,
        wait=wait,
        gave_up=np.zeros(number, dtype=bool),
        customer=np.full(number, customer, dtype=np.int32),
    )
    average = np.zeros(number)
    taken = handle(random, come, agent, Skill(average, average, average))
    taken.felt[:] = 1
    taken.csat[:] = random.random(number) < ANSWERS
    taken.settled[:] = False
    return taken


def _when(random, centre, number: int) -> tuple[np.ndarray, np.ndarray]:
    """Days and seconds at which the centre is busy, within the stretch of the story."""
    low, high = centre.events.abuse
    expected = np.zeros_like(centre.demand.expected)
    expected[low:high] = centre.demand.expected[low:high]
    if not expected.any():
        expected = centre.demand.expected
    part = demands.Demand(expected / expected.sum(), centre.demand.opens, centre.demand.next_open)
    return demands.draw_arrivals(random, part, number)
