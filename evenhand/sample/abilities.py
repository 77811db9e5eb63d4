"""What no real centre knows: how good each agent truly is, and which work comes their way."""

from dataclasses import dataclass

import numpy as np

from evenhand.sample.reasons import CHANNEL_SHARES, CHANNELS, REASONS, SHARES, index

STRUGGLING = "Dafydd Rees"
UNLUCKY = "Hannah Thistlewood"
QUIET = "Una Finnegan"
MOST_ABUSED = "Jodie Marsden"
QUIET_SHARE = 0.3  # of what others take: she answers contacts for part of the day only

EASY = {"Meter reading": 7.0, "Payment": 3.0, "Billing dispute": 0.05, "Payment difficulty": 0.1}

# (resolution, satisfaction, speed, {reason: weight}) for those of whom a story is told.
STORIES = {
    # A real gap, with an ordinary mix and contacts enough to see it.
    STRUGGLING: (-0.75, -0.42, 0.18, {}),
    # Excellent, and nobody notices: there is little of it.
    QUIET: (0.85, 0.45, 0.02, {}),
    # Neither is out of the ordinary; what is told of them is not their doing.
    UNLUCKY: (0.0, 0.0, 0.0, {}),
    MOST_ABUSED: (0.0, 0.0, 0.0, {}),
    # Truly good, and looks poor: the hard cases find their way to her.
    "Amara Okafor": (0.45, 0.24, 0.06, {"Billing dispute": 16.0, "Payment difficulty": 4.0}),
    # Truly below the rest, and looks well: easy work.
    "Ben Whitlock": (-0.35, -0.18, -0.14, EASY),
    # Joined lately; good, but too few contacts to say so.
    "Farah Siddiqui": (0.35, 0.20, 0.22, {}),
    # Long calls and content customers: handling time alone would judge wrongly.
    "Grace Mbeki": (0.55, 0.30, 0.24, {}),
    # Quick, and settles less.
    "Imran Yusuf": (-0.45, -0.15, -0.26, {}),
}


@dataclass(frozen=True, slots=True)
class Abilities:
    resolution: np.ndarray  # log-odds of settling a contact at once, beside the average person
    satisfaction: np.ndarray  # points on the 1-5 scale
    speed: np.ndarray  # log of handling time: below nought is quicker
    care: np.ndarray  # log-odds of earning a point in an evaluation
    mix: np.ndarray  # [agent, reason] weight when contacts are shared out
    channels: np.ndarray  # [agent, channel] the same


def draw_abilities(random: np.random.Generator, names: list[str]) -> Abilities:
    size = len(names)
    general = random.normal(size=size)
    resolution = 0.30 * general + random.normal(0, 0.15, size)
    satisfaction = 0.16 * general + random.normal(0, 0.11, size)
    speed = random.normal(0, 0.13, size)
    mix = np.exp(random.normal(0, 0.40, (size, len(REASONS))))
    channels = np.exp(random.normal(0, 0.30, (size, len(CHANNELS))))
    for at, name in enumerate(names):
        if name in STORIES:
            resolution[at], satisfaction[at], speed[at], weights = STORIES[name]
            mix[at] = 1.0
            for reason, weight in weights.items():
                mix[at, index(reason)] = weight
    care = 0.9 * resolution + 0.7 * satisfaction + random.normal(0, 0.15, size)
    _make_average(names, resolution, satisfaction)
    # Everybody gets about the same number of contacts, of whatever kind.
    mix /= (mix @ SHARES)[:, None]
    if QUIET in names:
        mix[names.index(QUIET)] *= QUIET_SHARE
    channels /= (channels @ CHANNEL_SHARES)[:, None]
    return Abilities(resolution, satisfaction, speed, care, mix, channels)


def _make_average(names: list[str], *abilities: np.ndarray) -> None:
    """The unlucky one is exactly as able as the others are on average."""
    if UNLUCKY in names:
        at = names.index(UNLUCKY)
        for ability in abilities:
            ability[at] = np.delete(ability, at).mean()
