"""Read every line of a file once, in bounded memory: the matched columns into a staging file, bad lines aside."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake import cells
from evenhand.analysis.intake.fields import BY_KEY
from evenhand.analysis.intake.look import EMPTY, Shape
from evenhand.analysis.intake.mapping import Mapping

_NUMBER = re.compile(r"^-?\d{1,12}(\.\d{1,6})?$")
# Moments that the reader may convert itself, all of one form: another form, or an offset, goes through `cells`.
_MOMENTS = {
    "%Y-%m-%d %H:%M:%S": re.compile(r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$"),
    "%Y-%m-%dT%H:%M:%S": re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$"),
    "%Y-%m-%d %H:%M": re.compile(r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$"),
}


@dataclass(frozen=True)
class Staged:
    """`read` maps each matched field to the SQL that reads it from the staging file."""

    file: str
    read: dict[str, str]
    typed: frozenset[str]


def stage(connection, path: Path, shape: Shape, mapping: Mapping, folder: Path) -> Staged:
    """Write the staging file and the table `broken` (record, column, code, value): lines that no reader can place.

    Where all first values of a column are plain numbers or ISO times, the engine's own reader converts them,
    which is as fast as copying; all other cells are staged as text and read by `cells`. Where a later cell of
    such a column is of another form, the column is read once more as text: it may well be a value.
    """
    plain = path if shape.encoding == "utf-8" else _as_utf8(path, shape.encoding, folder)
    fields = {column: key for column, key in mapping.columns.items() if column in shape.columns}
    clock = _moment_format(shape, fields)
    typed = {column: kind for column, key in fields.items() if (kind := _plain_type(shape, column, key, clock))}
    staging = folder / "staging.parquet"
    _read(connection, plain, shape, fields, typed, clock, staging)
    if unlike := _unlike(connection):
        typed = {column: kind for column, kind in typed.items() if column not in unlike}
        _read(connection, plain, shape, fields, typed, clock, staging)
    _keep_broken(connection)
    typed_fields = frozenset(fields[column] for column in typed)
    read = {key: _reading(key, key in typed_fields, mapping) for key in fields.values()}
    return Staged(str(staging), read, typed_fields)


def _read(connection, plain: Path, shape: Shape, fields, typed, clock: str, staging: Path) -> None:
    columns = ", ".join(f"{engine.text(c)}: '{typed.get(c, 'VARCHAR')}'" for c in shape.columns)
    chosen = ", ".join(f"{engine.name(column)} AS {key}" for column, key in fields.items())
    connection.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    connection.execute(
        f"COPY (SELECT {chosen} FROM read_csv({engine.text(str(plain))}, auto_detect = false, header = true,"
        f" skip = {shape.skip}, delim = {engine.text(shape.delimiter)}, quote = '\"', escape = '\"',"
        f" columns = {{{columns}}}, nullstr = {engine.files(EMPTY)}, strict_mode = true, null_padding = false,"
        f" timestampformat = '{clock}', store_rejects = true, rejects_limit = 0))"
        f" TO {engine.text(str(staging))} (FORMAT parquet, COMPRESSION lz4_raw)"
    )


def _unlike(connection) -> set[str]:
    """Columns in which a cell was not of the type that the first values promised."""
    sql = "SELECT DISTINCT column_name FROM reject_errors WHERE error_type = 'CAST'"
    return {name for (name,) in connection.execute(sql).fetchall()}


def _moment_format(shape: Shape, fields: dict[str, str]) -> str:
    """The form that all first values of the first such column of moments have."""
    for column, key in fields.items():
        values = shape.values(column) if BY_KEY[key].kind == "moment" else []
        for form, looks in _MOMENTS.items():
            if values and all(looks.match(value) for value in values):
                return form
    return "%Y-%m-%d %H:%M:%S"


def _plain_type(shape: Shape, column: str, key: str, clock: str) -> str:
    kind, values = BY_KEY[key].kind, shape.values(column)
    if not values:
        return ""
    if kind in ("duration", "score") and all(_NUMBER.match(value) for value in values):
        return "DOUBLE"
    if kind == "moment" and all(_MOMENTS[clock].match(value) for value in values):
        return "TIMESTAMP"
    return ""


def _reading(key: str, typed: bool, mapping: Mapping) -> str:
    kind = BY_KEY[key].kind
    if typed:
        return cells.finite(key)
    readers = {
        "text": lambda: cells.text(key),
        "yes_no": lambda: cells.yes_no(key),
        "duration": lambda: cells.duration(key),
        "score": lambda: cells.number(key),
        "date": lambda: cells.date(key, mapping.order),
        "time": lambda: cells.clock(key),
        "moment": lambda: cells.moment(key, mapping.order),
    }
    return readers[kind]()


def in_utc(staged: Staged, key: str, zone: str) -> str:
    """A moment of the file in UTC: by its own offset where it has one, else by the clock of the zone."""
    wall = f"timezone('UTC', timezone({engine.text(zone)}, {staged.read[key]}))"
    return wall if key in staged.typed else f"coalesce({cells.offset_moment(key)}, {wall})"


def _as_utf8(path: Path, encoding: str, folder: Path) -> Path:
    """The same text in UTF-8, written piece by piece."""
    target = folder / "text.csv"
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    with open(path, "rb") as source, open(target, "w", encoding="utf-8", newline="") as out:
        while piece := source.read(1 << 20):
            out.write(decoder.decode(piece))
        out.write(decoder.decode(b"", final=True))
    return target


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
  first(left(csv_line, 2000)) AS text
FROM reject_errors GROUP BY line
"""


def _keep_broken(connection) -> None:
    connection.execute(_BROKEN)
    connection.execute("DROP TABLE reject_errors; DROP TABLE reject_scans")
