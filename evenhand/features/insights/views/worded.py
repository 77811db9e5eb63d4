"""Values of figures in words: with their unit, their interval, and how many they rest on."""

from evenhand.analysis.figure import Figure
from evenhand.analysis.kpis.definition import Kpi
from evenhand.foundation import wording


def value_text(figure: Figure) -> tuple[str, str]:
    """The value and its unit in words; empty where it may not be shown."""
    return (
        wording.value_text(figure.value, figure.kpi.unit, figure.n)
        if figure.value is not None
        else ("", "")
    )


def interval_text(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return wording.interval_text(figure.low, figure.high, figure.kpi.unit, figure.n)


def n_text(figure: Figure) -> str:
    return counted_text(figure.n, figure.kpi)


def counted_text(n: int, kpi: Kpi) -> str:
    return f"{wording.count_text(n)} {wording.said(kpi.counted_as(n))}"
