"""What people type about figures."""

from evenhand.features.insights.forms.definitions import ParametersForm, ServiceLevelForm
from evenhand.features.insights.forms.expectations import ExpectationForm
from evenhand.features.insights.forms.narrowing import FAMILIES, USES, KpiFilters, ReasonFilters
from evenhand.features.insights.forms.saved import NewViewForm, RenameForm

__all__ = [
    "FAMILIES", "USES", "ExpectationForm", "KpiFilters", "NewViewForm", "ParametersForm", "ReasonFilters", "RenameForm",
    "ServiceLevelForm",
]  # fmt: skip
