"""Scores of people whom strict and mild reviewers share: who is named wrongly, and what it costs to even out."""

import numpy as np

from benchmarks.attainment.reviewed import reviewed
from benchmarks.clock import cost
from benchmarks.lines import at_least, line
from evenhand.analysis.statistics import standing
from evenhand.analysis.statistics.standing import Standard, State

REPLICATES, LINKS, WRONG, CLOSER, WELL_BELOW = 60, (0.1, 0.2, 0.4), 0.05, 0.08, 0.08
LARGE = {"givers": 100, "each": 50, "of_each": 24}  # 120,000 reviews of 5,000 people


def measure() -> None:
    for crossed in LINKS:
        _right(crossed)
    made = reviewed(1, 0.2, **LARGE)
    held = Standard(0.8)

    def judged():
        found = standing.strictness(made.reviews)
        standing.decide(standing.scores(made.reviews, held, found))

    line("scores: 120,000 reviews of 5,000 people by 100 reviewers, CPU", cost(judged), 5.0, " s")


def _right(crossed: float) -> None:
    """Against a standard that a third of the people miss; the naive rule is a line through plain scores."""
    counted, closer = np.zeros(6), []
    for seed in range(REPLICATES):
        made = reviewed(seed, crossed)
        threshold = float(np.quantile(made.truth, 0.35))
        found = standing.scores(
            made.reviews, Standard(threshold, minimum=10), standing.strictness(made.reviews)
        )
        named = np.array([state is State.FINDING for state in standing.decide(found)])
        good, below = made.truth >= threshold, made.truth < threshold - WELL_BELOW
        line_ = found.observed < threshold
        counted += [part.sum() for part in (named, named & good, below, named & below, line_, line_ & good)]  # fmt: skip
        level, plain = (np.corrcoef(one, made.truth)[0, 1] for one in (found.level, found.observed))
        closer.append(level - plain)
    named, wrong, below, met, line_, wrong_line = counted
    title = f"scores, {crossed:.0%} across teams"
    at_least(f"{title}: wrong findings", wrong / named, WRONG, most=True)
    at_least(f"{title}: naive rule: wrong ones", wrong_line / line_, most=True)
    at_least(f"{title}: found at 8 points", met / below)
    at_least(f"{title}: closer to the truth than plain scores", float(np.mean(closer)), CLOSER)
