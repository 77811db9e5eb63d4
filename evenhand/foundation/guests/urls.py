"""Addresses of what was opened to one person."""

from django.urls import path

from evenhand.foundation.guests import views

urlpatterns = [path("opened-to-me/", views.opened_to_me, name="opened_to_me")]
