"""Small files shaped like two public call logs, and a large one of our own for benchmarks.

Simulated, nothing real: only column names and kinds of values follow the public logs, so that
readers can be tested on machines that have no real data.
"""

from datetime import date, timedelta
from pathlib import Path

import numpy as np

from evenhand.sample import outcomes
from evenhand.sample.contacts import HEADER, NOTHING, Contacts, as_columns, writer
from evenhand.sample.demand import BY_HOUR
from evenhand.sample.faults import choose_faulty, choose_repeated, spoil
from evenhand.sample.handling import Incoming, Skill, handle
from evenhand.sample.reasons import draw_channels, draw_reasons
from evenhand.sample.shifts import HOURS, OPENS

CALL_HEADER = (
    "Call Id", "Agent", "Date", "Time", "Topic", "Answered (Y/N)", "Resolved",
    "Speed of answer in seconds", "AvgTalkDuration", "Satisfaction rating",
)  # fmt: skip
CALL_AGENTS = ("Alma", "Bruno", "Celia", "Dorian", "Edith", "Felix", "Gwen", "Hugo")
CALL_TOPICS = (
    "Streaming", "Technical Support", "Payment related", "Contract related", "Admin Support",
)  # fmt: skip
BANK_HEADER = (
    "vru+line", "date", "q_start", "q_exit", "q_time",
    "ser_start", "ser_exit", "ser_time", "server", "caja",
)  # fmt: skip
BANK_LINES = ("AA0301", "AA0407", "AA0512")
BANK_SERVERS = ("Q7ALMA", "Q7BRUNO", "Q7CELIA", "Q7DORIAN", "Q7EDITH", "Q7FELIX")
NOBODY_WAITED = "0:00:00"

LARGE_CHUNK = 100_000
LARGE_AGENTS = 200
LARGE_FIRST = int(np.datetime64("2024-11-23", "s").astype(int))
LARGE_DAYS = 730
LARGE_FAULTY, LARGE_REPEATED = 0.001, 0.002


