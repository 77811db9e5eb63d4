"""Bad luck: an average person whose last weeks happened to be rated low.

Nothing about the person changes. The ratings of those weeks are drawn many times over, from the
very model that draws everybody's, and the lowest draw is kept: the tail of chance, and no more.
"""

import numpy as np

from evenhand.sample import outcomes
from evenhand.sample.contacts import Contacts
from evenhand.sample.reasons import CHANNELS, REASONS

DRAWS = 400


def draw_bad_luck(random, lines: Contacts, ability: float, which: np.ndarray) -> None:
    """Replace in place what the contacts of `which` felt and answered."""
    if which.size == 0:
        return
    part = lines.take(which)
    usual = _usual(lines)[part.reason, part.channel]
    able = np.full(which.size, ability)
    lowest, kept = np.inf, None
    for _ in range(DRAWS):
        felt = outcomes.draw_felt(random, part.channel, part.reason, part.settled, part.wait, able)
        csat = outcomes.draw_answers(random, part.channel, felt)
        rated = csat > 0
        # Far below what others get for the same work, beside how many answered.
        below = (csat - usual)[rated].sum() / np.sqrt(max(rated.sum(), 1))
        if below < lowest:
            lowest, kept = below, (felt, csat)
    lines.felt[which], lines.csat[which] = kept


def _usual(lines: Contacts) -> np.ndarray:
    """[reason, channel] mean rating."""
    rated = lines.take(lines.csat > 0)
    sums, counts = (np.zeros((len(REASONS), len(CHANNELS))) for _ in range(2))
    np.add.at(sums, (rated.reason, rated.channel), rated.csat)
    np.add.at(counts, (rated.reason, rated.channel), 1)
    return sums / np.maximum(counts, 1)
