"""Which periods that were judged already something reaches that is agreed with one person, or ended. Decision record 21."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from evenhand.analysis.scope import Window


@dataclass(frozen=True)
class Judged:
    """A period of a target that was judged. `is_renewed`: whether the next run judges these days anew."""

    window: Window
    is_renewed: bool


def reached_by_days(judged: Iterable[Judged], first: date, end: date | None) -> list[Judged]:
    """What holds on any day of a period counts on all of it."""
    return [
        one for one in judged if first < one.window.end and (end is None or end > one.window.first)
    ]


def reached_by_end(
    judged: Iterable[Judged], ends_on: date, held_until: date | None
) -> list[Judged]:
    """Periods on none of whose days it holds any more."""
    gone = reached_by_days(judged, ends_on, held_until)
    return [one for one in gone if one.window.first >= ends_on]


def named(reached: Iterable[Judged]) -> str:
    """By which a page says which of them somebody has read; "" where there are none."""
    return " ".join(f"{one.window.first}/{one.window.end}" for one in reached)
