"""Contacts that were passed on: transfers, of which some were avoidable and some cold, and escalations."""

import numpy as np

from evenhand.sample.contacts import NOTHING, Contacts
from evenhand.sample.reasons import EMAIL, PHONE, column

TRANSFERS = -1.75  # log-odds for an average person, before the reason's difficulty
PER_DIFFICULTY = 0.55  # log-odds less for each log-odds of resolution that the reason has
AVOIDABLE = -0.75  # log-odds that the average person's transfer need not have been
PER_ABILITY = 0.9  # log-odds less for each of the person's log-odds of resolution
ESCALATES = (-5.0, -2.9)  # log-odds when settled, when not


def draw_routing(random, abilities, lines: Contacts) -> tuple[np.ndarray, ...]:
    """Transferred, avoidable, warm, escalated: 1, 0, or NOTHING where it cannot be said.

    Whoever tells a colleague of a call first puts the caller on hold meanwhile; chats do not say how they went on.
    """
    served = (lines.agent != NOTHING) & ~lines.outbound
    ability = abilities.resolution[lines.agent]  # of whoever; unserved contacts are blanked below
    size = len(lines)
    odds = TRANSFERS - PER_DIFFICULTY * column("resolution")[lines.reason] - 0.4 * ability
    passed = served & (lines.channel != EMAIL) & _happens(random, odds)
    needless = _happens(random, np.full(size, AVOIDABLE) - PER_ABILITY * ability)
    escalated = served & _happens(random, np.where(lines.settled, *ESCALATES))
    return (
        _where(served, passed),
        _where(passed, needless),
        _where(passed & (lines.channel == PHONE), lines.hold > 0),
        _where(served, escalated),
    )


def _happens(random, odds: np.ndarray) -> np.ndarray:
    return random.random(odds.size) < 1 / (1 + np.exp(-odds))


def _where(known: np.ndarray, value: np.ndarray) -> np.ndarray:
    return np.where(known, value, NOTHING).astype(np.int8)
