"""What must be true of a line before it is accepted, as SQL over the values that were read from it."""

from evenhand.analysis.engine import files as literals
from evenhand.analysis.intake.fields import BY_KEY, DURATIONS
from evenhand.analysis.intake.formats.excel import ERRORS
from evenhand.analysis.intake.look import EMPTY
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.stage import Staged

_TEXTS = ("contact_number", "agent", "channel", "topic", "direction", "customer")


def rules(staged: Staged, mapping: Mapping) -> list[tuple[str, str, str, str]]:
    """(code, field, condition under which the line is refused, SQL of a detail), the first that holds is named."""
    found = []
    for key in staged.read:
        if BY_KEY[key].kind == "text" and key in _TEXTS:
            found.append(("formula", key, f"{key} LIKE '=%' OR {key} LIKE '@%'", "NULL"))
            found.append(("cell_error", key, f"{key} IN {literals(ERRORS)}", "NULL"))
        else:
            found.append((BY_KEY[key].kind, key, f"{key} IS NULL AND {_says(key)}", "NULL"))
    start = "started_at" if "started_at" in staged.read else "started_date"
    found.append(("no_start", start, "start_utc IS NULL", "NULL"))
    found.append(("future", start, "start_utc >= tomorrow", "NULL"))
    found.append(("too_old", start, "start_utc < TIMESTAMP '1980-01-01'", "NULL"))
    if "contact_number" in staged.read:
        found.append(("no_number", "contact_number", "contact_number IS NULL", "NULL"))
    for key in ("ended_at", "ended_time"):
        if key in staged.read:
            found.append(
                ("ends_before", key, "end_utc < start_utc", f"strftime({_wall(start)}, '%H:%M')")
            )
    for key in DURATIONS:
        if key in staged.read:
            found.append(("negative", key, f"{key} < 0", "NULL"))
    if "csat" in staged.read:
        scale = f"{mapping.csat_low} AND {mapping.csat_high}"
        detail = f"'{mapping.csat_low} to {mapping.csat_high}'"
        found.append(("off_scale", "csat", f"csat NOT BETWEEN {scale}", detail))
    return found


def _says(key: str) -> str:
    """Whether the cell says something: spaces around a word for nothing say nothing."""
    return f"raw_{key} IS NOT NULL AND trim(raw_{key}) NOT IN {literals(EMPTY)}"


def _wall(start: str) -> str:
    return "started_at" if start == "started_at" else "start_wall"


def problem(found) -> str:
    """The number of the first rule that refuses the line; null when none does."""
    cases = " ".join(
        f"WHEN {condition} THEN {number}" for number, (_, _, condition, _) in enumerate(found)
    )
    return f"CASE {cases} END"
