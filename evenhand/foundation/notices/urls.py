"""Addresses of the inbox."""

from django.urls import path

from evenhand.foundation.notices import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/reading/", views.reading, name="inbox_reading"),
]
