"""When e-mails were replied to and solved; some are opened again, some are open to this day."""

import numpy as np

from evenhand.sample.contacts import NOTHING, Contacts
from evenhand.sample.reasons import CHAT, EMAIL
from evenhand.sample.shifts import CLOSES, OPENS

REOPENS = (0.45, 0.03)  # share of the unsettled, of the settled
SAME_DAY = 0.45  # share solved within hours of the first reply
LATER = 0.55  # parameter of the geometric number of days the others take
AGAIN = 0.5  # the same, from the first solution to the last


def draw_tickets(random, centre, lines: Contacts) -> tuple[np.ndarray, ...]:
    """First reply, first solution, last solution (local seconds, 0 for not yet), times reopened."""
    size = len(lines)
    replied, first, last = (np.zeros(size, dtype=np.int64) for _ in range(3))
    reopened = np.full(size, NOTHING, dtype=np.int8)
    written = (lines.agent != NOTHING) & ~lines.outbound
    answered = np.flatnonzero(written & (lines.channel == CHAT))
    replied[answered] = (lines.started + lines.wait)[answered]
    # A call or a chat is closed when it ends, as help desks do it.
    live = np.flatnonzero(written & (lines.channel != EMAIL))
    first[live] = last[live] = lines.ended[live]
    mails = np.flatnonzero(written & (lines.channel == EMAIL))
    part = lines.take(mails)
    replied[mails] = part.started + part.wait
    solved = _first_solution(random, centre, part)
    again = random.random(mails.size) < np.where(part.settled, REOPENS[1], REOPENS[0])
    at_last = np.where(again, _later(random, centre, solved, AGAIN), solved)
    end = centre.opening + centre.days * 86_400 - OPENS * 3600
    first[mails] = np.where(solved < end, solved, 0)
    # Who is open again on the last day has no solution that holds.
    last[mails] = np.where(at_last < end, at_last, 0)
    reopened[mails] = again & (solved < end)
    return replied, first, last, reopened


def _first_solution(random, centre, mails: Contacts) -> np.ndarray:
    """The reply may solve it; else it takes days, and more of them while the pile grows."""
    answered = mails.ended
    delay = centre.events.delay()[centre.day_of(mails.started)]
    soon = answered + random.exponential(3600, len(mails)).astype(np.int64)
    closes = answered - (answered - centre.opening) % 86_400 + (CLOSES - OPENS) * 3600 - 1
    soon = np.minimum(soon, np.maximum(closes, answered))
    late = _later(random, centre, answered, LATER, delay)
    quick = (random.random(len(mails)) < SAME_DAY) & (random.random(len(mails)) >= delay / 3)
    return np.where(quick, soon, late)


def _later(random, centre, since: np.ndarray, parameter: float, delay=0.0) -> np.ndarray:
    """A moment in opening hours, some open days after `since`."""
    days = random.geometric(parameter, since.size) + np.rint(delay).astype(int)
    day = np.minimum(centre.day_of(since) + days, centre.days)
    second = random.integers(0, (CLOSES - OPENS) * 3600, since.size)
    return centre.started(centre.demand.next_open[day], second)
