"""Which line of the file a row came from, as an editor numbers them (headings are line 1)."""

import csv
from dataclasses import dataclass
from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake import cells
from evenhand.analysis.intake.formats.plain import Plain
from evenhand.analysis.intake.shape import Shape


@dataclass(frozen=True)
class Signs:
    """How many lines a text has, and which of the signs that matter stand in none of its cells."""

    lines: int
    absent: str


def signs(plain: Plain) -> Signs:
    """What is found by looking at each byte, which is far quicker than to look at each cell."""
    looked = {sign: sign.encode() for sign in (*cells.PADDING, '"')}
    count, last = 0, b"\n"
    with open(plain.path, "rb") as handle:
        while piece := handle.read(1 << 20):
            count += piece.count(b"\n")
            looked = {sign: code for sign, code in looked.items() if code[-1:] not in piece}
            last = piece[-1:]
    absent = set(looked) - {plain.shape.delimiter}
    if '"' in looked:  # then a cell ends with its line, and with the next delimiter
        absent |= {"\n", plain.shape.delimiter}
    return Signs(count + (last != b"\n"), "".join(sorted(absent)))


def number_lines(connection, plain: Plain, rows: int, physical: int, positions: str) -> str:
    """Of so many lines that could be placed, of a text with so many, the tables `line_numbers` (position → line, for
    these `positions`, as SQL) and `broken_lines` (broken, with its line).

    Gives the number as SQL where it follows from `position` alone, else an empty text.

    The reader counts records. Broken records are missing among the rows, so each one shifts those after it;
    where a quoted cell spans lines, records and lines differ, and the file is walked once more to tell them.
    """
    path, shape = plain.path, plain.shape
    before = first_line(shape) - 1
    place(connection, positions)
    connection.execute(
        "CREATE OR REPLACE TABLE shifts AS SELECT record - ? - row_number() OVER (ORDER BY record) AS good,"
        " row_number() OVER (ORDER BY record) AS shift FROM broken",
        [before],
    )
    ((broken,),) = connection.execute("SELECT count(*) FROM broken").fetchall()
    record = f"l.position + 1 + {before}"
    if broken:
        record += " + coalesce(s.shift, 0)"
    join = "ASOF LEFT JOIN (SELECT good, max(shift) AS shift FROM shifts GROUP BY good) s ON l.position >= s.good"
    connection.execute(
        f"CREATE OR REPLACE VIEW line_records AS SELECT l.position, {record} AS record"
        f" FROM placed l {join if broken else ''}"
    )
    if plain.lines is None and physical <= rows + broken + before:
        connection.execute(
            "CREATE OR REPLACE VIEW line_numbers AS SELECT position, record AS line FROM line_records"
        )
        connection.execute(
            "CREATE OR REPLACE VIEW broken_lines AS SELECT *, record AS line FROM broken"
        )
        return "" if broken else f"(position + {first_line(shape)})"
    _take_walked(connection, plain) if plain.lines else _walk(connection, path, shape)
    # The reader numbers blank lines among the broken records, and knows none among the rows.
    connection.execute(
        "CREATE OR REPLACE VIEW line_numbers AS SELECT position, coalesce(w.line, r.record) AS line"
        " FROM line_records r LEFT JOIN (SELECT line, row_number() OVER (ORDER BY record) - 2 AS position FROM walked"
        " WHERE NOT blank AND record NOT IN (SELECT record FROM broken)) w USING (position)"
    )
    connection.execute(
        "CREATE OR REPLACE VIEW broken_lines AS SELECT b.* REPLACE (coalesce(w.problem, b.code) AS code,"
        " coalesce(w.value, b.value) AS value), coalesce(w.line, b.record) AS line"
        " FROM broken b LEFT JOIN walked w USING (record)"
    )
    return ""


def place(connection, positions: str) -> None:
    """Which lines `line_numbers` is to hold from now on. `positions`: SQL that gives each once."""
    connection.execute(f"CREATE OR REPLACE VIEW placed AS {positions}")


def first_line(shape: Shape) -> int:
    """Below the heading, and what stands above it."""
    return 2 + shape.skip


def _walk(connection, path: Path, shape: Shape) -> None:
    """The table `walked` (record → line on which it begins, and whether it is blank)."""
    import pyarrow as pa

    starts, blanks, line = [], [], 1
    for length, blank in _records(path, shape):
        starts.append(line)
        blanks.append(blank)
        line += length
    table = pa.table({"record": range(1, len(starts) + 1), "line": starts, "blank": blanks})
    connection.register("walked_given", table)
    connection.execute(
        "CREATE OR REPLACE TABLE walked AS SELECT *, NULL::VARCHAR AS problem, NULL::VARCHAR AS value FROM walked_given"
    )
    connection.unregister("walked_given")


def _take_walked(connection, plain: Plain) -> None:
    """The same table for a file that became plain text: the lines are those of the original."""
    connection.execute(
        f"CREATE OR REPLACE TABLE walked AS SELECT * FROM read_parquet({engine.text(str(plain.lines))})"
    )


def _records(path: Path, shape: Shape):
    """Of each record how many lines it takes, and whether it is blank."""
    encoding = "utf-8-sig" if shape.encoding == "utf-8" else shape.encoding
    before = 0
    limit = csv.field_size_limit(1 << 30)  # an open quote may swallow much; it is refused elsewhere
    try:
        with open(path, encoding=encoding, errors="replace", newline="") as handle:
            for _ in range(shape.skip):  # what stands above the headings is no record
                handle.readline()
                yield 1, True
            reader = csv.reader(handle, delimiter=shape.delimiter)
            for row in reader:
                yield reader.line_num - before, not row
                before = reader.line_num
    finally:
        csv.field_size_limit(limit)
