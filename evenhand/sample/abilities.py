"""What no real centre knows: how good each agent truly is, and which work comes their way."""

from dataclasses import dataclass

import numpy as np

from evenhand.sample.reasons import CHANNEL_SHARES, CHANNELS, REASONS, SHARES, index

EASY = {"Meter reading": 7.0, "Payment": 3.0, "Billing dispute": 0.05, "Payment difficulty": 0.1}

# (resolution, satisfaction, speed, {reason: weight}) for those of whom a story is told.
STORIES = {
    # Truly good, and looks poor: the hard cases find their way to her.
    "Amara Okafor": (0.45, 0.24, 0.06, {"Billing dispute": 16.0, "Payment difficulty": 4.0}),
    # Truly below the rest, and looks well: easy work.
    "Ben Whitlock": (-0.35, -0.18, -0.14, EASY),
    # A real gap, with an ordinary mix.
    "Dafydd Rees": (-0.75, -0.42, 0.18, {}),
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
    # Everybody gets about the same number of contacts, of whatever kind.
    mix /= (mix @ SHARES)[:, None]
    channels /= (channels @ CHANNEL_SHARES)[:, None]
    return Abilities(resolution, satisfaction, speed, mix, channels)