def call_log(folder: Path | str, rows: int, seed: int, bom: bool = False) -> Path:
    """Answered and unanswered calls; unanswered ones have no speed, duration or rating."""
    random = np.random.default_rng(seed)
    day = np.sort(random.integers(0, max(1, rows // 57), rows))
    second = random.integers(9 * 3600, 18 * 3600 + 1, rows)
    second = second[np.lexsort((second, day))]
    agent = random.integers(0, len(CALL_AGENTS), rows)
    topic = random.integers(0, len(CALL_TOPICS), rows)
    answered = random.random(rows) < 0.81
    resolved = answered & (random.random(rows) < 0.90)
    speed, talk = random.integers(10, 126, rows), random.integers(30, 421, rows)
    rating = random.choice(np.arange(1, 6), size=rows, p=(0.10, 0.10, 0.30, 0.29, 0.21))
    lines = []
    for at in range(rows):
        measured = (speed[at], clock(talk[at]), rating[at]) if answered[at] else ("", "", "")
        when = (date(2021, 1, 1) + timedelta(days=int(day[at])), clock(second[at]))
        who, what = CALL_AGENTS[agent[at]], CALL_TOPICS[topic[at]]
        flags = ("NY"[int(answered[at])], "NY"[int(resolved[at])])
        lines.append((f"ID{at + 1:04d}", who, *when, what, *flags, *measured))
    return _small(Path(folder) / "call_log.csv", CALL_HEADER, lines, bom)


def bank_log(folder: Path | str, rows: int, seed: int) -> Path:
    """Answered calls only; both queue times are nought when nobody waited."""
    random = np.random.default_rng(seed)
    day = np.sort(random.integers(0, max(1, min(31, rows // 20)), rows))
    start = random.integers(7 * 3600, 23 * 3600, rows)
    start = start[np.lexsort((start, day))]
    wait = np.where(random.random(rows) < 0.6, 0, random.exponential(110, rows) + 1).astype(int)
    service = np.exp(random.normal(5.3, 1.1, rows)).clip(5, 3500).astype(int)
    server = random.choice(len(BANK_SERVERS), size=rows, p=(0.26, 0.24, 0.20, 0.15, 0.10, 0.05))
    counter, line = random.integers(1, 4, rows), random.integers(0, len(BANK_LINES), rows)
    lines = []
    for at in range(rows):
        left = start[at] + random.integers(0, 2)  # the two clocks differ by a second at times
        queue = (clock(left - wait[at]), clock(left)) if wait[at] else (NOBODY_WAITED,) * 2
        served = (clock(start[at]), clock(start[at] + service[at]), service[at])
        when = (BANK_LINES[line[at]], f"9912{day[at] + 1:02d}")
        who = (BANK_SERVERS[server[at]], counter[at])
        lines.append((*when, *queue, wait[at], *served, *who))
    return _small(Path(folder) / "bank_log.csv", BANK_HEADER, lines)


def clock(seconds: int) -> str:
    """As those logs write it: 9:02:05."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _small(path: Path, header: tuple, lines: list, bom: bool = False) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        out = writer(file)
        out.writerow(header)
        out.writerows(lines)
    return path


def large(path: Path | str, rows: int, seed: int) -> dict[str, int]:
    """`rows` distinct contacts in order of time, two years of them, with spoiled lines among
    them and repeated ones on top; no abilities, no returns: only fast. Tells what it wrote."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    agent_ids = [f"L{number:04d}" for number in range(LARGE_AGENTS)]
    counts, again = {"rows": rows, "faulty": 0, "repeated": 0, "abandoned": 0}, []
    with path.open("w", encoding="utf-8", newline="") as file:
        out = writer(file)
        out.writerow(HEADER)
        for low in range(0, rows, LARGE_CHUNK):
            lines, repeated = _chunk(random, low, min(LARGE_CHUNK, rows - low), rows, agent_ids)
            out.writerows(lines.pop("rows"))
            again += repeated
            counts |= {key: counts[key] + number for key, number in lines.items()}
        out.writerows(again)
    return counts | {"repeated": len(again), "lines": rows + len(again)}


def _chunk(random, low: int, size: int, total: int, agent_ids: list[str]):
    part = _contacts(random, low, size, total)
    faulty = choose_faulty(random, part, LARGE_FAULTY)
    repeated = choose_repeated(random, size, faulty, LARGE_REPEATED)
    lines = _numbered(part, agent_ids, low)
    spoil(0, lines, faulty)
    gave_up = int((part.agent == NOTHING).sum())
    told = {"rows": lines, "faulty": len(faulty), "abandoned": gave_up}
    return told, [lines[at] for at in repeated]


def _numbered(part: Contacts, agent_ids: list[str], low: int) -> list[tuple]:
    _, *cells = as_columns(part, agent_ids)
    numbers = [f"C-{low + at:08d}" for at in range(1, len(part) + 1)]
    return list(zip(numbers, *cells, strict=True))


def _contacts(random, low: int, size: int, total: int) -> Contacts:
    # Whole days in each chunk, so that the file as a whole is in order of time.
    from_day, to_day = low * LARGE_DAYS // total, (low + size) * LARGE_DAYS // total
    day = from_day + np.arange(size) * max(1, to_day - from_day) // size
    hour = random.choice(HOURS, size=size, p=BY_HOUR / BY_HOUR.sum())
    second = hour * 3600 + random.integers(0, 3600, size)
    second = second[np.lexsort((second, day))]
    reason = draw_reasons(random, size)
    channel = draw_channels(random, reason)
    wait = outcomes.draw_waits(random, channel, np.ones(size), second)
    gave_up, wait = outcomes.draw_gave_up(random, channel, wait)
    started = LARGE_FIRST + day * 86_400 + OPENS * 3600 + second
    customer = random.integers(0, max(1, total // 3), size)
    come = Incoming(started, channel, reason, wait, gave_up, customer)
    average = np.zeros(size)
    agent = random.integers(0, LARGE_AGENTS, size)
    return handle(random, come, agent, Skill(average, average, average))
