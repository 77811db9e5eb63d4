"""Whether the lines of a table are contacts at all: sums over many contacts are not, and a log of changes repeats them."""

import re

from evenhand.analysis.intake.mapping import Mapping
from evenhand.analysis.intake.shape import Shape
from evenhand.analysis.texts import gettext_noop as _

_COUNTS = frozenset(
    [
        "attendances",
        "admissions",
        "breaches",
        "calls",
        "contacts",
        "tickets",
        "cases",
        "interactions",
        "volume",
        "volumes",
        "count",
        "counts",
        "total",
        "totals",
        "offered",
        "handled",
        "abandoned",
        "answered",
        "received",
        "closed",
        "opened",
        "arrivals",
        "referrals",
    ]
)
_FILLING = frozenset(
    ["number", "no", "of", "n", "sum", "all", "new", "the", "in", "out", "inbound", "outbound"]
)
_PERIODS = frozenset(["period", "month", "week", "quarter", "year", "interval"])
_CHANGES = frozenset(
    ["status", "state", "activity", "event", "action", "step", "stage", "transition"]
)
_ENOUGH = 20


def refusal(shape: Shape, mapping: Mapping) -> str:
    """Why the lines cannot be contacts; empty when they can.

    A line is a sum when a column counts (whole numbers, two or more as a rule, under a name of counts) and no column
    numbers the contacts.
    """
    if mapping.kind != "contacts" or _numbers_contacts(shape, mapping):
        return ""
    counted = [column for column in shape.named if _counts(column, shape.values(column))]
    if not counted:
        return ""
    period = next((c for c in shape.named if _words(c) & _PERIODS), "")
    words = (
        _(
            "Each line of this file is a sum over many contacts in one “{period}” (“{counted}” counts them), not one contact. Figures about people and their certainty cannot be made of sums. Ask for the list behind it: one line for each contact, with its number, when it started and ended, and who handled it."
        )
        if period
        else _(
            "Each line of this file is a sum over many contacts (“{counted}” counts them), not one contact. Figures about people and their certainty cannot be made of sums. Ask for the list behind it: one line for each contact, with its number, when it started and ended, and who handled it."
        )
    )
    return words.given(period=period, counted=counted[0])


def _numbers_contacts(shape: Shape, mapping: Mapping) -> bool:
    column = mapping.column("contact_number")
    values = shape.values(column) if column in shape.columns else []
    return bool(values) and len(set(values)) > 0.9 * len(values)


def _counts(column: str, values: list[str]) -> bool:
    words = _words(column)
    if not words & _COUNTS or words - _COUNTS - _FILLING or not values:
        return False
    whole = [float(value) for value in values if re.fullmatch(r"\d+([.]0+)?", value)]
    return (
        len(whole) >= 0.95 * len(values) and sum(number >= 2 for number in whole) > len(whole) / 2
    )


def _words(column: str) -> set[str]:
    return set(re.sub(r"[^a-z]+", " ", column.lower()).split())


def warnings(shape: Shape, mapping: Mapping) -> list[str]:
    """What would happen with a log of changes, one line a change: said before every line is checked."""
    column = mapping.column("contact_number") or _case_column(shape)
    if mapping.kind != "contacts" or column not in shape.columns:
        return []
    numbers = shape.values(column)
    different = len(set(numbers))
    change = next((c for c in shape.named if _words(c) & _CHANGES), "")
    if len(numbers) < _ENOUGH or different > 0.8 * len(numbers) or not change:
        return []
    return [
        _(
            "This looks like a log of changes: the first {n} lines speak of {different} different “{column}”, and “{change}” changes from line to line. Evenhand counts one line for each contact: the first line of each would come in, and the {others} others would be rejected because they say something else under the same number. Ask for an export with one line for each case, or keep only the last line of each."
        ).given(
            n=len(numbers),
            different=different,
            column=column,
            change=change,
            others=len(numbers) - different,
        )
    ]


def _case_column(shape: Shape) -> str | None:
    return next(
        (c for c in shape.named if _words(c) & {"case", "ticket", "number", "incident"}), None
    )
