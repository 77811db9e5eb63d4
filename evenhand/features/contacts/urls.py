"""Addresses of contacts."""

from django.urls import path

from evenhand.features.contacts import views

urlpatterns = [
    path("contacts/", views.contact_list, name="contact_list"),
    path("contacts/list.csv", views.contact_list_file, name="contact_list_file"),
    path("contacts/list.xlsx", views.contact_list_workbook, name="contact_list_workbook"),
    path("contacts/search/", views.contact_search, name="contact_search"),
    path("contacts/opened/", views.opened, name="opened_contacts"),
    path("contacts/corrections/", views.correction_list, name="correction_list"),
    path("contacts/corrections/<slug:ref>/", views.correction, name="correction"),
    path("contacts/corrections/<slug:ref>/answer/", views.answer, name="correction_answer"),
    path("contacts/corrections/<slug:ref>/withdrawal/", views.withdrawal, name="correction_withdrawal"),
    path("contacts/<uuid:contact_id>/", views.contact, name="contact"),
    path("contacts/<uuid:contact_id>/openings/", views.opening, name="contact_openings"),
    path("contacts/<uuid:contact_id>/originals/", views.originals, name="contact_originals"),
    path("contacts/<uuid:contact_id>/corrections/", views.ask, name="contact_corrections"),
]  # fmt: skip
