"""Pages of figures and of their definitions."""

from evenhand.features.insights.views.definitions import kpi, kpi_list
from evenhand.features.insights.views.pages import (
    figure,
    organisation_figures,
    person_figures,
    team_figures,
)

__all__ = ["figure", "kpi", "kpi_list", "organisation_figures", "person_figures", "team_figures"]
