"""Propose what columns mean, from headings and first values. A proposal is shown and confirmed, never used silently."""

import re
from dataclasses import dataclass

from evenhand.analysis.intake.fields import FIELDS
from evenhand.analysis.intake.look import Shape
from evenhand.analysis.intake.mapping import Mapping

_PARTS = re.compile(r"^(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})")
_CLOCK = re.compile(r"^\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?$")
_COMPACT = re.compile(r"^\d{6}$|^\d{8}$")
_SPELT = re.compile(r"^\d{1,2}[ \-][A-Za-z]{3,9}[ \-,]+\d{2,4}")


@dataclass(frozen=True)
class Dates:
    """What the dates of a file say about their order. `example` is a value that can be read both ways."""

    order: str  # ymd | dmy | mdy | "" when it cannot be told
    example: str = ""

    @property
    def ambiguous(self) -> bool:
        return not self.order


def propose(shape: Shape, *, source: str, zone: str) -> Mapping:
    """A first mapping of the file's columns."""
    columns, taken = {}, set()
    for column in shape.columns:
        key = _meaning(column, shape.values(column))
        if key and key not in taken:
            columns[column] = key
            taken.add(key)
    if "started_at" in taken:  # a moment says it all: a date or a time beside it would say it twice
        columns = {c: k for c, k in columns.items() if k not in ("started_date", "started_time")}
    draft = Mapping(source=source, columns=columns, zone=zone)
    low, high = _scale(shape, draft)
    return draft.with_(
        order=date_order(date_values(shape, draft)).order, csat_low=low, csat_high=high
    )


def words(heading: str) -> str:
    """A heading as lower-case words: `Answered (Y/N)` → `answered y n`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return re.sub(r"[^a-z0-9]+", " ", spaced.lower()).strip()


def _meaning(column: str, values: list[str]) -> str | None:
    names = {words(column), re.sub(r"[^a-z0-9]+", " ", column.lower()).strip()}
    for field in FIELDS:
        if names & set(field.called) and _plausible(field.kind, values):
            return _date_or_moment(field.key, values)
    return None


def _date_or_moment(key: str, values: list[str]) -> str:
    """A heading such as "created" or "date" may hold a date, a time or both: the values decide."""
    has_clock = any(":" in value for value in values)
    if key == "started_at" and values and all(_CLOCK.match(value) for value in values):
        return "started_time"
    if key == "started_at" and values and not has_clock:
        return "started_date"
    if key == "started_date" and has_clock:
        return "started_at"
    if key == "ended_at" and values and all(_CLOCK.match(value) for value in values):
        return "ended_time"
    return key


def _plausible(kind: str, values: list[str]) -> bool:
    """Whether most first values can be what the heading promises; an empty column may be anything."""
    if not values or kind == "text":
        return True
    good = sum(_looks(kind, value) for value in values)
    return good >= 0.8 * len(values)


def _looks(kind: str, value: str) -> bool:
    is_date = bool(_PARTS.match(value) or _COMPACT.match(value) or _SPELT.match(value))
    if kind in ("moment", "date"):
        return is_date or bool(_CLOCK.match(value))
    if kind == "time":
        return bool(_CLOCK.match(value))
    if kind == "duration":
        return bool(re.match(r"^-?\d+([.,]\d+)?$|^-?\d+:\d{2}(:\d{2}([.,]\d+)?)?$", value))
    if kind == "yes_no":
        return value.lower() in {"y", "n", "yes", "no", "true", "false", "0", "1", "t", "f"}
    return bool(re.match(r"^-?\d+([.,]\d+)?$", value))


def date_values(shape: Shape, mapping: Mapping) -> list[str]:
    """The first values of the columns that hold dates."""
    found = []
    for key in ("started_at", "started_date", "ended_at"):
        column = mapping.column(key)
        if column in shape.columns:
            found += shape.values(column)
    return found


def date_order(values: list[str]) -> Dates:
    """Tell the order of day and month, from any value that can be read in one way only."""
    example = ""
    for value in values:
        parts = _PARTS.match(value)
        if not parts:
            continue
        first, second = int(parts[1]), int(parts[2])
        if len(parts[1]) == 4:
            if "-" in value[:5]:  # read in any order: others in the column may still need one
                continue
            return Dates("ymd")
        if first > 12:
            return Dates("dmy")
        if second > 12:
            return Dates("mdy")
        example = example or value
    return Dates("", example) if example else Dates("ymd")


def _scale(shape: Shape, mapping: Mapping) -> tuple[int, int]:
    """The smallest usual scale that holds the first answers."""
    column = mapping.column("csat")
    numbers = (
        [float(v) for v in shape.values(column) if re.match(r"^\d+(\.\d+)?$", v)] if column else []
    )
    top = max(numbers, default=5)
    # A few odd answers do not make a longer scale: they are rejected and shown.
    usual = sorted(numbers)[int(0.98 * (len(numbers) - 1))] if numbers else top
    for low, high in ((1, 5), (1, 7), (0, 10), (0, 100)):
        if usual <= high:
            return low, high
    return 1, 5
