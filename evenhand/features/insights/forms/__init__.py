"""What people type about figures."""

from evenhand.features.insights.forms.definitions import ServiceLevelForm
from evenhand.features.insights.forms.expectations import ExpectationForm
from evenhand.features.insights.forms.saved import NewViewForm, RenameForm

__all__ = ["ExpectationForm", "NewViewForm", "RenameForm", "ServiceLevelForm"]
