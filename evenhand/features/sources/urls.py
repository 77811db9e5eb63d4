"""Addresses of the import."""

from django.urls import path

from evenhand.features.sources import views

urlpatterns = [
    path("sources/", views.run_list, name="import_list"),
    path("sources/bring-in/", views.bring_in, name="import_file"),
    path("sources/runs/<slug:ref>/", views.result, name="import_run"),
    path("sources/runs/<slug:ref>/columns/", views.columns, name="import_columns"),
    path("sources/runs/<slug:ref>/sheet/", views.sheet, name="import_sheet"),
    path("sources/runs/<slug:ref>/check/", views.check, name="import_check"),
    path("sources/runs/<slug:ref>/progress/", views.progress, name="import_progress"),
    path("sources/runs/<slug:ref>/state/", views.state, name="import_state"),
    path("sources/runs/<slug:ref>/attempts/", views.again, name="import_again"),
    path("sources/runs/<slug:ref>/rejects/", views.reject_list, name="import_rejects"),
    path("sources/runs/<slug:ref>/rejects.csv", views.reject_file, name="import_rejects_file"),
    path("sources/runs/<slug:ref>/rejected-lines/", views.reject_lines, name="import_reject_lines"),
    path("sources/runs/<slug:ref>/corrections/", views.corrections, name="import_corrections"),
    path("sources/runs/<slug:ref>/discarding/", views.discarding, name="import_discarding"),
    path("sources/runs/<slug:ref>/taking-back/", views.taking_back, name="import_taking_back"),
]
