"""Whole weeks and months: a part of one is no point among them."""

from datetime import date, timedelta

from evenhand.analysis.scope import Window


def whole(window: Window, step: str) -> Window | None:
    """The whole weeks (from Monday on) or months in the window."""
    first, end = (start_of(day, step) for day in (window.first, window.end))
    if first < window.first:
        first = start_of(first + timedelta(days=7 if step == "week" else 31), step)
    return Window(first, end) if first < end else None


def start_of(day: date, step: str) -> date:
    return day - timedelta(days=day.weekday()) if step == "week" else day.replace(day=1)
