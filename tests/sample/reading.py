"""A second, slow reading of the contacts file: what is wrong with a line, told without numpy."""

import csv
from datetime import datetime
from pathlib import Path

DURATIONS = ("wait_seconds", "talk_seconds", "hold_seconds", "wrap_seconds")
RATINGS = frozenset(("", "1", "2", "3", "4", "5"))


def lines_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def fault(line: dict[str, str]) -> str | None:
    """The kind of fault, or None; written from the columns' meaning, not from the generator."""
    if not line["started_at"]:
        return "missing_start"
    try:
        started = datetime.strptime(line["started_at"], "%Y-%m-%d %H:%M:%S")
        ended = datetime.strptime(line["ended_at"], "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return "unknown_date"
    if ended < started:
        return "ended_before_started"
    durations = [line[name] for name in DURATIONS if line[name]]
    if not all(text.lstrip("-").isdigit() for text in durations):
        return "words_for_a_number"
    if any(text.startswith("-") for text in durations):
        return "negative_duration"
    return None if line["csat"] in RATINGS else "csat_out_of_range"


def valid(lines: list[dict]) -> list[dict]:
    """Good lines, each once."""
    distinct = {tuple(line.values()): line for line in lines}
    return [line for line in distinct.values() if fault(line) is None]
