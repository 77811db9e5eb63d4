"""What is set and kept about figures: what definitions leave open, what we expect, and saved views."""

from evenhand.features.insights.actions.definitions import set_parameters, set_service_level
from evenhand.features.insights.actions.expectations import set_expectation
from evenhand.features.insights.actions.saved import (
    erase_views,
    remove_view,
    rename_view,
    save_view,
)
from evenhand.features.insights.actions.words import say_of_figure

__all__ = [
    "say_of_figure",
    "erase_views",
    "remove_view",
    "rename_view",
    "save_view",
    "set_expectation",
    "set_parameters",
    "set_service_level",
]
