"""Lines spoiled on purpose, in the ways real exports are: each must be rejected with its reason."""

import numpy as np

from evenhand.sample.contacts import HEADER, NOTHING, Contacts

SHARE_FAULTY = 0.003
SHARE_REPEATED = 0.005


def _ended_before_started(row: tuple) -> tuple:
    started = row[1]
    earlier = str(np.datetime64(started.replace(" ", "T")) - np.timedelta64(3600, "s"))
    return _with(row, ended_at=earlier.replace("T", " "))


def _negative_duration(row: tuple) -> tuple:
    return _with(row, talk_seconds=-int(row[HEADER.index("talk_seconds")]))


def _rating_out_of_range(row: tuple) -> tuple:
    return _with(row, csat=8)


def _unknown_date(row: tuple) -> tuple:
    started = row[1]
    return _with(row, started_at=f"31/09/{started[:4]} {started[11:16]}")


def _missing_start(row: tuple) -> tuple:
    return _with(row, started_at="")


def _words_for_a_number(row: tuple) -> tuple:
    return _with(row, talk_seconds="about 5 min")


KINDS = {
    "ended_before_started": _ended_before_started,
    "negative_duration": _negative_duration,
    "csat_out_of_range": _rating_out_of_range,
    "unknown_date": _unknown_date,
    "missing_start": _missing_start,
    "words_for_a_number": _words_for_a_number,
}


def _with(row: tuple, **cells) -> tuple:
    """Only cells that every contacts file has; what stands after them stays."""
    spoiled = (cells.get(name, cell) for name, cell in zip(HEADER, row, strict=False))
    return (*spoiled, *row[len(HEADER) :])


def choose_faulty(
    random, contacts: Contacts, share: float = SHARE_FAULTY, spared: int = NOTHING
) -> dict[int, str]:
    """Which lines to spoil and how; only answered ones, which have every cell to spoil, and none
    of the customer who is to be `spared`."""
    answered = np.flatnonzero((contacts.agent != NOTHING) & (contacts.customer != spared))
    chosen = random.choice(answered, size=round(len(contacts) * share), replace=False)
    kinds = tuple(KINDS)
    return {int(line): kinds[at % len(kinds)] for at, line in enumerate(np.sort(chosen))}


def choose_repeated(random, size: int, faulty: dict, share: float = SHARE_REPEATED) -> list[int]:
    """Which lines stand a second time at the end; only good ones, so that each counts once."""
    good = np.setdiff1d(np.arange(size), np.fromiter(faulty, dtype=int, count=len(faulty)))
    return random.choice(good, size=round(size * share), replace=False).tolist()


def spoil(low: int, rows: list[tuple], faulty: dict[int, str]) -> None:
    """Spoil in place those of the lines from `low` on that were chosen."""
    for line, kind in faulty.items():
        if low <= line < low + len(rows):
            rows[line - low] = KINDS[kind](rows[line - low])
