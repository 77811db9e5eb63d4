"""What every definition says about itself: meaning, formula, what is left out, for whom it may be used."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from evenhand.analysis import tables
from evenhand.analysis.texts import Said, ngettext_lazy
from evenhand.analysis.texts import gettext_noop as _

Parameters = Mapping[str, Any]
Parts = Mapping[str, float]


class Use(StrEnum):
    """For whom a KPI may be shown as a measure of performance."""

    PERSON = "person"
    TEAM = "team"
    DIAGNOSIS = "diagnosis"


class Better(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Family(StrEnum):
    """What the catalogue groups by, in its order."""

    VOLUME = "volume"
    SPEED = "speed"
    RESOLUTION = "resolution"
    SATISFACTION = "satisfaction"
    QUALITY = "quality"
    WORK = "work"


@dataclass(frozen=True)
class Result:
    """What a KPI makes of its summed parts. `problem` says why there is no value."""

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    problem: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ParameterField:
    """What a definition leaves open, for the form on its page: a whole number between two bounds, or a choice."""

    name: str
    label: str
    low: int = 0
    high: int = 0
    choices: tuple[tuple[Any, str], ...] = ()
    help: str = ""

    def allows(self, value: Any) -> bool:
        if self.choices:
            return any(type(value) is type(one) and value == one for one, _text in self.choices)
        return type(value) is int and self.low <= value <= self.high

    def said(self, value: Any) -> str:
        """The value in words."""
        return dict(self.choices).get(value) or str(value)


# What n counts, and one of it.
ONE = {
    one.many: one
    for one in (
        ngettext_lazy("answered call", "answered calls"),
        ngettext_lazy("answer", "answers"),
        ngettext_lazy("call", "calls"),
        ngettext_lazy("complaint", "complaints"),
        ngettext_lazy("contact", "contacts"),
        ngettext_lazy("contact offered", "contacts offered"),
        ngettext_lazy("criterion", "criteria"),
        ngettext_lazy("customer", "customers"),
        ngettext_lazy("hour", "hours"),
        ngettext_lazy("issue", "issues"),
        ngettext_lazy("leg handled", "legs handled"),
        ngettext_lazy("open contact", "open contacts"),
        ngettext_lazy("review", "reviews"),
        ngettext_lazy("ticket", "tickets"),
        ngettext_lazy("transfer", "transfers"),
    )
}


@dataclass(frozen=True)
class Kpi:
    """One definition. `rows(table, parameters)` gives named Ibis expressions of one row each.

    `maturity` says when a row counts ("" = at once), `censoring` what is made of what is not over yet, `left_out`
    why the rows of a part are left out (in words that may name parameters), `needs` which data no import brings yet.
    `rolled_up`: False is asked from the rows, not worth a place in every rollup.
    """

    key: str
    version: int
    title: str
    meaning: str
    formula: str
    excludes: str
    counted: str  # what n counts, in the plural
    unit: str  # share | seconds | count | score | net | days
    table: str  # a grain of `tables.SCHEMAS`
    better: Better
    use: Use
    controllable: bool
    interval: str
    rows: Callable[[Any, Parameters], dict[str, Any]]
    parameters: Parameters = field(default_factory=dict)
    source: str = ""
    family: Family = Family.VOLUME
    maturity: str = ""
    censoring: str = ""
    variants_of: str = ""  # the key of the definition that it is a variant of
    needs: str = ""
    rolled_up: bool = True
    parameter_fields: tuple[ParameterField, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)

    def with_parameters(self, parameters: Parameters) -> "Kpi":
        """The same definition with other parameters in force. ValueError for a parameter that it does not have."""
        unknown = set(parameters) - set(self.parameters)
        if unknown:
            raise ValueError(f"{self.key} has no parameter {', '.join(sorted(unknown))}.")
        return replace(self, parameters={**self.parameters, **parameters})

    @property
    def customer_rated(self) -> bool:
        """Whether it is counted from customers' answers: such a measure alone never supports a formal step."""
        return self.table == "response"

    def counted_as(self, n: float) -> str:
        """What so many of what it counts are called."""
        return ONE[self.counted].of(n)

    @property
    def pin(self) -> str:
        """`key@version`: what a figure keeps of its definition."""
        return f"{self.key}@{self.version}"

    @property
    def pin_of_all(self) -> tuple:
        """The definition with what it leaves open: nothing else decides what is counted."""
        return self.pin, tuple(sorted(self.parameters.items()))

    @cached_property
    def expressions(self) -> dict[str, Any]:
        """Its parts as Ibis expressions over the unbound table of its grain."""
        return {
            f"{self.key}__{name}": part
            for name, part in self.rows(tables.table(self.table), self.parameters).items()
        }

    def result(self, parts: Parts) -> Result:
        """What it makes of its parts. Only kinds that are made of parts have it."""
        raise NotImplementedError(self.key)

    def value_of(self, parts: Parts) -> float | None:
        """What its summed parts make, also of too few rows to be told as a figure; None where it is not made of sums."""
        return None

    def reasons(self, parts: Parts) -> dict[str, str]:
        """Of each part that holds rows left out, why."""
        return {
            part: Said(why, values=self.parameters)
            for part, why in self.left_out.items()
            if parts.get(part)
        }

    def left_out_notes(self, parts: Parts) -> tuple[str, ...]:
        """What a figure says of the rows that it leaves out."""
        return tuple(
            _("{n:,} {counted} left out: {why}.").given(
                n=int(parts[part]), counted=self.counted_as(parts[part]), why=why
            )
            for part, why in self.reasons(parts).items()
        )

    @property
    def settings(self) -> list[tuple[str, str]]:
        """What it leaves open, as (label, value in words)."""
        return [(one.label, one.said(self.parameters[one.name])) for one in self.parameter_fields]


class NotYet(Kpi):
    """A definition that no import feeds yet: it stands in the catalogue with what it needs, and has no value."""

    def result(self, parts: Parts) -> Result:
        return Result(None, 0, problem=self.needs)
