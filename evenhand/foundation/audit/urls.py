"""Addresses of the audit."""

from django.urls import path

from evenhand.foundation.audit import views

urlpatterns = [
    path("audit/", views.entry_list, name="audit_list"),
    path("audit/export.csv", views.entry_export, name="audit_export"),
    path("audit/seals/", views.seal_list, name="audit_seals"),
    path("audit/seals/export.jsonl", views.seal_export, name="audit_seals_export"),
    path("audit/about-me/", views.about_me, name="audit_about_me"),
    path("audit/about-me.csv", views.about_me_export, name="audit_about_me_export"),
]
