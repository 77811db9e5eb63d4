"""CSV for people who open it in a spreadsheet: streamed, and no cell can become a formula."""

import csv
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from evenhand.foundation.reading_order import in_reading_order

STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(value) -> str:
    """A leading apostrophe makes spreadsheets take the cell as text; plain numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = in_reading_order(str(value))
    return f"'{text}" if text.lstrip(" ").startswith(STARTS_OF_FORMULAS) else text


def csv_response(name: str, head: Iterable, rows: Iterable[Iterable]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_lines(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


class _Echo:
    def write(self, text):
        return text


def _lines(head, rows) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([safe_cell(cell) for cell in head])  # so Excel reads UTF-8
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])
