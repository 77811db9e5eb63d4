"""Why customers get in touch, by which channel, and how hard each reason is for anybody."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Reason:
    name: str
    share: float  # of first contacts
    resolution: float  # log-odds that an average person settles it at once
    length: float  # factor on handling time
    satisfaction: float  # points on the 1-5 scale
    phone: float  # share by phone; the rest divides 5:4 over chat and e-mail
    seasons: tuple[tuple[int, float], ...] = ()  # months that differ, and the factor on the share


REASONS = (
    Reason("Meter reading", 0.19, 2.6, 0.62, 0.30, 0.55),
    Reason("Payment", 0.17, 2.3, 0.70, 0.22, 0.62),
    Reason("Moving home", 0.15, 1.8, 0.95, 0.12, 0.50, ((7, 1.5), (8, 1.5))),
    Reason("Billing question", 0.16, 1.4, 1.00, 0.00, 0.66, ((1, 1.9),)),
    Reason("Leak or no water", 0.12, 1.0, 1.10, -0.15, 0.88, ((12, 1.9),)),
    Reason("Water quality", 0.06, 0.8, 1.20, -0.20, 0.74),
    Reason("Payment difficulty", 0.07, 0.6, 1.45, -0.30, 0.76),
    Reason("Billing dispute", 0.08, 0.0, 1.60, -0.75, 0.72),
)
REASON_NAMES = tuple(reason.name for reason in REASONS)
SHARES = np.array([reason.share for reason in REASONS])

CHANNELS = ("phone", "chat", "email")
PHONE, CHAT, EMAIL = range(3)
_PHONED = sum(reason.share * reason.phone for reason in REASONS)
CHANNEL_SHARES = np.array([_PHONED, (1 - _PHONED) * 5 / 9, (1 - _PHONED) * 4 / 9])


def index(name: str) -> int:
    return REASON_NAMES.index(name)


def column(attribute: str) -> np.ndarray:
    """One attribute of every reason, in order, to be looked up by reason number."""
    return np.array([getattr(reason, attribute) for reason in REASONS])


def shares_by_month() -> np.ndarray:
    """[month - 1, reason] share of first contacts; each month sums to 1."""
    shares = np.tile(SHARES, (12, 1))
    for at, reason in enumerate(REASONS):
        for month, factor in reason.seasons:
            shares[month - 1, at] *= factor
    return shares / shares.sum(axis=1, keepdims=True)


def draw_reasons(random: np.random.Generator, size: int, month=None) -> np.ndarray:
    """`month`: 1-12 for each contact; without it there are no seasons."""
    if month is None:
        return random.choice(len(REASONS), size=size, p=SHARES / SHARES.sum()).astype(np.int8)
    running = np.cumsum(shares_by_month(), axis=1)[:, :-1][month - 1]
    return (running <= random.random(size)[:, None]).sum(axis=1).astype(np.int8)


def draw_channels(random: np.random.Generator, reason: np.ndarray) -> np.ndarray:
    phone = column("phone")[reason]
    chat = phone + (1 - phone) * 5 / 9
    point = random.random(reason.size)
    return ((point >= phone).astype(np.int8) + (point >= chat)).astype(np.int8)
