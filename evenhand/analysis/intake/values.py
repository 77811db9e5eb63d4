"""From staged cells to one table of lines: every value read, judged and hashed in one pass."""

from datetime import date, timedelta

from evenhand.analysis.intake import cells
from evenhand.analysis.intake import rules as line_rules
from evenhand.analysis.intake.fields import BY_KEY
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.stage import Staged, in_utc


def read_values(connection, staged: Staged, layers: list[str], found, today: date) -> None:
    """The table `line`: one row for each line that could be placed, with the value of every field and the number of
    its `problem`. Raw cells stay where they are, in `staged`."""
    aside = ["tomorrow", *(f"raw_{key}" for key in staged.read)]
    aside += [f"quick_{key}" for key in staged.read if BY_KEY[key].kind in cells.QUICK]
    lines = f"(SELECT {staged.position} AS position, * FROM staged)"
    connection.execute(
        f"CREATE OR REPLACE TABLE line AS SELECT * EXCLUDE ({', '.join(aside)})"
        f" FROM {line_rules.judged(values(staged, lines, layers, today), found)}"
    )


def values(staged: Staged, lines: str, layers: list[str], today: date) -> str:
    """SQL for lines with the value of every field beside its raw cell.

    `layers`: what the kind of file derives from the values, each a query over the `{rows}` below it.
    """
    quick = "".join(
        f", {cells.quick(key, BY_KEY[key].kind)} AS quick_{key}"
        for key in staged.read
        if BY_KEY[key].kind in cells.QUICK
    )
    raw = ", ".join(f"{key} AS raw_{key}" for key in staged.read)
    values = ", ".join(f"{sql} AS {key}" for key, sql in staged.read.items())
    others = ", ".join(staged.read)
    tomorrow = f"TIMESTAMP '{today + timedelta(days=2)}' AS tomorrow"
    sql = f"(SELECT * EXCLUDE ({others}), {tomorrow}, {raw}, {values} FROM (SELECT *{quick} FROM {lines}))"
    for layer in layers:
        sql = f"({layer.replace('{rows}', sql)})"
    return sql


def content_hash(staged: Staged, *more: str) -> str:
    """Of what the line says, not of how it is written: `143` and `143.0` are the same in any file. `more`: text."""
    told = [f"coalesce({_said(key)}::VARCHAR, '')" for key in sorted(staged.read)]
    return short_hash(f"concat_ws(chr(31), {', '.join([*told, *more])})")


def short_hash(text: str) -> str:
    """64 bits of a SHA-1: the same in every release of the engine, and quicker there than its MD5."""
    return f"('0x' || left(sha1({text}), 16))::UBIGINT"


def _said(key: str) -> str:
    """A value in the form that is quickest to write out."""
    kind = BY_KEY[key].kind
    if kind in ("duration", "score", "percent"):
        return f"CASE WHEN {key} = floor({key}) AND abs({key}) < 1e15 THEN {key}::BIGINT::VARCHAR ELSE {key}::VARCHAR END"
    return f"epoch_us({key}_utc)" if kind == "moment" else key


def moments(staged: Staged, mapping: Mapping) -> str:
    """Every moment that was read, in UTC, under its name with `_utc`."""
    found = [
        f"{in_utc(key, staged, mapping)} AS {key}_utc"
        for key in staged.read
        if BY_KEY[key].kind == "moment"
    ]
    return ", ".join(found or ["NULL AS no_moment"])


def given(staged: Staged, key: str, kind: str) -> str:
    """The value of a field, or a null of its type in a file without it."""
    if key not in staged.read:
        return f"NULL::{kind}"
    return f"{key}_utc" if BY_KEY[key].kind == "moment" else key
