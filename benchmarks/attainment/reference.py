"""Makes `reference.json`: the same probabilities by simulating the whole posterior, offsets and spread unsure too.

`python -m benchmarks.attainment.reference` (some minutes). Metropolis within Gibbs, plain numpy, nothing of `standing` in
it: everybody's effect and every offset moves by a random walk given the rest, the spread is drawn from its conditional
distribution (flat in the spread), and effects and offsets are shifted against each other, which no contact notices.
"""

import json
from pathlib import Path

import numpy as np
from scipy.special import expit

from benchmarks.attainment.worlds import STANDARD, world

FILE = Path(__file__).with_name("reference.json")
SETS = {
    "200 people": ("normal", 200, 100, 4),
    "60 people": ("contaminated", 60, 150, 5),
    "15 people": ("normal", 15, 200, 6),
    "200 people, hard contacts to the able": ("confounded", 200, 100, 4),
}
# A random intercept takes it that ability has nothing to do with what people are given. Where it has, it is biased, and
# `standing` differs from it on purpose (decision 18).
BIASED = {"200 people, hard contacts to the able"}
SWEEPS, WARM, EVERY = 300_000, 10_000, 10
KINDS = 12


def main() -> None:
    found = {}
    for name, (kind, people, volume, seed) in SETS.items():
        made = world(kind, np.random.default_rng(seed), people, volume)
        earned, possible = (_fewer(matrix) for matrix in (made.earned, made.possible))
        chains = [
            p_below(earned, possible, np.random.default_rng((seed, chain))) for chain in (1, 2)
        ]
        print(
            name,
            "two chains differ by at most",
            round(float(np.abs(chains[0] - chains[1]).max()), 4),
        )
        found[name] = {
            "earned": earned.tolist(),
            "possible": possible.tolist(),
            "p_below": np.mean(chains, axis=0).round(4).tolist(),
        }
    FILE.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")


def _fewer(matrix: np.ndarray) -> np.ndarray:
    """Kinds put together by sixes, so that the file stays small."""
    return matrix.reshape(len(matrix), KINDS, -1).sum(2)


def p_below(earned, possible, draw) -> np.ndarray:
    """How often each person's effect lies below that which gives the standard on everybody's mix."""
    people, kinds = earned.shape
    mix, able, hard, spread = (
        possible.sum(0) / possible.sum(),
        np.zeros(people),
        np.ones(kinds),
        0.5,
    )
    told = possible * 0.17
    of_able, of_hard = 2.4 / np.sqrt(told.sum(1) + 5), 2.4 / np.sqrt(told.sum(0) + 1)
    below, kept = np.zeros(people), 0
    now = _log(earned, possible, able, hard)
    for sweep in range(SWEEPS):
        new = able + of_able * draw.normal(size=people)
        found = _log(earned, possible, new, hard)
        gain = (found - now).sum(1) - (new**2 - able**2) / (2 * spread**2)
        taken = np.log(draw.random(people)) < gain
        able, now = np.where(taken, new, able), np.where(taken[:, None], found, now)
        new = hard + of_hard * draw.normal(size=kinds)
        found = _log(earned, possible, able, new)
        taken = np.log(draw.random(kinds)) < (found - now).sum(0)
        hard, now = np.where(taken, new, hard), np.where(taken, found, now)
        shift = draw.normal(able.mean(), spread / np.sqrt(people))
        able, hard = able - shift, hard + shift
        spread = np.sqrt((able**2).sum() / 2 / draw.gamma((people - 1) / 2))
        if sweep >= WARM and not sweep % EVERY:
            below += able < _at_standard(hard, mix)
            kept += 1
    return below / kept


def _log(earned, possible, able, hard) -> np.ndarray:
    effect = able[:, None] + hard
    return earned * effect - possible * np.logaddexp(0, effect)


def _at_standard(hard, mix) -> float:
    effect = 0.0
    for _ in range(20):
        chance = expit(hard + effect)
        step = (mix @ chance - STANDARD) / (mix @ (chance * (1 - chance)))
        effect -= step
        if abs(step) < 1e-9:
            break
    return effect


if __name__ == "__main__":
    main()
