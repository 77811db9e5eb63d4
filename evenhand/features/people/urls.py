"""Addresses of people and teams."""

from django.urls import path

from evenhand.features.people import api, views

urlpatterns = [
    path("people/", views.person_list, name="person_list"),
    path("people/new/", views.new_person, name="new_person"),
    path("people/bring-in/", views.bring_in, name="people_bring_in"),
    path("people/<slug:ref>/record/", views.person_record, name="person_record"),
    path("people/<slug:ref>/memberships/", views.membership, name="person_memberships"),
    path("people/<slug:ref>/employment/", views.employment, name="person_employment"),
    path("people/<slug:ref>/account/", views.account, name="person_account"),
    path("people/<slug:ref>/source-ids/", views.source_key, name="person_keys"),
    path("people/<slug:ref>/adjustments/", views.adjustments, name="person_adjustments"),
    path(
        "people/<slug:ref>/adjustments/<slug:adjustment_ref>/end/",
        views.adjustment_end,
        name="person_adjustment_end",
    ),
    path("people/<slug:ref>/guests/", views.guests, name="person_guests"),
    path(
        "people/<slug:ref>/guests/<slug:guest_ref>/end/", views.guest_end, name="person_guest_end"
    ),
    path(
        "people/<slug:ref>/leading/<slug:team_ref>/end/",
        views.end_leadership,
        name="person_leadership_end",
    ),
    path("api/v1/people", api.people, name="api_people"),
    path("api/v1/people/<str:external_id>", api.person, name="api_person"),
    path("opening-hours/", views.opening_hours, name="opening_hours"),
    path("teams/", views.team_list, name="team_list"),
]
