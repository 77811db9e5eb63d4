"""What must be true of a line before it is accepted, as SQL over the values that were read from it."""

from evenhand.analysis.engine import files as literals
from evenhand.analysis.intake.fields import BY_KEY
from evenhand.analysis.intake.formats.excel import ERRORS
from evenhand.analysis.intake.look import EMPTY
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.stage import Staged

# (code, field, condition under which the line is refused, SQL of a detail).
Rule = tuple[str, str, str, str]


def readable(staged: Staged) -> list[Rule]:
    """Every cell that says something can be read as what its column means; and no text is a formula."""
    found = []
    for key in staged.read:
        if BY_KEY[key].kind == "text":
            found.append(rule("formula", key, f"{key} LIKE '=%' OR {key} LIKE '@%'"))
            found.append(rule("cell_error", key, f"{key} IN {literals(ERRORS)}"))
        elif BY_KEY[key].kind != "note":
            found.append(rule(BY_KEY[key].kind, key, f"{key} IS NULL AND {says(key)}"))
    return found


def rule(code: str, key: str, condition: str, detail: str = "NULL") -> Rule:
    return code, key, condition, detail


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


def amounts(staged: Staged) -> list[Rule]:
    """Neither a length of time nor a number of times is below zero."""
    codes = {"duration": "negative", "count": "below_zero"}
    return [
        rule(codes[BY_KEY[key].kind], key, f"{key} < 0")
        for key in staged.read
        if BY_KEY[key].kind in codes
    ]


def problem(found: list[Rule]) -> str:
    """The number of the first rule that refuses the line; null when none does."""
    cases = " ".join(
        f"WHEN {condition} THEN {number}" for number, (_, _, condition, _) in enumerate(found)
    )
    return f"CASE {cases} END"
