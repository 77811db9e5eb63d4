"""Excel files: one sheet of rows and one that says who made it, when, of what. No cell is ever a formula."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from evenhand.foundation.reading_order import in_reading_order

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767  # letters that the format allows
_WIDEST = 60


def excel_response(
    name: str,
    title: str,
    head: Sequence[str],
    rows: Iterable[Sequence],
    *,
    about: Iterable[tuple[str, str]],
    sheet: str = "",
) -> HttpResponse:
    """`about` is (what, text) pairs for the second sheet. Text is written as text, whatever it begins with."""
    response = HttpResponse(
        workbook(head, rows, about=about, sheet=sheet), content_type=CONTENT_TYPE
    )
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def workbook(head: Sequence[str], rows: Iterable[Sequence], *, about, sheet: str = "") -> bytes:
    import xlsxwriter  # imported where it is used: few requests ask for a file

    kept = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(kept, options) as book:
        bold = book.add_format({"bold": True})
        _sheet(book.add_worksheet(sheet or _("Figures")), head, rows, bold)
        _sheet(book.add_worksheet(_("About")), (_("About"), ""), about, bold)
    return kept.getvalue()


def _sheet(sheet, head: Sequence[str], rows: Iterable[Sequence], bold) -> None:
    widths = [len(text) for text in head]
    sheet.freeze_panes(1, 0)
    for column, text in enumerate(head):
        sheet.write_string(0, column, text, bold)
    for place, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            widths[column] = max(widths[column], _write(sheet, place, column, value))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(_WIDEST, width + 2))


def _write(sheet, row: int, column: int, value) -> int:
    """How many letters it took."""
    if value is None or value == "":
        return 0
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
        return 10
    text = value.isoformat() if isinstance(value, date | datetime) else in_reading_order(str(value))
    sheet.write_string(row, column, text[:LONGEST_CELL])
    return len(text)
