"""What becomes of a contact: the wait, giving up, handling times, settled or not, the rating."""

import numpy as np

from evenhand.sample.reasons import CHAT, EMAIL, PHONE, column

TALK = np.array([265.0, 410.0, 330.0])  # median seconds for an average reason: phone, chat, e-mail
WRAP = np.array([42.0, 30.0, 25.0])
LAST_REPLY = 11.9 * 3600  # seconds after opening; e-mails are answered on the day they come
RESPONSE = np.array([0.123, 0.151, 0.105])  # of those neither pleased nor cross
KEENNESS = (0.0, 2.30, 1.90, 1.0, 1.0, 1.30)  # by what was felt: factor on the response


def load(expected: np.ndarray, at_work: np.ndarray) -> np.ndarray:
    """[day, hour] how busy people are, beside a middling hour."""
    ratio = expected / np.maximum(at_work.sum(axis=2), 1)
    return np.clip(ratio / np.median(ratio[expected > 0]), 0.2, 3.0)


def draw_waits(random, channel, busy, second) -> np.ndarray:
    """Seconds until a person would answer: short queues by phone, hours by e-mail."""
    size = channel.size
    queued = random.random(size) < np.clip(0.205 * busy**1.4, 0.02, 0.93)
    phone = random.integers(1, 9, size) + queued * random.exponential(64 * busy**1.2)
    chat = random.integers(3, 20, size) + queued * random.exponential(95 * busy)
    email = np.minimum(
        np.exp(random.normal(np.log(2900), 0.9, size)),
        (LAST_REPLY - second) * random.uniform(0.05, 1.0, size),
    )
    return np.choose(channel, [phone, chat, np.maximum(email, 20)]).astype(np.int32)


def draw_gave_up(random, channel, wait) -> tuple[np.ndarray, np.ndarray]:
    """Callers hang up when patience ends before the queue does; the wait is then their patience."""
    patience = (2 + random.exponential(430, channel.size)).astype(np.int32)
    gave_up = (channel == PHONE) & (patience < wait)
    return gave_up, np.where(gave_up, patience, wait).astype(np.int32)


def draw_times(random, channel, reason, speed) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Talk, hold and wrap in seconds."""
    size = channel.size
    middle = np.log(TALK[channel] * column("length")[reason]) + speed
    talk = np.exp(random.normal(middle, 0.52)).clip(15, 7000)
    held = (channel == PHONE) & (random.random(size) < 0.10 + 0.14 * column("length")[reason])
    hold = held * np.exp(random.normal(np.log(55) + 0.5 * speed, 0.7)).clip(5, 1800)
    wrap = np.exp(random.normal(np.log(WRAP[channel]) + speed, 0.6)).clip(0, 1200)
    return talk.astype(np.int32), hold.astype(np.int32), wrap.astype(np.int32)


def draw_settled(random, channel, reason, ability) -> np.ndarray:
    odds = column("resolution")[reason] + ability - 0.15 * (channel == EMAIL)
    return random.random(reason.size) < 1 / (1 + np.exp(-odds))


def draw_felt(random, channel, reason, settled, wait, ability) -> np.ndarray:
    """1-5: what each customer would answer if asked. No file has it."""
    minutes = np.where(channel == EMAIL, wait / 900, wait / 60)
    felt = 3.55 + column("satisfaction")[reason] + ability + 0.75 * settled
    felt = felt - 0.17 * np.log1p(minutes) + 0.10 * (channel == CHAT)
    return np.rint(random.normal(felt, 1.05)).clip(1, 5).astype(np.int8)


def draw_answers(random, channel, felt) -> np.ndarray:
    """The rating from the few who answer the survey, 0 from the rest: the cross answer most, and
    the delighted more than those in between."""
    answers = RESPONSE[channel] * np.array(KEENNESS)[felt]
    return np.where(random.random(felt.size) < answers, felt, 0).astype(np.int8)
