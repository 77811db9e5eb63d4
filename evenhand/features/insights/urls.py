"""Addresses of figures: every figure has one."""

from django.urls import path

from evenhand.features.insights import views

urlpatterns = [
    path("figures/", views.organisation_figures, name="organisation_figures"),
    path("figures/<slug:key>/", views.figure, name="figure"),
    path("figures/<slug:key>/trend/", views.figure_trend, name="figure_trend"),
    path("figures/<slug:key>/comparison/", views.figure_comparison, name="figure_comparison"),
    path("people/<slug:ref>/figures/<slug:key>/words/", views.figure_words, name="figure_words"),
    path(
        "people/<slug:ref>/figures/<slug:key>/words/<slug:remark_ref>/",
        views.figure_words_back,
        name="figure_words_back",
    ),
    path("figures/<slug:key>/expectation/", views.expectation, name="expectation"),
    path("teams/<slug:ref>/", views.team_figures, name="team_figures"),
    path("people/<slug:ref>/", views.person_figures, name="person_figures"),
    path("channels/<path:name>/", views.channel_figures, name="channel_figures"),
    path("topics/", views.topic_list, name="topic_list"),
    path("topics/figures/", views.topic_figures, name="topic_figures"),
    path("kpis/", views.kpi_list, name="kpi_list"),
    path("kpis/<slug:key>/", views.kpi, name="kpi"),
    path("views/", views.view_list, name="view_list"),
    path("views/new/", views.new_view, name="new_view"),
    path("views/<slug:ref>/name/", views.view_name, name="view_name"),
    path("views/<slug:ref>/removal/", views.view_removal, name="view_removal"),
]
