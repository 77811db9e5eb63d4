"""Who is at work in which hour, and to whom a contact of a kind goes then."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from evenhand.sample.abilities import Abilities
from evenhand.sample.reasons import CHANNELS, REASONS

OPENS, CLOSES = 8, 20
HOURS = CLOSES - OPENS
STARTS = np.array([0, 1, 4])  # hours after opening
CHUNK = 40_000  # contacts shared out at once; keeps the working memory small


@dataclass(frozen=True, slots=True)
class Shifts:
    at_work: np.ndarray  # [day, hour, agent]
    shares: np.ndarray  # [day, hour, kind, agent] running totals of weight

    def share_out(self, random, day, hour, channel, reason) -> np.ndarray:
        """An agent for each contact, by weight among those at work in its hour."""
        agent = np.empty(day.size, dtype=np.int16)
        kind = channel.astype(np.int16) * len(REASONS) + reason
        for low in range(0, day.size, CHUNK):
            part = slice(low, low + CHUNK)
            running = self.shares[day[part], hour[part], kind[part]]
            point = random.random(running.shape[0]).astype(np.float32) * running[:, -1]
            found = (running <= point[:, None]).sum(axis=1)
            # A point rounded up to the total would fall past the last person at work.
            last = (running < running[:, -1:]).sum(axis=1)
            agent[part] = np.minimum(found, last)
        return agent


def open_days(first: date, days: int) -> np.ndarray:
    """Mondays to Saturdays, but Christmas Day, Boxing Day and New Year's Day."""
    dates = np.datetime64(first) + np.arange(days)
    weekday = (dates.astype("datetime64[D]").astype(int) + 3) % 7
    closed = [text[5:] in ("12-25", "12-26", "01-01") for text in dates.astype(str)]
    return (weekday != 6) & ~np.array(closed)


def draw_shifts(random, first: date, books: np.ndarray, abilities: Abilities) -> Shifts:
    rota = _rota(random, first, books)
    present = rota & ~_away(random, books.shape)[:, None, :]
    # Somebody always picks up: with nobody left, those away are called in; then anybody employed.
    for fallback in (rota, np.broadcast_to(books[:, None, :], rota.shape)):
        present = np.where(present.any(axis=2, keepdims=True), present, fallback)
    kinds = abilities.channels[:, :, None] * abilities.mix[:, None, :]
    kinds = kinds.reshape(books.shape[1], len(CHANNELS) * len(REASONS)).T.astype(np.float32)
    shares = np.empty((*present.shape[:2], *kinds.shape), dtype=np.float32)
    for hour in range(HOURS):
        np.cumsum(present[:, hour, None, :] * kinds, axis=2, out=shares[:, hour])
    return Shifts(present, shares)


def _rota(random, first: date, books: np.ndarray) -> np.ndarray:
    """Five days of eight hours, from 8, 9 and 12 in turn by weeks; every third Saturday for a
    Wednesday off. People are offset, so that all weeks look alike."""
    days, size = books.shape
    day = np.arange(days)
    weekday = (day + first.weekday()) % 7
    week = (day + first.weekday()) // 7
    turn = (week[:, None] + random.permutation(size)[None, :]) % 3
    in_week = (weekday[:, None] < 5) & ~((weekday[:, None] == 2) & (turn == 1))
    works = books & (in_week | ((weekday[:, None] == 5) & (turn == 1)))
    saturday_start = np.where(np.arange(size) % 3 == 2, 4, 0)
    start = np.where(weekday[:, None] == 5, saturday_start, STARTS[turn])[:, None, :]
    hour = np.arange(HOURS)[None, :, None]
    return works[:, None, :] & (hour >= start) & (hour < start + 8)


def _away(random, shape: tuple[int, int]) -> np.ndarray:
    """Leave in whole weeks, about five a year, and one working day in thirty ill."""
    away = random.random(shape) < 1 / 30
    starts = random.random(shape) < 5 / 365
    for day, agent in zip(*np.nonzero(starts), strict=True):
        away[day : day + 7, agent] = True
    return away
