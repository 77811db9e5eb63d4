"""Addresses of policies: a version is cited as policies/…/versions/2/#methods."""

from django.urls import path

from evenhand.features.standards import views

urlpatterns = [
    path("policies/", views.policy_list, name="policy_list"),
    path("policies/new/", views.new_policy, name="new_policy"),
    path("policies/<slug:ref>/", views.policy, name="policy"),
    path("policies/<slug:ref>/versions/<int:number>/", views.policy_version, name="policy_version"),
    path("policies/<slug:ref>/versions/<int:number>/changes/", views.policy_changes, name="policy_changes"),
    path("policies/<slug:ref>/sections/<str:citation>/", views.policy_section, name="policy_section"),
    path("policies/<slug:ref>/draft/", views.policy_draft, name="policy_draft"),
    path("policies/<slug:ref>/draft/text/", views.policy_draft_text, name="policy_draft_text"),
    path("policies/<slug:ref>/draft/consultations/", views.policy_consultations, name="policy_consultations"),
    path("policies/<slug:ref>/draft/consultations/<slug:consultation_ref>/", views.policy_consultation, name="policy_consultation"),
    path("policies/<slug:ref>/draft/publication/", views.policy_publication, name="policy_publication"),
]  # fmt: skip
