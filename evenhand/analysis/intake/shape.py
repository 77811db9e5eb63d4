"""What a file looks like before anything is read from it, and why one cannot be read at all."""

from dataclasses import asdict, dataclass, fields

from evenhand.analysis.texts import as_data, of_data
from evenhand.analysis.texts import gettext_noop as _

FIRST_BYTES = 1 << 20
FIRST_ROWS = 200
MOST_COLUMNS = 500
# Cells that mean "nothing here".
EMPTY = ("", "NULL", "null", "None", "N/A", "n/a", "NA", "-", "?", "NaN")


class Unreadable(Exception):
    """The file as a whole cannot be brought in; the message says why and what to do, for its reader."""

    @property
    def why(self) -> str:
        return self.args[0]


@dataclass(frozen=True)
class Shape:
    """What a file looks like. `rows` are its first records as text; `size` is in bytes, as it was given."""

    size: int
    encoding: str  # utf-8 | cp1252 | utf-16 | utf-16-le | utf-16-be
    delimiter: str  # a sign, or "spaces" for columns that are set apart by two or more of them
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bom: bool = False
    skip: int = 0  # lines above the headings; with a heading of two rows, above the second
    format: str = "csv"  # csv | excel | jsonl | json | parquet
    packed: str = ""  # gz | zip: in what the file came
    unpacked: int = 0  # bytes inside, where it came packed
    quote: str = '"'
    newline: str = "\n"
    sheet: str = ""
    sheets: tuple[str, ...] = ()  # those that hold a table
    junk: tuple[str, ...] = ()  # what stands above the headings, cut short
    unnamed: tuple[
        str, ...
    ] = ()  # columns without heading and, in the first lines, without a value
    nested: tuple[str, ...] = ()  # lists of objects, which have no place in a flat table
    notes: tuple[str, ...] = ()  # what a reader should know, as sentences
    guarded: bool = (
        False  # downloaded from here for correction: apostrophes guard what looks like a formula
    )

    def values(self, column: str) -> list[str]:
        """The first values of a column that say something."""
        at = self.columns.index(column)
        return [
            row[at].strip() for row in self.rows if len(row) > at and row[at].strip() not in EMPTY
        ]

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that can mean something."""
        return tuple(column for column in self.columns if column not in self.unnamed)

    def as_dict(self) -> dict:
        return asdict(self) | {"notes": [as_data(one) for one in self.notes]}

    @classmethod
    def from_dict(cls, data: dict) -> "Shape":
        """From `as_dict`, also when it has been through JSON or was kept by an earlier release."""
        known = {field.name for field in fields(cls)}
        values = {key: _tuples(value) for key, value in data.items() if key in known}
        values["notes"] = tuple(of_data(one) for one in values.get("notes", ()))
        return cls(**values)


def _tuples(value):
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value


def refuse_size(size: int, largest: int) -> None:
    """Before anything is read: an empty file, or one over the size that the administrator set."""
    if size == 0:
        raise Unreadable(_("The file is empty. Check that the export finished, then try again."))
    if size > largest:
        raise Unreadable(
            _(
                "The file has {size:,} MB; the most that may be brought in here is {largest:,} MB. Export a shorter period, or ask the administrator to raise the limit."
            ).given(size=_megabytes(size), largest=_megabytes(largest))
        )


def _megabytes(size: int) -> int:
    return round(size / 1e6)
