"""Addresses of where everyone stands: every figure of a person has one, and it keeps."""

from django.urls import path

from evenhand.features.attainment import views

urlpatterns = [
    path("standing/", views.overview, name="attainment"),
    path("standing/runs/", views.run, name="attainment_run"),
    path("standing/notices/", views.look_rule, name="look_rule"),
    path("standing/<slug:ref>/", views.standing, name="standing"),
    path("standing/<slug:ref>/words/", views.words, name="standing_words"),
    path("standing/<slug:ref>/words/<slug:remark_ref>/", views.words_back, name="standing_words_back"),
    path("people/<slug:ref>/standing/", views.person_attainment, name="person_attainment"),
    path("teams/<slug:ref>/standing/", views.team_attainment, name="team_attainment"),
    path("targets/<slug:ref>/standing/", views.attainment_of_target, name="attainment_of_target"),
]  # fmt: skip
