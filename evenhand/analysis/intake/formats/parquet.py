"""Parquet: the engine reads it; what is nested is flattened as in JSON."""

from pathlib import Path

from evenhand.analysis import engine
from evenhand.analysis.intake.formats import headings
from evenhand.analysis.intake.formats.plain import Plain
from evenhand.analysis.intake.shape import FIRST_ROWS, Shape, Unreadable
from evenhand.analysis.texts import gettext_noop as _

_DAMAGED = _(
    "This Parquet file is damaged or of a kind that cannot be read. Export it again, or ask for a CSV."
)


def look(path: Path) -> Shape:
    """Columns and first rows; lists of objects are named, not read."""
    with engine.cursor() as cursor:
        columns, nested = _columns(cursor, path)
        names = list(columns)
        headings.refuse_number(len(names))
        cursor.execute("SET TimeZone = 'UTC'")
        rows = (
            cursor.execute(f"{_select(path, columns)} LIMIT {FIRST_ROWS}").fetchall()
            if names
            else []
        )
    texts = tuple(tuple("" if cell is None else cell for cell in row) for row in rows)
    found, unnamed = headings.named(names, texts)
    if not texts:
        raise Unreadable(_("The file has columns and no rows. Nothing was brought in."))
    told = ", ".join(f"“{name}”" for name in nested)
    notes = (headings.NESTED.given(names=told),) if nested else ()
    return Shape(
        path.stat().st_size,
        "utf-8",
        ",",
        found,
        texts,
        format="parquet",
        nested=tuple(nested),
        unnamed=unnamed,
        notes=notes,
    )  # fmt: skip


def _columns(cursor, path: Path) -> tuple[dict[str, str], list[str]]:
    """(column → the SQL that reads it as text, names of lists of objects)."""
    import duckdb

    try:
        none = cursor.sql(f"SELECT * FROM {_file(path)} LIMIT 0")
        described = list(zip(none.columns, none.types, strict=True))
    except duckdb.Error as error:
        raise Unreadable(_DAMAGED) from error
    columns: dict[str, str] = {}
    nested: list[str] = []
    for name, kind in described:
        _add(name, engine.name(name), kind, columns, nested)
    return columns, nested


def _add(name: str, sql: str, kind, columns: dict[str, str], nested: list[str]) -> None:
    if kind.id == "struct":
        for child, of in kind.children:
            _add(f"{name}.{child}", f"{sql}.{engine.name(child)}", of, columns, nested)
    elif kind.id in ("list", "array"):
        inner = kind.children[0][1]
        if inner.id in ("struct", "list", "map", "array"):
            nested.append(name)
        else:
            columns[name] = f"array_to_string(list_transform({sql}, lambda x: x::VARCHAR), '; ')"
    elif kind.id == "map":
        nested.append(name)
    elif kind.id in ("float", "double"):
        whole = f"{sql} = floor({sql}) AND abs({sql}) < 1e15"
        columns[name] = f"CASE WHEN {whole} THEN {sql}::BIGINT::VARCHAR ELSE {sql}::VARCHAR END"
    else:
        columns[name] = f"{sql}::VARCHAR"


def _file(path: Path) -> str:
    return f"read_parquet({engine.text(str(path))})"


def _select(path: Path, columns: dict[str, str]) -> str:
    chosen = ", ".join(f"{sql} AS {engine.name(name)}" for name, sql in columns.items())
    return f"SELECT {chosen} FROM {_file(path)}"


def convert(path: Path, shape: Shape, folder: Path) -> Plain:
    """The rows in their order, as text; row n of the file is line n."""
    import duckdb

    target, lines = folder / "plain.csv", folder / "lines.parquet"
    with engine.workbench(str(folder)) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        try:
            columns, _ = _columns(connection, path)
            connection.execute(
                f"COPY ({_select(path, columns)}) TO {engine.text(str(target))} (FORMAT csv, HEADER, DELIMITER ',')"
            )
            ((rows,),) = connection.execute(f"SELECT count(*) FROM {_file(path)}").fetchall()
        except (duckdb.IOException, duckdb.OutOfMemoryException):
            raise  # no room is no fault of the file
        except duckdb.Error as error:
            raise Unreadable(_DAMAGED) from error
        connection.execute(
            "COPY (SELECT range + 1 AS record, range AS line, false AS blank, NULL::VARCHAR AS problem,"
            f" NULL::VARCHAR AS value FROM range({rows + 1})) TO {engine.text(str(lines))} (FORMAT parquet)"
        )
    return Plain(target, shape, lines)
