"""What customers answer beside the rating: recommend, effort, and whether it was settled at once.

Questions: CSAT 1-5, NPS 0-10, CES 2.0 ("made it easy", 1-7, high is easy), "Was it settled the
first time?" with yes, no and not sure.
"""

import numpy as np

from evenhand.sample.contacts import NOTHING, Contacts

RESOLVED = ("", "yes", "no", "not sure")
NPS_ANSWERED, CES_ANSWERED, RESOLVED_ANSWERED = 0.75, 0.60, 0.85  # of those who rate
SAYS = np.array([[0.13, 0.74, 0.13], [0.86, 0.06, 0.08]])  # yes, no, not sure: unsettled, settled


def draw_surveys(random, lines: Contacts) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    size = len(lines)
    nps, ces = np.full(size, NOTHING, dtype=np.int8), np.zeros(size, dtype=np.int8)
    resolved = np.zeros(size, dtype=np.int8)
    rated = np.flatnonzero(lines.csat > 0)
    part = lines.take(rated)
    likely = np.rint(random.normal(1.95 * part.felt - 0.6, 1.5)).clip(0, 10)
    nps[rated] = np.where(random.random(rated.size) < NPS_ANSWERED, likely, NOTHING)
    easy = 3.3 + 0.45 * part.felt + 0.8 * part.settled - 0.6 * part.came
    easy = np.rint(random.normal(easy, 1.1)).clip(1, 7)
    ces[rated] = np.where(random.random(rated.size) < CES_ANSWERED, easy, 0)
    # Who had to come before is less likely to call it the first time.
    first_time = (part.settled & (part.came == 0)).astype(int)
    running = np.cumsum(SAYS, axis=1)[first_time, :2]
    said = 1 + (running <= random.random(rated.size)[:, None]).sum(axis=1)
    resolved[rated] = np.where(random.random(rated.size) < RESOLVED_ANSWERED, said, 0)
    return nps, ces, resolved
