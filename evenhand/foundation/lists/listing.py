"""A list as a page and as a file: the same rows, and of nobody more than the page says."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from evenhand.foundation.access.policy import not_here
from evenhand.foundation.audit.actions import export
from evenhand.foundation.csv_export import csv_response
from evenhand.foundation.excel_export import excel_response
from evenhand.foundation.lists.filters import Filters

FORMATS = ("csv", "xlsx")
A_PAGE = 50
Column = tuple[Any, Callable[[Any], Any]]  # its heading, and what a row has under it


class Listing:
    """What a view lists: `rows` are those that this viewer may see and asked for, `columns` those of the page.

    `what` they are, as the audit calls it."""

    def __init__(
        self, request, rows, columns: Sequence[Column], *, title: str, what: str,
        filters: Filters | None = None, a_page: int = A_PAGE,
    ):  # fmt: skip
        self.request, self.rows, self.columns = request, rows, columns
        self.title, self.what, self.filters = str(title), what, filters
        self.a_page = a_page

    @cached_property
    def page(self) -> Page:
        return Paginator(self.rows, self.a_page).get_page(self.request.GET.get("page"))

    @cached_property
    def any(self) -> bool:
        return bool(self.page.object_list)

    @cached_property
    def narrowed(self) -> bool:
        return bool(self.filters and self.filters.chosen())

    @cached_property
    def wrong(self) -> list[tuple[str, str]]:
        return self.filters.wrong_fields if self.filters else []

    @property
    def filterable(self) -> bool:
        """Whether filters are of use: not where there is nothing yet."""
        return self.filters is not None and (self.any or self.narrowed or bool(self.wrong))

    @property
    def takes(self) -> bool:
        """Whether the page offers a file. What was opened to a guest is for the screen."""
        return self.request.viewer.is_of_the_house and self.any and not self.wrong

    def answer(self, template: str, context: dict | None = None) -> HttpResponseBase:
        """The file that is asked for, or the page."""
        return self.file() or self.shown(template, context)

    def shown(self, template: str, context: dict | None = None, *, status: int = 200):
        context = {"listed": self, "page": self.page, **(context or {})}
        return render(self.request, template, context, status=status)

    def file(self) -> HttpResponseBase | None:
        """The file that is asked for by `?as=`; None where a page is."""
        kind = self.request.GET.get("as", "")
        if kind not in FORMATS or self.request.method != "GET":
            return None
        if not self.request.viewer.is_of_the_house:
            not_here()
        if self.wrong:
            return as_page(self.request)
        export(by=self.request.viewer, what=self.what, address=audited(self.request, self.filters))
        return _FILES[kind](self)

    def _csv(self) -> HttpResponseBase:
        return csv_response(f"{self._name}.csv", self._head, self._lines())

    def _xlsx(self) -> HttpResponse:
        lines = self._lines()
        return excel_response(
            f"{self._name}.xlsx", self.title, self._head, lines,
            sheet=_("List"), about=self._about(len(lines)),
        )  # fmt: skip

    @property
    def _name(self) -> str:
        return f"{self.title} {self.request.viewer.today.isoformat()}"

    @property
    def _head(self) -> list[str]:
        return [str(heading) for heading, _value in self.columns]

    def _lines(self) -> list[list]:
        """All of them, read before the answer begins: a file is whole or is not made."""
        return [[_cell(value(row)) for _heading, value in self.columns] for row in self.rows]

    def _about(self, lines: int) -> Iterable[tuple[str, str]]:
        narrowed = self.filters.told() if self.filters else []
        return [
            (_("What"), self.title),
            (_("Who made this file"), self.request.viewer.name),
            (_("When"), timezone.localtime().strftime("%Y-%m-%d %H:%M %Z")),
            (_("Narrowed to"), "; ".join(narrowed) or _("all of them")),
            (_("Lines"), str(lines)),
            (_("Address"), _address(self.request, {"as": None, "page": None})),
        ]


def as_page(request) -> HttpResponseBase:
    """The page in place of its file, where an address cannot be read: a file that holds more than was asked for would
    not say so."""
    return redirect(_address(request, {"as": None}))


def audited(request, filters: Filters | None) -> str:
    """What was asked of these filters, and as which file: nothing else of an address, and no words of their own, which
    may say whom they had in mind."""
    typed = filters.typed if filters else []
    asked = QueryDict(mutable=True)
    for name in (*(filters.fields if filters else ()), "as"):
        if any(request.GET.getlist(name)):
            asked[name] = "…" if name in typed else request.GET[name]
    return f"{request.path}?{asked.urlencode()}"


def _address(request, instead: dict[str, str | None]) -> str:
    asked = request.GET.copy()
    for name, value in instead.items():
        asked.pop(name, None)
        if value is not None:
            asked[name] = value
    return f"{request.path}?{asked.urlencode()}"


_FILES = {"csv": Listing._csv, "xlsx": Listing._xlsx}


def _cell(value):
    """As the exporters take it: moments in the organisation's zone, words in the reader's language."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Promise) else value
