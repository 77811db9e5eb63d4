"""The gallery of components."""

from django.urls import path

from evenhand.foundation.ui import views

app_name = "ui"
urlpatterns = [path("components/", views.components, name="components")]
