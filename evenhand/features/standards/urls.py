"""Addresses of policies, service standards and targets: a version is cited as policies/…/versions/2/#methods."""

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
    path("policies/<slug:ref>/draft/removal/", views.policy_draft_removal, name="policy_draft_removal"),
    path("policies/<slug:ref>/draft/consultations/", views.policy_consultations, name="policy_consultations"),
    path("policies/<slug:ref>/draft/consultations/<slug:consultation_ref>/", views.policy_consultation, name="policy_consultation"),
    path("policies/<slug:ref>/draft/publication/", views.policy_publication, name="policy_publication"),
    path("standards/", views.standard_list, name="standard_list"),
    path("standards/new/", views.new_standard, name="new_standard"),
    path("standards/<slug:ref>/", views.standard, name="standard"),
    path("standards/<slug:ref>/versions/<int:number>/", views.standard_version, name="standard_version"),
    path("standards/<slug:ref>/versions/<int:number>/changes/", views.standard_changes, name="standard_changes"),
    path("standards/<slug:ref>/draft/", views.standard_draft, name="standard_draft"),
    path("standards/<slug:ref>/draft/text/", views.standard_draft_text, name="standard_draft_text"),
    path("standards/<slug:ref>/draft/removal/", views.standard_draft_removal, name="standard_draft_removal"),
    path("standards/<slug:ref>/draft/publication/", views.standard_publication, name="standard_publication"),
    path("standards/<slug:ref>/withdrawal/", views.standard_withdrawal, name="standard_withdrawal"),
    path("standards/<slug:ref>/targets/new/", views.new_target, name="new_target"),
    path("targets/<slug:ref>/", views.target, name="target"),
    path("targets/<slug:ref>/versions/new/", views.new_target_version, name="new_target_version"),
    path("targets/<slug:ref>/copies/", views.target_copies, name="target_copies"),
    path("targets/<slug:ref>/ending/", views.target_ending, name="target_ending"),
    path("people/<slug:ref>/targets/", views.person_targets, name="person_targets"),
    path("people/<slug:ref>/targets/<slug:adjustment_ref>/end/", views.person_target_end, name="person_target_end"),
]  # fmt: skip
