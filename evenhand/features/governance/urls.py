"""Addresses of governance."""

from django.urls import path

from evenhand.features.governance import views

urlpatterns = [
    path("transparency/", views.transparency, name="transparency"),
    path("transparency/data/", views.data_map, name="data_map"),
    path("transparency/<str:kind>/", views.retention, name="retention"),
    path("governance/due/", views.due, name="due"),
    path("governance/erasure/", views.erasures, name="erasures"),
    path("governance/erasure/<str:ref>/", views.erasure, name="erasure"),
    path("governance/erasure/<str:ref>/hold/", views.hold, name="erasure_hold"),
    path("governance/erasure/<str:ref>/release/", views.release, name="erasure_release"),
    path("governance/looked-at/", views.ask_looks, name="looked_at"),
    path("governance/looked-at/<str:ref>/", views.looks, name="looked_at_about"),
    path("governance/looked-at/<str:ref>/list.csv", views.looks_file, name="looked_at_file"),
]
