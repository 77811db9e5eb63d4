"""Why a line was not accepted, in words. The codes are what is kept; the sentences are for people."""

import calendar
import re

from evenhand.analysis.texts import gettext_noop as _

REASONS = {
    "type": _("This is not a number"),
    "moment": _("This is not a date and time that can be read"),
    "date": _("This is not a date that can be read"),
    "time": _("This is not a time of day that can be read"),
    "duration": _("This is not a length of time in seconds, or as hours:minutes:seconds"),
    "yes_no": _("This is neither yes nor no"),
    "score": _("This is not a number"),
    "short_line": _("The line has fewer columns than the heading"),
    "long_line": _("The line has more columns than the heading"),
    "quote": _("A quotation mark is opened and not closed, or stands where none belongs"),
    "encoding": _("The line has signs in another encoding than the rest of the file"),
    "cell_error": _("The cell holds an error of Excel"),
    "json": _("The line is not an object of JSON"),
    "huge_line": _("The line is far longer than a line of a table"),
    "no_start": _("There is no start time, so it cannot be placed in time"),
    "no_number": _("There is no contact number"),
    "ends_before": _("It ends before it starts"),
    "negative": _("A length of time cannot be below zero"),
    "implausible": _("It cannot have taken longer than this"),
    "off_scale": _("The answer is outside the scale"),
    "too_long": _("This is too long for what the column means"),
    "formula": _("The cell holds a formula, not a value"),
    "future": _("It starts in the future"),
    "too_old": _("It starts before 1980"),
    "same_number": _(
        "An earlier line of this file has the same contact number and says something else"
    ),
    "same_line": _("An earlier line of this file has the same number and says something else"),
    "count": _("This is neither a number of times nor yes or no"),
    "some": _("This is neither a number of times nor yes or no"),
    "in_time": _("This does not say whether the deadline was kept"),
    "taken": _("This says neither that it was answered nor that it was given up"),
    "warm_cold": _("This says neither that a transfer was warm nor that it was cold"),
    "unsure": _("This is neither yes nor no nor not sure"),
    "percent": _("This is not a score in %"),
    "below_zero": _("A number of times cannot be below zero"),
    "reply_before": _("It was replied to before it started"),
    "solved_before": _("It was solved before it started"),
    "not_yet": _("This lies in the future"),
    "no_contact": _(
        "No contact with this number is here: bring its contact in first, then bring this line in again"
    ),
    "no_place": _(
        "It names neither a contact nor a person and a time, so nobody can be told whose it is"
    ),
    "no_answer": _("No question was answered in it"),
    "no_question": _("This question is not matched to one that can be brought in"),
    "answer": _("This is not an answer to that question"),
    "no_points": _("The points earned or possible are missing"),
    "points": _("The points earned must lie between zero and the points possible"),
    "no_possible": _("The points possible must be above zero"),
    "no_criterion": _("The criterion has no name"),
    "critical": _("This is none of the classes customer, business and compliance"),
    "part_refused": _(
        "Another line of the same evaluation was refused, and a part of an evaluation would be wrong"
    ),
    "leg_refused": _(
        "Another leg of the same contact was refused, and a contact without one of its legs would look shorter than it was"
    ),
    "not_json": _("This line is not a conversation in JSON"),
    "no_turns": _("There are no turns in this conversation"),
    "turn": _("A turn of it cannot be read"),
    "speaker": _("Somebody speaks in it of whom it is not known who they are"),
}
_MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"), _("September"),
    _("October"), _("November"), _("December"),
)  # fmt: skip
# What the engine writes beside a code, and the text that it is.
DETAILS = (
    (re.compile(r"(?P<low>\S+) to (?P<high>\S+)"), _("{low} to {high}")),
    (re.compile(r"(?P<n>\d+) days"), _("{n} days")),
    (
        re.compile(r"it has (?P<n>\d+) characters, and the most is (?P<most>\d+)"),
        _("it has {n} characters, and the most is {most}"),
    ),
    (
        re.compile(r"the line after it was taken for its text"),
        _("the line after it was taken for its text"),
    ),
    (
        re.compile(r"the (?P<n>\d+) lines after it were taken for its text"),
        _("the {n} lines after it were taken for its text"),
    ),
)


def sentence(code: str, value: str = "", detail: str = "") -> str:
    """The reason for one value, as exact as the value allows."""
    if code in ("duration", "score", "type") and re.match(r"^-?\d{1,3}(,\d{3})+$", value or ""):
        both = {"one": value.replace(",", ""), "other": value.replace(",", ".", 1)}
        return _("This could be {one} or {other}: write it without a comma").given(**both)
    if code in ("moment", "date", "type") and (day := _impossible_day(value)):
        return day
    if code != "cell_error" and (value or "").startswith("="):
        code = "formula"
    base = REASONS.get(code, code)
    return _("{reason} ({detail})").given(reason=base, detail=_told(detail)) if detail else base


def _told(detail: str) -> str:
    for pattern, text in DETAILS:
        if found := pattern.fullmatch(detail):
            return text.given(**found.groupdict())
    return detail


def _impossible_day(value: str) -> str:
    """`31/09/2026` → "There is no 31 September"."""
    found = re.match(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2,4})", value or "") or re.match(
        r"^(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})", value or ""
    )
    if not found:
        return ""
    groups = found.groupdict()
    day, month = (int(groups["d"]), int(groups["m"])) if groups else (int(found[1]), int(found[2]))
    if not groups and month > 12:
        day, month = month, day
    if not 1 <= month <= 12:
        return _("There is no such day")
    longest = 29 if month == 2 else calendar.monthrange(2023, month)[1]
    if 1 <= day <= longest:
        return ""
    return _("There is no {day} {month}").given(day=day, month=_MONTHS[month - 1])
