"""What people type about figures."""

from evenhand.features.insights.forms.definitions import ParametersForm, ServiceLevelForm
from evenhand.features.insights.forms.expectations import ExpectationForm
from evenhand.features.insights.forms.saved import NewViewForm, RenameForm

__all__ = ["ExpectationForm", "NewViewForm", "ParametersForm", "RenameForm", "ServiceLevelForm"]
