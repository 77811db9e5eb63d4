"""Addresses of contacts."""

from django.urls import path

from evenhand.features.contacts import views

urlpatterns = [
    path("contacts/", views.contact_list, name="contact_list"),
    path("contacts/<uuid:contact_id>/", views.contact, name="contact"),
]
