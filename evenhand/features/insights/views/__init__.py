"""Pages of figures and of their definitions."""

from evenhand.features.insights.views.catalogue import kpi_list
from evenhand.features.insights.views.comparing import figure_comparison
from evenhand.features.insights.views.definitions import kpi
from evenhand.features.insights.views.expectations import expectation
from evenhand.features.insights.views.pages import (
    channel_figures,
    figure,
    organisation_figures,
    team_figures,
    topic_figures,
    topic_list,
)
from evenhand.features.insights.views.person import person_figures
from evenhand.features.insights.views.process import figure_trend
from evenhand.features.insights.views.saved import new_view, view_list, view_name, view_removal
from evenhand.features.insights.views.words import figure_words, figure_words_back

__all__ = [
    "channel_figures",
    "expectation",
    "figure",
    "figure_comparison",
    "figure_trend",
    "figure_words",
    "figure_words_back",
    "kpi",
    "kpi_list",
    "new_view",
    "organisation_figures",
    "person_figures",
    "team_figures",
    "topic_figures",
    "topic_list",
    "view_list",
    "view_name",
    "view_removal",
]
