"""Excel workbooks (.xlsx): one sheet, cell by cell as text; dates, times and lengths of time in one form each."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from evenhand.analysis.intake.formats import headings, sheets
from evenhand.analysis.intake.formats.plain import Plain, Writer
from evenhand.analysis.intake.shape import FIRST_ROWS, Shape, Unreadable
from evenhand.analysis.texts import gettext_noop as _
from evenhand.analysis.texts import ngettext_lazy

_DAMAGED = _(
    "This Excel workbook is damaged, locked with a password, or of a kind that cannot be read. Save the sheet as CSV, then bring that in."
)
_JUNK_SHOWN = 5
ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")


@dataclass(frozen=True)
class Heading:
    """`columns` and the row (from 1) after which data begins."""

    columns: tuple[str, ...]
    last: int
    above: int  # rows above it, from 0 on


@contextmanager
def _book(path: Path, *, formulas: bool = False):
    """The workbook, row by row. Anything that its reader stumbles over is a damaged file to us."""
    import openpyxl

    with open(path, "rb") as handle:  # by name it would refuse any that does not end in .xlsx
        try:
            book = openpyxl.load_workbook(
                handle, read_only=True, data_only=not formulas, keep_links=False
            )
        except Exception as error:  # it raises whatever the XML or the zip raises
            raise Unreadable(_DAMAGED) from error
        try:
            yield book
        finally:
            book.close()


def look(path: Path, *, largest: int, sheet: str = "") -> Shape:
    """Look at the fullest sheet, or at the one that is named."""
    sheets.refuse_size(path, largest)
    with _book(path) as book:
        parts = {one.title: _parts(path, one) for one in book.worksheets}
        tables = {title: found for title, found in parts.items() if found.rows > 1}
        if not tables:
            raise Unreadable(_("No sheet of this workbook holds a table. Nothing was brought in."))
        fullest = max(tables, key=lambda title: tables[title].rows)
        chosen = sheet if sheet in tables else fullest
        read = islice(_rows(path, book, chosen, parts[chosen]), FIRST_ROWS + headings.SEARCHED)
        rows = list(_texts(read))
    first = dict(rows)
    heading = _heading(first, parts[chosen].merged)
    below = [row for number, row in first.items() if number > heading.last and any(row)]
    width = max([len(heading.columns), *(len(headings.trimmed(row)) for row in below)])
    headings.refuse_number(width)
    columns, unnamed = headings.named(heading.columns, below)
    if not below:
        raise Unreadable(headings.NO_ROWS)
    cut = tuple(tuple(_padded(row, len(columns))) for row in below[:FIRST_ROWS])
    junk = [headings.shortened(row) for number, row in first.items() if number <= heading.above]
    return Shape(
        path.stat().st_size,
        "utf-8",
        ",",
        columns,
        cut,
        skip=heading.last - 1,
        format="excel",
        sheet=chosen,
        sheets=tuple(tables),
        junk=tuple(filter(None, junk))[:_JUNK_SHOWN],
        unnamed=unnamed,
        notes=tuple(_notes(parts[chosen], heading, unnamed)),
    )  # fmt: skip


def _parts(path: Path, sheet) -> sheets.Parts:
    import zipfile

    try:
        return sheets.parts_of(path, sheet._worksheet_path.lstrip("/"))
    except (KeyError, zipfile.BadZipFile, OSError, AttributeError) as error:
        raise Unreadable(_DAMAGED) from error


def _notes(parts: sheets.Parts, heading: Heading, unnamed) -> Iterator[str]:
    if heading.last - heading.above > 1:
        yield _("The heading has two rows; both are in the names of the columns.")
    below = sum(one.top > heading.last for one in parts.merged)
    if below:
        yield ngettext_lazy(
            "One merged area below the heading: its value belongs to the first cell, the others are empty.",
            "{n:,} merged areas below the heading: their value belongs to the first cell, the others are empty.",
        ).of(below)
    if parts.formulas:
        yield _(
            "Formulas count with the value that Excel saved. One without a saved value is rejected."
        )
    if unnamed:
        yield headings.unnamed_note(unnamed)


def _heading(first: dict[int, list[str]], merged: tuple[sheets.Merged, ...]) -> Heading:
    """Merged cells are filled to find it: a group such as "Call" stands above the columns that it spans."""
    if not first:
        raise Unreadable(headings.NO_ROWS)
    grid = [_filled(number, first, merged) for number in range(1, max(first) + 1)]
    filled = [row if any(row) else [] for row in grid]
    width = max((len(headings.trimmed(row)) for row in filled), default=0)
    headings.refuse_number(width)
    filled = [_padded(row, width) if row else row for row in filled]
    at = headings.heading_row(filled)
    if at == 0 and not filled[0]:
        at = next((number for number, row in enumerate(filled) if row), 0)
    first_of_two = next(
        (one for one in (at, at - 1) if one >= 0 and _is_group(one + 1, width, merged)), None
    )
    if first_of_two is None or first_of_two + 1 >= len(filled):
        return Heading(tuple(headings.trimmed(filled[at])), at + 1, at)
    both = zip(filled[first_of_two], _padded(filled[first_of_two + 1], width), strict=True)
    names = [_joined(upper.strip(), lower.strip()) for upper, lower in both]
    return Heading(tuple(headings.trimmed(names)), first_of_two + 2, first_of_two)


def _joined(upper: str, lower: str) -> str:
    return upper if not lower or upper == lower else f"{upper} {lower}".strip()


def _filled(number: int, first: dict[int, list[str]], merged) -> list[str]:
    row = list(first.get(number, ()))
    for one in merged:
        if (
            one.top <= number <= one.bottom
            and one.bottom - one.top < 3
            and number <= headings.SEARCHED
        ):
            source = first.get(one.top, [])
            value = source[one.left - 1] if len(source) >= one.left else ""
            row += [""] * (min(one.right, 20_000) - len(row))
            row[one.left - 1 : one.right] = [value] * (one.right - one.left + 1)
    return row


def _is_group(number: int, width: int, merged) -> bool:
    """Whether this row is the upper of a heading of two rows."""
    for one in merged:
        wide = one.right - one.left + 1
        if one.top == one.bottom == number and 1 < wide < width:
            return True
        if (one.top, one.bottom) == (number, number + 1) and wide == 1:
            return True
    return False


def _padded(row: list[str], width: int) -> list[str]:
    """Of this width; what stands beyond it stays, blanks beyond it do not."""
    cells = headings.trimmed(row)
    return cells + [""] * (width - len(cells))


def _rows(path: Path, book, title: str, parts: sheets.Parts) -> Iterator[tuple[int, Sequence]]:
    """(number of the row, cells with a value that a formula without a saved one shows as its text)."""
    sheet = book[title]
    sheet.reset_dimensions()  # a wrong note of its own size would hide columns
    if not parts.formulas:
        yield from enumerate(_cells_of(sheet), 1)
        return
    with _book(path, formulas=True) as written:
        other = written[title]
        other.reset_dimensions()
        for number, (values, texts) in enumerate(
            zip(_cells_of(sheet), _cells_of(other), strict=True), 1
        ):
            yield number, [_unsaved(*pair) for pair in zip(values, texts, strict=True)]


def _cells_of(sheet) -> Iterator[tuple]:
    try:
        yield from sheet.iter_rows()
    except Unreadable:
        raise
    except Exception as error:  # damaged XML, a cell of an unknown kind
        raise Unreadable(_DAMAGED) from error


def _unsaved(cell, written):
    return written if cell.value is None and written.value is not None else cell


def _texts(rows) -> Iterator[tuple[int, list[str]]]:
    """Rows that say something."""
    for number, cells in rows:
        texts = [as_text(cell) for cell in cells]
        if any(texts):
            yield number, texts


def as_text(cell) -> str:
    """Dates and times in ISO form, a length of time as h:mm:ss, a whole number without its point."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return _moment(value, str(cell.number_format))
    if isinstance(value, timedelta):
        return _length(value)
    if isinstance(value, time):
        return value.isoformat("seconds")
    return value.isoformat() if isinstance(value, date) else str(getattr(value, "text", value))


def _moment(value: datetime, shown_as: str) -> str:
    whole = value + timedelta(
        milliseconds=1
    )  # a day is a fraction to Excel: 9:12:57.9999 is 9:12:58
    whole = whole.replace(microsecond=0) if whole.microsecond < 2000 else value
    has_clock = any(sign in shown_as.lower() for sign in ("h", "s"))
    is_day = whole.time() == time(0) and not has_clock
    return whole.date().isoformat() if is_day else whole.isoformat(" ", "seconds")


def _length(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def convert(path: Path, shape: Shape, folder: Path) -> Plain:
    """One record for each row that says something; row n of the sheet is line n."""
    width = len(shape.columns)
    with _book(path) as book, Writer(folder) as out:
        out.write(shape.skip + 1, shape.columns)
        parts = _parts(path, book[shape.sheet])
        for number, row in _texts(_rows(path, book, shape.sheet, parts)):
            if number > shape.skip + 1:
                out.write(number, _padded(row, width))
    return Plain(out.path, replace(shape, skip=0), out.lines)
