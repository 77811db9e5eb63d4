"""Charts: a finding in words, a drawing from a hand-kept Vega-Lite template, and a table."""

import copy
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from zlib import crc32

from django.utils.html import format_html

from evenhand.foundation import wording

TEMPLATES = Path(__file__).parent / "charts"


@dataclass(frozen=True)
class Chart:
    """Rendered by `{% include "ui/chart.html" with chart=chart %}`, which brings its script."""

    name: str
    rows: Sequence[Mapping]
    title: str  # the finding, in a sentence
    sentence: str  # how to read it
    columns: Mapping[str, str]  # key of a row -> heading of the table
    n_text: str
    shaded: str = ""
    unit: str = ""  # share, seconds, count, score
    standard: float | None = None
    standard_label: str = ""
    marks: Sequence[tuple[date, str]] = ()  # days on which something changed
    lines: Sequence[
        tuple[float, str]
    ] = ()  # named values: across a distribution, or the middle of a process
    curve: Sequence[Mapping] = ()  # limits at every size, for a funnel
    axis: str = ""  # what the size of a funnel counts
    link: str = ""  # an address to which the `query` of a row with an n is added: what is behind that cell or bar

    @property
    def ref(self) -> str:
        return f"chart-{crc32(f'{self.name} {self.title}'.encode()):08x}"

    @cached_property
    def payload(self) -> dict:
        """What the drawing needs: the template, the unit and the data."""
        standard = [{"value": self.standard, "label": self.standard_label}]
        return {
            "spec": copy.deepcopy(template(self.name)),
            "unit": self.unit,
            "axis": self.axis,
            "link": _safe(self.link),
            "data": {
                "rows": [self._drawn(row) for row in self.rows],
                "standard": standard if self.standard is not None else [],
                "marks": [{"at": day.isoformat(), "label": label} for day, label in self.marks],
                "curve": list(self.curve),
                "lines": [
                    {"value": value, "label": label, "row": place}
                    for place, (value, label) in enumerate(self.lines)
                ],
            },
        }

    def _drawn(self, row: Mapping) -> dict:
        """Without what only the table says: a week of half-hours is long."""
        unsaid = _ONLY_IN_THE_TABLE.get(self.name, {"query"})
        found = {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in row.items()
            if key not in unsaid
        }
        return found | {"query": _safe(row["query"])} if self._leads(row) else found

    def _leads(self, row: Mapping) -> bool:
        return bool(self.link and row.get("n") and row.get("query"))

    @property
    def table(self) -> str:
        """The rows of the table as HTML, headings first; a week of half-hours is too many for loops of a template.

        Each text is made safe once, however often it stands there.
        """
        numeric = {
            key for key in self.columns if any(_is_number(row.get(key)) for row in self.rows)
        }
        texts: dict[str, int] = {}

        def put(text: str) -> str:
            return f"{{{texts.setdefault(text, len(texts))}}}"

        shape = [
            (_NUMERIC_HEADING if key in numeric else _HEADING) % put(heading)
            for key, heading in self.columns.items()
        ]
        shape = ["<thead><tr>", *shape, "</tr></thead>\n<tbody>"]
        for row in self.rows:
            cells = [self._cell(key, row) for key in self.columns]
            named, *said = [(put(text), number) for text, number in cells]
            leads = self._leads(row)
            shape += ["<tr>", _ROW % named[0]]
            for key, (text, number) in zip(list(self.columns)[1:], said, strict=True):
                if leads and key == "n":
                    of = put(row["name"]) if "name" in row else f"{named[0]} {said[0][0]}"
                    shape.append(_LINK % (put(self.link), put(row["query"]), text, of, text))
                else:
                    shape.append((_NUMBER if number else _WORDS) % text)
            shape.append("</tr>")
        return format_html("".join([*shape, "</tbody>"]), *texts)

    def _cell(self, key: str, row: Mapping) -> tuple[str, bool]:
        """What stands there, and whether it is a number."""
        value = row.get(key)
        if value is None:
            return "", True
        if isinstance(value, date):
            return wording.date_text(value, year=True), False
        if isinstance(value, int) and not isinstance(value, bool):
            return wording.count_text(value), True
        if isinstance(value, float):
            text, unit = wording.value_text(value, self.unit, row.get("n", 100))
            return f"{text}{unit}", True
        return str(value), False


_HEADING, _NUMERIC_HEADING = '<th scope="col">%s</th>', '<th scope="col" class="num">%s</th>'
_LINK = '<td class="num"><a href="%s%s" aria-label="%s: %s">%s</a></td>'
_ROW, _WORDS, _NUMBER = '<th scope="row">%s</th>', "<td>%s</td>", '<td class="num">%s</td>'
_ONLY_IN_THE_TABLE = {
    "heatmap": {"value", "interval", "query"},
    "histogram": {"from", "to", "query"},
}


def _safe(address: str) -> str:
    """An address without what a script element may not hold: escaping it letter by letter takes milliseconds.

    No semicolon of a value is left in an address, so `charts.js` can put the & back.
    """
    return address.replace("&", ";")


def chart(
    name: str,
    rows: Sequence[Mapping],
    *,
    title: str,
    sentence: str,
    columns: Mapping[str, str],
    n_text: str,
    **more,
) -> Chart:
    """A chart of rows; values in the KPI's own unit (shares 0 to 1, seconds).

    trend: at, value, low, high, flag ("", "up", "down"). bars: name, value, low, high, flag.
    control: as trend, `low` and `high` the limits; flag also "look" (neither better nor worse), label_above, label_below.
    funnel: n, value, flag, name (said on hover), label; with `curve` of n, low, high, outer_low, outer_high.
    histogram: start, end (bars of one width on the scale of log(value + 1)), n, name; with `lines`.
    heatmap: day, time, value, n, shade (0 to 4; None: empty), the whole grid.
    Of bars, histograms and heatmaps with a `link`, rows with a `query` lead to what is behind them.
    """
    return Chart(name, rows, title, sentence, columns, n_text, **more)


@cache
def template(name: str) -> dict:
    return json.loads((TEMPLATES / f"{name}.json").read_text(encoding="utf-8"))


def _is_number(value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
