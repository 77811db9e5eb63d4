"""What the values of a column look like, in short and without any of them: to notice when a later file means something
else by the same heading."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from evenhand.analysis.intake import cells
from evenhand.analysis.intake.fields import BY_KEY
from evenhand.analysis.intake.look import Shape
from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.recognise import date_order
from evenhand.analysis.texts import gettext_noop as _

FEWEST = 5  # values, to say anything about a column
SURE = 0.9  # share of values of one kind, to call a column that
MANY = 30  # values, to say that the high ones are missing and not just rare
MAGNITUDE = 30  # times as long or as short as before: no service changes so, but a unit does
_SHAPES = 3
_NUMBER = re.compile(r"^-?\d+([.,]\d+)?$")
_DATE = re.compile(r"^(\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}|\d{1,2}[ \-][A-Za-z]{3,9}[ \-,]+\d{2,4})")
_CLOCK = re.compile(r"^-?\d+:\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp][Mm])?$")
_YES_NO = {word for word in (*cells.YES, *cells.NO) if not word.isdigit()}
_SCALES = ((0, 1), (1, 5), (1, 7), (0, 10), (0, 100))
_MEASURED = ("duration", "score", "percent", "count")
# Whose kind says nothing, because anything may stand in them.
_FREE = ("note", "list")

KINDS = {
    "number": _("numbers"),
    "date": _("dates"),
    "clock": _("times with a colon"),
    "yes_no": _("yes or no"),
    "word": _("words or codes"),
}
ORDERS = {"dmy": _("dates with the day first"), "mdy": _("dates with the month first")}


@dataclass(frozen=True)
class Change:
    """A column that reads otherwise than in the last file of its source. `was` and `now` are for people."""

    column: str
    was: str
    now: str

    @property
    def sentence(self) -> str:
        return _("“{column}” had {was}, and has {now} now.").given(
            column=self.column, was=self.was, now=self.now
        )


def profile(shape: Shape, mapping: Mapping) -> dict[str, dict]:
    """Of each matched column what its first values look like. Holds no value of a cell: shares, bounds and shapes."""
    found = {}
    for column, key in mapping.columns.items():
        values = shape.values(column) if column in shape.columns else []
        if key in BY_KEY and BY_KEY[key].kind not in _FREE and len(values) >= FEWEST:
            found[column] = _of(values, key, mapping)
    return found


def _of(values: list[str], key: str, mapping: Mapping) -> dict:
    counts, shapes = Counter(map(kind_of, values)), Counter(map(shape_of, values))
    share = {kind: round(n / len(values), 3) for kind, n in counts.items()}
    found = {"key": key, "n": len(values), "share": share}
    found["shapes"] = [one for one, _ in shapes.most_common(_SHAPES)]
    if "date" in share:
        found["order"] = date_order(values).order or mapping.order
        found["order_sure"] = date_order(values).order
    numbers = sorted(_number(value) for value in values if _NUMBER.match(value))
    if numbers and BY_KEY[key].kind in _MEASURED:
        last = len(numbers) - 1
        found["low"], found["high"] = numbers[round(0.05 * last)], numbers[round(0.95 * last)]
        found["middle"] = numbers[last // 2]
        found["scale"] = _scale(numbers)
    return found


def _number(value: str) -> float:
    return float(value.replace(",", "."))


def kind_of(value: str) -> str:
    """number, date, clock, yes_no or word."""
    for kind, tells in _TELLS.items():
        if tells(value):
            return kind
    return "word"


_TELLS: dict[str, Callable] = {
    "number": _NUMBER.match,
    "date": _DATE.match,
    "clock": _CLOCK.match,
    "yes_no": lambda value: value.lower() in _YES_NO,
}


def shape_of(value: str) -> str:
    """`12:05` → `99:99`, `Ben Ode` → `a a`: a digit is 9, a run of letters is a."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "9", value))[:20]


def _scale(numbers: list[float]) -> list[int]:
    """The smallest usual scale that holds all but a few odd ones; empty when none does or one is below zero."""
    usual = numbers[int(0.98 * (len(numbers) - 1))]
    if numbers[0] < 0:
        return []
    return next(([low, high] for low, high in _SCALES if usual <= high), [])


def changes(was: dict[str, dict], now: dict[str, dict]) -> list[Change]:
    """The columns whose values are of another kind than they were, or on another scale, in another unit, or with dates
    that are surely in another order. A column that means something else by choice, or says too little, is no change."""
    found = []
    for column, after in now.items():
        before = was.get(column)
        if before is None or before["key"] != after["key"]:
            continue
        said = next(filter(None, (rule(before, after) for rule in _RULES)), None)
        if said:
            found.append(Change(column, *said))
    return found


def _other_kind(before: dict, after: dict) -> tuple[str, str] | None:
    was, now = _clear(before), _clear(after)
    if was and now and was != now:
        return _shown(before, KINDS[was]), _shown(after, KINDS[now])
    return None


def _clear(one: dict) -> str:
    """The kind of nearly all values; empty where they are mixed."""
    kind, share = max(one["share"].items(), key=lambda item: item[1])
    return kind if share >= SURE else ""


def _other_order(before: dict, after: dict) -> tuple[str, str] | None:
    was, now = before.get("order", ""), after.get("order_sure", "")
    if {was, now} == {"dmy", "mdy"}:
        return _shown(before, ORDERS[was]), _shown(after, ORDERS[now])
    return None


def _other_scale(before: dict, after: dict) -> tuple[str, str] | None:
    was, now = before.get("scale"), after.get("scale")
    if not was or not now or was == now or BY_KEY[after["key"]].kind not in ("score", "percent"):
        return None
    if now[1] < was[1] and after["n"] < MANY:
        return None  # a few answers need not reach the top of their scale
    if now[1] > was[1] and before["n"] < MANY:
        return None
    return _shown(before, _bounds(before)), _shown(after, _bounds(after))


def _other_unit(before: dict, after: dict) -> tuple[str, str] | None:
    was, now = before.get("middle", 0), after.get("middle", 0)
    if BY_KEY[after["key"]].kind != "duration" or was <= 0 or now <= 0:
        return None
    if max(was, now) / min(was, now) < MAGNITUDE:
        return None
    return _shown(before, _bounds(before)), _shown(after, _bounds(after))


_RULES = (_other_kind, _other_order, _other_scale, _other_unit)


def _bounds(one: dict) -> str:
    ends = {"low": f"{one['low']:g}", "high": f"{one['high']:g}"}
    return _("numbers mostly from {low} to {high}").given(**ends)


def _shown(one: dict, words: str) -> str:
    return _("{what} ({shapes})").given(what=words, shapes=", ".join(one["shapes"]))
