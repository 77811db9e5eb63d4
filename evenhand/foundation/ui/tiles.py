"""Ready-made objects that the components draw: all text is words, all places are computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import format_html

LETTER = 6.2  # pixels a letter of an axis label takes, about
NARROW = 218  # pixels of the narrowest drawing a label has to fit in
WIDE, HIGH = 84, 24  # of a spark


@dataclass(frozen=True)
class Range:
    """Where a value and its interval stand between two ends; the same in a row of like figures."""

    start: float
    end: float
    low: float
    high: float
    value: float
    standard: float | None = None
    standard_label: str = ""

    def _percent(self, value: float) -> float:
        share = (value - self.start) / (self.end - self.start) if self.end != self.start else 0.5
        return 100 * min(1.0, max(0.0, share))

    @property
    def x_low(self) -> str:
        return f"{self._percent(self.low):.2f}%"

    @property
    def x_high(self) -> str:
        return f"{self._percent(self.high):.2f}%"

    @property
    def x_value(self) -> str:
        return f"{self._percent(self.value):.2f}%"

    @property
    def x_standard(self) -> str:
        return "" if self.standard is None else f"{self._percent(self.standard):.2f}%"

    @cached_property
    def _label(self) -> tuple[str, str]:
        """Place and anchor of the label, so that it stays inside the tile."""
        middle = self._percent(self.standard or 0.0)
        half = 100 * len(self.standard_label) * LETTER / 2 / NARROW
        if middle < half:
            return "0", "start"
        if middle > 100 - half:
            return "100%", "end"
        return f"{middle:.2f}%", "middle"

    @property
    def x_label(self) -> str:
        return self._label[0]

    @property
    def anchor(self) -> str:
        return self._label[1]


@dataclass(frozen=True)
class Bar:
    """One line of evidence: what it is, the axis, the value and its interval."""

    title: str
    under: str
    kind: str
    range: Range
    value: str
    interval: str


@dataclass(frozen=True)
class Tile:
    """One figure: value, unit, interval, n, range, state in words, how it is counted. All or none.

    `state` is up (better), down (worse), same, more, less, few (not enough to say) or none.
    Without a value the tile says why: `problem`, or the words of few and none; `loading` while it
    is being counted. `stale` says since when and why.
    """

    title: str
    value: str = ""
    unit: str = ""
    interval: str = ""
    n_text: str = ""
    state: str = "none"
    state_words: str = ""
    state_rest: str = ""
    href: str = ""
    how_href: str = ""
    problem: str = ""
    stale: str = ""
    loading: str = ""
    notes: tuple[str, ...] = ()
    range: Range | None = None

    @property
    def has_value(self) -> bool:
        return bool(self.value) and self.state not in ("few", "none") and not self.problem

    @property
    def is_long(self) -> bool:
        return len(self.value) > 7


@dataclass(frozen=True)
class Dot:
    kind: str  # last, up, down, alone
    x: str
    y: str
    r: str


@dataclass(frozen=True)
class Spark:
    """A line of weeks with gaps against the dotted standard; it carries no value and no scale.

    `flags` has "up", "down" or "" for each value. `words` is for whoever does not see it; leave it
    empty where the words stand beside it.
    """

    values: Sequence[float | None]
    standard: float | None = None
    flags: Sequence[str] = ()
    words: str = ""

    @cached_property
    def _ends(self) -> tuple[float, float]:
        known = [value for value in (*self.values, self.standard) if value is not None]
        return (min(known), max(known)) if known else (0.0, 1.0)

    def _y(self, value: float) -> str:
        low, high = self._ends
        share = (value - low) / (high - low) if high > low else 0.5
        return f"{HIGH - 2 - share * (HIGH - 4):.1f}"

    def _x(self, place: int) -> str:
        return f"{WIDE * place / max(1, len(self.values) - 1):.1f}"

    @property
    def y_standard(self) -> str:
        return "" if self.standard is None else self._y(self.standard)

    @cached_property
    def path(self) -> str:
        """A new stroke after every gap."""
        steps, drawing = [], False
        for place, value in enumerate(self.values):
            if value is not None:
                steps.append(f"{'L' if drawing else 'M'}{self._x(place)},{self._y(value)}")
            drawing = value is not None
        return " ".join(steps)

    @cached_property
    def dots(self) -> list[Dot]:
        """The flagged weeks, those between two gaps, and the last."""
        known = [place for place, value in enumerate(self.values) if value is not None]
        if not known:
            return []
        kinds = {place: "alone" for place in known if not {place - 1, place + 1} & set(known)}
        kinds |= {place: flag for place, flag in enumerate(self.flags) if flag and place in known}
        kinds.setdefault(known[-1], "last")
        if kinds[known[-1]] == "alone":
            kinds[known[-1]] = "last"
        radius = {"last": "2.2", "alone": "1.4"}
        return [
            Dot(kind, self._x(place), self._y(self.values[place]), radius.get(kind, "2.6"))
            for place, kind in sorted(kinds.items())
        ]

    @property
    def svg(self) -> str:
        """Drawn here and not in a template: a list has one in every row."""
        shape, texts = ['<svg class="spark" viewBox="0 0 84 24"'], []

        def put(piece: str, *given: str) -> None:
            shape.append(piece)
            texts.extend(given)

        if self.words:
            put(' role="img" aria-label="{}">', self.words)
        else:
            put(' aria-hidden="true">')
        if y := self.y_standard:
            put('<line class="std" x1="0" x2="84" y1="{}" y2="{}"/>', y, y)
        put('<path d="{}"/>', self.path)
        for dot in self.dots:
            put('<circle class="{}" cx="{}" cy="{}" r="{}"/>', dot.kind, dot.x, dot.y, dot.r)
        put("</svg>")
        return format_html("".join(shape), *texts)


@dataclass(frozen=True)
class Step:
    """One step of a wizard; its address where it can be gone back to."""

    title: str
    url: str = ""
