"""Numbers in words. Pure: the words of a language come as an argument, English unless told."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from evenhand.analysis.texts import gettext_noop as _

# From this many, a share is worth its decimal.
DECIMAL_FROM = 100


@dataclass(frozen=True)
class Words:
    """What a language needs to say a number."""

    point: str = "."
    thousands: str = ","
    between: str = _("{low} to {high}")
    hours: str = _("{n} h")
    minutes: str = _("{n} min")
    seconds: str = _("{n} s")
    days: str = _("days")
    weekdays: tuple[str, ...] = (
        _("Mon"),
        _("Tue"),
        _("Wed"),
        _("Thu"),
        _("Fri"),
        _("Sat"),
        _("Sun"),
    )
    months: tuple[str, ...] = (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"), _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    )  # fmt: skip
    day: str = _("{weekday} {day} {month}")
    day_of_year: str = _("{weekday} {day} {month} {year}")
    day_short: str = _("{day} {month} {year}")
    month_of_year: str = _("{month} {year}")
    weeks_to: str = _("{n} weeks to {last}")
    week_to: str = _("week to {last}")


ENGLISH = Words()


def number_text(value: float, decimals: int = 0, words: Words = ENGLISH) -> str:
    """With thousands separators, halves away from zero, and never "-0"."""
    step = 10**decimals
    rounded = int(abs(value) * step + 0.5 + 1e-9) / step
    text = f"{rounded:,.{decimals}f}"
    text = text.replace(",", "\0").replace(".", words.point).replace("\0", words.thousands)
    return f"−{text}" if value < 0 and rounded else text


def count_text(count: float, words: Words = ENGLISH) -> str:
    return number_text(count, 0, words)


def share_text(share: float, n: int, words: Words = ENGLISH) -> str:
    """In percent, without the sign: one decimal from n = 100, none below.

    What is not quite all is never said to be all, nor what is not quite none to be none.
    """
    decimals = 1 if n >= DECIMAL_FROM else 0
    step = 10**-decimals
    percent = share * 100
    if 0 < share < 1:
        percent = min(100 - step, max(step, percent))
    return number_text(percent, decimals, words)


def seconds_text(seconds: float, words: Words = ENGLISH) -> str:
    """ "3 min 47 s"; "1 h 5 min" from an hour on, where seconds no longer matter."""
    if seconds < 0:
        return f"−{seconds_text(-seconds, words)}"
    whole = int(seconds + 0.5)
    if whole < 60:
        if 0 < seconds < 10:
            return words.seconds.format(n=_trimmed(number_text(seconds, 1, words), words))
        return words.seconds.format(n=whole)
    if whole < 3600:
        minutes, rest = divmod(whole, 60)
        return _joined(words.minutes, minutes, words.seconds, rest, words)
    hours, minutes = divmod(int(seconds / 60 + 0.5), 60)
    return _joined(words.hours, hours, words.minutes, minutes, words)


def _joined(large: str, n: int, small: str, rest: int, words: Words) -> str:
    first = large.format(n=count_text(n, words))
    return f"{first} {small.format(n=rest)}" if rest else first


def _trimmed(text: str, words: Words) -> str:
    return text.removesuffix(f"{words.point}0")


def score_text(score: float, n: int, words: Words = ENGLISH) -> str:
    return number_text(score, 2 if n >= DECIMAL_FROM else 1, words)


def value_text(value: float, unit: str, n: int, words: Words = ENGLISH) -> tuple[str, str]:
    """A value of a KPI and its unit, which is shown smaller: ("84.6", "%")."""
    if unit == "share":
        return share_text(value, n, words), "%"
    if unit == "seconds":
        return seconds_text(value, words), ""
    if unit == "score":
        return score_text(value, n, words), ""
    if unit == "net":  # from −100 to +100
        return ("+" if value > 0 else "") + number_text(value * 100, 0, words), ""
    if unit == "days":
        return number_text(value, 1, words), words.days
    whole = unit == "count" or value == int(value)
    return number_text(value, 0 if whole else 1, words), ""


def interval_text(low: float, high: float, unit: str, n: int, words: Words = ENGLISH) -> str:
    """ "81.8 to 87.0": never ±, never a dash that reads as minus. The unit is with the value."""
    ends = [value_text(end, unit, n, words)[0] for end in (low, high)]
    if unit == "share":  # an interval may well end at none or all
        decimals = 1 if n >= DECIMAL_FROM else 0
        ends = [number_text(end * 100, decimals, words) for end in (low, high)]
    return words.between.format(low=ends[0], high=ends[1])


def end_text(value: float, unit: str, words: Words = ENGLISH) -> str:
    """The end of a range of values. From ten seconds on the next whole one, which no whole number of seconds crosses;
    whole days from two on."""
    if unit != "seconds":
        return "".join(value_text(value, unit, DECIMAL_FROM, words))
    days, rest = divmod(value, 86_400)
    if days >= 2 and not rest:
        return f"{count_text(days, words)} {words.days}"
    return seconds_text(value if value < 10 else ceil(value), words)


def date_text(day: date, *, year: bool = False, words: Words = ENGLISH) -> str:
    """ "Fri 13 Nov", or "Fri 13 Nov 2026"."""
    return (words.day_of_year if year else words.day).format(**_parts(day, words))


def window_text(first: date, last: date, words: Words = ENGLISH) -> str:
    """The days from first to last, both of them in it: "12 weeks to 15 Nov 2026", "Oct 2026"."""
    if first > last:
        raise ValueError("The first day is after the last.")
    if first == last:
        return date_text(first, year=True, words=words)
    after = last + timedelta(days=1)
    if first.day == 1 and after.day == 1:
        whole_year = first.month == 1 and after.month == 1 and after.year == first.year + 1
        if whole_year:
            return str(first.year)
        if (first.year, first.month) == (last.year, last.month):
            return words.month_of_year.format(**_parts(first, words))
    days = (after - first).days
    until = words.day_short.format(**_parts(last, words))
    if days == 7:
        return words.week_to.format(last=until)
    if days % 7 == 0:
        return words.weeks_to.format(n=days // 7, last=until)
    return words.between.format(low=words.day_short.format(**_parts(first, words)), high=until)


def _parts(day: date, words: Words) -> dict[str, object]:
    return {
        "weekday": words.weekdays[day.weekday()],
        "day": day.day,
        "month": words.months[day.month - 1],
        "year": day.year,
    }
