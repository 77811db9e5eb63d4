"""Pages of figures and of their definitions."""

from evenhand.features.insights.views.definitions import kpi, kpi_list
from evenhand.features.insights.views.pages import (
    channel_figures,
    figure,
    organisation_figures,
    team_figures,
    topic_figures,
    topic_list,
)
from evenhand.features.insights.views.person import person_figures

__all__ = [
    "channel_figures",
    "figure",
    "kpi",
    "kpi_list",
    "organisation_figures",
    "person_figures",
    "team_figures",
    "topic_figures",
    "topic_list",
]
