"""Which row holds the headings, what they are called, and what is wrong with them."""

from collections import Counter
from collections.abc import Sequence

from evenhand.analysis.intake.shape import EMPTY, MOST_COLUMNS, Unreadable
from evenhand.analysis.texts import gettext_noop as _

SEARCHED = 60  # rows in which a heading is looked for
_SHOWN = 120


def heading_row(rows: Sequence[Sequence[str]]) -> int:
    """The first row as wide as what follows it that holds words; 0 where no row stands out.

    A title such as "Calls of January,,,," is as wide and says one thing; a heading says as many as it has columns.
    """
    width = usual_width(rows)
    for at, row in enumerate(rows[:SEARCHED]):
        if len(trimmed(row)) >= 2 and len(row) >= width > 1 and _is_heading(row, width):
            return at
    return 0


def usual_width(rows: Sequence[Sequence[str]]) -> int:
    """The number of cells that most rows have; of two that are as usual, the one that comes first."""
    widths = Counter(len(row) for row in rows if row)
    return widths.most_common(1)[0][0] if widths else 0


def _is_heading(row: Sequence[str], width: int) -> bool:
    said = [cell.strip() for cell in row if cell.strip()]
    words = [cell for cell in said if not is_value(cell)]
    return len(set(said)) >= max(2, len(trimmed(row)) / 2) and len(words) >= 0.75 * len(said)


def trimmed(row: Sequence[str]) -> list[str]:
    """Without the blank cells at its end."""
    cells = list(row)
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def is_value(name: str) -> bool:
    return name.replace(".", "", 1).replace("-", "").replace(":", "").replace(" ", "").isdigit()


def named(
    heading: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(columns, unnamed): a column without heading and without a value gets a name of its own and is left aside.

    Unreadable says which heading is missing, stands twice, or that there are too many.
    """
    columns = [name.strip() for name in heading]
    refuse_number(len(trimmed(columns)))
    used = [
        any(at < len(row) and row[at].strip() not in EMPTY for row in rows)
        for at in range(len(columns))
    ]
    taken, unnamed = {name.lower() for name in columns}, []
    for at, name in enumerate(columns):
        if not name and not used[at]:
            free = f"column {at + 1}"
            columns[at] = f"{free} (no heading)" if free in taken else free
            unnamed.append(columns[at])
    if len(columns) - len(unnamed) < 2:
        raise Unreadable(
            _(
                "No columns were found. A table has a heading line, with commas, semicolons or tabs between columns."
            )
        )
    _refuse_names(columns)
    return tuple(columns), tuple(unnamed)


def refuse_number(columns: int) -> None:
    if columns > MOST_COLUMNS:
        raise Unreadable(
            _(
                "The file has {columns:,} columns; the most that can be matched is {most_columns}. Export it with the columns that say something about a contact: its number, when it started and ended, who handled it, how long it took, and what the customer answered."
            ).given(columns=columns, most_columns=MOST_COLUMNS)
        )


def _refuse_names(columns: Sequence[str]) -> None:
    seen: dict[str, str] = {}
    for number, name in enumerate(columns, 1):
        if not name:
            raise Unreadable(
                _(
                    "Column {number} has no heading. Give every column a heading, then try again."
                ).given(number=number)
            )
        if name.lower() in seen:
            raise Unreadable(
                _(
                    "Two columns are called “{name}”, so it is not clear which one is meant. Rename one of them in the heading line, then try again."
                ).given(name=name)
            )
        seen[name.lower()] = name
    if all(is_value(name) for name in columns):
        raise Unreadable(
            _("The first line holds values, not headings. Add a heading line, then try again.")
        )


def shortened(cells: Sequence[str]) -> str:
    """A row above the headings, to show what was passed over."""
    return " ".join(cell.strip() for cell in cells if cell.strip())[:_SHOWN]


def unnamed_note(unnamed: Sequence[str]) -> str:
    where = ", ".join(unnamed[:3]) + (" …" if len(unnamed) > 3 else "")
    return _("Without a heading and empty in the first lines, so not brought in: {where}.").given(
        where=where
    )


NESTED = _("Lists of objects have no place in a table and stay in the file: {names}.")
NO_ROWS = _("The file has a heading line and nothing below it. Nothing was brought in.")
