"""Why a line was not accepted, in words. The codes are what is kept; the sentences are for people."""

import calendar
import re

REASONS = {
    "type": "This is not a number",
    "moment": "This is not a date and time that can be read",
    "date": "This is not a date that can be read",
    "time": "This is not a time of day that can be read",
    "duration": "This is not a length of time in seconds, or as hours:minutes:seconds",
    "yes_no": "This is neither yes nor no",
    "score": "This is not a number",
    "short_line": "The line has fewer columns than the heading",
    "long_line": "The line has more columns than the heading",
    "quote": "A quotation mark is opened and not closed, or stands where none belongs",
    "encoding": "The line has signs in another encoding than the rest of the file",
    "cell_error": "The cell holds an error of Excel",
    "json": "The line is not an object of JSON",
    "huge_line": "The line is far longer than a line of a table",
    "no_start": "There is no start time, so it cannot be placed in time",
    "no_number": "There is no contact number",
    "ends_before": "It ends before it starts",
    "negative": "A length of time cannot be below zero",
    "implausible": "It cannot have taken longer than this",
    "off_scale": "The answer is outside the scale",
    "too_long": "This is too long for what the column means",
    "formula": "The cell holds a formula, not a value",
    "future": "It starts in the future",
    "too_old": "It starts before 1980",
    "same_number": "An earlier line of this file has the same contact number and says something else",
    "same_line": "An earlier line of this file has the same number and says something else",
    "count": "This is neither a number of times nor yes or no",
    "some": "This is neither a number of times nor yes or no",
    "in_time": "This does not say whether the deadline was kept",
    "taken": "This says neither that it was answered nor that it was given up",
    "warm_cold": "This says neither that a transfer was warm nor that it was cold",
    "unsure": "This is neither yes nor no nor not sure",
    "percent": "This is not a score in %",
    "below_zero": "A number of times cannot be below zero",
    "reply_before": "It was replied to before it started",
    "solved_before": "It was solved before it started",
    "not_yet": "This lies in the future",
    "no_contact": "No contact with this number is here: bring its contact in first, then bring this line in again",
    "no_place": "It names neither a contact nor a person and a time, so nobody can be told whose it is",
    "no_answer": "No question was answered in it",
    "no_question": "This question is not matched to one that can be brought in",
    "answer": "This is not an answer to that question",
    "no_points": "The points earned or possible are missing",
    "points": "The points earned must lie between zero and the points possible",
    "no_possible": "The points possible must be above zero",
    "no_criterion": "The criterion has no name",
    "critical": "This is none of the classes customer, business and compliance",
    "part_refused": "Another line of the same evaluation was refused, and a part of an evaluation would be wrong",
    "leg_refused": "Another leg of the same contact was refused, and a contact without one of its legs would look shorter than it was",
    "not_json": "This line is not a conversation in JSON",
    "no_turns": "There are no turns in this conversation",
    "turn": "A turn of it cannot be read",
    "speaker": "Somebody speaks in it of whom it is not known who they are",
}
_MONTHS = tuple(calendar.month_name)


def sentence(code: str, value: str = "", detail: str = "") -> str:
    """The reason for one value, as exact as the value allows."""
    if code in ("duration", "score", "type") and re.match(r"^-?\d{1,3}(,\d{3})+$", value or ""):
        return f"This could be {value.replace(',', '')} or {value.replace(',', '.', 1)}: write it without a comma"
    if code in ("moment", "date", "type") and (day := _impossible_day(value)):
        return day
    if code != "cell_error" and (value or "").startswith("="):
        code = "formula"
    base = REASONS.get(code, code)
    return f"{base} ({detail})" if detail else base


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
        return "There is no such day"
    longest = 29 if month == 2 else calendar.monthrange(2023, month)[1]
    return f"There is no {day} {_MONTHS[month]}" if day > longest or day < 1 else ""
