"""The kinds of KPI, and what a definition has to say about itself."""

from evenhand.analysis.kpis.definition.additive import Count, Mean, NetShare, Share
from evenhand.analysis.kpis.definition.kpi import (
    Better,
    Family,
    Kpi,
    NotYet,
    ParameterField,
    Parameters,
    Parts,
    Result,
    Use,
)
from evenhand.analysis.kpis.definition.quantiles import CensoredQuantile, Quantile
from evenhand.analysis.kpis.definition.unsummed import (
    CLOSING_DAYS,
    SILENT,
    SILENT_DAYS,
    ClusteredRatio,
    Custom,
    Level,
)

__all__ = [
    "CLOSING_DAYS",
    "SILENT",
    "SILENT_DAYS",
    "Better",
    "ClusteredRatio",
    "CensoredQuantile",
    "Count",
    "Custom",
    "Family",
    "Kpi",
    "Level",
    "Mean",
    "NetShare",
    "NotYet",
    "ParameterField",
    "Parameters",
    "Parts",
    "Quantile",
    "Result",
    "Share",
    "Use",
]
