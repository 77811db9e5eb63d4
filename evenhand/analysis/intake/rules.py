"""What must be true of a line before it is accepted, as SQL over the values that were read from it."""

from typing import NamedTuple

from evenhand.analysis.engine import files as literals
from evenhand.analysis.intake.fields import BY_KEY
from evenhand.analysis.intake.formats.excel import ERRORS
from evenhand.analysis.intake.look import EMPTY
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.stage import Staged

# In signs: what is longer is no name and no number, but a cell that swallowed others, and could be nobody's name here.
LONGEST = {
    "agent": 150,
    "evaluator": 150,
    **dict.fromkeys(
        ("contact_number", "survey_number", "evaluation_number", "channel", "topic", "direction", "customer"), 200
    ),
}  # fmt: skip


class Rule(NamedTuple):
    """`condition`: SQL under which a line is refused for this field; `detail`: SQL. `screen`: SQL that is quicker to
    ask of all lines and holds wherever the condition does."""

    code: str
    key: str
    condition: str
    detail: str
    screen: str


def readable(staged: Staged) -> list[Rule]:
    """Every cell that says something can be read as what its column means; and no text is a formula."""
    found = []
    for key in staged.read:
        if BY_KEY[key].kind == "text":
            # No letter and no digit at the beginning.
            odd = f"({key} < '0' OR ({key} >= ':' AND {key} < 'A'))"
            found.append(rule("formula", key, f"{key} LIKE '=%' OR {key} LIKE '@%'", screen=odd))
            found.append(rule("cell_error", key, f"{key} IN {literals(ERRORS)}", screen=odd))
            found += _short(key)
        elif BY_KEY[key].kind != "note":
            unread = f"({key} IS NULL AND raw_{key} IS NOT NULL)"
            kind = BY_KEY[key].kind
            found.append(rule(kind, key, f"{key} IS NULL AND {says(key)}", screen=unread))
    return found


def _short(key: str) -> list[Rule]:
    """Its bytes are known without a look at the text, and are never fewer than its signs."""
    if not (most := LONGEST.get(key)):
        return []
    detail = f"'it has ' || length({key}) || ' characters, and the most is {most}'"
    found = rule("too_long", key, f"length({key}) > {most}", detail, f"(strlen({key}) > {most})")
    return [found]


def rule(code: str, key: str, condition: str, detail: str = "NULL", screen: str = "") -> Rule:
    return Rule(code, key, condition, detail, screen or f"({condition})")


def says(key: str) -> str:
    """Whether the cell says something: spaces around a word for nothing say nothing."""
    return f"raw_{key} IS NOT NULL AND trim(raw_{key}) NOT IN {literals(EMPTY)}"


def scales(staged: Staged, mapping: Mapping) -> list[Rule]:
    """Answers lie on the scale of their question."""
    known = {
        "csat": (mapping.csat_low, mapping.csat_high),
        "nps": (0, 10),
        "ces": (mapping.ces_low, mapping.ces_high),
        "score_percent": (0, 100),
        "inclusion_probability": (0, 1),
    }
    return [
        rule("off_scale", key, f"{key} NOT BETWEEN {low} AND {high}", f"'{low} to {high}'")
        for key, (low, high) in known.items()
        if key in staged.read
    ]


# In days. Longer than a person can be busy with one contact, than anybody waits, than any case is open: a slip of units
# or a mark for nothing, of which one would move the mean of a whole team.
_HANDLED = dict.fromkeys(("talk_seconds", "hold_seconds", "wrap_seconds", "handle_seconds"), 7)
_MOST_DAYS = {**_HANDLED, "wait_seconds": 366}
_ANY = 3660


def amounts(staged: Staged) -> list[Rule]:
    """Neither a length of time nor a number of times is below zero, and no length of time is beyond belief."""
    codes = {"duration": "negative", "count": "below_zero"}
    found = []
    for key in staged.read:
        code, days = codes.get(BY_KEY[key].kind), _MOST_DAYS.get(key, _ANY)
        if code == "below_zero":
            found.append(rule(code, key, f"{key} < 0"))
        elif code:
            most, odd = days * 86_400, f"({key} NOT BETWEEN 0 AND {days * 86_400})"
            found.append(rule(code, key, f"{key} < 0", screen=odd))
            found.append(rule("implausible", key, f"{key} > {most}", f"'{days} days'", odd))
    return found


def refuses(found: list[Rule]) -> str:
    """SQL of whether any rule refuses a line: true, or else false or null."""
    by_screen: dict[str, list[str]] = {}
    for one in found:
        by_screen.setdefault(one.screen, []).append(f"({one.condition})")
    terms = [
        screen if conditions == [screen] else f"({screen} AND ({' OR '.join(conditions)}))"
        for screen, conditions in by_screen.items()
    ]
    return f"({' OR '.join(terms)})"


def judged(rows: str, found: list[Rule]) -> str:
    """SQL for these rows with `problem`: the number of the first rule that refuses the line; null when none does."""
    cases = " ".join(f"WHEN {one.condition} THEN {at}" for at, one in enumerate(found))
    return (
        f"(SELECT *, CASE WHEN {refuses(found)} THEN CASE {cases} END END AS problem FROM {rows})"
    )
