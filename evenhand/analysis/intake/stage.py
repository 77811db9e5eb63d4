"""Read every line of a file once, in bounded memory: the matched columns into a staging table, bad lines aside."""

from dataclasses import dataclass
from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake import cells, zones
from evenhand.analysis.intake.fields import BY_KEY
from evenhand.analysis.intake.guarding import unguarded
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.shape import EMPTY, Shape


@dataclass(frozen=True)
class Staged:
    """`read` maps each matched field to the SQL that reads it from the staging table. `position`: in which column of
    that table the place of a line among those that could be read stands."""

    read: dict[str, str]
    position: str = "rowid"


def stage(connection, path: Path, shape: Shape, mapping: Mapping) -> Staged:
    """Fill the tables `staged` (the matched columns as text; its rowid is the position of a line) and `broken`
    (record, column, code, value): lines that no reader can place.

    `path` is plain text (`convert.plain_text`).
    """
    connection.execute(f"CREATE OR REPLACE TABLE staged AS {cells_sql(path, shape, mapping)}")
    keep_broken(connection)
    return Staged(readings(shape, mapping))


def cells_sql(path: Path, shape: Shape, mapping: Mapping) -> str:
    """SQL for the matched columns of every line as text, under the keys of their fields; what it cannot place is left
    for `keep_broken`. Nothing is converted: the reader would refuse a cell of another form, which may well be a value.
    """
    columns = ", ".join(f"{engine.text(c)}: 'VARCHAR'" for c in shape.columns)
    # Where a criterion does not apply it says so in words that mean nothing elsewhere.
    nothing = ("",) if mapping.kind == "evaluations" else EMPTY
    given = {column: engine.name(column) for column in _matched(shape, mapping)}
    if shape.guarded:
        given = {column: unguarded(cell, nothing) for column, cell in given.items()}
    chosen = ", ".join(
        f"{given[column]} AS {key}" for column, key in _matched(shape, mapping).items()
    )
    return (
        f"SELECT {chosen} FROM read_csv({engine.text(str(path))},"
        f" auto_detect = false, header = true, skip = {shape.skip}, delim = {engine.text(shape.delimiter)},"
        f" quote = '\"', escape = '\"', columns = {{{columns}}}, nullstr = {engine.files(nothing)},"
        " strict_mode = true, null_padding = false, store_rejects = true, rejects_limit = 0)"
    )


def _matched(shape: Shape, mapping: Mapping) -> dict[str, str]:
    return {column: key for column, key in mapping.columns.items() if column in shape.columns}


def readings(shape: Shape, mapping: Mapping, absent: str = "") -> dict[str, str]:
    """The SQL that reads each matched field. `absent`: signs that stand in no cell."""
    return {key: reading(key, mapping, absent) for key in _matched(shape, mapping).values()}


def reading(key: str, mapping: Mapping, absent: str = "") -> str:
    """The SQL that reads a field from its raw cell, beside which its `quick_…` stands (`cells.quick`)."""
    readers = {
        "text": lambda: cells.text(key, mapping.kind in ("contacts", "surveys"), absent),
        "note": lambda: cells.note(key),
        "yes_no": lambda: cells.yes_no(key),
        "in_time": lambda: cells.in_time(key),
        "taken": lambda: cells.taken(key),
        "unsure": lambda: cells.unsure(key),
        "warm_cold": lambda: cells.warm_cold(key),
        "some": lambda: cells.some(key),
        "count": lambda: cells.count(key),
        "duration": lambda: cells.duration(key, mapping.unit(key, "s")),
        "score": lambda: cells.score(key),
        "percent": lambda: cells.percent(key, mapping.unit(key, "%")),
        "date": lambda: cells.date(key, mapping.order),
        "time": lambda: cells.clock(key),
        "moment": lambda: cells.moment(key, mapping.order),
    }
    return readers[BY_KEY[key].kind]()


def in_utc(key: str, staged: Staged, mapping: Mapping) -> str:
    """A moment of the file in UTC: by its own offset where it has one, else by the clock of the zone."""
    by_itself = cells.offset_moment(f"raw_{key}")
    return (
        f"CASE WHEN quick_{key} IS NOT NULL THEN {zones.looked_up(key, mapping.zone)}"
        f" WHEN {key} IS NOT NULL THEN coalesce({by_itself}, {by_the_clock(key, staged, mapping)}) END"
    )


def by_the_clock(wall: str, staged: Staged, mapping: Mapping) -> str:
    """A time on the wall in UTC: of the file's zone, and of the organisation's where a line tells only days."""
    timed = [key for key in staged.read if BY_KEY[key].kind in ("moment", "time")]
    if mapping.here in ("", mapping.zone):
        return zones.utc(wall, mapping.zone)
    here = zones.utc(wall, mapping.here)
    if not timed:
        return here
    told = f"contains(concat({', '.join(f'raw_{key}' for key in timed)}), ':')"
    return f"CASE WHEN {told} THEN {zones.utc(wall, mapping.zone)} ELSE {here} END"


# A short line gives one reject for every missing column: one reason a line is enough.
_BROKEN = """
CREATE OR REPLACE TABLE broken AS
SELECT line::BIGINT AS record, first(column_name ORDER BY column_idx) AS "column",
  first(CASE error_type
    WHEN 'CAST' THEN 'type' WHEN 'MISSING COLUMNS' THEN 'short_line' WHEN 'TOO MANY COLUMNS' THEN 'long_line'
    WHEN 'UNQUOTED VALUE' THEN 'quote' WHEN 'INVALID ENCODING' THEN 'encoding'
    WHEN 'LINE SIZE OVER MAXIMUM' THEN 'huge_line' ELSE 'quote' END ORDER BY column_idx) AS code,
  first(CASE WHEN error_type = 'CAST'
    THEN coalesce(nullif(regexp_extract(error_message, 'Could not convert string "(.*?)" to', 1), ''), '')
    ELSE left(csv_line, 200) END ORDER BY column_idx) AS value,
  first(left(csv_line, 2000)) AS text,
  -- A quotation mark that nothing closes takes every line after it for text of its cell.
  max(length(rtrim(csv_line, chr(13) || chr(10))) - length(replace(rtrim(csv_line, chr(13) || chr(10)), chr(10), '')))
    FILTER (error_type = 'UNQUOTED VALUE') AS swallowed
FROM reject_errors GROUP BY line
"""


def keep_broken(connection) -> None:
    """The table `broken`, once every line was read."""
    connection.execute(_BROKEN)
    connection.execute("DROP TABLE reject_errors; DROP TABLE reject_scans")
