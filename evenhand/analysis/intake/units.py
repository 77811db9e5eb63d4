"""In which unit a column of numbers is: by its heading, or else by its values; asked where neither tells."""

import re

from evenhand.analysis.intake.fields import BY_KEY
from evenhand.analysis.intake.headings import words
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.shape import Shape

NUMBER = re.compile(r"^-?\d+([.,]\d+)?$")
_UNIT_WORDS = {
    "ms": ("ms", "msec", "millis", "milliseconds", "thousandths"),
    "min": ("min", "mins", "minutes", "minute"),
    "h": ("h", "hr", "hrs", "hour", "hours"),
    "s": ("s", "sec", "secs", "seconds", "second"),
}


def without_unit(name: str) -> str:
    """A heading without the unit at its end: `first reply time in minutes` → `first reply time`."""
    units = "|".join(word for called in _UNIT_WORDS.values() for word in called)
    return re.sub(rf"(?<=\w) (in )?({units})$", "", name)


def units(shape: Shape, mapping: Mapping) -> dict[str, str]:
    """The units of columns that are not plain seconds, or not of a hundred; "" for one that must be asked."""
    found = {}
    for column, key in mapping.columns.items():
        numbers = [float(v.replace(",", ".")) for v in shape.values(column) if NUMBER.match(v)]
        if BY_KEY[key].kind == "duration":
            unit = unit_of(column, key, numbers)
            if unit != "s":
                found[column] = unit
        if BY_KEY[key].kind == "percent" and numbers and max(numbers) <= 1:
            found[column] = "share"
    return found


def unit_of(column: str, key: str, numbers: list[float]) -> str:
    """The unit of a column of durations, from its heading or else from its values; "" when neither tells."""
    said = words(column).split()
    for unit, called in _UNIT_WORDS.items():
        if said and (said[-1] in called):
            return unit
    if any(word in called for word in said for called in (_UNIT_WORDS["s"][1:],)):
        return "s"
    if not numbers:
        return "s"
    middle = sorted(numbers)[len(numbers) // 2]
    if key in _OF_TICKETS:  # hours pass between a ticket and its answer: no size tells the unit
        return ""
    if middle >= _NO_CALL:
        return "ms"
    fractions = sum(number != int(number) for number in numbers)
    return "" if middle < 30 and fractions > len(numbers) / 2 else "s"


_OF_TICKETS = ("first_reply_seconds", "first_solve_seconds", "solve_seconds")
_NO_CALL = 20_000  # five and a half hours: no half of all calls takes that long
