"""What the organisation itself expects of a figure: a dated value, not a target for a person."""

from dataclasses import dataclass
from datetime import date

from evenhand.analysis.figure import Figure, State
from evenhand.analysis.kpis.definition import Kpi, Use
from evenhand.foundation.dated.models import DatedSetting
from evenhand.foundation.dated.queries import all_in_force, history

PREFIX = "expectation."


def expectation_key(kpi_key: str) -> str:
    """The dated setting that holds what is expected of a KPI."""
    return f"{PREFIX}{kpi_key}"


@dataclass(frozen=True)
class Expectation:
    """In the KPI's own unit (shares 0 to 1, seconds)."""

    value: float
    since: date
    reason: str


def expectations(on: date) -> dict[str, Expectation]:
    """By key of the KPI, as in force on a day."""
    rows = all_in_force(PREFIX, on).items()
    return {
        key.removeprefix(PREFIX): Expectation(row.value, row.in_force_from, row.reason)
        for key, row in rows
        if row.value is not None
    }


def expectation_history(kpi_key: str) -> list[DatedSetting]:
    return history(expectation_key(kpi_key))


def may_expect(kpi: Kpi, *, of_a_person: bool) -> bool:
    """Whether an expectation is shown: of a person only where the person has it in hand."""
    if kpi.unit == "count":
        return False
    return not of_a_person or (kpi.controllable and kpi.use is Use.PERSON)


def lies(figure: Figure, expected: float, times: float = 1.0) -> str:
    """Where the interval lies: "above", "below", or "" where it cannot be told apart. `times`: how many times as far as
    by chance alone such figures lie apart anyway."""
    value = figure.value
    if (
        figure.state is not State.SHOWN
        or value is None
        or figure.low is None
        or figure.high is None
    ):
        return ""
    low, high = (value + times * (end - value) for end in (figure.low, figure.high))
    return "above" if low > expected else "below" if high < expected else ""
