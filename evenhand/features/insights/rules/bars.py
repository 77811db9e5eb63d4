"""Bars of a distribution, from counts in bins that widen: whole bins together, so that every row is in exactly one."""

from collections.abc import Sequence
from dataclasses import dataclass

from evenhand.analysis.measure.between import Between
from evenhand.analysis.statistics.intervals import bin_edge

MOST = 30
_WIDTHS = (1, 2, 4, 8, 16, 32)  # bins in a bar
_COARSE = 4  # from so many on, bars may begin with less than a second


@dataclass(frozen=True)
class Bar:
    between: Between
    n: int


def bars(bins: Sequence[tuple]) -> list[Bar]:
    """Bars side by side from the first to the last bin with a row, each as much further than the one before.

    `bins`: (number, rows that are over…). As many bars as `MOST` allows, none of them so narrow that whole seconds
    would leave every other one empty.
    """
    rows = {number: over for number, over, *_still in bins if over}
    if not rows:
        return []
    first, last = min(rows), max(rows)
    width = next(one for one in _WIDTHS if _fits(first, last, one) or one == _WIDTHS[-1])
    starts = range(first // width * width, last + 1, width)
    return [
        Bar(
            Between(bin_edge(start), bin_edge(start + width)),
            sum(rows.get(number, 0) for number in range(start, start + width)),
        )
        for start in starts
    ]


def _fits(first: int, last: int, width: int) -> bool:
    start = first // width * width
    whole_seconds = bin_edge(start + width) - bin_edge(start) >= 1
    return last // width - first // width < MOST and (whole_seconds or width >= _COARSE)


def widening(bars: Sequence[Bar]) -> int:
    """By how many percent each bar is wider than the one before."""
    first = bars[0].between
    return round(100 * ((first.below + 1) / (first.at_least + 1) - 1))
